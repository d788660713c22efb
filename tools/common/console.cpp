#include "tools/common/console.h"

#include <cerrno>
#include <iostream>

#include "formats/bytes/system_error.h"

namespace tool {
namespace {

/// Names come from files nobody vouches for: they may not steer the terminal.
std::string printable(const std::string& line) {
  std::string text;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    text += byte < 0x20 || byte == 0x7F ? '?' : c;
  }
  return text;
}

}  // namespace

bytes::Result<void> Console::configure(const Arguments& arguments) {
  quiet_ = arguments.quiet;
  verbose_ = arguments.verbose;
  if (arguments.log.empty()) {
    return {};
  }
  log_.open(arguments.log, std::ios::app | std::ios::binary);
  if (!log_) {
    return tl::unexpected(bytes::output_error(arguments.log.string(), "open the log", errno, true));
  }
  return {};
}

void Console::say(const std::string& line) { write(line, !quiet_); }

void Console::detail(const std::string& line) { write(line, verbose_); }

void Console::fail(const bytes::Error& error) {
  write(error.what + (error.hint.empty() ? "" : "; " + error.hint), true);
}

void Console::write(const std::string& line, bool on_terminal) {
  const auto text = tool_name_ + ": " + printable(line) + "\n";
  if (on_terminal) {
    std::cerr << text << std::flush;
  }
  if (log_.is_open()) {
    log_ << text << std::flush;
  }
}

}  // namespace tool
