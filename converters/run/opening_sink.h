// A sink that opens its target when it learns what the store is.
#pragma once

#include <functional>

#include "converters/model/stream.h"

namespace run {

/// Passes everything on to the sink that `open` gives for the store record: an input that proves to
/// be no store leaves no output behind, and an output can be named after its mailbox.
class OpeningSink final : public model::Sink {
 public:
  using Open = std::function<model::Result<model::Sink*>(const model::Store&)>;
  explicit OpeningSink(Open open) : open_(std::move(open)) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> leave_out(const model::LeftOut& item) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;
  [[nodiscard]] model::Result<void> finish() override;

 private:
  /// What to say when no store record came first.
  static tl::unexpected<bytes::Error> no_store();

  Open open_;
  model::Sink* target_ = nullptr;
};

}  // namespace run
