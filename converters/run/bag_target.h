// A mailbag: an EML tree as the payload of a bag (formats/bagit/FORMAT.md).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "converters/mime/model_to_mime.h"
#include "converters/model/forwarding_sink.h"
#include "converters/run/sniff.h"
#include "converters/run/target.h"

namespace run {

/// Mailbag-Source of a store: the word of the specification for its format, or "eml" when it has
/// none.
[[nodiscard]] std::string mailbag_source(const Source& source);

/// `tree` is what the bag is written to; `mime.container` does not matter.
[[nodiscard]] std::unique_ptr<Target> open_bag_target(std::unique_ptr<bytes::OutputTree> tree,
                                                      const convert::mime::MimeOptions& mime,
                                                      const BagOptions& options);

/// Passes everything on, and tells `on_left_out` of each message that was not written: what the
/// next sink did not take, what the reader lost, and what it left out itself.
class LeftOutSink final : public model::ForwardingSink {
 public:
  /// With the Message-ID; empty when there is none, or it is not known.
  using OnLeftOut = std::function<model::Result<void>(std::string_view message_id)>;
  /// `next` must outlive the sink.
  LeftOutSink(model::Sink& next, OnLeftOut on_left_out)
      : ForwardingSink(next), on_left_out_(std::move(on_left_out)) {}

  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> leave_out(const model::LeftOut& item) override;

 private:
  OnLeftOut on_left_out_;
};

}  // namespace run
