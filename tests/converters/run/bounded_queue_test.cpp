#include "converters/run/bounded_queue.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace {

using Numbers = run::BoundedQueue<int>;

TEST_CASE("what is put comes out in order, also when it waits for room again and again") {
  constexpr int kCount = 20'000;
  Numbers queue({.items = 3, .bytes = 10});
  std::vector<int> taken;
  std::thread taker([&] {
    while (const auto number = queue.take()) {
      taken.push_back(*number);
    }
  });
  bool all = true;
  for (int i = 0; i < kCount; ++i) {
    all = queue.put(i, static_cast<std::uint64_t>(i % 13)) && all;  // some are too large for it
  }
  queue.end();
  taker.join();
  CHECK(all);
  CHECK(taken.size() == kCount);
  CHECK(std::ranges::is_sorted(taken));
}

/// Counts itself, as long as somebody holds it.
class Counted {
 public:
  Counted(std::atomic<int>& alive, int weight) : alive_(&alive), weight_(weight) {
    alive += weight;
  }
  Counted(Counted&& other) noexcept : alive_(other.alive_), weight_(other.weight_) {
    other.weight_ = 0;
  }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  Counted& operator=(Counted&&) = delete;
  ~Counted() { *alive_ -= weight_; }

 private:
  std::atomic<int>* alive_;
  int weight_;
};

void check_bound(std::size_t items, std::uint64_t bytes, int weight, int most) {
  run::BoundedQueue<Counted> queue({.items = items, .bytes = bytes});
  std::atomic<int> alive{0};
  int highest = 0;
  std::thread taker([&] {
    while (auto item = queue.take()) {
      highest = std::max(highest, alive.load());
      std::this_thread::yield();
    }
  });
  for (int i = 0; i < 2'000; ++i) {
    CHECK(queue.put({alive, weight}, static_cast<std::uint64_t>(weight)));
  }
  queue.end();
  taker.join();
  CHECK(alive == 0);
  CHECK(highest >= weight);
  CHECK(highest <= most);
}

// Whoever puts holds one more while it waits.
TEST_CASE("never more items than the bound, the one being worked on included") {
  check_bound(4, 1'000'000, 1, 5);
}
TEST_CASE("never more bytes than the bound, the one being worked on included") {
  check_bound(1'000, 30, 10, 40);
}
TEST_CASE("an item larger than the bound is alone") { check_bound(1'000, 30, 50, 100); }

TEST_CASE("idle is when everything was taken and worked on") {
  Numbers queue({.items = 8, .bytes = 8});
  std::atomic<int> worked{0};
  std::thread taker([&] {
    while (queue.take()) {
      std::this_thread::yield();
      ++worked;
    }
  });
  for (int i = 1; i <= 500; ++i) {
    CHECK(queue.put(i, 1));
    if (i % 5 == 0) {
      queue.wait_until_idle();
      CHECK(worked == i);
    }
  }
  queue.end();
  taker.join();
}

TEST_CASE("closing wakes who waits for room, and drops what waits") {
  run::BoundedQueue<std::shared_ptr<int>> queue({.items = 1, .bytes = 1});
  const auto held = std::make_shared<int>(1);
  CHECK(queue.put(held, 1));
  std::thread closer([&] { queue.close(); });
  const bool second = queue.put(held, 1);  // for ever, but for the closer
  closer.join();
  CHECK_FALSE(second);
  CHECK(held.use_count() == 1);
  CHECK_FALSE(queue.take().has_value());
  queue.wait_until_idle();
}

TEST_CASE("closing wakes who waits for an item") {
  Numbers queue({.items = 1, .bytes = 1});
  std::thread closer([&] { queue.close(); });
  CHECK_FALSE(queue.take().has_value());
  closer.join();
}

}  // namespace
