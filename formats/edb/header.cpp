#include "formats/edb/header.h"

#include "formats/bytes/byte_reader.h"
#include "formats/edb/disk.h"

namespace edb {
namespace {

constexpr std::uint32_t kEse = 0x620;
// FORMAT.md 1: old headers have 0 in the place of the page size.
constexpr std::uint32_t kOldPageSize = 4096;

Engine engine_of(std::uint32_t version, std::uint32_t revision) {
  switch (version) {
    case 0x1:
    case 0x400:
    case 0x500:
    case 0x550:
      return Engine::Older;
    case kEse:
      break;
    default:
      return Engine::Unknown;
  }
  switch (revision) {
    case 0x2:
      return Engine::Exchange55;
    case 0x9:
    case 0xA:
    case 0xB:
      return Engine::Exchange2000;
    case 0x11:
    case 0x14:
      return Engine::Later;
    default:
      return Engine::Unknown;
  }
}

// FORMAT.md 1.
Shutdown shutdown_of(std::uint32_t state) {
  constexpr std::uint32_t kDirty = 2;
  constexpr std::uint32_t kClean = 3;
  return state == kClean ? Shutdown::Clean : state == kDirty ? Shutdown::Dirty : Shutdown::Unknown;
}

}  // namespace

std::optional<Header> read_header(std::span<const std::byte> head) {
  const auto stored = bytes::ByteReader(head).read<disk::FileHeader>();
  if (!stored || stored->magic != disk::kMagic) {
    return std::nullopt;
  }
  const bool is_ese = stored->version == kEse;
  return Header{.version = stored->version,
                .revision = is_ese ? std::uint32_t{stored->revision} : 0,
                .page_size = is_ese && stored->page_size != 0 ? std::uint32_t{stored->page_size}
                                                              : kOldPageSize,
                .type = stored->file_type == 0   ? FileType::Database
                        : stored->file_type == 1 ? FileType::Streaming
                                                 : FileType::Unknown,
                .engine = engine_of(stored->version, stored->revision),
                .shutdown = shutdown_of(stored->state),
                .state = stored->state};
}

}  // namespace edb
