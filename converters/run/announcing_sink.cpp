#include "converters/run/announcing_sink.h"

namespace run {

model::Result<void> AnnouncingSink::folder(const model::Folder& folder) {
  if (folder.expected_items == 0) {
    return next().folder(folder);
  }
  auto empty = folder;
  empty.expected_items = 0;
  return next().folder(empty);
}

model::Result<void> AnnouncingSink::expect(model::FolderId /*folder*/, std::uint64_t /*more*/) {
  return {};
}

model::Result<model::Delivered> AnnouncingSink::message(const model::Message& message) {
  if (auto announced = next().expect(message.folder, 1); !announced) {
    return tl::unexpected(announced.error());
  }
  return next().message(message);
}

model::Result<void> AnnouncingSink::loss(const model::Loss& loss) {
  if (loss.kind == model::LossKind::Item && loss.folder) {
    if (auto announced = next().expect(*loss.folder, 1); !announced) {
      return announced;
    }
  }
  return next().loss(loss);
}

}  // namespace run
