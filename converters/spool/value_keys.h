// The keys of property values in the JSON of a spool. FORMAT.md 3.
#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "converters/model/property.h"

namespace convert::spool {

/// The key of each alternative of model::PropertyValue; none for "no value".
inline constexpr std::array<std::string_view, 24> kValueKeys = {
    "",     "bool", "i16",   "i32",    "i64",   "f32",     "f64",    "time",
    "guid", "text", "text8", "binary", "large", "untyped", "i16s",   "i32s",
    "i64s", "f32s", "f64s",  "times",  "guids", "texts",   "text8s", "binaries"};
static_assert(kValueKeys.size() == std::variant_size_v<model::PropertyVariant>);

}  // namespace convert::spool
