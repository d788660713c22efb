// Ends a dump that the user stopped.
#pragma once

#include "converters/run/store_dump/store_dump.h"

namespace run {

/// Asks DumpOptions::progress at each record; false is Interrupted. Both outlive this.
class AskingSink final : public bytes::AnnotationSink {
 public:
  AskingSink(const DumpOptions& options, bytes::AnnotationSink& sink)
      : options_(options), sink_(sink) {}

  [[nodiscard]] bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    if (options_.progress && !options_.progress(record.offset)) {
      return bytes::fail(bytes::ErrorKind::Interrupted, "stopped by the user");
    }
    return sink_.record(record);
  }

 private:
  const DumpOptions& options_;
  bytes::AnnotationSink& sink_;
};

}  // namespace run
