#include "converters/run/pipelined_sink.h"

#include <string>
#include <utility>

#include "converters/run/message_size.h"
#include "converters/run/read_ahead.h"

namespace run {
namespace {

/// A message of more is delivered in the call.
constexpr std::uint64_t kLargestThatWaits = std::uint64_t{4} * 1024 * 1024;
/// Leaves room for the rest of the message.
constexpr std::uint64_t kMostReadAhead = kLargestThatWaits * 3 / 4;

std::uint64_t size_of(const model::Loss& loss) {
  return sizeof(loss) + loss.source.size() + loss.native_id.size() + loss.why.size();
}

std::uint64_t size_of(const model::Note& note) {
  return sizeof(note) + note.where.size() + note.text.size();
}

}  // namespace

model::Result<void> PipelinedSink::store(const model::Store& store) {
  auto settled = settle();
  return settled ? next_.store(store) : settled;
}

model::Result<void> PipelinedSink::folder(const model::Folder& folder) {
  auto settled = settle();
  return settled ? next_.folder(folder) : settled;
}

model::Result<void> PipelinedSink::expect(model::FolderId folder, std::uint64_t more) {
  return worker_.put(Expectation{.folder = folder, .more = more}, sizeof(Call));
}

model::Result<model::Delivered> PipelinedSink::message(const model::Message& message) {
  return take(model::Message(message));
}

model::Result<model::Delivered> PipelinedSink::take(model::Message&& message) {
  read_ahead(message, kMostReadAhead);
  const auto size = size_in_memory(message);
  if (!size || *size > kLargestThatWaits) {
    if (auto settled = settle(); !settled) {
      return tl::unexpected(settled.error());
    }
    return next_.take(std::move(message));
  }
  return worker_.put(std::make_unique<model::Message>(std::move(message)), *size).map([] {
    return model::Delivered{};
  });
}

model::Result<void> PipelinedSink::loss(const model::Loss& loss) {
  return worker_.put(loss, size_of(loss));
}

model::Result<void> PipelinedSink::leave_out(const model::LeftOut& item) {
  auto settled = settle();
  return settled ? next_.leave_out(item) : settled;
}

model::Result<void> PipelinedSink::note(const model::Note& note) {
  return worker_.put(note, size_of(note));
}

model::Result<void> PipelinedSink::settle() { return worker_.settle(); }

model::Result<void> PipelinedSink::finish() {
  auto settled = settle();
  return settled ? next_.finish() : settled;
}

model::Result<void> PipelinedSink::pass_on(const Call& call) {
  if (const auto* const message = std::get_if<std::unique_ptr<model::Message>>(&call)) {
    return next_.take(std::move(**message)).map([](const model::Delivered&) {});
  }
  if (const auto* const expectation = std::get_if<Expectation>(&call)) {
    return next_.expect(expectation->folder, expectation->more);
  }
  if (const auto* const loss = std::get_if<model::Loss>(&call)) {
    return next_.loss(*loss);
  }
  return next_.note(std::get<model::Note>(call));
}

}  // namespace run
