// What became of every item of one store: numbers and lists, for the report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "converters/model/stream.h"

namespace run {

/// The four numbers that must agree before a run may end.
struct Tally {
  std::uint64_t expected = 0;
  std::uint64_t written = 0;
  std::uint64_t skipped = 0;
  std::uint64_t failed = 0;

  [[nodiscard]] std::uint64_t done() const { return written + skipped + failed; }
  [[nodiscard]] bool closes() const { return expected == done(); }
  Tally& operator+=(const Tally& other);
  friend bool operator==(const Tally&, const Tally&) = default;
};

/// Items of a sort that no folder announces by itself: hidden ones, recovered ones.
struct Outcome {
  std::uint64_t written = 0;
  std::uint64_t skipped = 0;
  std::uint64_t failed = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// A list that keeps its first `kKept` entries and counts all: a wrecked store must not eat the
/// memory.
template <class T>
class Kept {
 public:
  static constexpr std::size_t kKept = 50'000;

  void add(T item) {
    ++total_;
    if (items_.size() < kKept) {
      items_.push_back(std::move(item));
    }
  }
  /// Of a list that is not empty.
  void take_back_last() {
    --total_;
    if (items_.size() > total_) {
      items_.pop_back();
    }
  }
  [[nodiscard]] const std::vector<T>& items() const { return items_; }
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  std::vector<T> items_;
  std::uint64_t total_ = 0;
};

/// The names of a folder and its parents, from the top down.
using FolderPath = std::vector<std::string>;

/// "Inbox/1995", for people; a name may itself contain a slash.
[[nodiscard]] std::string to_text(const FolderPath& path);

struct FolderAccount {
  FolderPath path;
  model::FolderRole role = model::FolderRole::None;
  model::ItemKind item_kind = model::ItemKind::Mail;
  Tally tally;
  bool lost = false;  // the folder, or its list of items, could not be read
};

/// A loss, with the folder by name; also an item the target could not take.
struct LossEntry {
  model::Loss loss;
  FolderPath folder;  // empty when unknown
};

/// An item or a folder that came through with pieces missing.
struct PartialEntry {
  std::string native_id;
  FolderPath folder;
  std::string path;  // in the output
  model::State state = model::State::Partial;
  std::vector<model::Missing> missing;
};

/// How many items were skipped for one reason.
struct SkippedReason {
  std::string why;
  std::uint64_t count = 0;
};

/// Items delivered (written, skipped or refused by the target), by Provenance::state.
struct StateCounts {
  std::uint64_t intact = 0;
  std::uint64_t partial = 0;
  std::uint64_t recovered = 0;
  std::uint64_t carved = 0;
};

/// What stands in the items that were written, at any depth.
struct PieceCounts {
  std::uint64_t attachments = 0;  // files, objects and references
  std::uint64_t embedded = 0;     // messages inside messages
};

struct Account {
  model::Store store;  // without its property bag
  std::vector<FolderAccount> folders;
  Tally unplaced;  // losses that no folder could be found for
  Outcome hidden;  // associated items
  Outcome recovered;
  StateCounts states;
  std::vector<SkippedReason> skipped;  // bounded: a reason is a sentence of ours
  Kept<LossEntry> losses;              // items, folders, structures
  std::uint64_t lost_folders = 0;
  std::uint64_t lost_structures = 0;
  Kept<PartialEntry> partial;
  std::uint64_t partial_recovered = 0;          // of these, deleted items that were not found whole
  Kept<PartialEntry> partial_folders;           // came through with pieces missing
  std::uint64_t partial_recovered_folders = 0;  // of these, deleted ones
  PieceCounts pieces;
  Kept<model::Note> notes;         // that are no damage
  Kept<model::Note> damage_notes;  // reading went on through a fallback
  std::uint64_t undecodable = 0;   // texts with bytes their code page cannot explain
  std::uint64_t shown = 0;         // items done, for progress

  [[nodiscard]] Tally total() const;
  [[nodiscard]] std::uint64_t empty_folders() const;
  /// Items of the mailbox, not deleted ones found on top, that came through with pieces missing.
  [[nodiscard]] std::uint64_t partial_items() const { return partial.total() - partial_recovered; }
  /// Folders likewise.
  [[nodiscard]] std::uint64_t damaged_folders() const {
    return partial_folders.total() - partial_recovered_folders;
  }
  /// Puts a note into the list it belongs to.
  void add(const model::Note& note) { (note.damage ? damage_notes : notes).add(note); }
  /// Whether anything was lost, partial, undecodable, or read through a fallback: exit code 3. What
  /// is missing of a deleted item was lost when it was deleted: such an item is mail gained.
  [[nodiscard]] bool damaged() const;
};

}  // namespace run
