// The records of a dump that somebody asked for.
#pragma once

#include "formats/bytes/annotation.h"
#include "formats/bytes/extents.h"

namespace bytes {

/// Passes on the records that have a byte of `wanted`; all of them when that is empty.
class SelectingSink final : public AnnotationSink {
 public:
  /// Both outlive this.
  SelectingSink(const Extents& wanted, AnnotationSink& sink) : wanted_(wanted), sink_(sink) {}

  /// Whether it is worth while to make the records of these bytes.
  [[nodiscard]] bool wants(std::uint64_t offset, std::uint64_t length) const {
    return wanted_.empty() || wanted_.touch(offset, length);
  }
  [[nodiscard]] Result<void> record(const AnnotatedRecord& record) override {
    return wants(record.offset, record.length) ? sink_.record(record) : Result<void>();
  }

 private:
  const Extents& wanted_;
  AnnotationSink& sink_;
};

}  // namespace bytes
