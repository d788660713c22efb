// What a tool says on standard error, and in its log.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "converters/run/batch/worker.h"
#include "formats/bytes/file_writer.h"
#include "formats/bytes/result.h"
#include "tools/common/arguments.h"

namespace tool {

/// Lines for people. The log gets them all; the terminal what --quiet and --verbose leave.
class Console {
 public:
  explicit Console(std::string tool_name) : tool_name_(std::move(tool_name)) {}

  /// Takes --quiet, --verbose and --log from `arguments`. Fails when the log cannot be opened.
  [[nodiscard]] bytes::Result<void> configure(const Arguments& arguments);

  /// Hands every line to `listener` in place of terminal and log: in a process of a batch, whose
  /// parent has both.
  void divert(run::batch::Say listener) { listener_ = std::move(listener); }

  /// A result: not with --quiet.
  void say(const std::string& line);
  /// A particular: with --verbose only.
  void detail(const std::string& line);
  /// An error: always. "mailconvert: what; hint"
  void fail(const bytes::Error& error);

  /// Why the log is not whole, if it is not.
  [[nodiscard]] const bytes::Result<void>& logged() const { return logged_; }

 private:
  void write(run::batch::Talk talk, const std::string& line, bool on_terminal);

  std::string tool_name_;
  run::batch::Say listener_;
  bool quiet_ = false;
  bool verbose_ = false;
  std::optional<bytes::FileWriter> log_;
  bytes::Result<void> logged_;
};

}  // namespace tool
