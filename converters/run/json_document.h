// What the sources that write JSON share: they alone know the JSON library, and include this.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "formats/ccmail_post_office/inventory.h"

namespace run {

using Json = nlohmann::ordered_json;  // members in the order in which they were put

/// The text of `json`, ending in a line end. File names need not be UTF-8; what is not is marked
/// with U+FFFD.
[[nodiscard]] std::string document_of(const Json& json);

/// The object that stands for a post office, alone or among sources.
[[nodiscard]] Json inventory_json(const ccmail_post_office::Inventory& inventory);

}  // namespace run
