#include "converters/run/pipelined_sink.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "converters/run/message_size.h"
#include "recording_sink.h"

namespace {

using run::PipelinedSink;

/// What may be read during the call only.
class PassingBlob final : public bytes::ByteSource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return 0; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return bytes::make_blob("")->open();
  }
};

model::Message message_in(std::uint32_t folder, const std::string& native_id) {
  model::Message message;
  message.folder = {folder};
  message.provenance.native_id = native_id;
  return message;
}

model::Message with_content(model::Blob content) {
  auto message = message_in(1, "with content");
  message.attachments.emplace_back();
  message.attachments.back().content = std::move(content);
  return message;
}

/// A stream with everything in it.
void deliver(model::Sink& sink) {
  CHECK(sink.store(test::make_store()).has_value());
  for (std::uint32_t folder = 1; folder <= 3; ++folder) {
    CHECK(sink.folder(test::make_folder(folder, "f", 500)).has_value());
    for (int i = 0; i < 500; ++i) {
      const auto id = std::to_string(i);
      if (i % 7 == 0) {
        model::Loss loss;
        loss.folder = model::FolderId{folder};
        loss.native_id = id;
        CHECK(sink.loss(loss).has_value());
      } else if (i % 11 == 0) {
        auto message = with_content(std::make_shared<PassingBlob>());
        message.folder = {folder};
        CHECK(sink.message(message).has_value());
      } else {
        CHECK(sink.take(message_in(folder, id)).has_value());
      }
      if (i % 50 == 0) {
        CHECK(sink.note({.where = id, .text = "note " + id}).has_value());
        CHECK(sink.expect({folder}, 1).has_value());
      }
    }
  }
  CHECK(sink.settle().has_value());
  CHECK(sink.finish().has_value());
}

TEST_CASE("the same calls in the same order as without a pipeline") {
  test::RecordingSink plain;
  deliver(plain);
  test::RecordingSink target;
  PipelinedSink pipelined(target);
  deliver(pipelined);
  CHECK(target.lines == plain.lines);
}

TEST_CASE("a message waits for another thread, one that cannot wait does not") {
  std::vector<std::thread::id> threads;
  test::RecordingSink target;
  target.decide = [&](const model::Message& /*message*/) {
    threads.push_back(std::this_thread::get_id());
    return model::Delivered{};
  };
  PipelinedSink pipelined(target);
  const auto deliver_blob = [&](model::Blob blob) {
    CHECK(pipelined.take(with_content(std::move(blob))).has_value());
  };
  deliver_blob(bytes::make_blob("kept"));
  deliver_blob(std::make_shared<PassingBlob>());
  deliver_blob(bytes::make_blob(std::vector<std::byte>(std::size_t{5} << 20U)));
  CHECK(pipelined.settle().has_value());
  const auto own = std::this_thread::get_id();
  REQUIRE(threads.size() == 3);
  CHECK(threads[0] != own);
  CHECK(threads[1] == own);
  CHECK(threads[2] == own);
}

TEST_CASE("what a message holds is weighed, down to what it embeds") {
  auto embedded = std::make_shared<model::Message>(
      with_content(bytes::make_blob(std::vector<std::byte>(100'000))));
  auto message = message_in(1, "");
  message.attachments.emplace_back();
  message.attachments.back().message = embedded;
  const auto size = run::size_in_memory(message);
  REQUIRE(size);
  CHECK(*size > 100'000);
  CHECK(*size < 150'000);
  model::Property property;
  property.id = 1;
  property.value = model::LargeValue{.blob = std::make_shared<PassingBlob>()};
  embedded->properties.add(property);
  CHECK_FALSE(run::size_in_memory(message).has_value());
}

TEST_CASE("an error ends the stream: what was put behind it is not delivered") {
  test::RecordingSink target;
  int decided = 0;
  target.decide = [&](const model::Message& /*message*/) -> model::Result<model::Delivered> {
    if (++decided == 10) {
      return bytes::fail(bytes::ErrorKind::NoSpace, "full");
    }
    return model::Delivered{};
  };
  PipelinedSink pipelined(target);
  std::string told;
  for (int i = 0; i < 5'000 && told.empty(); ++i) {
    if (auto taken = pipelined.take(message_in(1, "m")); !taken) {
      told = taken.error().what;
    }
  }
  CHECK(told == "full");
  const auto settled = pipelined.settle();
  REQUIRE_FALSE(settled);
  CHECK(settled.error().kind == bytes::ErrorKind::NoSpace);
  CHECK_FALSE(pipelined.folder(test::make_folder(2, "f", 0)).has_value());
  CHECK_FALSE(pipelined.finish().has_value());
  CHECK(decided == 10);
  CHECK(target.lines.size() == 10);
}

TEST_CASE("an exception of the sink leaves by the caller") {
  test::RecordingSink target;
  target.decide = [](const model::Message& /*message*/) -> model::Result<model::Delivered> {
    throw std::bad_alloc();
  };
  PipelinedSink pipelined(target);
  CHECK(pipelined.take(message_in(1, "m")).has_value());
  CHECK_THROWS_AS(static_cast<void>(pipelined.settle()), std::bad_alloc);
}

TEST_CASE("who leaves before the end waits for one message, not for all") {
  std::atomic<int> decided{0};
  test::RecordingSink target;
  target.decide = [&](const model::Message& /*message*/) {
    ++decided;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return model::Delivered{};
  };
  {
    PipelinedSink pipelined(target);
    for (int i = 0; i < 200; ++i) {
      CHECK(pipelined.take(message_in(1, "m")).has_value());
    }
  }
  CHECK(decided < 100);
}

}  // namespace
