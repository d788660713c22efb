// LDIF: RFC 2849.
#pragma once

#include <span>
#include <vector>

#include "formats/directory/finding.h"
#include "formats/directory/lines.h"
#include "formats/directory/record.h"

namespace directory {

/// Whether the first line that is neither empty nor a comment is "version:" or "dn:".
[[nodiscard]] bool is_ldif(std::span<const Line> lines);

/// The records, contents and changes alike. A line that begins with a blank goes on with the one
/// before it; comments, folded ones too, go; "::" is base64. Of "changetype: modify" the values
/// that are added or put in place of others are kept; what is deleted is a note, "ldif.delete".
/// Values at URLs (":<") are not fetched: a note, "ldif.url". Damage: "ldif.line" (neither
/// attribute nor continuation), "ldif.base64" (the value is kept as it stands), "ldif.dn" (a record
/// without one; its attributes are kept), "ldif.attributes" (beyond kMostFields).
[[nodiscard]] std::vector<Record> read_ldif(std::span<const Line> lines, FindingLog& findings);

}  // namespace directory
