// A sink that keeps the books: nothing passes to the target without being counted.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_map>
#include <utility>

#include "converters/model/stream.h"
#include "converters/run/account.h"
#include "converters/run/skipped_item.h"

namespace run {

/// An Account that is known to close: for each folder expected == written + skipped + failed. Only
/// an AccountingSink that was finished makes one.
class Reconciliation {
 public:
  [[nodiscard]] const Account& account() const { return account_; }

 private:
  friend class AccountingSink;
  explicit Reconciliation(Account account) : account_(std::move(account)) {}
  Account account_;
};

/// Counts what a source delivers into `target` and what becomes of it. Between two items it looks
/// whether the user asked to stop (stop.h), and returns Interrupted.
///
/// A store of which nothing could be reached is NotThisFormat, too.
///
/// An item beyond what its folder announced, an item of a folder never delivered, or books that do
/// not close at finish() are faults of whoever announced them, and the target is not finished.
class AccountingSink final : public model::Sink {
 public:
  /// Who announces the items: a reader of this program, whose fault is a bug (Internal), or a file,
  /// whose fault is damage (NotThisFormat).
  enum class Announcer : std::uint8_t { Program, File };

  /// `target` must outlive the sink. `on_item` is called after each item, for progress; may be
  /// empty.
  explicit AccountingSink(model::Sink& target, std::function<void(const Account&)> on_item = {},
                          Announcer announcer = Announcer::Program);

  /// Told of each item that is skipped.
  void list_skipped(std::function<void(const SkippedItem&)> list) {
    list_skipped_ = std::move(list);
  }

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> leave_out(const model::LeftOut& item) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;
  [[nodiscard]] model::Result<void> finish() override;

  /// The last `count` messages that were Written could not be after all, and are not done.
  void take_back(std::uint64_t count);

  /// The books as they stand, also in the middle of a run that was stopped.
  [[nodiscard]] const Account& account() const { return account_; }
  /// The books, closed. An Error unless finish() succeeded.
  [[nodiscard]] model::Result<Reconciliation> reconcile() const;

 private:
  FolderAccount* find(model::FolderId id);
  model::Result<void> admit(model::FolderId id, std::string_view native_id);
  void record_damage(const model::Folder& folder, const FolderPath& path);
  void record(const model::Message& message, const model::Delivered& delivered);
  model::Result<void> check_books() const;
  model::Result<void> check_reached() const;
  [[nodiscard]] tl::unexpected<bytes::Error> fault(std::string what) const;

  model::Sink& target_;
  std::function<void(const Account&)> on_item_;
  std::function<void(const SkippedItem&)> list_skipped_;
  Announcer announcer_;
  Account account_;
  std::unordered_map<std::uint32_t, std::size_t> index_;  // FolderId -> account_.folders
  bool finished_ = false;

  /// What take_back() undoes.
  struct Written {
    std::size_t folder = 0;  // its index
    bool associated = false;
    bool partial = false;  // stands in Account::partial
    model::State state = model::State::Intact;
    PieceCounts pieces;
  };
  /// More than a target keeps waiting (write_behind_tree.h: 512 files).
  static constexpr std::size_t kMostTakenBack = 1024;
  std::deque<Written> latest_;
};

}  // namespace run
