#include "tests/formats/pst/ndb_image.h"

#include <catch2/catch.hpp>

#include "tests/formats/pst/ndb_fixture.h"

namespace test::ndb_image_test {
namespace {

TEST_CASE("one changed byte anywhere in a store is noticed") {
  for (const auto width : {pst::Width::Ansi, pst::Width::Unicode}) {
    NdbInMemory database(width);
    auto& writer = database.writer();
    const auto value = writer.write_data(content(20'000)).value();
    const auto below =
        writer
            .write_subnodes(
                {{.nid = writer.next_nid(pst::NidType::Ltp), .data = value.bid, .subnodes = {}}})
            .value();
    database.add_node(writer.write_block(content(100)).value(), below);
    for (int i = 0; i < 40; ++i) {
      database.add_block(50);
    }
    const auto image = database.image();
    REQUIRE(image.complaints == kNoComplaints);

    MemoryFile file(database.file().content());
    for (std::uint64_t offset = 0; offset < file.size(); offset += offset < 600      ? 1
                                                                   : offset < 0xC000 ? 61
                                                                                     : 5003) {
      file.flip(offset);
      INFO(offset);
      REQUIRE_FALSE(NdbImage(file).complaints.empty());
      file.flip(offset);
    }
  }
}

TEST_CASE("a file that was cut off is no store") {
  NdbInMemory database(pst::Width::Unicode);
  const auto image = database.image();
  auto half = database.file().content();
  half.resize(half.size() / 2);

  CHECK(NdbImage(MemoryFile(half)).complaints ==
        std::vector<std::string>{"the file is not a header area and whole sections"});
}

}  // namespace
}  // namespace test::ndb_image_test
