#include <catch2/catch.hpp>
#include <random>

#include "formats/ddrescue/mapfile.h"

namespace mapfile_test {
namespace {

using ddrescue::Block;
using ddrescue::Status;

std::string refusal(std::string_view text) {
  const auto blocks = ddrescue::read_mapfile(text);
  REQUIRE_FALSE(blocks);
  return blocks.error().what;
}

// As in the manual of ddrescue, "Mapfile structure".
constexpr std::string_view kManual =
    "# Mapfile. Created by GNU ddrescue version 1.27\n"
    "# Command line: ddrescue -d -c18 /dev/fd0 fdimage mapfile\n"
    "# Start time:   2015-07-21 09:37:44\n"
    "# current_pos  current_status  current_pass\n"
    "0x00009000     +               2\n"
    "#      pos        size  status\n"
    "0x00000000  0x00117000  +\n"
    "0x00117000  0x00000200  -\n"
    "0x00117200  0x00001000  /\n"
    "0x00118200  0x00007E00  *   # a remark\r\n"
    "0x00120000  0x00048000  ?\n";

}  // namespace

TEST_CASE("the mapfile of the manual is read") {
  const auto blocks = ddrescue::read_mapfile(kManual);
  REQUIRE(blocks);
  CHECK(*blocks ==
        std::vector<Block>{{.position = 0, .size = 0x117000, .status = Status::Finished},
                           {.position = 0x117000, .size = 0x200, .status = Status::BadSector},
                           {.position = 0x117200, .size = 0x1000, .status = Status::NonScraped},
                           {.position = 0x118200, .size = 0x7E00, .status = Status::NonTrimmed},
                           {.position = 0x120000, .size = 0x48000, .status = Status::NonTried}});
}

TEST_CASE("numbers of a mapfile are hexadecimal, octal or decimal, and the pass may be missing") {
  const auto blocks = ddrescue::read_mapfile("0 ?\n0 010 +\n8 0x8 -\n0X10 16 +");
  REQUIRE(blocks);
  CHECK(*blocks == std::vector<Block>{{.position = 0, .size = 8, .status = Status::Finished},
                                      {.position = 8, .size = 8, .status = Status::BadSector},
                                      {.position = 16, .size = 16, .status = Status::Finished}});
}

TEST_CASE("what is no mapfile is refused with its line") {
  CHECK(refusal("") == "no ddrescue mapfile: it has no blocks");
  CHECK(refusal("# only comments\n") == "no ddrescue mapfile: it has no blocks");
  CHECK(refusal("0x0 +\n") == "no ddrescue mapfile: it has no blocks");
  CHECK(refusal("Dear Sir,\n") ==
        "no ddrescue mapfile: line 1: it does not begin with a position and a status");
  CHECK(refusal("0x0 0x10 +\n").find("line 1") != std::string::npos);
  CHECK(refusal("0 +\n0 16 +\n17 16 -\n") ==
        "no ddrescue mapfile: line 3: the block does not begin where the one before it ends");
  CHECK(refusal("0 +\n0 16 +\n15 16 -\n").find("line 3") != std::string::npos);
  for (const auto* line :
       {"0 16", "0 16 x", "0 16 ++", "0 0 +", "0 -1 +", "0 16 + 1", "zero 16 +", "0 0x +",
        "1 0xFFFFFFFFFFFFFFFF +", "0 0x10000000000000000 +", "0 08 +"}) {
    INFO(line);
    CHECK(refusal("0 +\n" + std::string(line) + "\n") ==
          "no ddrescue mapfile: line 2: not a position, a size and one of ? * / - +");
  }
}

TEST_CASE("what was not read is every block that is not finished") {
  const auto blocks = ddrescue::read_mapfile(kManual).value();
  const auto unread = ddrescue::unread_of(blocks, 0x168000);
  REQUIRE(unread);
  CHECK(unread->first_in(0, UINT64_MAX) ==
        bytes::Extent{.offset = 0x117000, .length = 0x168000 - 0x117000});
}

TEST_CASE("a mapfile of another size than the file is refused") {
  const auto blocks = ddrescue::read_mapfile(kManual).value();
  for (const std::uint64_t size : {0UL, 0x167FFFUL, 0x168001UL}) {
    const auto unread = ddrescue::unread_of(blocks, size);
    REQUIRE_FALSE(unread);
    CHECK(unread.error().kind == bytes::ErrorKind::NotThisFormat);
    CHECK(unread.error().what ==
          "the mapfile is of bytes 0 to 1474560, the file has " + std::to_string(size));
  }
  const auto later = ddrescue::read_mapfile("0 +\n512 512 +\n").value();
  CHECK_FALSE(ddrescue::unread_of(later, 1024));
}

TEST_CASE("what is written is read again, neighbours of one status as one") {
  const std::vector<Block> blocks = {
      {.position = 0, .size = 564, .status = Status::Finished},
      {.position = 564, .size = 100, .status = Status::Finished},
      {.position = 664, .size = 1, .status = Status::BadSector},
      {.position = 665, .size = 0x1'0000'0000, .status = Status::NonTried}};
  const auto text = ddrescue::write_mapfile(blocks, "a test");
  CHECK(text ==
        "# Mapfile. Created by a test\n"
        "# current_pos  current_status  current_pass\n"
        "0x00000000     +               1\n"
        "#      pos        size  status\n"
        "0x00000000  0x00000298  +\n"
        "0x00000298  0x00000001  -\n"
        "0x00000299  0x0000000100000000  ?\n");
  CHECK(ddrescue::read_mapfile(text).value() ==
        std::vector<Block>{{.position = 0, .size = 664, .status = Status::Finished},
                           {.position = 664, .size = 1, .status = Status::BadSector},
                           {.position = 665, .size = 0x1'0000'0000, .status = Status::NonTried}});
}

TEST_CASE("any bytes are a mapfile whose blocks follow each other or are refused") {
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) {
    std::string text(kManual);
    for (int k = 0; k < 3; ++k) {
      text[random() % text.size()] = "0x19+-?*/ \n#"[random() % 12];
    }
    if (const auto blocks = ddrescue::read_mapfile(text)) {
      for (std::size_t at = 1; at < blocks->size(); ++at) {
        CHECK(blocks->at(at - 1).position + blocks->at(at - 1).size == blocks->at(at).position);
      }
    }
  }
}

}  // namespace mapfile_test
