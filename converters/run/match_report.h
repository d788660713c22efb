// --match-report and --ldif: which mailbox is whose, for people and for a directory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/run/report.h"

namespace run {

/// An object of the directory, as reports have it.
struct MatchedObject {
  std::string name{};
  std::string smtp{};
  std::string file{};
  std::string line{};
  friend bool operator==(const MatchedObject&, const MatchedObject&) = default;
};

/// What was found of one mailbox, also by another process or an earlier run of a control list.
struct MatchRecord {
  std::string mailbox{};
  std::string legacy_address{};
  std::string outcome{};
  std::string rule{};
  std::vector<MatchedObject> objects{};
  std::vector<MatchedObject> contacts{};
  std::vector<MatchedObject> kept_contacts{};
  std::string output{};
  friend bool operator==(const MatchRecord&, const MatchRecord&) = default;
};

/// None: the mailbox was not matched.
[[nodiscard]] std::optional<MatchRecord> match_record(const MailboxResult& result);
[[nodiscard]] std::optional<MatchRecord> match_record(const MailboxJson& mailbox);

/// Of all mailboxes that were matched, in the order of the sources or of the control list, whatever
/// was done first; none without a directory.
[[nodiscard]] std::vector<MatchRecord> match_records(const Report& report);

/// An object that more than one mailbox was found to be, matched or suggested: one may be
/// another's, or an older copy. Both are converted; somebody has to look.
struct SharedObject {
  MatchedObject object{};
  std::vector<std::size_t> mailboxes{};  // in match_records(), in their order
};

/// In the order in which they are met.
[[nodiscard]] std::vector<SharedObject> shared_objects(const std::vector<MatchRecord>& records);

/// A line for each of them, which names the object and the mailboxes.
[[nodiscard]] std::vector<std::string> shared_notes(const Report& report);

/// CSV with a header: for each mailbox that was matched a row (matched, suggested, ambiguous,
/// unmatched), for each contact that becomes its user one more (contact), for each
/// other contact with its address one more (contact kept), then the mailboxes
/// that share an object (shared), then the collisions of the directory. Columns: kind, mailbox,
/// legacy address, rule, object, smtp, file, line, output; a mailbox with several objects has a row
/// for each.
[[nodiscard]] std::string match_rows(const Report& report);

/// LDIF for what was not matched: convert::directory::unmatched_ldif(). Of mailboxes that other
/// processes converted there is none.
[[nodiscard]] std::string match_ldif(const Report& report, std::string_view base);

}  // namespace run
