#include "formats/pst/ndb/ndb_writer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>

#include "formats/pst/ndb/sections.h"
#include "tests/formats/pst/ndb_fixture.h"
#include "tests/support/limits.h"
#include "tests/support/temporary_directory.h"

namespace pst::ndb_writer_test {
namespace {

const auto kWidths = {Width::Ansi, Width::Unicode};

std::ptrdiff_t open_files() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

/// A bit of everything, in `rounds` times 20 KB.
Result<void> write_store(NdbWriter& writer, std::uint32_t rounds) {
  for (std::uint32_t i = 0; i < rounds; ++i) {
    const auto value = writer.write_data(test::content(17'000, i));
    if (!value) {
      return tl::unexpected(value.error());
    }
    const auto below = writer.write_subnodes(
        {{.nid = writer.next_nid(NidType::Ltp), .data = value->bid, .subnodes = {}}});
    if (!below) {
      return tl::unexpected(below.error());
    }
    const auto data = writer.write_block(test::content(500, i));
    if (!data) {
      return tl::unexpected(data.error());
    }
    const auto nid =
        writer.next_nid(i % 4 == 0 ? NidType::AssociatedMessage : NidType::NormalMessage);
    if (auto added = writer.add_node(nid, *data, *below, Nid{.value = 0x8022}); !added) {
      return added;
    }
  }
  return writer.finish();
}

// The same sizes as in the empty store of pst-writer's worked example: 24 blocks, 41 nodes.
struct WorkedExample {
  Width width;
  std::vector<std::size_t> sizes;
  std::uint64_t end_of_blocks;
  std::uint64_t nbt, bbt;
  std::uint64_t next_page;
  std::vector<unsigned> amap;
  std::uint64_t free_bytes;
};

TEST_CASE("an empty store lies where the worked example has it") {
  const auto example =
      GENERATE(WorkedExample{.width = Width::Unicode,
                             .sizes = {156, 276, 172, 204, 100, 164, 92, 124, 84,  1468, 256, 114,
                                       92,  86,  4,   34,  104, 38,  62, 466, 112, 252,  86,  140},
                             .end_of_blocks = 0x5E80,
                             .nbt = 0x6600,
                             .bbt = 0x6C00,
                             .next_page = 8,
                             .amap = {255, 255, 255,  255, 255, 255, 255, 255, 255, 255, 255,
                                      255, 255, 0xC0, 255, 255, 255, 255, 255, 255, 255, 0},
                             .free_bytes = 243'584},
               WorkedExample{.width = Width::Ansi,
                             .sizes = {156, 276, 172, 204, 100, 164, 92, 124, 84, 1468, 250, 112,
                                       92,  86,  4,   34,  84,  38,  62, 404, 88, 236,  76,  108},
                             .end_of_blocks = 0x5D80,
                             .nbt = 0x6200,
                             .bbt = 0x6400,
                             .next_page = 5,
                             .amap = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                                      0xFC, 255, 255, 255, 255, 0},
                             .free_bytes = 245'376});
  test::NdbInMemory database(example.width);
  for (const auto size : example.sizes) {
    database.add_block(size);
  }
  for (int i = 24; i < 41; ++i) {
    database.add_node({});
  }
  const auto image = database.image();

  REQUIRE(image.complaints == test::kNoComplaints);
  CHECK(image.blocks[1].offset == 0x48C0);
  CHECK(image.blocks[10].offset == 0x54C0);
  const auto& last = image.blocks.back();
  const auto trailer = block_trailer_size(example.width);
  CHECK(last.offset + (last.size + trailer + 63) / 64 * 64 == example.end_of_blocks);
  CHECK(image.header.nbt_offset == example.nbt);
  CHECK(image.header.bbt_offset == example.bbt);
  CHECK(image.header.next_block == 0x64);
  CHECK(image.header.next_page == example.next_page);
  CHECK(image.header.free_bytes == example.free_bytes);
  CHECK(image.header.file_size == 0x42400);
  test::Bytes amap;
  for (const auto byte : example.amap) {
    amap.push_back(static_cast<std::byte>(byte));
  }
  CHECK(database.file().read(example.width == Width::Unicode ? 0x4400 : 0x4404, amap.size()) ==
        amap);
}

TEST_CASE("a store of many sections holds together, in every width and encoding") {
  for (const auto width : kWidths) {
    for (const auto encoding : {Encoding::None, Encoding::Permute, Encoding::Cyclic}) {
      test::NdbInMemory database(width, encoding);
      REQUIRE(write_store(database.writer(), 150));
      const test::NdbImage image(database.file());

      REQUIRE(image.complaints == test::kNoComplaints);
      CHECK(image.header.encoding == static_cast<std::uint8_t>(encoding));
      CHECK(database.file().size() > section_offset(10));
      REQUIRE(image.nodes.size() == 150);
      const auto subnodes = image.subnodes(image.nodes.front().subnodes);
      REQUIRE(subnodes.size() == 1);
      CHECK(image.data(subnodes[0].data) == test::content(17'000, 0));
    }
  }
}

TEST_CASE("a store of 34 MB has an FMap, and all of it is accounted for") {
  for (const auto width : kWidths) {
    test::NdbInMemory database(width, Encoding::None);
    // All zeros, so the file in memory stays small.
    for (int i = 0; i < 34; ++i) {
      const test::Bytes data(1'000'000);
      database.add_node(database.writer().write_data(data).value().bid);
    }
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK(database.file().size() > section_offset(128));
  }
}

TEST_CASE("a block's count is one more than its users, of every kind") {
  for (const auto width : kWidths) {
    test::NdbInMemory database(width);
    auto& writer = database.writer();
    const auto shared = writer.write_block(test::content(largest_block_data(width))).value();
    database.add_node(shared);  // a node,
    REQUIRE(writer.share(shared));
    REQUIRE(writer.share(shared));  // a data tree, twice,
    const auto tree =
        writer.write_data_tree(std::vector{shared, shared}, 2 * largest_block_data(width)).value();
    REQUIRE(writer.share(shared));  // and a subnode name it.
    const auto below =
        writer
            .write_subnodes(
                {{.nid = writer.next_nid(NidType::Ltp), .data = shared, .subnodes = {}},
                 {.nid = writer.next_nid(NidType::Ltp), .data = tree.bid, .subnodes = {}}})
            .value();
    database.add_node({}, below);
    REQUIRE(writer.share(below));
    database.add_node({}, below);
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK(image.block(shared.value)->references == 5);
    CHECK(image.block(tree.bid.value)->references == 2);
    CHECK(image.block(below.value)->references == 3);
  }
}

TEST_CASE("a block that is shared as often as can be has the highest count") {
  test::NdbInMemory database(Width::Ansi);
  auto& writer = database.writer();
  const auto shared = writer.write_block(test::content(10)).value();
  database.add_node(shared);
  int further = 0;
  while (writer.share(shared)) {
    database.add_node(shared);
    ++further;
  }
  const auto image = database.image();

  CHECK(further == 65'533);
  REQUIRE(image.complaints == test::kNoComplaints);
  CHECK(image.block(shared.value)->references == 0xFFFF);
}

TEST_CASE("counters cover subnodes at every depth") {
  test::NdbInMemory database(Width::Unicode);
  auto& writer = database.writer();
  const auto inner = writer.write_subnodes(
      {{.nid = make_nid(NidType::OleStorage, 0x777), .data = {}, .subnodes = {}}});
  const auto outer = writer.write_subnodes(
      {{.nid = make_nid(NidType::Attachment, 0x628), .data = {}, .subnodes = inner.value()}});
  database.add_node({}, outer.value());
  const auto image = database.image();

  REQUIRE(image.complaints == test::kNoComplaints);
  CHECK(image.header.counters[0x05] == 0x628);
  CHECK(image.header.counters[0x09] == 0x777);
  CHECK(image.header.counters[0x1F] == 0x400);
}

TEST_CASE("row versions begin with 2, and the header is above all of them") {
  test::NdbInMemory database(Width::Unicode);

  CHECK(database.writer().next_row_version() == 2);
  CHECK(database.writer().next_row_version() == 3);
  CHECK(database.image().header.next_row_version == 4);
}

TEST_CASE("the predicted size is never too small, and at most two sections too large") {
  for (const auto width : kWidths) {
    for (const auto blocks : {0U, 1U, 30U, 31U, 2000U, 9000U}) {
      test::NdbInMemory database(width, Encoding::None);
      for (std::size_t i = 0; i < blocks; ++i) {
        database.add_node(database.writer().write_block(test::Bytes(200)).value());
      }
      const auto predicted = database.writer().size_when_finished(0);
      REQUIRE(database.writer().finish());

      INFO(blocks);
      CHECK(predicted >= database.file().size());
      CHECK(predicted <= database.file().size() + 2 * kSectionSize);
    }
  }
}

TEST_CASE("the predicted size holds at every step of a store") {
  std::vector<std::uint64_t> predicted;
  for (std::uint32_t rounds = 0; rounds < 40; ++rounds) {
    test::NdbInMemory database(Width::Unicode, Encoding::None);
    for (std::uint32_t i = 0; i < rounds; ++i) {
      database.add_block(8000, i);
      database.add_block(100, i);
    }
    predicted.push_back(database.writer().size_when_finished(0));
    REQUIRE(database.writer().finish());
    REQUIRE(predicted.back() >= database.file().size());
  }
  CHECK(std::ranges::is_sorted(predicted));
}

TEST_CASE("the predicted size holds when so many more blocks of 4 KB on average come") {
  for (const auto width : kWidths) {
    for (const auto blocks : {10U, 200U, 3000U}) {
      test::NdbInMemory database(width, Encoding::None);
      const auto trailer = block_trailer_size(width);
      const auto large = kLargestBlock - trailer;
      const std::uint64_t more = std::uint64_t{blocks} * (kLargestBlock + 64);
      const auto predicted = database.writer().size_when_finished(more);
      for (unsigned i = 0; i < blocks; ++i) {
        for (const auto size : {large, std::size_t{40}}) {
          REQUIRE(database.writer().write_block(test::Bytes(size)));
        }
      }
      REQUIRE(database.writer().finish());

      INFO(blocks);
      CHECK(predicted >= database.file().size());
      CHECK(predicted <= database.file().size() * 105 / 100 + 3 * kSectionSize);
    }
  }
}

TEST_CASE("the header comes last: until then nobody takes the file for a store") {
  test::NdbInMemory database(Width::Unicode);
  REQUIRE(write_store(database.writer(), 40));

  const auto& writes = database.file().writes();
  CHECK(writes.back() == test::MemoryFile::Write{.offset = 0, .size = 0x4400});
  CHECK(std::ranges::none_of(writes.begin(), writes.end() - 1,
                             [](const auto& write) { return write.offset < 0x4400; }));
  CHECK_FALSE(database.file().committed());
}

TEST_CASE("the same calls make the same bytes") {
  for (const auto width : kWidths) {
    test::NdbInMemory first(width);
    test::NdbInMemory second(width);
    REQUIRE(write_store(first.writer(), 60));
    REQUIRE(write_store(second.writer(), 60));

    CHECK(first.file().content() == second.file().content());
  }
}

TEST_CASE("the same content has the same digest, other content another") {
  const auto digest_of = [](std::uint32_t seed) {
    test::NdbInMemory database(Width::Unicode);
    database.add_block(1000, seed);
    return database.writer().take_digest();
  };

  CHECK(digest_of(1) == digest_of(1));
  CHECK(digest_of(1) != digest_of(2));
}

TEST_CASE("a disk that is full at any write ends the work with NoSpace") {
  for (const auto width : kWidths) {
    test::NdbInMemory whole(width);
    REQUIRE(write_store(whole.writer(), 60));
    std::uint64_t before = 0;
    for (const auto& write : whole.file().writes()) {
      for (const auto room : {before, before + write.size - 1}) {
        test::FullDisk disk(room);
        const auto writer = NdbWriter::create(disk, {.width = width}).value();

        const auto written = write_store(*writer, 60);

        REQUIRE_FALSE(written);
        REQUIRE(written.error().kind == bytes::ErrorKind::NoSpace);
      }
      before += write.size;
    }
    test::FullDisk enough(before);
    CHECK(write_store(*NdbWriter::create(enough, {.width = width}).value(), 60));
  }
}

TEST_CASE("a disk that is full at an FMap is NoSpace, too") {
  const auto write = [](bytes::PatchableFile& file) -> Result<void> {
    const auto writer = NdbWriter::create(file, {.encoding = Encoding::None}).value();
    const test::Bytes zeros(8176);
    for (int i = 0; i < 128 * 30; ++i) {
      const auto block = writer->write_block(zeros);
      if (!block) {
        return tl::unexpected(block.error());
      }
      if (auto added = writer->add_node(writer->next_nid(NidType::Internal), *block, {}, {});
          !added) {
        return added;
      }
    }
    return writer->finish();
  };
  test::MemoryFile whole;
  REQUIRE(write(whole));
  std::uint64_t all = 0;
  for (const auto& each : whole.writes()) {
    all += each.size;
  }
  REQUIRE(whole.writes()[whole.writes().size() - 2].offset == 0x1F0'4800);

  test::FullDisk at_fmap(all - 0x4400 - 1);
  CHECK(write(at_fmap).error().kind == bytes::ErrorKind::NoSpace);
  test::FullDisk at_header(all - 1);
  CHECK(write(at_header).error().kind == bytes::ErrorKind::NoSpace);
}

TEST_CASE("no room for the temporary files is NoSpace, and says what to do") {
  const test::LimitedFileSize limit(1000);
  test::NdbInMemory database(Width::Unicode);
  Result<void> added;
  for (int i = 0; added && i < 20'000; ++i) {
    added =
        database.writer().add_node(database.writer().next_nid(NidType::NormalMessage), {}, {}, {});
  }

  REQUIRE_FALSE(added);
  CHECK(added.error().kind == bytes::ErrorKind::NoSpace);
  CHECK(added.error().hint == "set TMPDIR to a directory with more room");
}

TEST_CASE("temporary files are gone with the writer") {
  const test::TemporaryDirectory directory;
  const test::Environment chosen("TMPDIR", directory.path().string());
  const auto before = open_files();
  {
    test::NdbInMemory database(Width::Unicode);
    auto& writer = database.writer();
    for (int i = 0; i < 20'000; ++i) {
      database.add_block(1);
      REQUIRE(writer.add_node(writer.next_nid(NidType::NormalMessage), {}, {}, {}));
      REQUIRE(writer.add_node(writer.next_nid(NidType::AssociatedMessage), {}, {}, {}));
    }
    CHECK(open_files() == before + 3);
    CHECK(database.image().complaints == test::kNoComplaints);
  }
  CHECK(open_files() == before);
  CHECK(std::filesystem::is_empty(directory.path()));
}

}  // namespace
}  // namespace pst::ndb_writer_test
