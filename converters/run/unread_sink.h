// Names the items that bytes which were never read belong to: --bad-sectors.
#pragma once

#include <memory>
#include <string>

#include "converters/model/forwarding_sink.h"
#include "formats/bytes/extents.h"

namespace run {

/// Each message, attachment and folder with a byte in `unread`, by its Provenance::ranges, becomes
/// partial, and says which bytes; so does a message of which no ranges are known. A loss says so,
/// too. That something was not read is a damage note of its own, since it may lie where no item is.
class UnreadSink final : public model::ForwardingSink {
 public:
  /// `next` outlives the sink.
  UnreadSink(model::Sink& next, std::shared_ptr<const bytes::Extents> unread)
      : ForwardingSink(next), unread_(std::move(unread)) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;

 private:
  [[nodiscard]] std::string unread_in(const model::Provenance& provenance) const;
  [[nodiscard]] bool is_hit(const model::Message& message) const;
  void mark(model::Message& message) const;

  std::shared_ptr<const bytes::Extents> unread_;
};

}  // namespace run
