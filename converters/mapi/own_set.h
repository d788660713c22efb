// The property set of our own PSTs: what MAPI has no property for (converters/pst/README.md, "Our
// own property set"). Here is what reading them again takes into account.
#pragma once

#include "formats/mapi/property_tags.h"

namespace convert::mapi {

/// {7A3C5E91-2B64-4D0F-9E1A-52C8F0B7D346}
inline constexpr ::mapi::GuidBytes kOwnSet = {
    std::byte{0x91}, std::byte{0x5E}, std::byte{0x3C}, std::byte{0x7A},
    std::byte{0x64}, std::byte{0x2B}, std::byte{0x0F}, std::byte{0x4D},
    std::byte{0x9E}, std::byte{0x1A}, std::byte{0x52}, std::byte{0xC8},
    std::byte{0xF0}, std::byte{0xB7}, std::byte{0xD3}, std::byte{0x46}};

/// model::name_of() the state, and "what: why" of each missing piece.
inline constexpr ::mapi::NamedText kState{.set = kOwnSet, .name = "State"};
inline constexpr ::mapi::NamedText kMissing{.set = kOwnSet, .name = "Missing"};

/// Properties that our writer made up, as a PST must have them: "3007 3008". The source has none.
inline constexpr ::mapi::NamedText kMadeUp{.set = kOwnSet, .name = "MadeUp"};

}  // namespace convert::mapi
