#include "formats/pst/ndb/section_writer.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/pst/ndb/disk.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::section_writer_test {
namespace {

const auto kWidths = {Width::Ansi, Width::Unicode};

test::Bytes map_at(const test::MemoryFile& file, Width width, std::uint64_t offset) {
  return file.read(offset + (width == Width::Unicode ? 0 : 4), kMapBytes);
}

int type_at(const test::MemoryFile& file, Width width, std::uint64_t offset) {
  return std::to_integer<int>(file.read(offset + (width == Width::Unicode ? 496 : 500), 1)[0]);
}

/// Gives out space, up to `left` bytes before the end of the section where a large block fits.
void fill_section(SectionWriter& sections, std::size_t left) {
  auto at = sections.allocate(kLargestBlock, kBlockAlignment).value().offset + kLargestBlock;
  const auto end = section_offset((at - kFirstSection) / kSectionSize + 1) - left;
  while (at < end) {
    const auto size = std::min<std::uint64_t>(end - at, kLargestBlock);
    REQUIRE(sections.allocate(static_cast<std::size_t>(size), kBlockAlignment).value().offset ==
            at);
    at += size;
  }
}

TEST_CASE("the first space lies behind AMap and PMap") {
  test::MemoryFile file;
  SectionWriter sections(file, Width::Unicode);

  CHECK(sections.allocate(64, 64)->offset == 0x4800);
  CHECK(sections.allocate(512, 512)->offset == 0x4A00);
  CHECK(sections.allocate(64, 64)->offset == 0x4C00);
}

TEST_CASE("the AMap has a bit for every 64 bytes in use, the first in the highest") {
  for (const auto width : kWidths) {
    test::MemoryFile file;
    SectionWriter sections(file, width);
    REQUIRE(sections.allocate(192, 64));
    REQUIRE(sections.allocate(512, 512));
    const auto totals = sections.finish().value();

    auto expected = test::bytes_of({0xFF, 0xFF, 0xE0, 0xFF});
    expected.resize(kMapBytes);
    CHECK(map_at(file, width, 0x4400) == expected);
    CHECK(type_at(file, width, 0x4400) == disk::ptypeAMap);
    CHECK(file.read(0x4400, width == Width::Ansi ? 4 : 0) ==
          test::Bytes(width == Width::Ansi ? 4 : 0));
    CHECK(totals.file_size == 0x42400);
    CHECK(totals.last_amap == 0x4400);
    CHECK(totals.free_bytes == kSectionSize - (16 + 3 + 8) * 64);
    CHECK(file.size() == totals.file_size);
  }
}

TEST_CASE("what is given out is zero, apart from what came before, and lies within one section") {
  test::MemoryFile file;
  SectionWriter sections(file, Width::Unicode);
  std::uint64_t end = 0;
  std::uint32_t state = 1;
  for (int i = 0; i < 400; ++i) {
    state = state * 1'103'515'245U + 12345;
    const bool page = state % 5 == 0;
    const std::size_t size = page ? kPageSize : (state / 65536 % 128 + 1) * 64;
    const auto space = sections.allocate(size, page ? kPageSize : kBlockAlignment).value();

    REQUIRE(space.bytes.size() == size);
    REQUIRE(std::ranges::all_of(space.bytes, [](std::byte b) { return b == std::byte{}; }));
    std::ranges::fill(space.bytes, std::byte{0xEE});
    REQUIRE(space.offset >= end);
    REQUIRE(space.offset % (page ? kPageSize : kBlockAlignment) == 0);
    end = space.offset + size;
    const auto section = (space.offset - kFirstSection) / kSectionSize;
    REQUIRE(section == (end - 1 - kFirstSection) / kSectionSize);
    REQUIRE(space.offset >= section_offset(section) + map_pages(section) * kPageSize);
  }
  CHECK(end > section_offset(5));
  CHECK(sections.finish().value().file_size ==
        section_offset((end - kFirstSection) / kSectionSize + 1));
}

TEST_CASE("a section can be filled to its last byte") {
  for (const auto width : kWidths) {
    test::MemoryFile file;
    SectionWriter sections(file, width);
    fill_section(sections, 0);
    const auto totals = sections.finish().value();

    CHECK(totals.file_size == section_offset(1));
    CHECK(totals.free_bytes == 0);
    CHECK(map_at(file, width, 0x4400) == test::Bytes(kMapBytes, std::byte{0xFF}));
  }
}

TEST_CASE("every eighth section has a PMap that says everything is in use") {
  for (const auto width : kWidths) {
    test::MemoryFile file;
    SectionWriter sections(file, width);
    for (int i = 0; i < 18; ++i) {
      fill_section(sections, 0);
    }
    REQUIRE(sections.finish());

    for (std::uint64_t section = 0; section < 18; ++section) {
      const auto second = section_offset(section) + kPageSize;
      INFO(section);
      CHECK(type_at(file, width, section_offset(section)) == disk::ptypeAMap);
      if (section % 8 == 0) {
        CHECK(type_at(file, width, second) == disk::ptypePMap);
        CHECK(map_at(file, width, second) == test::Bytes(kMapBytes, std::byte{0xFF}));
      } else {
        CHECK(type_at(file, width, second) == 0);
      }
    }
  }
}

TEST_CASE("from section 128 on FMaps tell the longest free run of each section") {
  for (const auto width : kWidths) {
    test::MemoryFile file;
    SectionWriter sections(file, width);
    for (std::size_t section = 0; section < 128; ++section) {
      fill_section(sections, 0);
    }
    fill_section(sections, 3 * 64);         // section 128: a run of 3
    fill_section(sections, kLargestBlock);  // 129: its end is filled with
    REQUIRE(sections.allocate(kLargestBlock - 64, 64));
    fill_section(sections, 0);  // 130: nothing free
    fill_section(sections, 2 * kPageSize);
    REQUIRE(sections.allocate(64, 64));    // 131: a gap of 7 before a page
    REQUIRE(sections.allocate(512, 512));  // at its very end
    REQUIRE(sections.allocate(64, 64));    // 132: nearly everything
    const auto totals = sections.finish().value();

    CHECK(totals.file_size == section_offset(133));
    const auto offset = section_offset(128) + 2 * kPageSize;
    REQUIRE(offset == 0x1F0'4800);
    CHECK(type_at(file, width, offset) == disk::ptypeFMap);
    auto expected = test::bytes_of({3, 1, 0, 7, 255});
    expected.resize(kMapBytes);
    CHECK(map_at(file, width, offset) == expected);
    // Its page is in use.
    CHECK(map_at(file, width, section_offset(128))[2] == std::byte{0xFF});
  }
}

TEST_CASE("an FMap page covers 496 sections, then the next begins") {
  test::MemoryFile file;
  SectionWriter sections(file, Width::Unicode);
  for (std::size_t section = 0; section < 624; ++section) {
    fill_section(sections, 0);
  }
  fill_section(sections, 5 * 64);
  REQUIRE(sections.finish());

  CHECK(map_at(file, Width::Unicode, section_offset(128) + 1024) == test::Bytes(kMapBytes));
  auto expected = test::bytes_of({5});
  expected.resize(kMapBytes);
  CHECK(map_at(file, Width::Unicode, section_offset(624) + 1024) == expected);
}

TEST_CASE("the bound of the size holds, and is not far off") {
  for (const auto pages : {0U, 1U, 400U, 479U, 480U, 481U, 494U, 495U, 2000U, 9000U}) {
    for (const std::size_t left : {std::size_t{0}, kPageSize, kLargestBlock, 20 * kLargestBlock}) {
      test::MemoryFile file;
      SectionWriter sections(file, Width::Unicode);
      fill_section(sections, left);
      const auto bound = sections.size_bound(std::uint64_t{pages} * kPageSize);
      for (unsigned page = 0; page < pages; ++page) {
        REQUIRE(sections.allocate(kPageSize, kPageSize));
      }
      const auto size = sections.finish().value().file_size;

      INFO(pages << " pages, " << left << " bytes left");
      CHECK(bound >= size);
      CHECK(bound - size <= 2 * kSectionSize);
    }
  }
}

TEST_CASE("the file grows front to back: only FMaps are written later") {
  test::MemoryFile file;
  SectionWriter sections(file, Width::Ansi);
  for (std::size_t section = 0; section < 129; ++section) {
    fill_section(sections, 0);
  }
  REQUIRE(sections.finish());

  const auto& writes = file.writes();
  REQUIRE(writes.size() == 130);
  for (std::uint64_t section = 0; section < 129; ++section) {
    REQUIRE(writes[static_cast<std::size_t>(section)] ==
            test::MemoryFile::Write{.offset = section_offset(section), .size = kSectionSize});
  }
  CHECK(writes.back() == test::MemoryFile::Write{.offset = 0x1F0'4800, .size = kPageSize});
}

TEST_CASE("a full disk is told by the call that meets it") {
  test::FullDisk disk(2 * kSectionSize);
  SectionWriter sections(disk, Width::Unicode);
  fill_section(sections, 0);
  fill_section(sections, 0);
  fill_section(sections, 0);

  const auto fourth = sections.allocate(64, 64);

  REQUIRE_FALSE(fourth);
  CHECK(fourth.error().kind == bytes::ErrorKind::NoSpace);
}

TEST_CASE("an ANSI file ends at 0x7C004400, before offsets have no room for it") {
  test::FullDisk disk(~0ULL);
  SectionWriter sections(disk, Width::Ansi);
  auto space = sections.allocate(kLargestBlock, kBlockAlignment);
  std::uint64_t end = 0;
  while (space) {
    end = space->offset + kLargestBlock;
    space = sections.allocate(kLargestBlock, kBlockAlignment);
  }

  CHECK(space.error().kind == bytes::ErrorKind::NoSpace);
  CHECK(space.error().what == "an ANSI PST holds at most 2 GB");
  CHECK(end <= 0x7C00'4400);
  CHECK(end > 0x7C00'4400 - 2 * kLargestBlock);
  CHECK(sections.finish().value().file_size == 0x7C00'4400);
}

}  // namespace
}  // namespace pst::section_writer_test
