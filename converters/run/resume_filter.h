// Joins several runs of a reader that crashes into one stream.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "converters/model/stream.h"

namespace run {

/// Passes each record on once, however often the reader starts again, and closes the gaps that
/// crashes leave with losses. In the first run everything passes as it is: only after a restart
/// does the filter look for repetitions, and only then, or when the reader gave up, does it fill
/// gaps.
///
/// A native id that begins with a folder's and a slash is a piece of that folder.
///
/// Folders of different runs are the same when their native ids are; their FolderIds may differ,
/// as a folder that crashed is left out in the next run.
class ResumeFilter final : public model::Sink {
 public:
  /// `target` must outlive the filter.
  explicit ResumeFilter(model::Sink& target) : target_(target) {}

  /// A further run of the reader begins.
  void begin_run();
  /// Whether the reader should read this folder or item: not what crashed, nor an item that has
  /// been passed on.
  [[nodiscard]] bool wants(std::string_view native_id) const;
  /// The reader crashed while it read `native_id`; lose_what_is_missing() will say so. False when
  /// nobody knows what it was reading (`native_id` is empty).
  bool add_crash(const std::string& native_id, const std::string& why);

  /// Tells the target every loss that crashes caused; then every item still missing is a loss for
  /// the reason given by `gave_up` (empty when the reader came to its end).
  [[nodiscard]] model::Result<void> lose_what_is_missing(const std::string& gave_up);

  [[nodiscard]] bool saw_store() const { return !source_.empty(); }
  [[nodiscard]] bool saw_end() const { return saw_end_; }
  /// Records passed on so far.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }
  /// What the target said, when it ended the run.
  [[nodiscard]] const std::optional<bytes::Error>& target_error() const { return target_error_; }

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> leave_out(const model::LeftOut& item) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;
  /// Remembers that the stream was whole; the target is finished by whoever owns it.
  [[nodiscard]] model::Result<void> finish() override;

 private:
  struct FolderState {
    std::string key;
    std::uint64_t expected = 0;
    std::uint64_t delivered = 0;
    std::uint64_t announced_this_run = 0;  // by expect()
    std::uint64_t announced = 0;           // the most of any run
    std::uint64_t unnamed_this_run = 0;    // items without a native id
  };
  struct Crash {
    std::string native_id;
    std::string why;
    std::optional<std::size_t> near;  // the folder of the last record before it
  };

  template <class T>
  T watched(T result);
  [[nodiscard]] std::optional<std::size_t> known(model::FolderId id) const;
  [[nodiscard]] bool first_run() const { return runs_ <= 1; }
  [[nodiscard]] bool is_new(const std::string& key);
  [[nodiscard]] std::string item_key(std::size_t folder, std::string_view native_id);
  [[nodiscard]] model::Result<void> make_room(std::size_t folder);
  [[nodiscard]] model::Result<void> settle_crash(const Crash& crash);
  void remember(const std::string& native_id) {
    if (!native_id.empty()) {
      items_.insert(native_id);
    }
  }
  [[nodiscard]] bool has_gap(std::size_t folder) const {
    return folders_[folder].delivered < folders_[folder].expected;
  }
  [[nodiscard]] std::optional<std::size_t> folder_with_gap(std::optional<std::size_t> first) const;
  [[nodiscard]] model::Loss loss_of(model::LossKind kind, std::optional<std::size_t> folder,
                                    const std::string& native_id, const std::string& why) const;

  model::Sink& target_;
  std::string source_;
  std::vector<FolderState> folders_;                     // index = FolderId for the target
  std::unordered_map<std::string, std::size_t> by_key_;  // folder key -> index
  std::map<std::uint32_t, std::size_t> of_this_run_;     // the reader's FolderId -> index
  std::unordered_set<std::string> items_;                // native ids passed on
  std::unordered_set<std::string> records_;              // keys of what was passed on
  std::unordered_set<std::string> crashed_ids_;
  std::vector<Crash> crashes_;
  std::optional<std::size_t> last_folder_;
  std::optional<bytes::Error> target_error_;
  std::uint64_t passed_ = 0;
  int runs_ = 0;
  bool saw_end_ = false;
};

}  // namespace run
