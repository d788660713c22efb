#include "converters/run/batch/worker.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <utility>

#include "converters/run/batch/frame.h"
#include "converters/run/batch/worker_channel.h"
#include "converters/run/child_process.h"
#include "formats/bytes/system_error.h"

namespace run::batch {
namespace {

// As much as is taken from one worker before the next has its turn.
constexpr std::size_t kMostAtOnce = std::size_t{4} * 1024 * 1024;
// 50,000 losses of a kilobyte are 50 MB; what announces more comes from a process gone wrong.
constexpr std::uint64_t kMostFrameBytes = std::uint64_t{1} << 30U;

}  // namespace

bytes::Result<std::unique_ptr<Worker>> Worker::start(const Assignment& assignment,
                                                     const Describe& describe) {
  const auto failed = [](const char* call) {
    return bytes::fail(
        bytes::ErrorKind::Io,
        std::string("cannot start a conversion: ") + call + ": " + bytes::system_reason(errno),
        "close other programs and run again, or use fewer --jobs");
  };
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return failed("socketpair");
  }
  const auto parent = ::getpid();
  const auto child = ::fork();
  if (child == 0) {
    settle_child(parent, ends[1]);
    WorkerChannel channel(ends[1]);
    try {
      convert_in_worker(assignment, describe, channel);
    } catch (const std::bad_alloc&) {
      channel.trouble("the conversion ran out of memory");
    } catch (const std::exception& exception) {
      channel.trouble(std::string("the conversion failed (") + exception.what() + ")");
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  if (child < 0) {
    auto error = failed("fork");
    ::close(ends[0]);
    return error;
  }
  return std::unique_ptr<Worker>(new Worker(child, ends[0]));
}

Worker::~Worker() {
  static_cast<void>(end());
  ::close(socket_);
}

std::vector<WorkerEvent> Worker::receive() {
  std::vector<WorkerEvent> events;
  std::array<char, 64 * 1024> piece{};
  std::size_t taken = 0;
  while (!at_end_ && taken < kMostAtOnce) {
    const auto got = ::recv(socket_, piece.data(), piece.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0 && errno == EAGAIN) {
      break;
    }
    at_end_ = got <= 0;
    taken += got > 0 ? static_cast<std::size_t>(got) : 0;
    received_.append(piece.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    while (take_event(events)) {
    }
  }
  return events;
}

bool Worker::take_event(std::vector<WorkerEvent>& events) {
  constexpr std::size_t kHead = 1 + sizeof(std::uint64_t);
  if (received_.size() < kHead) {
    return false;
  }
  const auto size = FrameReader(std::string_view(received_).substr(1)).number();
  if (size > kMostFrameBytes) {
    trouble_ = "the conversion told nonsense";
    at_end_ = true;
    return false;
  }
  if (received_.size() - kHead < size) {
    return false;
  }
  const auto kind = static_cast<FrameKind>(received_.front());
  const auto payload = received_.substr(kHead, size);
  received_.erase(0, kHead + size);
  FrameReader frame(payload);
  WorkerEvent event;
  switch (kind) {
    case FrameKind::Progress:
      event.done = frame.number();
      event.items = frame.number();
      break;
    case FrameKind::Ready:
      event.kind = WorkerEvent::Kind::Ready;
      event.text = frame.text();
      break;
    case FrameKind::Line:
      event.kind = WorkerEvent::Kind::Line;
      event.talk = static_cast<Talk>(frame.number());
      event.text = frame.text();
      break;
    case FrameKind::Trouble:
      trouble_ = frame.text();
      return true;
    case FrameKind::Finished:
      if (auto finished = decode_finished(payload)) {
        event.kind = WorkerEvent::Kind::Finished;
        event.finished = std::move(*finished);
      }
      break;
  }
  events.push_back(std::move(event));
  return true;
}

void Worker::proceed() const {
  constexpr char kGo = 'g';
  // A worker that is gone will not miss it.
  static_cast<void>(::send(socket_, &kGo, 1, MSG_NOSIGNAL));
}

std::string Worker::end() {
  if (child_ < 0) {
    return trouble_;
  }
  ::kill(child_, SIGKILL);  // one that is ending by itself keeps its own status
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  if (!trouble_.empty()) {
    return trouble_;
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
    trouble_ = "the conversion was killed (SIGKILL): the memory may have run out";
  } else if (WIFSIGNALED(status)) {
    trouble_ = "the conversion crashed (" + signal_name(WTERMSIG(status)) + ")";
  } else {
    trouble_ =
        "the conversion ended early (exit status " + std::to_string(WEXITSTATUS(status)) + ")";
  }
  return trouble_;
}

}  // namespace run::batch
