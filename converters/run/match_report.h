// --match-report and --ldif: which mailbox is whose, for people and for a directory.
#pragma once

#include <string>
#include <string_view>

#include "converters/run/report.h"

namespace run {

/// CSV with a header: for each mailbox that was matched a row (matched, suggested, ambiguous,
/// unmatched), for each contact that becomes its user one more (contact), for each
/// other contact with its address one more (contact kept), then the collisions of
/// the directory. Columns: kind, mailbox, legacy address, rule, object, smtp, file, line, output; a
/// mailbox with several objects has a row for each.
[[nodiscard]] std::string match_rows(const Report& report);

/// LDIF for what was not matched: convert::directory::unmatched_ldif().
[[nodiscard]] std::string match_ldif(const Report& report, std::string_view base);

}  // namespace run
