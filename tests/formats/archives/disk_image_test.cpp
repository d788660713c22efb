#include "formats/archives/disk_image.h"

#include <catch2/catch.hpp>
#include <string>

namespace disk_image_test {

void put(std::string& sector, std::size_t at, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    sector[at + i] = static_cast<char>(value >> (8 * i));
  }
}

/// What FORMAT.COM writes on a floppy of 1.44 MB, in so far as it is looked at.
std::string floppy() {
  std::string sector(512, '\0');
  sector.replace(0, 11, "\xEB\x3C\x90MSDOS5.0");
  put(sector, 11, 512, 2);   // bytes in a sector
  put(sector, 13, 1, 1);     // sectors in a cluster
  put(sector, 14, 1, 2);     // reserved
  put(sector, 16, 2, 1);     // FATs
  put(sector, 17, 224, 2);   // entries of the root
  put(sector, 19, 2880, 2);  // sectors
  put(sector, 21, 0xF0, 1);  // media
  put(sector, 22, 9, 2);     // sectors of a FAT
  put(sector, 510, 0xAA55, 2);
  return sector;
}

std::string_view file_system_of(const std::string& sector) {
  return archives::file_system_of(std::as_bytes(std::span(sector)));
}

TEST_CASE("the number of clusters tells which FAT it is") {
  auto disk = floppy();
  CHECK(file_system_of(disk) == "FAT12");
  put(disk, 19, 60'000, 2);
  CHECK(file_system_of(disk) == "FAT16");
  put(disk, 19, 0, 2);
  put(disk, 32, 1'000'000, 4);
  CHECK(file_system_of(disk) == "FAT32");
}

TEST_CASE("a boot sector with a field that no formatter writes is no FAT") {
  struct Change {
    std::size_t at;
    std::uint32_t value;
    std::size_t size;
  };
  for (const auto change : {Change{0, 0, 1}, Change{11, 500, 2}, Change{11, 0, 2}, Change{13, 3, 1},
                            Change{14, 0, 2}, Change{16, 0, 1}, Change{16, 3, 1}, Change{19, 5, 2},
                            Change{21, 0x12, 1}, Change{22, 0, 2}, Change{510, 0, 2}}) {
    auto disk = floppy();
    put(disk, change.at, change.value, change.size);
    CHECK(file_system_of(disk).empty());
  }
  CHECK(file_system_of(floppy().substr(0, 511)).empty());
}

TEST_CASE("NTFS is known by its name") {
  auto disk = floppy();
  disk.replace(3, 8, "NTFS    ");
  CHECK(file_system_of(disk) == "NTFS");
}

}  // namespace disk_image_test
