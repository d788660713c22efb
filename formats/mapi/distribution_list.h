// The members of a personal distribution list, [MS-OXOCNTC] 2.2.2.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"

namespace mapi {

/// One member: views into the bytes it was read from. `entry_id` is a one-off or a wrapped entry id
/// (entry_id.h); `one_off` repeats name and address, and may be empty.
struct ListMember {
  std::span<const std::byte> entry_id{};
  std::span<const std::byte> one_off{};
};

/// A list claiming more members is cut off there. Each takes at least 12 bytes, and Outlook itself
/// warns from a few hundred on.
inline constexpr std::uint32_t kMaxListMembers = 100'000;

/// PidLidDistributionListStream, 2.2.2.2.4: where large lists keep their members. What stands
/// before the damage is returned.
[[nodiscard]] std::vector<ListMember> read_list_stream(std::span<const std::byte> data,
                                                       bytes::DamageLog& damage);

}  // namespace mapi
