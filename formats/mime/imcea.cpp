// [MS-OXCMAIL] 2.1.3.1.8: addresses of other systems inside SMTP addresses.
#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/header_text.h"

namespace mime {
namespace {

constexpr std::string_view kPrefix = "IMCEA";
// An address cannot be folded, and a header line has at most 998 octets (RFC 5322 2.1.1), of which
// " <" and ">," take three and four are kept free.
constexpr std::size_t kMaxAddress = 990;

std::optional<char> from_hex(char high, char low) {
  const auto digit = [](char c) { return kUpperHex.find(to_upper(c)); };
  if (digit(high) == std::string_view::npos || digit(low) == std::string_view::npos) {
    return std::nullopt;
  }
  return static_cast<char>(digit(high) * 16 + digit(low));
}

}  // namespace

std::optional<std::string> encode_imcea(std::string_view type, std::string_view address,
                                        std::string_view domain, std::size_t max_local) {
  // The type ends at the first '-': anything but letters and digits could not be read back.
  if (type.empty() || !std::ranges::all_of(type, is_alnum)) {
    return std::nullopt;
  }
  std::string out(kPrefix);
  std::ranges::transform(type, std::back_inserter(out), to_upper);
  out += '-';
  for (const char c : address) {
    if (is_alnum(c) || c == '-' || c == '=') {
      out += c;
    } else if (c == '/') {
      out += '_';
    } else {
      append_hex(out, '+', c);
    }
    if (out.size() > max_local) {
      return std::nullopt;
    }
  }
  out += '@';
  out += domain;
  return out.size() <= kMaxAddress ? std::optional(out) : std::nullopt;
}

std::optional<Imcea> decode_imcea(std::string_view addr_spec) {
  const std::string_view local = addr_spec.substr(0, addr_spec.rfind('@'));
  const std::size_t dash = local.find('-');
  // Local parts lose their case on the way through some relays (KB Q271575), so any case is taken.
  if (local.size() == addr_spec.size() || dash == std::string_view::npos ||
      dash <= kPrefix.size() || !starts_with_word(local, kPrefix)) {
    return std::nullopt;
  }
  Imcea out;
  const std::string_view type = local.substr(kPrefix.size(), dash - kPrefix.size());
  if (!std::ranges::all_of(type, is_alnum)) {
    return std::nullopt;
  }
  std::ranges::transform(type, std::back_inserter(out.type), to_upper);
  for (std::size_t i = dash + 1; i < local.size(); ++i) {
    if (local[i] == '_') {
      out.address += '/';
    } else if (local[i] != '+') {
      out.address += local[i];
    } else {
      if (local.size() - i < 3) {
        return std::nullopt;
      }
      const auto octet = from_hex(local[i + 1], local[i + 2]);
      if (!octet) {
        return std::nullopt;
      }
      out.address += *octet;
      i += 2;
    }
  }
  return out;
}

}  // namespace mime
