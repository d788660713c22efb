#include "converters/run/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "converters/run/printable.h"
#include "converters/run/quantity.h"

namespace run {
namespace {

constexpr std::size_t kBarColumns = 20;
constexpr std::size_t kDefaultColumns = 80;
constexpr std::chrono::milliseconds kBetweenDraws{100};
// Before this, rate and time left would be noise.
constexpr double kSettled = 1.0;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The first `columns` code points.
std::string_view head_of(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  while (end < text.size()) {
    if (!is_continuation(text[end]) && columns-- == 0) {
      break;
    }
    ++end;
  }
  return text.substr(0, end);
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds);
  std::array<char, 48> text{};
  int length = 0;
  if (whole >= 3600) {
    length = std::snprintf(text.data(), text.size(), "%" PRIu64 ":%02d:%02d", whole / 3600,
                           static_cast<int>(whole / 60 % 60), static_cast<int>(whole % 60));
  } else {
    length = std::snprintf(text.data(), text.size(), "%d:%02d", static_cast<int>(whole / 60),
                           static_cast<int>(whole % 60));
  }
  return {text.data(), static_cast<std::size_t>(length)};
}

std::size_t terminal_columns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return kDefaultColumns;
}

}  // namespace

std::string progress_line(const ProgressState& state, std::size_t columns) {
  std::string line = printable(state.name);
  const double share = state.total_bytes == 0
                           ? 0
                           : std::min(1.0, static_cast<double>(state.bytes) /
                                               static_cast<double>(state.total_bytes));
  if (state.total_bytes != 0) {
    const auto filled = static_cast<std::size_t>(share * kBarColumns);
    line += " [" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "] " +
            std::to_string(static_cast<int>(share * 100)) + "%";
  }
  line += "  " + format_bytes(state.bytes) + "  " + format_count(state.items) + " items";
  if (state.seconds >= kSettled && state.bytes != 0) {
    const double rate = static_cast<double>(state.bytes) / state.seconds;
    line += "  " + format_bytes(static_cast<std::uint64_t>(rate)) + "/s";
    if (share > 0) {
      line += "  " + duration(state.seconds * (1 - share) / share) + " left";
    }
  }
  return std::string(head_of(line, columns));
}

Progress::Progress(bool wanted) : wanted_(wanted && isatty(STDERR_FILENO) == 1) {}

Progress::Progress(std::function<void(const ProgressState&)> watcher)
    : wanted_(true), watcher_(std::move(watcher)) {}

void Progress::start(std::string name, std::uint64_t total_bytes) {
  const std::scoped_lock lock(mutex_);
  remove_line();
  state_ = {.name = std::move(name), .total_bytes = total_bytes};
  started_ = Clock::now();
}

void Progress::rename(std::string name) {
  const std::scoped_lock lock(mutex_);
  state_.name = std::move(name);
}

void Progress::bytes(std::uint64_t done) {
  const std::scoped_lock lock(mutex_);
  state_.bytes = done;
  draw();
}

void Progress::items(std::uint64_t done) {
  const std::scoped_lock lock(mutex_);
  state_.items = done;
  draw();
}

void Progress::clear() {
  const std::scoped_lock lock(mutex_);
  remove_line();
}

void Progress::remove_line() {
  if (drawn_) {
    (void)std::fputs("\r\033[K", stderr);
    (void)std::fflush(stderr);
    drawn_ = false;
  }
}

void Progress::draw() {
  const auto now = Clock::now();
  if (!wanted_ || now - last_drawn_ < kBetweenDraws) {
    return;
  }
  last_drawn_ = now;
  if (watcher_) {
    watcher_(state_);
    return;
  }
  drawn_ = true;
  state_.seconds = std::chrono::duration<double>(now - started_).count();
  // The last column stays free: writing into it makes some terminals wrap.
  const auto line = progress_line(state_, terminal_columns() - 1);
  (void)std::fprintf(stderr, "\r%s\033[K", line.c_str());
  (void)std::fflush(stderr);
}

}  // namespace run
