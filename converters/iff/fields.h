// Fields of rows as values of the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "converters/model/message.h"
#include "formats/iff/address.h"

namespace convert::iff {

/// A text under a name of our own set.
void keep(std::string name, std::string utf8, model::PropertyBag& bag);

/// X.400 addresses without their empty parts (Q145585); a placeholder is no address (Q181939).
[[nodiscard]] model::Address to_address(const ::iff::Person& person);

}  // namespace convert::iff
