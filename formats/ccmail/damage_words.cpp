#include "formats/ccmail/damage_words.h"

#include <algorithm>
#include <array>

#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"
#include "formats/ccmail/header.h"

namespace ccmail {
namespace {

using bytes::Damage;
using bytes::DamageKind;

std::string count_of_bytes(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string words_for_size(const Damage& damage) {
  const std::string told =
      damage.found == 0 ? "it tells none" : "it tells " + count_of_bytes(damage.found);
  return told + ", and there are " + count_of_bytes(damage.expected) +
         " up to what follows: these are read";
}

}  // namespace

std::string words_for(const Damage& damage, std::string_view begin) {
  const std::string_view field = damage.field;
  if (field.ends_with(".size")) {
    return words_for_size(damage);
  }
  if (field == "Contents.missing") {
    return damage.kind == DamageKind::Truncated ? "the file ends in its header"
                                                : "no Contents: follows its header";
  }
  if (field == "Message.boundary") {
    return "its first line, Message:, is lost: the bytes in front of it may be of it";
  }
  if (field == "Message.truncated") {
    return "its sizes tell " + count_of_bytes(damage.expected) + ", and " +
           count_of_bytes(damage.found) + " are there: an item or more is missing";
  }
  if (field == "Item.label") {
    return count_of_bytes(damage.length) +
           " stand where a label such as Text item: must stand; they are read as text, and begin "
           "with: " +
           std::string(begin) + "; --labels takes labels of other languages";
  }
  if (field == "Item.filler" || field == "Header.filler") {
    return count_of_bytes(damage.length) + ", of which the first is 0x" +
           bytes::hex_number(damage.found, 2) +
           ", are no text: a sector that was lost or never written; what stood there is missing";
  }
  if (field == "Header.length") {
    return "it has more than " + count_of_bytes(kLongestHeader) +
           ": what follows is read as its items";
  }
  if (field == "Message.items") {
    return "it has more than " + std::to_string(damage.expected) + " items: the last " +
           count_of_bytes(damage.length) + " are one";
  }
  const std::string words = bytes::describe(damage);
  return words.substr(std::min(words.size(), field.size() + 2));
}

bool is_missing(const Damage& damage) {
  constexpr std::array<std::string_view, 6> kMissing = {"Header.filler", "Item.filler",
                                                        "Item.label",    "Message.boundary",
                                                        "Message.items", "Message.truncated"};
  return damage.kind == DamageKind::Truncated ||
         std::ranges::find(kMissing, damage.field) != kMissing.end();
}

}  // namespace ccmail
