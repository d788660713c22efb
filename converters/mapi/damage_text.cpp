#include "converters/mapi/damage_text.h"

#include <string>
#include <utility>

#include "formats/bytes/damage_text.h"

namespace convert::mapi {

void add_damage(const bytes::DamageLog& damage, std::string_view what,
                model::Provenance& provenance) {
  for (std::string& line : bytes::lines_of(damage)) {
    provenance.miss(std::string(what), std::move(line));
  }
}

}  // namespace convert::mapi
