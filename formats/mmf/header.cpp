#include "formats/mmf/header.h"

#include <algorithm>
#include <string_view>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/hex.h"
#include "formats/mmf/disk.h"

namespace mmf {
namespace {

constexpr std::uint32_t kFamily = 0x0F00;
constexpr std::uint32_t kUsualVersion = 0x0F00C00F;
constexpr std::uint32_t kEncodedVersion = 0x0F00C010;
constexpr std::uint32_t kOldestVersion = 0x0F00C00D;

MapPlace to_place(const disk::MapHeader& raw) {
  return {.offset = raw.offset,
          .end_of_file = raw.end_of_file,
          .in_use = raw.in_use,
          .root = raw.root,
          .free_root = raw.free_root};
}

std::array<std::uint16_t, 3> to_version(const disk::ProgramVersion& raw) {
  return {raw.major, raw.minor, raw.build};
}

}  // namespace

bool is_store(std::span<const std::byte> head) {
  bytes::ByteReader in(head);
  const auto magic = in.read<bytes::u32>();
  const auto version = in.read<bytes::u32>();
  constexpr unsigned kFamilyShift = 16;
  return magic && version && *magic == disk::kMagic && (*version >> kFamilyShift) == kFamily;
}

VersionKind kind_of(std::uint32_t version) {
  if (version == kUsualVersion) {
    return VersionKind::Usual;
  }
  if (version == kEncodedVersion) {
    return VersionKind::Encoded;
  }
  return version >= kOldestVersion && version < kUsualVersion ? VersionKind::Older
                                                              : VersionKind::Unknown;
}

std::string name_of_version(std::span<const std::byte> head) {
  constexpr unsigned kDigits = 8;
  bytes::ByteReader in(head);
  const auto magic = in.read<bytes::u32>();
  const auto version = in.read<bytes::u32>();
  return magic && version ? bytes::hex_number(*version, kDigits) : std::string();
}

std::optional<Header> read_header(std::span<const std::byte> head, bytes::DamageLog& damage) {
  const auto raw = bytes::ByteReader(head).read<disk::Header>();
  if (!raw || raw->magic != disk::kMagic) {
    damage.add({.offset = 0,
                .length = std::min<std::uint64_t>(head.size(), disk::kPlainSize),
                .kind = raw ? bytes::DamageKind::BadMagic : bytes::DamageKind::Truncated,
                .field = "header.magic",
                .found = raw ? std::uint64_t{raw->magic} : head.size(),
                .expected = raw ? std::uint64_t{disk::kMagic} : disk::kPlainSize});
    return std::nullopt;
  }
  Header header;
  header.version = raw->version;
  header.generation = raw->generation;
  header.capacity = raw->capacity;
  header.current_map = raw->current_map;
  header.maps = {to_place(raw->maps[0]), to_place(raw->maps[1])};
  const std::string_view language(raw->language.data(), raw->language.size());
  header.language = language.substr(0, language.find('\0'));
  header.last_writer = to_version(raw->last_writer);
  header.creator = to_version(raw->creator);
  header.doublespace = raw->version == kEncodedVersion && raw->encoding != 0;
  header.divisor = raw->divisor;
  if (header.current_map > 1) {
    damage.add({.offset = offsetof(disk::Header, current_map),
                .length = sizeof(raw->current_map),
                .kind = bytes::DamageKind::OutOfRange,
                .field = "header.current_map",
                .found = header.current_map,
                .expected = 1});
    header.current_map = 0;
  }
  if (header.doublespace && header.divisor == 0) {
    damage.add({.offset = offsetof(disk::Header, divisor),
                .length = sizeof(raw->divisor),
                .kind = bytes::DamageKind::OutOfRange,
                .field = "header.divisor"});
  }
  return header;
}

bool is_plausible(const Header& header, std::size_t map) {
  const MapPlace& place = header.maps[map];
  const std::uint32_t other = header.maps[1 - map].offset;
  const std::uint32_t distance = place.offset > other ? place.offset - other : other - place.offset;
  return distance / sizeof(disk::Node) >= header.capacity && place.in_use <= header.capacity &&
         place.root <= place.in_use && place.free_root <= place.in_use;
}

}  // namespace mmf
