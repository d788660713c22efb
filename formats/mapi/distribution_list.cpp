#include "formats/mapi/distribution_list.h"

#include <algorithm>
#include <optional>

#include "formats/bytes/byte_reader.h"
#include "formats/mapi/disk.h"

namespace mapi {
namespace {

using bytes::DamageKind;

/// A size of four bytes, then so many bytes.
std::optional<std::span<const std::byte>> take_sized(bytes::ByteReader& in, std::string_view field,
                                                     bytes::DamageLog& damage) {
  const auto size = in.read<bytes::u32>();
  const auto data = size ? in.take(*size) : std::nullopt;
  if (!data) {
    damage.add({.offset = in.offset(),
                .length = in.remaining(),
                .kind = DamageKind::Truncated,
                .field = field,
                .found = in.remaining(),
                .expected = size ? std::uint64_t{*size} : sizeof(bytes::u32)});
  }
  return data;
}

}  // namespace

std::vector<ListMember> read_list_stream(std::span<const std::byte> data,
                                         bytes::DamageLog& damage) {
  std::vector<ListMember> members;
  bytes::ByteReader in(data);
  const auto head = in.read<disk::DistributionListStream>();
  if (!head) {
    damage.add({.offset = 0,
                .length = data.size(),
                .kind = DamageKind::Truncated,
                .field = "PidLidDistributionListStream.StreamVersion",
                .found = data.size(),
                .expected = sizeof(disk::DistributionListStream)});
    return members;
  }
  if (head->CountOfEntries > kMaxListMembers) {
    damage.add({.offset = offsetof(disk::DistributionListStream, CountOfEntries),
                .length = sizeof(bytes::u32),
                .kind = DamageKind::OutOfRange,
                .field = "PidLidDistributionListStream.CountOfEntries",
                .found = head->CountOfEntries,
                .expected = kMaxListMembers});
  }
  const std::uint32_t count = std::min<std::uint32_t>(head->CountOfEntries, kMaxListMembers);
  for (std::uint32_t i = 0; i < count; ++i) {
    // 2.2.2.2.4.1 DistListMemberInfo.
    const auto entry_id = take_sized(in, "DistListMemberInfo.EntryIdSize", damage);
    if (!entry_id) {
      break;
    }
    const auto one_off = take_sized(in, "DistListMemberInfo.one-offEntryIdSize", damage);
    members.push_back(
        {.entry_id = *entry_id, .one_off = one_off.value_or(std::span<const std::byte>{})});
    if (!one_off || !take_sized(in, "DistListMemberInfo.ExtraMemberInfoSize", damage)) {
      break;
    }
  }
  return members;
}

}  // namespace mapi
