// The text of the directory synchronisation sample in the Exchange SDK.
#pragma once

#include <span>
#include <vector>

#include "formats/directory/finding.h"
#include "formats/directory/lines.h"
#include "formats/directory/record.h"

namespace directory {

/// Whether the first line that is neither empty nor a comment is "A dn", "M dn" or "D dn", and the
/// next one like it or a value.
[[nodiscard]] bool is_dirsync(std::span<const Line> lines);

/// The records: "# comment", "A dn", "M dn", "D dn", then "- Label:value"; a value is a word, a
/// "string", or `\x` and hexadecimal digits. Damage: "dirsync.line" (nothing of these, or a value
/// before the first record), "dirsync.hex" (the value is kept as it stands), "dirsync.attributes"
/// (beyond kMostFields).
[[nodiscard]] std::vector<Record> read_dirsync(std::span<const Line> lines, FindingLog& findings);

}  // namespace directory
