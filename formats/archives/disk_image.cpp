#include "formats/archives/disk_image.h"

#include <array>
#include <bit>
#include <cstdint>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/little_endian.h"

namespace archives {
namespace {

using bytes::u16;
using bytes::u32;

// NOLINTBEGIN(readability-identifier-naming): the specification's names
/// Microsoft's FAT specification (fatgen103), "Boot Sector and BPB".
struct BPB {
  std::array<std::byte, 3> BS_jmpBoot;
  std::array<std::byte, 8> BS_OEMName;
  u16 BPB_BytsPerSec;
  std::uint8_t BPB_SecPerClus;
  u16 BPB_RsvdSecCnt;
  std::uint8_t BPB_NumFATs;
  u16 BPB_RootEntCnt;
  u16 BPB_TotSec16;
  std::uint8_t BPB_Media;
  u16 BPB_FATSz16;
  u16 BPB_SecPerTrk;
  u16 BPB_NumHeads;
  u32 BPB_HiddSec;
  u32 BPB_TotSec32;
  u32 BPB_FATSz32;
};
static_assert(sizeof(BPB) == 40);
// NOLINTEND(readability-identifier-naming)

constexpr std::size_t kSector = 512;

bool is_boot_sector(std::span<const std::byte> head) {
  constexpr auto kShortJump = std::byte{0xEB};
  constexpr auto kNearJump = std::byte{0xE9};
  constexpr auto kNoOperation = std::byte{0x90};
  const bool jumps = (head[0] == kShortJump && head[2] == kNoOperation) || head[0] == kNearJump;
  return jumps && head[kSector - 2] == std::byte{0x55} && head[kSector - 1] == std::byte{0xAA};
}

}  // namespace

std::string_view file_system_of(std::span<const std::byte> head) {
  if (head.size() < kSector || !is_boot_sector(head)) {
    return {};
  }
  constexpr std::size_t kNameAt = 3;
  if (bytes::as_text(head.subspan(kNameAt)).starts_with("NTFS    ")) {
    return "NTFS";
  }
  const auto bpb = bytes::record_at<BPB>(head.first<sizeof(BPB)>());
  const std::uint32_t sector = bpb.BPB_BytsPerSec;
  const bool has_sizes = sector >= kSector && sector <= 4096 && std::has_single_bit(sector) &&
                         std::has_single_bit(bpb.BPB_SecPerClus) && bpb.BPB_RsvdSecCnt != 0 &&
                         (bpb.BPB_NumFATs == 1 || bpb.BPB_NumFATs == 2) &&
                         (bpb.BPB_Media == 0xF0 || bpb.BPB_Media >= 0xF8);
  const std::uint32_t sectors =
      bpb.BPB_TotSec16 != 0 ? std::uint32_t{bpb.BPB_TotSec16} : std::uint32_t{bpb.BPB_TotSec32};
  const std::uint32_t fat =
      bpb.BPB_FATSz16 != 0 ? std::uint32_t{bpb.BPB_FATSz16} : std::uint32_t{bpb.BPB_FATSz32};
  if (!has_sizes || sectors == 0 || fat == 0) {
    return {};
  }
  constexpr std::uint64_t kEntry = 32;
  const std::uint64_t root = (bpb.BPB_RootEntCnt * kEntry + sector - 1) / sector;
  const std::uint64_t taken = bpb.BPB_RsvdSecCnt + std::uint64_t{bpb.BPB_NumFATs} * fat + root;
  if (taken >= sectors) {
    return {};
  }
  // "FAT Type Determination": the number of clusters tells, nothing else.
  constexpr std::uint64_t kFewestFat16 = 4085;
  constexpr std::uint64_t kFewestFat32 = 65525;
  const std::uint64_t clusters = (sectors - taken) / bpb.BPB_SecPerClus;
  if (clusters < kFewestFat16) {
    return "FAT12";
  }
  return clusters < kFewestFat32 ? "FAT16" : "FAT32";
}

}  // namespace archives
