#include "converters/run/reader_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "converters/model/forwarding_sink.h"
#include "converters/run/child_process.h"
#include "converters/run/stop.h"
#include "converters/spool/spool.h"
#include "formats/bytes/system_error.h"

namespace run {
namespace {

using bytes::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{100};
// As much as an unprivileged process may ask for (/proc/sys/fs/pipe-max-size); a refusal is fine.
constexpr int kPipeBytes = 1024 * 1024;

/// Text in memory that both processes see; cut where it does not fit.
template <std::size_t N>
class SharedText {
 public:
  void set(std::string_view text) {
    size_ = std::min(text.size(), N);
    std::copy_n(text.begin(), size_, text_.begin());
  }
  [[nodiscard]] std::string get() const { return {text_.data(), std::min(size_, N)}; }

 private:
  std::array<char, N> text_{};
  std::size_t size_ = 0;
};

enum class ReaderOutcome : std::uint32_t { None, Complete, Error, Exception };

}  // namespace

/// Written by the child. The texts are read only when the child is gone.
struct SharedReaderState {
  std::atomic<std::uint64_t> bytes_read{0};
  std::atomic<std::uint64_t> steps{0};  // calls of the monitor
  std::atomic<ReaderOutcome> outcome{ReaderOutcome::None};
  ErrorKind kind{};
  SharedText<256> item;
  SharedText<4096> what;
  SharedText<1024> hint;
};

namespace {

/// Keeps what the reader is at where a crash cannot reach it.
class SharedMonitor final : public model::ReadMonitor {
 public:
  SharedMonitor(SharedReaderState& shared, const std::function<bool(std::string_view)>& wants)
      : shared_(shared), wants_(wants) {}

  bool enter(std::string_view native_id) override {
    shared_.steps.fetch_add(1);
    if (!wants_(native_id)) {
      return false;
    }
    shared_.item.set(native_id);
    return true;
  }
  void progress(std::uint64_t bytes_read) override {
    shared_.steps.fetch_add(1);
    shared_.bytes_read.store(std::max(bytes_read, shared_.bytes_read.load()));
  }

 private:
  SharedReaderState& shared_;
  const std::function<bool(std::string_view)>& wants_;
};

/// Collects small records; whole again after each item, so that a crash in the next one finds this
/// one delivered.
class PipeWriter {
 public:
  explicit PipeWriter(int pipe) : pipe_(pipe) {}

  model::Result<void> write(std::span<const std::byte> data) {
    buffer_.insert(buffer_.end(), data.begin(), data.end());
    return buffer_.size() < kBuffered ? model::Result<void>{} : flush();
  }
  model::Result<void> flush() {
    std::span<const std::byte> rest(buffer_);
    while (!rest.empty()) {
      const auto written = ::write(pipe_, rest.data(), rest.size());
      if (written < 0 && errno != EINTR) {
        return tl::unexpected(bytes::output_error("pipe", "write", errno, false));
      }
      rest = rest.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    buffer_.clear();
    return {};
  }

 private:
  static constexpr std::size_t kBuffered = std::size_t{64} * 1024;
  int pipe_;
  std::vector<std::byte> buffer_;
};

/// Passes everything on; an item that has been delivered is no longer the one a crash belongs to.
class LeavingSink final : public model::ForwardingSink {
 public:
  LeavingSink(model::Sink& next, PipeWriter& pipe, SharedReaderState& shared)
      : ForwardingSink(next), pipe_(pipe), shared_(shared) {}

  model::Result<void> folder(const model::Folder& folder) override {
    // What the folder announces must be known when one of its items brings us down.
    auto told = next().folder(folder);
    return told ? pipe_.flush() : told;
  }
  model::Result<model::Delivered> message(const model::Message& message) override {
    auto delivered = next().message(message);
    if (auto left = leave(); delivered && !left) {
      return tl::unexpected(left.error());
    }
    return delivered;
  }
  model::Result<void> loss(const model::Loss& loss) override {
    auto result = next().loss(loss);
    return result ? leave() : result;
  }
  model::Result<void> finish() override {
    auto finished = next().finish();
    return finished ? leave() : finished;
  }

 private:
  model::Result<void> leave() {
    auto flushed = pipe_.flush();
    shared_.item.set({});
    return flushed;
  }

