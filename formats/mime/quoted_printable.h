// Quoted-printable, RFC 2045 6.7.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mime {

/// Encodes text whose line ends are all CRLF, piece by piece. Lines have at most 76 characters;
/// beside what must be escaped, a line's "From " is, which mbox readers would take for a separator.
/// "=_" never occurs in the result.
class QuotedPrintableEncoder {
 public:
  /// Appends to `out`; a CRLF lies in one piece.
  void append(std::string_view piece, std::string& out);
  /// The rest; no line end is added.
  void finish(std::string& out);

 private:
  void add(char c, std::string& out);
  void end_line(std::string& out);

  std::string line_;
};

}  // namespace mime
