// The delimiter lines of multiparts, RFC 2046 5.1.1.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mime {

struct Delimiter {
  std::size_t begin = 0;  // with the line end before it, which belongs to it
  std::size_t end = 0;    // behind its own line end
  std::size_t level = 0;  // of the multipart it is of, as Delimiters::open() gave it
  bool closes = false;    // "--boundary--"
};

/// Finds the delimiters of all multiparts that are open at a place of `text`.
class Delimiters {
 public:
  /// `text` must outlive it.
  explicit Delimiters(std::string_view text) : text_(text) {}

  /// A multipart begins; an empty boundary has no delimiters. Its level, rising inwards.
  std::size_t open(std::string_view boundary);
  /// This one and those in it have ended.
  void close(std::size_t level) { boundaries_.resize(level); }

  /// The delimiter whose line begins at `at`; of two multiparts with one boundary the inner one's.
  [[nodiscard]] std::optional<Delimiter> at(std::size_t at) const;
  /// The first one whose line begins at or behind `from`, where a line begins; its `begin` is not
  /// before `from`. nullopt: the text ends without one. Takes time in the octets it passes.
  [[nodiscard]] std::optional<Delimiter> find(std::size_t from) const;

 private:
  [[nodiscard]] std::optional<std::size_t> end_of_line(std::size_t at) const;

  std::string_view text_;
  std::vector<std::string> boundaries_;
};

}  // namespace mime
