#include <optional>

#include "formats/bytes/byte_source.h"
#include "formats/mapi/disk.h"
#include "formats/mapi/global_object_id.h"
#include "formats/mapi/record_writer.h"

namespace mapi {
namespace {

std::optional<unsigned> digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<unsigned>(c - 'A') + 10U;
  }
  return std::nullopt;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  std::vector<std::byte> out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const auto high = digit(text[i]);
    const auto low = digit(text[i + 1]);
    if (!high || !low) {
      return std::nullopt;
    }
    out.push_back(static_cast<std::byte>(*high * 16 + *low));
  }
  return text.size() % 2 == 0 ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

std::vector<std::byte> write_global_object_id(std::string_view uid) {
  if (auto data = from_hex(uid)) {
    bytes::DamageLog damage;
    const auto id = read_global_object_id(*data, damage);
    if (id && id->uid == uid && damage.total() == 0) {
      return std::move(*data);
    }
  }
  const std::size_t size = disk::kForeignUidMark.size() + uid.size() + 1;
  disk::GlobalObjectId head;
  head.ByteArrayID = disk::kGlobalObjectIdClass;
  head.Size = static_cast<std::uint32_t>(size);
  std::vector<std::byte> out;
  append_record(head, out);
  append_text(disk::kForeignUidMark, out);
  append_text(uid, out);
  out.push_back(std::byte{0});
  return out;
}

}  // namespace mapi
