// One conversion: source → filters → books → target.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converters/model/reading.h"
#include "converters/run/account.h"
#include "converters/run/address_book.h"
#include "converters/run/address_sink.h"
#include "converters/run/duplicates.h"
#include "converters/run/engine.h"
#include "converters/run/filter.h"
#include "converters/run/mailbox_match.h"
#include "converters/run/progress.h"
#include "converters/run/skipped_list.h"
#include "converters/run/sniff.h"
#include "converters/run/target.h"
#include "formats/bytes/extents.h"
#include "formats/text/calendar_date.h"

namespace run {
namespace evidence {
class Package;
}  // namespace evidence

struct ConversionOptions {
  model::ReadOptions read;
  TargetOptions target;
  std::optional<text::TimeZone> zone;         // --timezone
  FilterOptions filter{};                     // --folder, --since, --from and their like
  DedupeOptions dedupe{};                     // --dedupe, --dedupe-key
  std::shared_ptr<const AddressBook> book{};  // --address-map, --directory; may be null
  ListedName listed{};                        // what a control list calls the mailbox
  /// --bad-sectors: what of the one source was never read from its disk, which was declared
  /// (bytes::declare_unread); the items that have some of it are named. May be null.
  std::shared_ptr<const bytes::Extents> unread{};
  Engine engine = Engine::Native;                   // --engine
  std::chrono::milliseconds item_timeout{120'000};  // --item-timeout
  /// --threads. 1: all is done in turn, the source's SHA-256 behind the conversion. From 2 on it is
  /// taken meanwhile, and what a PST holds is written while it is read on.
  unsigned threads = 2;
  std::shared_ptr<SkippedList> skipped{};  // --list-skipped; may be null
  /// Asked when an output is written, before it and the further parts of a PST get their final
  /// names; may be empty. An Error keeps them from getting any.
  std::function<bytes::Result<void>(const std::filesystem::path& output,
                                    const std::vector<OutputPart>& parts)>
      before_commit{};
  /// --evidence: notes down what each item is and becomes; may be null, must outlive the run.
  evidence::Package* evidence = nullptr;
};

/// What became of one mailbox.
struct MailboxResult {
  Source source;
  std::string sha256;            // of the source; empty when it could not be taken
  std::filesystem::path output;  // empty when none was opened
  std::uint64_t files = 0;       // written, or counted in a dry run
  std::uint64_t bytes = 0;
  std::vector<OutputPart> parts;             // of a PST, in their order
  std::vector<std::string> further_files{};  // of another output: names of files beside it
  Account account;                           // closed, unless there is an error
  std::optional<Duplicates> duplicates{};    // with --dedupe
  std::shared_ptr<const AddressBook> book;   // of the run; null without one
  AddressCounts addresses;                   // with an address book
  /// With a directory: whose mailbox it is. None for what is nobody's, and when the store could not
  /// be opened.
  MailboxMatch match;
  std::optional<bytes::Error> error;  // there is no complete output

  /// Finished, everything intact.
  [[nodiscard]] bool intact() const { return !error && !account.damaged(); }
};

/// Makes up the name of an output when its store is known, or says why there is no place for it.
using NameOutput =
    std::function<bytes::Result<std::filesystem::path>(const model::Store&, const MailboxMatch&)>;

/// A mailbox of which nothing was converted.
[[nodiscard]] MailboxResult failed_mailbox(const Source& source, bytes::Error error);

/// Converts one source; the number of threads makes no difference to the result. A path "-" is a
/// spool on standard input, and has no SHA-256. The output has its final name only when there is no
/// error.
[[nodiscard]] MailboxResult convert_mailbox(const Source& source, const NameOutput& name_output,
                                            const ConversionOptions& options, Progress& progress);

/// Converts every source: one into `output` itself, several each into an output below it, named by
/// the alias of the object of the directory that it matches, else by the mailbox's display name, or
/// else its file, and numbered when equal. What a set of migration files tells beside its one
/// mailbox (is_set_itself) goes beside that. An output that is a source or holds one is refused.
/// What ends one does not end the others, except a stop: then the rest is not begun, and says so.
/// `on_done` hears of each result; may be empty.
[[nodiscard]] std::vector<MailboxResult> convert_all(
    const std::vector<Source>& sources, const std::filesystem::path& output,
    const ConversionOptions& options, Progress& progress,
    const std::function<void(const MailboxResult&)>& on_done);

/// 0 when all are complete and intact, 3 when any is not, the code of the first error when every
/// one failed; a stop and a bug of ours show through.
[[nodiscard]] int exit_code(const std::vector<MailboxResult>& results);

/// Whether what a dry run counted fits on the disk of `output`.
struct Room {
  std::uint64_t needed = 0;
  std::uint64_t available = 0;
  [[nodiscard]] bool fits() const { return needed <= available; }
};
/// nullopt when the disk does not tell.
[[nodiscard]] std::optional<Room> room_for(const std::vector<MailboxResult>& results,
                                           const std::filesystem::path& output);

}  // namespace run
