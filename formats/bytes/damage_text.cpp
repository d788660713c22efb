#include "formats/bytes/damage_text.h"

#include <string_view>

#include "formats/bytes/hex.h"

namespace bytes {
namespace {

std::string_view words_for(DamageKind kind) {
  switch (kind) {
    case DamageKind::Truncated:
      return "cut off";
    case DamageKind::BadMagic:
      return "not the fixed value";
    case DamageKind::BadChecksum:
      return "bad checksum";
    case DamageKind::OutOfRange:
      return "out of range";
    case DamageKind::Inconsistent:
      return "contradicts another field";
    case DamageKind::Cycle:
      return "nested too deep";
    case DamageKind::Unclaimed:
      return "bytes nobody claims";
    case DamageKind::Undecodable:
      return "undecodable text";
    case DamageKind::Unreadable:
      return "unreadable";
  }
  return "damaged";
}

}  // namespace

std::string describe(const Damage& damage) {
  return std::string(damage.field) + ": " + std::string(words_for(damage.kind));
}

std::string describe_at(const Damage& damage) {
  return describe(damage) + " at " + hex_offset(damage.offset) + "+" +
         std::to_string(damage.length);
}

std::vector<std::string> lines_of(const DamageLog& damage) {
  std::vector<std::string> lines;
  for (const Damage& one : damage.items()) {
    lines.push_back(describe_at(one));
  }
  if (damage.total() > damage.items().size()) {
    lines.push_back(std::to_string(damage.total() - damage.items().size()) + " more faults");
  }
  return lines;
}

}  // namespace bytes
