// Images of disks with a file system that no library here reads: known, to be refused with advice.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace archives {

/// "FAT12", "FAT16", "FAT32" or "NTFS": the file system that `head`, the first sector of an image,
/// begins; empty when it is none of them. All fields of a FAT's parameter block must be such as a
/// formatter writes: the mark 55 AA alone stands in every boot sector.
[[nodiscard]] std::string_view file_system_of(std::span<const std::byte> head);

}  // namespace archives
