// Fields of a row, taken apart before they are decoded. FORMAT.md 2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iff {

/// 8-bit text. Of a field that is one pair of quotes from end to end, what stands in them; of any
/// other what stands there, quotes of single values included.
struct Field {
  std::string text;
  bool is_quoted = false;
  friend bool operator==(const Field&, const Field&) = default;
};

enum class Quoting : std::uint8_t {
  Clean,
  Open,      // a quote that nothing closes: taken as a character
  Trailing,  // text behind the quote that closes the field: all its quotes taken as characters
};

struct TakenField {
  Field field;
  std::size_t end = 0;  // of the comma behind it, or the end of the line
  Quoting quoting = Quoting::Clean;
};

/// Takes the field that begins at `at` <= line.size().
[[nodiscard]] TakenField take_field(std::string_view line, std::size_t at);

struct SplitRow {
  std::vector<Field> fields;
  Quoting quoting = Quoting::Clean;  // the worst of them
};

/// The most fields of a row that are told apart; the last one has the rest.
inline constexpr std::size_t kMostFields = 1000;

/// Splits at the commas outside quotes.
[[nodiscard]] SplitRow split_row(std::string_view line);

/// A line that grows at its end, looked at for quotes: what is settled is not looked at again.
class GrowingLine {
 public:
  /// Whether a quote is open at the end of `line`, which begins with the first `sure` bytes of the
  /// last call's and had none open there.
  [[nodiscard]] bool has_open_quote(std::string_view line, std::size_t sure);
  /// How many bytes were looked through.
  [[nodiscard]] std::uint64_t looked_through() const { return looked_through_; }

 private:
  std::size_t field_ = 0;  // where the last settled field begins, and the last value in it
  std::size_t value_ = 0;
  std::size_t plain_ = 0;  // a value without quotes has no end before
  std::uint64_t looked_through_ = 0;
};

}  // namespace iff
