#include "converters/mapi/damage_text.h"

#include "converters/mapi/bag_reader.h"
#include "formats/bytes/hex.h"

namespace convert::mapi {

std::string describe_at(const bytes::Damage& damage) {
  return describe(damage) + " at " + bytes::hex_offset(damage.offset) + "+" +
         std::to_string(damage.length);
}

std::vector<std::string> lines_of(const bytes::DamageLog& damage) {
  std::vector<std::string> lines;
  for (const bytes::Damage& one : damage.items()) {
    lines.push_back(describe_at(one));
  }
  if (damage.total() > damage.items().size()) {
    lines.push_back(std::to_string(damage.total() - damage.items().size()) + " more faults");
  }
  return lines;
}

void add_damage(const bytes::DamageLog& damage, std::string_view what,
                model::Provenance& provenance) {
  for (std::string& line : lines_of(damage)) {
    provenance.miss(std::string(what), std::move(line));
  }
}

}  // namespace convert::mapi
