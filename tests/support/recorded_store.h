// A sink that keeps every call, and plays them again.
#pragma once

#include <variant>
#include <vector>

#include "converters/model/stream.h"

namespace test {

struct Expected {
  model::FolderId folder;
  std::uint64_t more = 0;
};

using Call =
    std::variant<model::Store, model::Folder, Expected, model::Message, model::Loss, model::Note>;

/// Keeps blobs, too: for sources whose blobs outlive the call.
class RecordedStore final : public model::Sink {
 public:
  std::vector<Call> calls;
  bool finished = false;

  [[nodiscard]] model::Result<void> store(const model::Store& store) override {
    calls.emplace_back(store);
    return {};
  }
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override {
    calls.emplace_back(folder);
    return {};
  }
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override {
    calls.emplace_back(Expected{.folder = folder, .more = more});
    return {};
  }
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override {
    calls.emplace_back(message);
    return model::Delivered{};
  }
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override {
    calls.emplace_back(loss);
    return {};
  }
  [[nodiscard]] model::Result<void> note(const model::Note& note) override {
    calls.emplace_back(note);
    return {};
  }
  [[nodiscard]] model::Result<void> finish() override {
    finished = true;
    return {};
  }
};

/// Makes the calls to `sink` until one fails; then, unless one did, finish().
inline model::Result<void> play(const std::vector<Call>& calls, model::Sink& sink) {
  struct Player {
    model::Sink& sink;
    model::Result<void> operator()(const model::Store& x) const { return sink.store(x); }
    model::Result<void> operator()(const model::Folder& x) const { return sink.folder(x); }
    model::Result<void> operator()(const Expected& x) const {
      return sink.expect(x.folder, x.more);
    }
    model::Result<void> operator()(const model::Message& x) const {
      return sink.message(x).map([](const model::Delivered&) {});
    }
    model::Result<void> operator()(const model::Loss& x) const { return sink.loss(x); }
    model::Result<void> operator()(const model::Note& x) const { return sink.note(x); }
  };
  for (const Call& call : calls) {
    if (auto done = std::visit(Player{sink}, call); !done) {
      return done;
    }
  }
  return sink.finish();
}

}  // namespace test
