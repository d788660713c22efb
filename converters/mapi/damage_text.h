// What parsers found wrong, as what is missing of an item.
#pragma once

#include <string_view>

#include "converters/model/provenance.h"
#include "formats/bytes/damage.h"

namespace convert::mapi {

/// Tells all of it as missing of the item, each as a piece called `what`.
void add_damage(const bytes::DamageLog& damage, std::string_view what,
                model::Provenance& provenance);

}  // namespace convert::mapi
