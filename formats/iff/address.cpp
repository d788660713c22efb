#include "formats/iff/address.h"

#include <algorithm>

#include "formats/iff/ascii.h"

namespace iff {
namespace {

bool is_type(std::string_view text) {
  constexpr std::size_t kLongestType = 8;
  return !text.empty() && text.size() <= kLongestType && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

}  // namespace

Person read_typed_address(std::string_view utf8) {
  const std::size_t colon = utf8.find(':');
  if (colon == std::string_view::npos || !is_type(utf8.substr(0, colon))) {
    return {.name = {}, .type = {}, .address = std::string(utf8)};
  }
  return {.name = {},
          .type = std::string(utf8.substr(0, colon)),
          .address = std::string(utf8.substr(colon + 1))};
}

Person read_person(std::string_view utf8) {
  const std::string_view whole = trim(utf8);
  const std::size_t open = whole.ends_with(']') ? whole.rfind('[') : std::string_view::npos;
  if (open == std::string_view::npos) {
    return {.name = std::string(whole), .type = {}, .address = {}};
  }
  Person person = read_typed_address(whole.substr(open + 1, whole.size() - open - 2));
  person.name = trim(whole.substr(0, open));
  return person;
}

}  // namespace iff
