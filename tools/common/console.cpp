#include "tools/common/console.h"

#include <fcntl.h>

#include <iostream>
#include <utility>

#include "converters/run/printable.h"

namespace tool {

using run::batch::Talk;

bytes::Result<void> Console::configure(const Arguments& arguments) {
  quiet_ = arguments.quiet;
  verbose_ = arguments.verbose;
  if (arguments.log.empty()) {
    return {};
  }
  auto log = bytes::FileWriter::open(arguments.log, O_WRONLY | O_CREAT | O_APPEND);
  if (!log) {
    return tl::unexpected(log.error());
  }
  log_.emplace(std::move(*log));
  return {};
}

void Console::say(const std::string& line) { write(Talk::Result, line, !quiet_); }

void Console::detail(const std::string& line) { write(Talk::Particular, line, verbose_); }

void Console::fail(const bytes::Error& error) {
  write(Talk::Failure, error.what + (error.hint.empty() ? "" : "; " + error.hint), true);
}

void Console::write(Talk talk, const std::string& line, bool on_terminal) {
  if (listener_) {
    listener_(talk, line);
    return;
  }
  const auto text = tool_name_ + ": " + run::printable(line) + "\n";
  if (on_terminal) {
    std::cerr << text << std::flush;
  }
  if (log_ && logged_) {
    logged_ = log_->write(std::as_bytes(std::span(text)));
  }
}

}  // namespace tool
