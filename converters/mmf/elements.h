// Elements of messages and attachments as attributes of TNEF, which they are but for their
// wrapping. formats/mmf/FORMAT.md 7.1.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "formats/mmf/list.h"
#include "formats/mmf/object.h"
#include "formats/mmf/store_file.h"
#include "formats/tnef/attribute.h"

namespace convert::mmf {

/// Deciphered values that attributes point into.
using Values = std::deque<std::vector<std::byte>>;

/// Larger values stay in the file.
inline constexpr std::uint32_t kLargestValue = std::uint32_t{1} << 20U;

/// Adds the element, unless it is larger than kLargestValue or a date that says "invalid", in which
/// case it answers false.
bool add_element(const ::mmf::StoreFile& file, const ::mmf::Element& element, ::tnef::Level level,
                 Values& values, std::vector<::tnef::Attribute>& attributes);

/// "oid 12345686 at 0x8480": unlike that of any other object of the store.
[[nodiscard]] std::string native_id(const ::mmf::Object& object);
/// "attribute 00018004"
[[nodiscard]] std::string attribute_name(std::uint32_t key);
/// Why bytes are missing that something else overwrote at `offset`.
[[nodiscard]] std::string gone_at(std::uint64_t offset);

}  // namespace convert::mmf
