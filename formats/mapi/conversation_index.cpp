#include "formats/mapi/conversation_index.h"

#include "formats/bytes/byte_reader.h"
#include "formats/mapi/disk.h"

namespace mapi {

std::optional<ConversationIndex> read_conversation_index(std::span<const std::byte> data,
                                                         bytes::DamageLog& damage) {
  // 2.2.1.3: "ResponseLevel: 5 bytes" each.
  constexpr std::size_t kResponseLevelSize = 5;

  bytes::ByteReader in(data);
  const auto head = in.read<disk::ConversationIndexHeader>();
  if (!head) {
    damage.add({.offset = 0,
                .length = data.size(),
                .kind = bytes::DamageKind::Truncated,
                .field = "ConversationIndex.Header",
                .found = data.size(),
                .expected = sizeof(disk::ConversationIndexHeader)});
    return std::nullopt;
  }
  ConversationIndex index{.thread = head->GUID, .depth = in.remaining() / kResponseLevelSize};
  for (const std::byte b : head->Time) {
    index.started = (index.started << 8) | std::to_integer<std::uint64_t>(b);
  }
  index.started <<= 16;
  const std::size_t rest = in.remaining() % kResponseLevelSize;
  if (rest != 0) {
    damage.add({.offset = data.size() - rest,
                .length = rest,
                .kind = bytes::DamageKind::Truncated,
                .field = "ConversationIndex.ResponseLevel",
                .found = rest,
                .expected = kResponseLevelSize});
  }
  return index;
}

std::vector<std::byte> write_conversation_index(const ConversationIndex& index) {
  // 2.2.1.3: "Reserved: 1 byte, MUST be 0x01", which is also the top byte of FILETIMEs from 1829 to
  // 2057.
  std::vector<std::byte> data;
  data.reserve(sizeof(disk::ConversationIndexHeader));
  data.push_back(std::byte{0x01});
  for (int shift = 48; shift >= 16; shift -= 8) {
    data.push_back(static_cast<std::byte>(index.started >> static_cast<unsigned>(shift)));
  }
  data.insert(data.end(), index.thread.begin(), index.thread.end());
  return data;
}

}  // namespace mapi
