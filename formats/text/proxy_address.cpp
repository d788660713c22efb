#include "formats/text/proxy_address.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/text/code_page.h"
#include "formats/text/x400_address.h"

namespace text {
namespace {

// The longest type known is GroupWise's, nine characters; a longer word before a colon than this
// is prose.
constexpr std::size_t kMostTypeSize = 32;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_address_letter(char c) { return is_capital(c) || is_small(c); }
bool is_type_character(char c) {
  return is_address_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}
bool is_blank_or_control(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; }

std::string in_capitals(std::string_view type) {
  std::string out(type);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

bool begins_with(std::string_view text, std::string_view capitals) {
  return in_capitals(text.substr(0, capitals.size())) == capitals;
}

std::string_view without_blanks_in_front(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// The size of the type at the front; 0: there is none.
std::size_t type_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && size <= kMostTypeSize && is_type_character(text[size])) {
    ++size;
  }
  const bool is_type = size >= 2 && size <= kMostTypeSize && size < text.size() &&
                       text[size] == ':' && is_address_letter(text.front());
  return is_type ? size : 0;
}

bool is_internet_mail(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         std::none_of(text.begin(), text.end(), is_blank_or_control) &&
         text.find_first_of("<>,;") == std::string_view::npos &&
         text.find_first_of(":\\/", at) == std::string_view::npos;
}

/// What an address without type is by its form; empty: nobody can tell.
std::string_view inferred_type(std::string_view address) {
  if (begins_with(address, "/O=")) {
    return "EX";
  }
  if (begins_with(address, "/C=")) {
    return "X400";
  }
  return is_internet_mail(address) ? "SMTP" : "";
}

constexpr std::string_view kDeletion = "~DEL";
constexpr std::string_view kDeletionOf = "~DEL<";

/// Whether a piece of a list is the begin of a value.
bool begins_value(std::string_view piece) {
  const std::size_t size = type_size(piece);
  return piece == kDeletion || piece.starts_with(kDeletionOf) ||
         (size != 0 && in_capitals(piece.substr(0, size)) != "DDA");
}

}  // namespace

ProxyAddress parse_proxy_address(std::string_view text) {
  constexpr std::string_view kMigrate = "MIGRATE:";
  ProxyAddress out;
  text = without_blanks_in_front(text);
  if (begins_with(text, kMigrate)) {
    out.migrate = true;
    text = without_blanks_in_front(text.substr(kMigrate.size()));
  }
  const std::size_t size = type_size(text);
  if (size == 0) {
    out.type = inferred_type(text);
    out.form = out.type.empty() ? ProxyForm::Untyped : ProxyForm::Inferred;
    out.address = text;
    return out;
  }
  out.type = text.substr(0, size);
  out.address = text.substr(size + 1);
  out.form = ProxyForm::Typed;
  if (in_capitals(out.type) == "USER") {
    out.form = ProxyForm::Placeholder;
    out.address = without_blanks_in_front(out.address);
    return out;
  }
  out.primary = !out.migrate && std::none_of(out.type.begin(), out.type.end(), is_small);
  return out;
}

std::string to_text(const ProxyAddress& address) {
  return (address.migrate ? "migrate:" : "") + (address.type.empty() ? "" : address.type + ':') +
         address.address;
}

std::vector<std::string> split_proxy_addresses(std::string_view list, char separator) {
  std::vector<std::string> values;
  std::size_t empty_pieces = 0;  // part of the last value only when more of it follows
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(separator, begin), list.size());
    const auto piece = list.substr(begin, end - begin);
    const auto value = without_blanks_in_front(piece);
    if (value.empty()) {
      ++empty_pieces;
    } else if (values.empty() || begins_value(value)) {
      values.emplace_back(value);
      empty_pieces = 0;
    } else {
      values.back().append(empty_pieces + 1, separator).append(piece);
      empty_pieces = 0;
    }
    begin = end + 1;
  }
  return values;
}

bool is_deletion(std::string_view value) {
  return value == kDeletion || (value.starts_with(kDeletionOf) && value.ends_with('>'));
}

std::string proxy_key(std::string_view type, std::string_view address) {
  auto capitals = in_capitals(type);
  if (capitals == "X500") {
    capitals = "EX";
  }
  auto parts = capitals == "X400" ? parse_x400(address) : std::nullopt;
  if (!parts) {
    return capitals + ':' + fold_case(address);
  }
  *parts = without_empty_parts(std::move(*parts));
  for (X400Part& part : *parts) {
    part = {.name = fold_case(part.name), .value = fold_case(part.value)};
  }
  std::stable_sort(parts->begin(), parts->end(),
                   [](const X400Part& a, const X400Part& b) { return a.name < b.name; });
  return capitals + ':' + to_x400(*parts);
}

std::string_view gateway_of(std::string_view type, std::string_view address) {
  const auto capitals = in_capitals(type);
  const std::size_t first = address.find('\\');
  const bool has_three_parts =
      first != std::string_view::npos && std::ranges::count(address, '\\') == 2;
  return has_three_parts && (capitals == "PROFS" || capitals == "SNADS") ? address.substr(0, first)
                                                                         : std::string_view();
}

std::string_view without_gateway(std::string_view type, std::string_view address,
                                 std::string_view gateway) {
  const auto present = gateway_of(type, address);
  return !present.empty() && in_capitals(present) == in_capitals(gateway)
             ? address.substr(present.size() + 1)
             : address;
}

}  // namespace text
