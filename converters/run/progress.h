// How far a conversion is, on one line of a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace run {

struct ProgressState {
  std::string name;
  std::uint64_t bytes = 0;
  std::uint64_t total_bytes = 0;  // 0: unknown
  std::uint64_t items = 0;
  double seconds = 0;
};

/// "outlook.pst [#####.....]  52%  1.2 GB  18,000 items  40.0 MB/s  0:31 left", at most `columns`
/// columns, counting a code point as one.
[[nodiscard]] std::string progress_line(const ProgressState& state, std::size_t columns);

/// Draws the line on standard error, at most ten times a second, when it is a terminal. For any
/// number of threads.
class Progress {
 public:
  /// `wanted` false, or no terminal: never draws anything.
  explicit Progress(bool wanted);
  /// Shows each state, at most ten times a second, to `watcher` and to nobody else.
  explicit Progress(std::function<void(const ProgressState&)> watcher);
  Progress(const Progress&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress& operator=(Progress&&) = delete;
  ~Progress() { clear(); }

  /// A new source begins.
  void start(std::string name, std::uint64_t total_bytes);
  void bytes(std::uint64_t done);
  void items(std::uint64_t done);
  /// Another name in front of the line; the clock goes on.
  void rename(std::string name);
  /// Removes the line from the screen.
  void clear();

 private:
  // With the lock held:
  void draw();
  void remove_line();

  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  bool wanted_;
  std::function<void(const ProgressState&)> watcher_;
  bool drawn_ = false;
  ProgressState state_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_drawn_{};
};

}  // namespace run
