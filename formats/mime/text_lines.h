// What a text is made of, which decides how it is encoded; and its line ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mime {

/// Looks at a text piece by piece, as it comes from the source.
class TextAnalysis {
 public:
  void look(std::string_view piece);
  void finish() { end_line(); }

  /// ASCII without NULs, no line above 998 octets, nothing that reads as an mbox separator or as a
  /// boundary: may be written as 7bit (RFC 2045 2.7).
  [[nodiscard]] bool is_7bit() const { return seven_bit_; }
  /// How long the two encodings would be: exact for base64, for quoted-printable within the white
  /// space at line ends.
  [[nodiscard]] std::uint64_t quoted_printable_size() const { return quoted_printable_; }
  [[nodiscard]] std::uint64_t base64_size() const;

 private:
  void look_within_line(std::string_view part);
  void end_line();

  bool seven_bit_ = true;
  bool after_cr_ = false;
  std::uint64_t size_ = 0;  // with CRLF line ends
  std::uint64_t quoted_printable_ = 0;
  std::uint64_t line_size_ = 0;
  std::uint64_t line_escaped_ = 0;  // of the octets of the line, those written as =XX
  std::string line_front_;          // as much of the line as a separator would take
};

/// Makes every line end CRLF: CR LF stays, a bare LF or CR becomes one (RFC 2046 4.1.1 allows
/// neither in text). What is not a line end is copied.
class LineEndNormaliser {
 public:
  /// Appends `piece` to `out`; a CRLF is never split between two calls.
  void append(std::string_view piece, std::string& out);

 private:
  bool after_cr_ = false;
};

}  // namespace mime
