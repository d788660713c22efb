// Addresses as Exchange's directories and migration files write them: TYPE:address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace text {

/// How the type of an address was found.
enum class ProxyForm : std::uint8_t {
  Typed,        // it stands in front: "MS:NET/PO/BOX"
  Inferred,     // none stands there, and the form has one meaning: user@domain, /o=…, /c=…
  Placeholder,  // "USER:First Last": the source had no address (KB Q181939); `address` is the name
  Untyped,      // none of these: a name, or an address of a type nobody tells
};

/// One address, taken apart. `address` is verbatim: nothing is mended, blanks at its end included.
struct ProxyAddress {
  std::string type{};     // as it stands; of Inferred SMTP, EX or X400; of Untyped empty
  std::string address{};  // what stands behind the type's colon; a placeholder's without blanks
  ProxyForm form = ProxyForm::Untyped;
  /// The type is in capitals: the one of its type that mail is sent from. Never with `migrate`.
  bool primary = false;
  bool migrate = false;  // "migrate:" stood in front, in any letter case (KB Q151826, Q182665)

  friend bool operator==(const ProxyAddress&, const ProxyAddress&) = default;
};

/// Takes one address apart: `[migrate:][TYPE:]address`. A type is a letter and one or more letters,
/// digits, hyphens or underlines, thirty-two at most: "C:\mail" has none. An address without type
/// that has the form of Internet mail is SMTP (KB Q152922), one that begins with "/o=" EX, one that
/// begins with "/c=" X400. Directory Access Function Files; KB as cited.
[[nodiscard]] ProxyAddress parse_proxy_address(std::string_view text);

/// `[migrate:][TYPE:]address`, from which parse_proxy_address() makes the same address.
[[nodiscard]] std::string to_text(const ProxyAddress& address);

/// The values of a list: `%` between them in directory files, `;` in migration files. Separators
/// inside values are not escaped there: a piece that begins with no type belongs to the value
/// before it ("SMTP:user%gate@host"; X.400 with semicolons, its DDA: parts included). A piece that
/// is "~DEL" or begins with "~DEL<" begins a value. Blanks in front of a value are dropped, and so
/// are empty values.
[[nodiscard]] std::vector<std::string> split_proxy_addresses(std::string_view list, char separator);

/// Whether a value orders an importer to remove: "~DEL", or "~DEL<…>" (KB Q152854, Q184536).
[[nodiscard]] bool is_deletion(std::string_view value);

/// Equal for spellings of one address: the type in capitals (X500 is EX), a colon, the address
/// without letter case; so " at " and " AT " are one (KB Q151826). X.400 in both of its forms, in
/// any order of parts, without the empty ones, is one. For comparison only.
[[nodiscard]] std::string proxy_key(std::string_view type, std::string_view address);

/// The gateway in front of a PROFS or SNADS address of three parts, "GATE\NODE\USER", which made
/// such addresses invalid elsewhere (Exchange 5.5 help). Empty: there is none.
[[nodiscard]] std::string_view gateway_of(std::string_view type, std::string_view address);

/// "NODE\USER" of "GATE\NODE\USER" when `gateway` is GATE, letter case aside; else `address`.
[[nodiscard]] std::string_view without_gateway(std::string_view type, std::string_view address,
                                               std::string_view gateway);

}  // namespace text
