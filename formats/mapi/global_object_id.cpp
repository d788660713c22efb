#include "formats/mapi/global_object_id.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/mapi/disk.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace mapi {
namespace {

using bytes::DamageKind;

constexpr std::size_t kDateOffset = offsetof(disk::GlobalObjectId, YH);
constexpr std::size_t kDateSize = 4;

/// The UID behind "vCal-Uid" 01 00 00 00, up to its NUL; empty when Data holds none.
std::string_view foreign_uid(std::string_view data) {
  if (!data.starts_with(disk::kForeignUidMark)) {
    return {};
  }
  data.remove_prefix(disk::kForeignUidMark.size());
  return data.substr(0, data.find('\0'));
}

}  // namespace

std::optional<GlobalObjectId> read_global_object_id(std::span<const std::byte> data,
                                                    bytes::DamageLog& damage) {
  bytes::ByteReader in(data);
  const auto head = in.read<disk::GlobalObjectId>();
  if (!head) {
    damage.add({.offset = 0,
                .length = data.size(),
                .kind = DamageKind::Truncated,
                .field = "GlobalObjectID.ByteArrayID",
                .found = data.size(),
                .expected = sizeof(disk::GlobalObjectId)});
    return std::nullopt;
  }
  if (head->ByteArrayID != disk::kGlobalObjectIdClass) {
    damage.add({.offset = 0,
                .length = sizeof(head->ByteArrayID),
                .kind = DamageKind::BadMagic,
                .field = "GlobalObjectID.ByteArrayID"});
    return GlobalObjectId{.uid = bytes::to_hex(data, bytes::HexCase::Upper)};
  }
  if (head->Size != in.remaining()) {
    damage.add({.offset = offsetof(disk::GlobalObjectId, Size),
                .length = sizeof(head->Size),
                .kind = DamageKind::Inconsistent,
                .field = "GlobalObjectID.Size",
                .found = head->Size,
                .expected = in.remaining()});
  }
  GlobalObjectId id{.year = static_cast<std::uint16_t>(head->YH * 256U + head->YL),
                    .month = head->M,
                    .day = head->D};
  const std::string_view uid = foreign_uid(bytes::as_text(*in.take(in.remaining())));
  if (!uid.empty() && text::is_utf8(uid)) {
    id.uid = std::string(uid);
    return id;
  }
  std::vector<std::byte> clean(data.begin(), data.end());
  std::fill_n(clean.begin() + kDateOffset, kDateSize, std::byte{0});
  id.uid = bytes::to_hex(clean, bytes::HexCase::Upper);
  return id;
}

}  // namespace mapi
