// Items on their way from one thread to another: in order, and never more than fit.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace run {

/// One thread puts, another takes. An item counts from put() until the next one is taken: what is
/// being worked on has its place in the bounds, too.
template <class Item>
class BoundedQueue {
 public:
  struct Bounds {
    std::size_t items = 0;    // at least 1
    std::uint64_t bytes = 0;  // one item of more enters an empty queue
  };
  explicit BoundedQueue(Bounds bounds) : bounds_(bounds) {}

  /// Waits for room. False when the queue is closed: `item` is dropped.
  bool put(Item item, std::uint64_t bytes) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || has_room(bytes); });
    if (closed_) {
      return false;
    }
    bytes_ += bytes;
    items_.emplace_back(std::move(item), bytes);
    if (items_.size() == 1) {
      changed_.notify_all();  // who takes may wait for it
    }
    return true;
  }

  /// Gives back the place of the item taken last, and waits for the next. nullopt when the queue is
  /// closed, or ended and empty.
  std::optional<Item> take() {
    std::unique_lock lock(mutex_);
    bytes_ -= std::exchange(taken_bytes_, 0);
    working_ = false;
    // Who waits for room sleeps until there is some for several: to be woken takes longer than to
    // put.
    if (items_.size() <= bounds_.items / 2 && bytes_ <= bounds_.bytes / 2) {
      changed_.notify_all();
    }
    changed_.wait(lock, [&] { return closed_ || ended_ || !items_.empty(); });
    if (closed_ || items_.empty()) {
      return std::nullopt;
    }
    auto [item, bytes] = std::move(items_.front());
    items_.pop_front();
    taken_bytes_ = bytes;
    working_ = true;
    return std::move(item);
  }

  /// Waits until every item has been taken and worked on, or the queue is closed.
  void wait_until_idle() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || (items_.empty() && !working_); });
  }

  /// Nothing more is put: who takes comes to an end when it has everything.
  void end() {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  /// Drops what is in the queue, and what is put from now on.
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    items_.clear();
    changed_.notify_all();
  }

 private:
  [[nodiscard]] bool has_room(std::uint64_t bytes) const {
    const std::size_t count = items_.size() + (working_ ? 1 : 0);
    const bool fits = bytes_ <= bounds_.bytes && bytes <= bounds_.bytes - bytes_;
    return count == 0 || (count < bounds_.items && fits);
  }

  const Bounds bounds_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<Item, std::uint64_t>> items_;
  std::uint64_t bytes_ = 0;        // of all items, the one being worked on included
  std::uint64_t taken_bytes_ = 0;  // of that one
  bool working_ = false;
  bool ended_ = false;
  bool closed_ = false;
};

}  // namespace run
