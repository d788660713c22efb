// What a run leaves behind for people and machines to check.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/run/conversion.h"
#include "converters/run/sniff.h"
#include "formats/bytes/output.h"

namespace ccmail_post_office {
struct Inventory;
}
namespace convert::ccmail_plan {
struct Plan;
}

namespace run {

/// One mailbox as report.schema.json has it, as JSON text: what a batch keeps from run to run.
struct MailboxJson {
  std::string source;
  std::string mailbox;
};
[[nodiscard]] MailboxJson mailbox_json(const MailboxResult& result);

/// What became of a control list.
struct ListBooks {
  std::string list;  // its path
  std::uint64_t mailboxes = 0;
  std::uint64_t intact = 0;   // succeeded, nothing lost
  std::uint64_t damaged = 0;  // succeeded, with losses
  std::uint64_t failed = 0;
  std::uint64_t pending = 0;
  std::uint64_t contradictory = 0;  // rows of the list that contradict each other
};

/// A mailbox as a row of results has it.
struct ResultRow {
  bool failed = false;
  std::string display_name;
  std::string alias;
  std::string source;
  std::string target;
  std::string message;  // result_message()
  Tally tally;
  std::int64_t ended = 0;
};

struct Report {
  std::string tool;
  std::string version;
  std::vector<std::pair<std::string, std::string>> options;  // as given, in a fixed order
  bool dry_run = false;
  std::vector<MailboxResult> mailboxes;
  std::vector<MailboxJson> rendered;  // behind them: mailboxes that other processes converted
  std::vector<ResultRow> rows{};      // of these
  std::optional<ListBooks> books;     // of a run by a control list
  std::shared_ptr<const AddressBook> book{};  // that the mailboxes were matched with; may be null
  std::vector<std::string> notes;             // on the run as a whole
  int exit_code = 0;
  // Everything that depends on the clock; seconds since 1970, UTC.
  std::int64_t started = 0;
  std::int64_t ended = 0;
};

/// The clock; SOURCE_DATE_EPOCH stands in for it.
[[nodiscard]] std::int64_t now_unix_seconds();

/// "Migrated No Errors", "Migrated With 2 Losses", "Migrated With Damage", or what the error is.
[[nodiscard]] std::string result_message(const MailboxResult& result);

/// "complete", "complete, with damage", "failed", "interrupted".
[[nodiscard]] std::string verdict_of(const Report& report);

/// JSON as report.schema.json has it. What depends on the clock stands in its "run" object: the
/// rest is the same for the same input.
[[nodiscard]] std::string to_json(const Report& report);
/// What mailsniff --json prints: an array.
[[nodiscard]] std::string to_json(const std::vector<Source>& sources);
/// An object: what stands as "inventory" in the above, too.
[[nodiscard]] std::string to_json(const ccmail_post_office::Inventory& inventory);
/// What ccmail-export-plan --json prints; no password, and no command line, which holds one.
[[nodiscard]] std::string to_json(const convert::ccmail_plan::Plan& plan);

/// A row for each mailbox as Migrate.exe writes them (KB Q177776): SUCCESS or FAILURE, display
/// name, alias, source, target, message, time; behind them its items, expected, written, skipped,
/// failed; CRLF.
[[nodiscard]] std::string to_csv(const Report& report);

/// Writes a text that was made for a side file.
[[nodiscard]] bytes::Result<void> write_side_file(const std::filesystem::path& path,
                                                  std::string_view text,
                                                  bytes::Overwrite overwrite);

/// Writes `report` to `path`: CSV when its name ends so, else JSON.
[[nodiscard]] bytes::Result<void> write_report(const Report& report,
                                               const std::filesystem::path& path,
                                               bytes::Overwrite overwrite);

}  // namespace run
