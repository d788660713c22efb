// What came out of an archive is told by the archive's name.
#pragma once

#include "converters/model/forwarding_sink.h"
#include "converters/run/unpacked_archive.h"

namespace run {

/// Passes everything on, with the paths of the temporary directory in the words of the user
/// (UnpackedArchive::in_words): the same archive gives the same bytes each time.
class UnpackedSink final : public model::ForwardingSink {
 public:
  /// Both must outlive the sink.
  UnpackedSink(model::Sink& target, const UnpackedArchive& archive)
      : ForwardingSink(target), archive_(archive) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;

 private:
  const UnpackedArchive& archive_;
};

}  // namespace run
