// Tells the sinks behind it only of the items that come.
#pragma once

#include "converters/model/forwarding_sink.h"

namespace run {

/// Stands behind sinks that leave items out. Folders are passed on as expecting nothing, and each
/// item that comes through is announced before it: so that what is behind (a spool, which has its
/// own books) expects as many items as it gets.
class AnnouncingSink final : public model::ForwardingSink {
 public:
  /// `target` must outlive the sink.
  explicit AnnouncingSink(model::Sink& target) : ForwardingSink(target) {}

  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
};

}  // namespace run
