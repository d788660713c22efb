// Whether a journal belongs to a list and its options, and making it do so.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "converters/run/batch/journal.h"

namespace run::batch {

using Settings = std::map<std::string, std::string>;

/// What a list asks for.
struct Wanted {
  std::vector<Row> rows;            // that are work
  std::set<std::string> retried{};  // key_of rows that are, as they failed by a result in the list
  std::set<std::string> settled{};  // key_of rows that are none, by a result in the list
  Settings settings;                // options that the outputs depend on
};

struct Differences {
  std::vector<std::string> settings;  // "--as eml, now pst"
  std::vector<Row> unknown;           // rows the journal does not have
  std::vector<Row> retried;           // the same that failed by a result in the list: no difference
  std::vector<MailboxEntry> gone;     // mailboxes not done that the list does not have
  /// A mailbox was begun: before that, a journal holds nothing worth keeping.
  bool begun = false;
  [[nodiscard]] bool any() const { return !settings.empty() || !unknown.empty() || !gone.empty(); }
};

/// A row that failed by a result in the list, and is asked for again, is new to the journal when no
/// run has tried it: that is no difference. A mailbox that is done may be gone from the list:
/// --consume takes it out.
[[nodiscard]] Differences compare(const Wanted& wanted, const Settings& settings,
                                  const std::vector<MailboxEntry>& mailboxes);

/// Why a run does not begin with this journal: Exists, with the differences.
[[nodiscard]] bytes::Error refusal(const Differences& differences,
                                   const std::filesystem::path& journal);

/// The journal is that of the list: rows that it knows keep what became of them, new ones are
/// pending, those not done that the list does not have are forgotten. With other settings every
/// mailbox is pending again.
[[nodiscard]] bytes::Result<void> adopt(Journal& journal, const Wanted& wanted,
                                        const Differences& differences);

}  // namespace run::batch
