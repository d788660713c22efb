// A small MIME reader for the tests: written from the RFCs, shares nothing with the writer.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

struct Part {
  std::vector<std::pair<std::string, std::string>> header;  // unfolded: the CRLFs are removed
  std::string type;                                         // of Content-Type
  std::map<std::string, std::string> type_parameters;       // RFC 2231 decoded
  std::string disposition;
  std::map<std::string, std::string> disposition_parameters;
  std::string encoding;
  std::string content;      // of a leaf, decoded
  std::vector<Part> parts;  // of a multipart, or the one message of a message/rfc822

  /// The first field of that name; "(none)" when there is none.
  [[nodiscard]] std::string field(std::string_view name) const;
};

[[nodiscard]] Part decode_message(std::string_view text);
/// Encoded-words become what they encode (UTF-8 is taken as it is, as is unknown-8bit).
[[nodiscard]] std::string decode_words(std::string_view value);
[[nodiscard]] std::string decode_base64(std::string_view text);
[[nodiscard]] std::string decode_quoted_printable(std::string_view text);

/// What is wrong with `text` as a file of CRLF lines of at most 998 ASCII octets; empty when
/// nothing is. Header lines of white space only are looked for up to the first empty line.
[[nodiscard]] std::string find_line_fault(std::string_view text);

}  // namespace test
