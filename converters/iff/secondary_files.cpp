#include "converters/iff/secondary_files.h"

#include <algorithm>
#include <utility>

#include "formats/iff/restored_file.h"

namespace convert::iff {
namespace {

constexpr std::size_t kMostOpen = 8;

}  // namespace

bytes::Result<const OpenSecondary*> SecondaryFiles::open(const std::string& key,
                                                         const std::string& name) {
  const auto known = std::ranges::find(open_, key, &OpenSecondary::key);
  if (known != open_.end()) {
    open_.splice(open_.begin(), open_, known);
    return &open_.front();
  }
  const ::iff::SetFile* file = key.empty() ? nullptr : set_.secondary(key);
  if (file == nullptr) {
    return bytes::fail(bytes::ErrorKind::NoInput, name + " is not beside the primary file");
  }
  auto view = bytes::FileView::open(file->path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  if (open_.size() == kMostOpen) {
    open_.pop_back();
  }
  const auto& pointers = set_.pointers(key);
  std::shared_ptr<const ::iff::RestoredFile> restored;
  if (auto made = ::iff::restore_line_ends((*view)->bytes(), pointers)) {
    restored = std::make_shared<const ::iff::RestoredFile>(std::move(*made));
  }
  std::shared_ptr<const void> owner = *view;
  if (restored != nullptr) {
    owner = restored;
  }
  ::iff::Secondary content = restored == nullptr
                                 ? ::iff::Secondary((*view)->bytes(), pointers)
                                 : ::iff::Secondary(restored->bytes, pointers, restored->doubtful);
  open_.push_front({.key = key,
                    .name = file->name,
                    .view = std::move(*view),
                    .owner = std::move(owner),
                    .is_restored = restored != nullptr,
                    .content = std::move(content)});
  return &open_.front();
}

}  // namespace convert::iff
