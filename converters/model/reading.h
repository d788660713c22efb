// What every reader of a store is told, and how it is watched.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace model {

struct ReadOptions {
  std::uint32_t charset = 0;  // --charset: code page of 8-bit text that names none; 0: the format's
  bool deleted = true;        // --no-deleted: leave out deleted items that can be recovered
  bool keep_duplicates = false;  // --keep-duplicates: recovered copies of live items, too
  bool orphans = false;          // --orphans: sections of migration files that no row names
  bool drafts_unsent = false;    // --drafts-unsent: what lies in Drafts was not sent (Q200278)
  /// --post-office NET/PO: of which the mailboxes are, when their store does not say; UTF-8.
  std::string post_office{};
  /// --owner: whose mailbox it is, when the source does not say; UTF-8, "Ash, Ann at PO".
  std::string owner{};
  std::string date_order{};   // --date-order: mdy, dmy, ymd; empty: as the dates show
  std::string labels{};       // --labels: what the file of labels holds
  bool repair_years = false;  // --repair-years: 1900 to 1969 are a hundred years later (Q192595)
  bool omit_bcc = false;      // --omit-bcc: blind copies are left out (Q181125)
};

/// Follows a reader from outside: for the progress bar, and to survive a crash in a foreign
/// library.
class ReadMonitor {
 public:
  ReadMonitor() = default;
  ReadMonitor(const ReadMonitor&) = delete;
  ReadMonitor(ReadMonitor&&) = delete;
  ReadMonitor& operator=(const ReadMonitor&) = delete;
  ReadMonitor& operator=(ReadMonitor&&) = delete;
  virtual ~ReadMonitor() = default;

  /// Called before a reader touches an item (top-level message or folder), or begins a stage
  /// ("recovery"). False: leave it out, it brought the reader down before, or was read before; the
  /// reader neither reads nor reports it. `native_id` is the same in each run over one store.
  [[nodiscard]] virtual bool enter(std::string_view native_id) = 0;
  /// How far the reader has come, in bytes of the source it has asked for (a byte may be asked for
  /// twice; never more than the size is told). Each call is a sign of life, also when it tells the
  /// same number again.
  virtual void progress(std::uint64_t bytes_read) = 0;
};

/// Watches nothing.
class NoMonitor final : public ReadMonitor {
 public:
  [[nodiscard]] bool enter(std::string_view /*native_id*/) override { return true; }
  void progress(std::uint64_t /*bytes_read*/) override {}
};

}  // namespace model
