#include "formats/mime/encoded_word.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "formats/bytes/base64.h"
#include "formats/mime/ascii.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

// RFC 2047 2: "An 'encoded-word' may not be more than 75 characters long".
constexpr std::size_t kMaxWord = 75;
constexpr std::size_t kMaxFirstWord = 60;

bool is_plain_q(char c, WordPlace place) {
  if (is_alnum(c)) {
    return true;
  }
  if (place == WordPlace::Phrase) {
    // 5 (3): within a phrase only "<upper and lower case ASCII letters, decimal digits, "!", "*",
    // "+", "-", "/", "=", and "_">", the last two with meanings of their own.
    return c == '!' || c == '*' || c == '+' || c == '-' || c == '/';
  }
  return is_vchar(c) && c != '=' && c != '?' && c != '_';
}

std::size_t q_cost(char c, WordPlace place) { return c == ' ' || is_plain_q(c, place) ? 1 : 3; }

std::string encode_q(std::string_view octets, WordPlace place) {
  std::string out;
  for (const char c : octets) {
    if (c == ' ') {
      out += '_';
    } else if (is_plain_q(c, place)) {
      out += c;
    } else {
      append_hex(out, '=', c);
    }
  }
  return out;
}

/// The front of `octets` that fits `room` characters of encoded text; at least one character.
std::string_view take_front(std::string_view octets, std::size_t room, bool use_q, bool utf8,
                            WordPlace place) {
  std::size_t taken = 0;
  std::size_t cost = 0;
  while (taken < octets.size()) {
    const std::size_t length = utf8 ? text::utf8_length(octets.substr(taken)) : 1;
    for (std::size_t i = 0; i < length; ++i) {
      cost += q_cost(octets[taken + i], place);
    }
    const std::size_t encoded = use_q ? cost : (taken + length + 2) / 3 * 4;
    if (encoded > room && taken > 0) {
      break;
    }
    taken += length;
  }
  return octets.substr(0, taken);
}

bool holds_addresses(std::string_view field_name) {
  constexpr std::array<std::string_view, 8> kNames = {
      "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Keywords", "Return-Receipt-To"};
  constexpr std::string_view kResent = "Resent-";
  if (starts_with_word(field_name, kResent)) {
    field_name.remove_prefix(kResent.size());
  }
  return std::ranges::any_of(kNames, [&](auto name) { return same_word(name, field_name); }) ||
         same_word(field_name, "Disposition-Notification-To");
}

/// A piece of a field body: white space, a quoted-string (in fields with addresses), a special, or
/// a run of anything else.
std::string_view take_piece(std::string_view rest, bool structured) {
  const auto run = [&](auto member) {
    const auto end = std::ranges::find_if_not(rest, member);
    return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  };
  constexpr std::string_view kSpecials = "()<>,;:\"";
  if (is_wsp(rest.front())) {
    return run(is_wsp);
  }
  if (!structured) {
    return run([](char c) { return !is_wsp(c); });
  }
  if (rest.front() == '"') {
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (rest[i] == '\\') {
        ++i;
      } else if (rest[i] == '"') {
        return rest.substr(0, i + 1);
      }
    }
    return rest;  // never closed: the source's own damage
  }
  if (kSpecials.find(rest.front()) != std::string_view::npos) {
    return rest.substr(0, 1);
  }
  return run([&](char c) { return !is_wsp(c) && kSpecials.find(c) == std::string_view::npos; });
}

std::string unquote(std::string_view piece) {
  if (piece.front() != '"') {
    return std::string(piece);
  }
  piece.remove_prefix(1);
  std::string out;
  for (std::size_t i = 0; i < piece.size() && piece[i] != '"'; ++i) {
    if (piece[i] == '\\' && i + 1 < piece.size()) {
      ++i;
    }
    out += piece[i];
  }
  return out;
}

/// Encoded-words next to other text need white space, which inside comments is the parenthesis.
bool needs_space(char neighbour) {
  return !is_wsp(neighbour) && std::string_view("(),;").find(neighbour) == std::string_view::npos;
}

/// Appends `octets` to `out` so that what stands around them still reads the same: white space
/// between two encoded-words is not displayed (RFC 2047 6.2), hence it moves inside.
void append_words(std::string& out, std::string octets, std::string_view rest, bool structured) {
  const std::size_t last = out.find_last_not_of(" \t");
  if (last != std::string::npos && last + 1 < out.size() &&
      std::string_view(out).substr(0, last + 1).ends_with("?=")) {
    octets.insert(0, out.substr(last + 1));
  }
  const std::size_t next = rest.find_first_not_of(" \t");
  if (next != std::string_view::npos && next > 0 && rest.substr(next).starts_with("=?")) {
    octets += rest.substr(0, next);
  }
  if (!out.empty() && needs_space(out.back())) {
    out += ' ';
  }
  out += to_encoded_words(octets, structured ? WordPlace::Phrase : WordPlace::Unstructured);
  if (!rest.empty() && needs_space(rest.front())) {
    out += ' ';
  }
}

}  // namespace

std::string to_encoded_words(std::string_view octets, WordPlace place) {
  const bool utf8 = text::is_utf8(octets);
  const std::string_view charset = utf8 ? "utf-8" : "unknown-8bit";
  std::size_t cost = 0;
  for (const char c : octets) {
    cost += q_cost(c, place);
  }
  const bool use_q = cost <= (octets.size() + 2) / 3 * 4;
  const std::size_t overhead = std::string_view(
                                   "=?"
                                   "?Q?"
                                   "?=")
                                   .size() +
                               charset.size();
  std::string out;
  while (!octets.empty()) {
    const bool short_one = out.empty() && place == WordPlace::Unstructured;
    const std::size_t room = (short_one ? kMaxFirstWord : kMaxWord) - overhead;
    const std::string_view front = take_front(octets, room, use_q, utf8, place);
    octets.remove_prefix(front.size());
    out += out.empty() ? "=?" : " =?";
    out += charset;
    out += use_q ? "?Q?" : "?B?";
    out += use_q ? encode_q(front, place) : bytes::encode_base64(front);
    out += "?=";
  }
  return out;
}

std::string to_ascii_value(std::string_view field_name, std::string_view value) {
  if (!has_8bit(value)) {
    return std::string(value);
  }
  const bool structured = holds_addresses(field_name);
  std::string out;
  while (!value.empty()) {
    const std::string_view piece = take_piece(value, structured);
    value.remove_prefix(piece.size());
    if (!has_8bit(piece)) {
      out += piece;
      continue;
    }
    // Neighbours that need encoding, too, come along with the white space between them.
    std::string octets = unquote(piece);
    while (!value.empty() && is_wsp(value.front())) {
      const std::string_view space = take_piece(value, structured);
      const std::string_view after = value.substr(space.size());
      if (after.empty()) {
        break;
      }
      const std::string_view next = take_piece(after, structured);
      if (!has_8bit(next)) {
        break;
      }
      octets += space;
      octets += unquote(next);
      value.remove_prefix(space.size() + next.size());
    }
    append_words(out, std::move(octets), value, structured);
  }
  return out;
}

}  // namespace mime
