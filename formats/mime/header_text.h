// Text in header fields: encoded-words, phrases, addresses, IMCEA.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mime {

/// Unstructured text (Subject): as it is when printable ASCII, else RFC 2047 encoded-words in
/// UTF-8, each at most 75 octets and no character split. Controls, NULs and line ends become
/// spaces, octets that are no UTF-8 U+FFFD. Encoded-words also stand for ASCII that would not come
/// back: white space in front, "=?", words and gaps that no line could hold.
[[nodiscard]] std::string encode_unstructured(std::string_view utf8);

/// A display name as an RFC 5322 phrase: atoms, a quoted-string, or encoded-words.
[[nodiscard]] std::string encode_phrase(std::string_view utf8);

/// `name <addr-spec>`; just the addr-spec when there is no name. `addr_spec` must be one
/// (is_addr_spec).
[[nodiscard]] std::string mailbox(std::string_view name, std::string_view addr_spec);

/// Whether `text` can stand as an addr-spec: dot-atom or quoted-string local part, domain, ASCII,
/// within RFC 5321's lengths.
[[nodiscard]] bool is_addr_spec(std::string_view text);

/// [MS-OXCMAIL] 2.1.3.1.8: IMCEA<type>-<encoded address>@<domain>. Type in upper case; ALPHA,
/// DIGIT, '-' and '=' as they are, '/' becomes '_', any other octet of the UTF-8 '+HH'. nullopt
/// when the local part would pass `max_local` octets, the address 990 (it cannot be folded, and a
/// line ends at 998), or when `type` is anything but letters and digits: the caller then keeps the
/// native form elsewhere.
[[nodiscard]] std::optional<std::string> encode_imcea(std::string_view type,
                                                      std::string_view address,
                                                      std::string_view domain,
                                                      std::size_t max_local = 1860);

struct Imcea {
  std::string type;
  std::string address;
  friend bool operator==(const Imcea&, const Imcea&) = default;
};
/// The way back; nullopt when it is none. The prefix may be in any case.
[[nodiscard]] std::optional<Imcea> decode_imcea(std::string_view addr_spec);

/// The fields of a header block as it came over the wire: names, values with their folding. Lines
/// that are no field (an mbox "From ", garbage, a name that begins with "--"), and everything
/// behind the empty line that ends the block, are returned in `rejected`; lines of white space only
/// are left out. Accepts CRLF, LF, CR, and CR CR LF.
struct HeaderField {
  std::string name;
  std::string value;  // after the colon and one space; folding kept as CRLF + white space
  friend bool operator==(const HeaderField&, const HeaderField&) = default;
};
struct HeaderBlock {
  std::vector<HeaderField> fields;
  std::vector<std::string> rejected;
};
[[nodiscard]] HeaderBlock split_header(std::string_view raw);

}  // namespace mime