  PipeWriter& pipe_;
  SharedReaderState& shared_;
};

void run_reader(const Reader& reader, const std::function<bool(std::string_view)>& wants, int pipe,
                SharedReaderState& shared) {
  SharedMonitor monitor(shared, wants);
  PipeWriter output(pipe);
  const auto writer = convert::spool::open_writer(
      [&output](std::span<const std::byte> data) { return output.write(data); },
      convert::spool::Compression::None, "restante reader", convert::spool::Checksum::None);
  LeavingSink sink(*writer, output, shared);
  const auto result = reader(monitor, sink);
  if (result) {
    shared.outcome = ReaderOutcome::Complete;
    return;
  }
  shared.kind = result.error().kind;
  shared.what.set(result.error().what);
  shared.hint.set(result.error().hint);
  shared.outcome = ReaderOutcome::Error;
}

[[noreturn]] void child_main(const Reader& reader,
                             const std::function<bool(std::string_view)>& wants, int pipe,
                             SharedReaderState& shared) {
  try {
    run_reader(reader, wants, pipe, shared);
  } catch (const std::bad_alloc&) {
    shared.what.set("the reader ran out of memory");
    shared.outcome = ReaderOutcome::Exception;
  } catch (const std::exception& exception) {
    shared.what.set(std::string("the reader failed (") + exception.what() + ")");
    shared.outcome = ReaderOutcome::Exception;
  }
  _exit(0);
}

}  // namespace

model::Result<std::unique_ptr<ReaderProcess>> ReaderProcess::start(
    const Reader& reader, const std::function<bool(std::string_view)>& wants, Options options) {
  const auto failed = [](const char* call) {
    return bytes::fail(
        ErrorKind::Io,
        std::string("cannot start a reader: ") + call + ": " + bytes::system_reason(errno),
        "close other programs and try again");
  };
  void* memory = mmap(nullptr, sizeof(SharedReaderState), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    return failed("mmap");
  }
  auto* shared = std::construct_at(static_cast<SharedReaderState*>(memory));
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    auto error = failed("pipe");
    munmap(memory, sizeof(SharedReaderState));
    return error;
  }
  fcntl(ends[1], F_SETPIPE_SZ, kPipeBytes);
  const auto parent = getpid();
  const auto child = fork();
  if (child == 0) {
    settle_child(parent, ends[1]);
    child_main(reader, wants, ends[1], *shared);
  }
  close(ends[1]);
  if (child < 0) {
    auto error = failed("fork");
    close(ends[0]);
    munmap(memory, sizeof(SharedReaderState));
    return error;
  }
  return std::unique_ptr<ReaderProcess>(
      new ReaderProcess(child, ends[0], shared, std::move(options)));
}

ReaderProcess::ReaderProcess(pid_t child, int pipe, SharedReaderState* shared, Options options)
    : child_(child), pipe_(pipe), shared_(shared), options_(std::move(options)) {}

ReaderProcess::~ReaderProcess() {
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  close(pipe_);
  munmap(shared_, sizeof(SharedReaderState));
}

bool ReaderProcess::gets_on() {
  const auto steps = shared_->steps.load();
  return std::exchange(seen_steps_, steps) != steps;
}

model::Result<std::size_t> ReaderProcess::read(std::span<std::byte> into) {
  // Time counts only while we wait: a slow target is not the child's fault.
  auto active = Clock::now();
  while (!at_end_ && !into.empty()) {
    if (stop_signal() != 0) {
      return bytes::fail(ErrorKind::Interrupted, "stopped by the user");
    }
    if (options_.on_progress) {
      options_.on_progress(shared_->bytes_read.load());
    }
    pollfd waiting{.fd = pipe_, .events = POLLIN, .revents = 0};
    const int ready = poll(&waiting, 1, static_cast<int>(kTick.count()));
    if (ready > 0) {
      const auto got = ::read(pipe_, into.data(), into.size());
      if (got > 0) {
        return static_cast<std::size_t>(got);
      }
      if (got < 0 && errno != EINTR) {
        break;  // finish() ends the child: it would wait for ever to be read
      }
      at_end_ = got == 0;
    } else if (gets_on()) {
      active = Clock::now();
    } else if (Clock::now() - active > options_.timeout) {
      kill(child_, SIGKILL);
      timed_out_ = true;
      at_end_ = true;
    }
  }
  return std::size_t{0};
}

ReaderEnd ReaderProcess::finish() {
  const bool abandoned = !at_end_;
  if (abandoned) {
    kill(child_, SIGKILL);
  }
  int status = 0;
  while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  ReaderEnd end{.how = ReaderEnd::How::Crashed, .error = {}, .why = {}, .item = {}};
  end.item = shared_->item.get();
  const auto outcome = shared_->outcome.load();
  if (timed_out_) {
    end.how = ReaderEnd::How::TimedOut;
    end.why =
        "the reader did not get on for " +
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>(options_.timeout).count()) +
        " seconds and was ended";
  } else if (abandoned && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
    end.how = ReaderEnd::How::Abandoned;
  } else if (WIFSIGNALED(status)) {
    end.why = "the reader crashed (" + signal_name(WTERMSIG(status)) + ")";
  } else if (WEXITSTATUS(status) == 0 && outcome == ReaderOutcome::Complete) {
    end.how = ReaderEnd::How::Complete;
  } else if (WEXITSTATUS(status) == 0 && outcome == ReaderOutcome::Error) {
    end.how = ReaderEnd::How::Error;
    end.error = {.kind = shared_->kind, .what = shared_->what.get(), .hint = shared_->hint.get()};
  } else if (outcome == ReaderOutcome::Exception) {
    end.why = shared_->what.get();
  } else {
    end.why = "the reader crashed (exit status " + std::to_string(WEXITSTATUS(status)) + ")";
  }
  return end;
}

}  // namespace run
