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

/// Whether a quote is open at the end of the line.
[[nodiscard]] bool has_open_quote(std::string_view line);

}  // namespace iff
