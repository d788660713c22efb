// --match-report and --ldif: which mailbox is whose, for people and for a directory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "converters/run/report.h"

namespace run {

/// An object that more than one mailbox of the run was found to be, matched or suggested: one may
/// be another's, or an older copy. Both are converted; somebody has to look.
struct SharedObject {
  std::size_t object = 0;                // in the directory
  std::vector<std::size_t> mailboxes{};  // in Report::mailboxes, in their order
};

/// In the order in which they are met; none without a directory.
[[nodiscard]] std::vector<SharedObject> shared_objects(const Report& report);

/// A line for each of them, which names the object and the mailboxes.
[[nodiscard]] std::vector<std::string> shared_notes(const Report& report);

/// CSV with a header: for each mailbox that was matched a row (matched, suggested, ambiguous,
/// unmatched), for each contact that becomes its user one more (contact), for each
/// other contact with its address one more (contact kept), then the mailboxes
/// that share an object (shared), then the collisions of the directory. Columns: kind, mailbox,
/// legacy address, rule, object, smtp, file, line, output; a mailbox with several objects has a row
/// for each.
[[nodiscard]] std::string match_rows(const Report& report);

/// LDIF for what was not matched: convert::directory::unmatched_ldif().
[[nodiscard]] std::string match_ldif(const Report& report, std::string_view base);

}  // namespace run
