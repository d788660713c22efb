#include "formats/ccmail/address.h"

#include <algorithm>
#include <optional>

#include "formats/text/ascii.h"
#include "formats/text/proxy_address.h"

namespace ccmail {
namespace {

constexpr std::string_view kAt = " at ";

/// Quotes count only in pairs.
bool has_pairs(std::string_view text) { return std::ranges::count(text, '"') % 2 == 0; }

/// The last " at " that stands neither in quotes nor in brackets of any kind.
std::size_t find_at(std::string_view text) {
  const bool counts_quotes = has_pairs(text);
  std::size_t found = std::string_view::npos;
  std::size_t open = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    is_quoted = is_quoted != (c == '"' && counts_quotes);
    if (c == '[' || c == '{' || c == '<') {
      ++open;
    } else if ((c == ']' || c == '}' || c == '>') && open > 0) {
      --open;
    } else if (open == 0 && !is_quoted && text::same_word(text.substr(i, kAt.size()), kAt)) {
      found = i;
    }
  }
  if (open == 0) {
    return found;
  }
  // Brackets that are never closed are part of a name.
  const std::string lower = text::lower_case(text);
  return lower.rfind(kAt);
}

std::string unquoted(std::string_view text) {
  text = text::trim(text);
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"' &&
                         text.substr(1, text.size() - 2).find('"') == std::string_view::npos;
  return std::string(is_quoted ? text.substr(1, text.size() - 2) : text);
}

bool is_internet(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" \t<>[]{},;\"") == std::string_view::npos;
}

/// What stands in a pair of brackets at the end, and in front of it.
struct Bracketed {
  std::string_view before;
  std::string_view inside;
};
std::optional<Bracketed> bracketed(std::string_view text, char open, char close) {
  const std::size_t begin = text.rfind(open);
  if (!text.ends_with(close) || begin == std::string_view::npos) {
    return std::nullopt;
  }
  return Bracketed{.before = text::trim(text.substr(0, begin)),
                   .inside = text::trim(text.substr(begin + 1, text.size() - begin - 2))};
}

/// A type that no letter of a name begins by chance: in capitals (KB Q197114).
bool is_typed(const text::ProxyAddress& address) {
  return address.form == text::ProxyForm::Typed &&
         std::ranges::none_of(address.type, [](char c) { return c >= 'a' && c <= 'z'; });
}

void set_typed(const text::ProxyAddress& typed, std::string_view name, Address& out) {
  out.type = typed.type;
  out.address = typed.address;
  out.name = unquoted(name);
}

void read_user(std::string_view user, Address& out) {
  if (const auto one = bracketed(user, '[', ']')) {
    const auto typed = text::parse_proxy_address(one->inside);
    if (is_typed(typed) || (typed.form == text::ProxyForm::Typed && is_internet(typed.address))) {
      set_typed(typed, one->before, out);
      return;
    }
  }
  if (const auto one = bracketed(user, '<', '>'); one && is_internet(one->inside)) {
    out.type = "SMTP";
    out.address = std::string(one->inside);
    out.name = unquoted(one->before);
    return;
  }
  if (is_internet(user)) {
    out.type = "SMTP";
    out.address = std::string(user);
    return;
  }
  if (const auto typed = text::parse_proxy_address(user); is_typed(typed)) {
    set_typed(typed, {}, out);
    return;
  }
  out.name = unquoted(user);
  out.is_board = out.name.starts_with('#');
}

}  // namespace

Address read_address(std::string_view utf8) {
  Address out;
  std::string_view text = text::trim(utf8);
  // KB Q179677: a comma in front is of a first name that was empty.
  while (text.starts_with(',')) {
    text = text::trim(text.substr(1));
  }
  std::string_view user = text;
  const std::string padded = " " + std::string(text) + " ";
  if (text::same_word(std::string_view(padded).substr(0, kAt.size()), kAt) &&
      find_at(text) == std::string_view::npos) {
    out.has_user = false;
    out.post_office = std::string(text::trim(text.substr(std::min(text.size(), kAt.size() - 1))));
    return out;
  }
  if (const std::size_t at = find_at(text); at != std::string_view::npos) {
    user = text::trim(text.substr(0, at));
    out.post_office = std::string(text::trim(text.substr(at + kAt.size())));
  }
  if (user.empty()) {
    out.has_user = false;
    return out;
  }
  read_user(user, out);
  return out;
}

PersonName split_name(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) {
    return {};
  }
  return {.surname = text::trim(name.substr(0, comma)),
          .given = text::trim(name.substr(comma + 1))};
}

}  // namespace ccmail
