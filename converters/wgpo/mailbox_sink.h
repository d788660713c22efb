// Joins a user's message store with the letters of the mailbag: one mailbox.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/forwarding_sink.h"

namespace convert::wgpo {

/// Passes a store on, but for its end, and remembers where letters go: they are delivered behind
/// it. Calls for a second store are refused by nobody: there is one.
class MailboxSink final : public model::ForwardingSink {
 public:
  /// What the mailbox is called, whatever its store is.
  MailboxSink(model::Sink& next, model::Store mailbox)
      : ForwardingSink(next), mailbox_(std::move(mailbox)) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  /// Only close() ends it.
  [[nodiscard]] model::Result<void> finish() override { return {}; }
  [[nodiscard]] model::Result<void> close() { return next().finish(); }

  [[nodiscard]] bool has_begun() const { return has_store_; }
  /// Opens the mailbox if no store did.
  [[nodiscard]] model::Result<void> begin();
  /// The folder of this role, opened when there is none; `more` items are expected in it.
  [[nodiscard]] model::Result<model::FolderId> open(model::FolderRole role, const std::string& name,
                                                    std::uint64_t more);
  /// A folder below `parent`, or at the top.
  [[nodiscard]] model::Result<model::FolderId> open_below(
      std::optional<model::FolderId> parent, const std::string& name, std::uint64_t expected,
      model::ItemKind kind = model::ItemKind::Mail);

  /// Whether an intact message of the store was written that says it is a copy of the letter with
  /// these eight digits (Q151197), and has a subject that begins like `subject`: letters' numbers
  /// may begin again.
  [[nodiscard]] bool has_copy_of(const std::string& letter, std::string_view subject) const;

 private:
  struct Known {
    model::FolderRole role = model::FolderRole::None;
    model::FolderId id;
  };

  model::Store mailbox_;
  bool has_store_ = false;
  std::uint32_t last_id_ = 0;
  std::vector<Known> roles_;
  std::multimap<std::string, std::string> shadowed_;  // subjects, by the letter's digits
};

}  // namespace convert::wgpo
