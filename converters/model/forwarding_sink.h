// The base of sinks that stand in the middle and change little.
#pragma once

#include "converters/model/stream.h"

namespace model {

/// Passes every call on to `next`; who derives from it overrides what it has a say in.
class ForwardingSink : public Sink {
 public:
  /// `next` must outlive the sink.
  explicit ForwardingSink(Sink& next) : next_(next) {}

  [[nodiscard]] Result<void> store(const Store& store) override { return next_.store(store); }
  [[nodiscard]] Result<void> folder(const Folder& folder) override { return next_.folder(folder); }
  [[nodiscard]] Result<void> expect(FolderId folder, std::uint64_t more) override {
    return next_.expect(folder, more);
  }
  [[nodiscard]] Result<Delivered> message(const Message& message) override {
    return next_.message(message);
  }
  [[nodiscard]] Result<void> loss(const Loss& loss) override { return next_.loss(loss); }
  [[nodiscard]] Result<void> leave_out(const LeftOut& item) override {
    return next_.leave_out(item);
  }
  [[nodiscard]] Result<void> note(const Note& note) override { return next_.note(note); }
  [[nodiscard]] Result<void> settle() override { return next_.settle(); }
  [[nodiscard]] Result<void> finish() override { return next_.finish(); }

 protected:
  [[nodiscard]] Sink& next() const { return next_; }

 private:
  Sink& next_;
};

}  // namespace model
