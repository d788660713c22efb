// A thread that does one job after the other, while another one makes the next.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include "converters/run/bounded_queue.h"
#include "formats/bytes/result.h"

namespace run {

/// Does jobs on a thread of its own, in the order they were put; that begins with the first one.
/// What waits is bounded. An Error of a job drops what waits, and is that of each call from then
/// on; an exception leaves by the next call. For one caller.
template <class Job>
class OrderedWorker {
 public:
  using Bounds = typename BoundedQueue<Job>::Bounds;
  using Do = std::function<bytes::Result<void>(Job&)>;
  /// What becomes of what still waits when this is destroyed.
  enum class AtEnd : std::uint8_t { Drop, Finish };

  /// What `work` uses must outlive this.
  OrderedWorker(Bounds bounds, AtEnd at_end, Do work)
      : queue_(bounds), at_end_(at_end), work_(std::move(work)) {}
  OrderedWorker(const OrderedWorker&) = delete;
  OrderedWorker(OrderedWorker&&) = delete;
  OrderedWorker& operator=(const OrderedWorker&) = delete;
  OrderedWorker& operator=(OrderedWorker&&) = delete;
  ~OrderedWorker() {
    at_end_ == AtEnd::Drop ? queue_.close() : queue_.end();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  /// Waits for room.
  [[nodiscard]] bytes::Result<void> put(Job job, std::uint64_t bytes) {
    if (!thread_.joinable()) {
      thread_ = std::thread([this] { run(); });
    }
    return queue_.put(std::move(job), bytes) ? bytes::Result<void>() : failure();
  }

  /// Waits until all that was put is done.
  [[nodiscard]] bytes::Result<void> settle() {
    queue_.wait_until_idle();
    return failure();
  }

 private:
  /// Only when the queue is idle or closed: closing it hands over what the thread left.
  bytes::Result<void> failure() const {
    if (exception_) {
      std::rethrow_exception(exception_);
    }
    return error_ ? bytes::Result<void>(tl::unexpected(*error_)) : bytes::Result<void>();
  }

  void run() {
    try {
      while (auto job = queue_.take()) {
        if (auto done = work_(*job); !done) {
          error_ = std::move(done.error());
          queue_.close();
        }
      }
    } catch (...) {
      exception_ = std::current_exception();
      queue_.close();
    }
  }

  BoundedQueue<Job> queue_;
  AtEnd at_end_;
  Do work_;
  // Of the thread, until the queue is closed or idle.
  std::optional<bytes::Error> error_;
  std::exception_ptr exception_;
  std::thread thread_;
};

}  // namespace run
