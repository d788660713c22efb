// The physical lines of a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace schedule {

struct Line {
  std::string_view text;     // without its end
  std::uint64_t offset = 0;  // in the file
  std::uint64_t end = 0;     // behind its end
};

/// Lines end with CR LF, LF or CR, each for itself.
class Lines {
 public:
  explicit Lines(std::string_view file) : file_(file) {}

  /// The line at hand, which stays; nullopt at the end of the file.
  [[nodiscard]] std::optional<Line> peek() const;
  std::optional<Line> take();
  [[nodiscard]] std::uint64_t offset() const { return at_; }

 private:
  std::string_view file_;
  std::size_t at_ = 0;
};

/// Without blanks, tabs and the mark of an end of file (1A) around it.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace schedule
