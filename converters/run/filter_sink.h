// Leaves out what a Filter does not want.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "converters/model/forwarding_sink.h"
#include "converters/run/filter.h"

namespace run {

/// Passes on to `target` what the filter wants; other messages are Skipped, with the reason. A
/// folder is wanted when one of --folder matches it (any, without that option) and none of
/// --exclude-folder does. Its path for this is what a user sees, without the store's root and
/// "Top of Personal Folders", or else the whole path as reports have it; names that are empty do
/// not count.
///
/// A wanted folder comes through even when nothing of it does: a mailbox without mail is a mailbox.
/// Of the others come those that hold a wanted one or lost something, and the root: each before
/// what needs it. Losses are never left out: what is lost might have been wanted.
///
/// The target is told of the items that a folder expects as the source does, and gets fewer:
/// AnnouncingSink mends that. A pattern for folders that matches none is told at the end.
class FilterSink final : public model::ForwardingSink {
 public:
  /// `target` must outlive the sink; `tell` takes the notes.
  FilterSink(model::Sink& target, const FilterOptions& options,
             std::function<void(const model::Note&)> tell);

  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> leave_out(const model::LeftOut& item) override;
  [[nodiscard]] model::Result<void> finish() override;

 private:
  using Names = std::vector<std::string>;  // folded
  struct Entry {
    std::optional<model::FolderId> parent{};
    Names path{};  // from the store's root
    Names seen{};  // as a user sees it
    bool wanted = false;
    std::optional<model::Folder> waiting{};  // not passed on yet
  };

  [[nodiscard]] bool match(const std::vector<FolderPattern>& patterns, std::vector<bool>& used,
                           const Entry& entry);
  [[nodiscard]] model::Result<void> pass_on(model::FolderId id);
  void tell_unused(const std::vector<FolderPattern>& patterns, const std::vector<bool>& used,
                   const char* option) const;

  Filter filter_;
  std::function<void(const model::Note&)> tell_;
  std::vector<bool> used_;           // of Filter::folders(): matched some folder
  std::vector<bool> excluded_used_;  // likewise
  std::unordered_map<std::uint32_t, Entry> folders_;
};

}  // namespace run
