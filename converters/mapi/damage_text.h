// What parsers found wrong, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "converters/model/provenance.h"
#include "formats/bytes/damage.h"

namespace convert::mapi {

/// "list.count: out of range: found 5401, expected at most 5400 at 0x8480+14"
[[nodiscard]] std::string describe_at(const bytes::Damage& damage);

/// A line for each, and one for those that the log only counts.
[[nodiscard]] std::vector<std::string> lines_of(const bytes::DamageLog& damage);

/// Tells all of it as missing of the item, each as a piece called `what`.
void add_damage(const bytes::DamageLog& damage, std::string_view what,
                model::Provenance& provenance);

}  // namespace convert::mapi
