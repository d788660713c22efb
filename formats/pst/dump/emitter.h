// Hands records on, all or those that hold a byte; for the sources of this room.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "formats/bytes/annotation.h"
#include "formats/bytes/result.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::dump {

class Emitter {
 public:
  /// `only`: records that do not hold this byte are left out, and those that do begin at depth 0.
  Emitter(bytes::AnnotationSink& sink, std::optional<std::uint64_t> only, reader::Progress progress)
      : sink_(sink), only_(only), progress_(std::move(progress)) {}

  /// Nothing happens after an error.
  void tell(bytes::AnnotatedRecord record) {
    if (!wants(record.offset, record.length) || ended()) {
      return;
    }
    if (progress_ && !progress_(record.offset)) {
      done_ = bytes::fail(bytes::ErrorKind::Interrupted, "stopped by the user");
      return;
    }
    if (only_ && !told_) {
      base_ = record.depth;
    }
    told_ = true;
    record.depth -= record.depth < base_ ? record.depth : base_;
    done_ = sink_.record(record);
  }

  [[nodiscard]] bool wants(std::uint64_t offset, std::uint64_t length) const {
    return !only_ || (*only_ >= offset && *only_ - offset < length);
  }
  [[nodiscard]] bool told() const { return told_; }
  [[nodiscard]] bool ended() const { return !done_; }
  [[nodiscard]] const bytes::Result<void>& done() const { return done_; }

 private:
  bytes::AnnotationSink& sink_;
  std::optional<std::uint64_t> only_;
  reader::Progress progress_;
  bytes::Result<void> done_;
  unsigned base_ = 0;
  bool told_ = false;
};

}  // namespace pst::dump
