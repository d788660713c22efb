#include "converters/spool/open_items.h"

#include <algorithm>

namespace convert::spool {
namespace {

std::uint64_t sum(std::uint64_t a, std::uint64_t b) { return a + std::min(b, UINT64_MAX - a); }

}  // namespace

void OpenItems::expect(model::FolderId folder, std::uint64_t more) {
  auto& open = open_[folder.value];
  open = sum(open, more);
}

void OpenItems::done(model::FolderId folder) {
  auto& open = open_[folder.value];
  open -= open == 0 ? 0 : 1;
}

std::uint64_t OpenItems::total() const {
  std::uint64_t all = 0;
  for (const auto& [folder, open] : open_) {
    all = sum(all, open);
  }
  return all;
}

model::Result<void> OpenItems::tell_cut(const std::string& name, std::uint64_t offset,
                                        const std::string& what, model::Sink& sink) const {
  model::Loss loss;
  loss.source = name;
  loss.offset = offset;
  loss.why = "not reached: " + what + ", at byte " + std::to_string(offset) + " of its content";
  for (const auto& [folder, open] : open_) {
    loss.folder = model::FolderId{folder};
    for (std::uint64_t i = 0; i < open; ++i) {
      if (auto told = sink.loss(loss); !told) {
        return told;
      }
    }
  }
  loss.kind = model::LossKind::Structure;
  loss.folder.reset();
  loss.why = what +
             ": folders and items that were to follow and were not announced are not known; look "
             "for a whole copy, or make it anew from the store";
  return sink.loss(loss);
}

}  // namespace convert::spool
