// A reader in a process of its own: what crashes or hangs there leaves us and our output alone.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/bytes/byte_source.h"

namespace run {

/// Reads one store into a sink. Must do the same in every call.
using Reader = std::function<model::Result<void>(model::ReadMonitor&, model::Sink&)>;

/// How a reader's process ended.
struct ReaderEnd {
  enum class How : std::uint8_t {
    Complete,   // the reader returned without an error
    Error,      // the reader returned `error`
    Crashed,    // a signal, an exception, an exit nobody asked for
    TimedOut,   // ended by us: it did not get on
    Abandoned,  // ended by us: nobody wanted to read on
  };
  How how = How::Complete;
  bytes::Error error;
  std::string why;   // "the reader crashed (SIGSEGV)", for Crashed and TimedOut
  std::string item;  // native id of what it was reading; empty between two items
};

struct SharedReaderState;

/// Runs a Reader in a forked child and yields what it delivers as an uncompressed spool.
class ReaderProcess final : public bytes::ByteStream {
 public:
  struct Options {
    /// How long the child may neither deliver, nor enter an item, nor read on.
    std::chrono::milliseconds timeout{120'000};
    /// Called at most every few milliseconds with the bytes of the source read so far; may be
    /// empty.
    std::function<void(std::uint64_t)> on_progress;
  };
  /// `wants` answers ReadMonitor::enter in the child, with what it knows at the time of the call.
  [[nodiscard]] static model::Result<std::unique_ptr<ReaderProcess>> start(
      const Reader& reader, const std::function<bool(std::string_view)>& wants, Options options);

  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess(ReaderProcess&&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;
  ReaderProcess& operator=(ReaderProcess&&) = delete;
  ~ReaderProcess() override;

  /// Waits for bytes. The end when the child is gone or has been ended because it hangs;
  /// Interrupted when the user asks to stop.
  [[nodiscard]] model::Result<std::size_t> read(std::span<std::byte> into) override;

  /// Ends the child when it still runs, and tells how it went. To be called once, when read() has
  /// come to its end or nobody wants to read on.
  [[nodiscard]] ReaderEnd finish();

 private:
  ReaderProcess(pid_t child, int pipe, SharedReaderState* shared, Options options);
  [[nodiscard]] bool gets_on();

  pid_t child_;
  int pipe_;
  SharedReaderState* shared_;
  Options options_;
  std::uint64_t seen_steps_ = 0;
  bool at_end_ = false;
  bool timed_out_ = false;
};

}  // namespace run
