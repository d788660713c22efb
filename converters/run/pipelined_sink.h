// Reading and writing at the same time: a sink that hands over to a thread of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "converters/model/stream.h"
#include "converters/run/ordered_worker.h"

namespace run {

/// Passes everything on to `next` in the order it came, messages, losses and notes on a second
/// thread while the caller reads on, who reads attachments of up to 3 MiB a message into memory.
/// What waits is bounded in number and in bytes; a message that holds more, or has a blob that may
/// be read during the call only, is delivered in the call, when all before it is done. So are the
/// store, folders, what is left out, and finish(). `next` is called by one thread at a time.
///
/// What a message became is not known when it waits: message() says Written. An Error of `next`
/// ends the stream: what waits is dropped, and each call from then on returns it. An exception of
/// `next` leaves by the next call.
class PipelinedSink final : public model::Sink {
 public:
  /// `next` must outlive the sink.
  explicit PipelinedSink(model::Sink& next)
      : next_(next),
        worker_({.items = 256, .bytes = std::uint64_t{8} * 1024 * 1024}, Worker::AtEnd::Drop,
                [this](Call& call) { return pass_on(call); }) {}
  PipelinedSink(const PipelinedSink&) = delete;
  PipelinedSink(PipelinedSink&&) = delete;
  PipelinedSink& operator=(const PipelinedSink&) = delete;
  PipelinedSink& operator=(PipelinedSink&&) = delete;
  /// Drops what still waits.
  ~PipelinedSink() override = default;

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<model::Delivered> take(model::Message&& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> leave_out(const model::LeftOut& item) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;
  [[nodiscard]] model::Result<void> settle() override;
  [[nodiscard]] model::Result<void> finish() override;

 private:
  struct Expectation {
    model::FolderId folder;
    std::uint64_t more = 0;
  };
  using Call = std::variant<Expectation, std::unique_ptr<model::Message>, model::Loss, model::Note>;
  using Worker = OrderedWorker<Call>;

  [[nodiscard]] model::Result<void> pass_on(const Call& call);

  model::Sink& next_;
  Worker worker_;
};

}  // namespace run
