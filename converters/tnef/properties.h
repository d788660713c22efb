// Property lists and attributes of a stream as bags.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "converters/model/property.h"
#include "converters/tnef/context.h"
#include "formats/tnef/message.h"

namespace convert::tnef {

/// Adds every property of `list`, and what could not be read of it under a name of our own. An
/// object's interface stands in front of its data.
void add_properties(const ::tnef::PropertyList& list, const Context& context,
                    model::PropertyBag& bag);

/// Adds what has no property of its own: "Attribute-1-00030006".
void add_raw(const ::tnef::Attribute& attribute, const Context& context, model::PropertyBag& bag);

/// `text` and `data` lie in the stream …
void add_text(std::uint16_t id, std::string_view text, const Context& context,
              model::PropertyBag& bag);
void add_number(std::uint16_t id, std::int32_t value, model::PropertyBag& bag);
void add_flag(std::uint16_t id, bool value, model::PropertyBag& bag);
void add_binary(std::uint16_t id, std::span<const std::byte> data, const Context& context,
                model::PropertyBag& bag);
/// … or were made of what does, and are copied.
void add_made_text(std::uint16_t id, std::string_view text, model::PropertyBag& bag);
void add_made_binary(std::uint16_t id, model::Binary data, model::PropertyBag& bag);

}  // namespace convert::tnef
