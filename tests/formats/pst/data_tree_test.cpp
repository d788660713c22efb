#include <sys/mman.h>

#include <catch2/catch.hpp>

#include "formats/pst/ndb/ndb_writer.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::data_tree_test {
namespace {

struct Size {
  Width width;
  std::size_t data;      // D: of a block
  std::size_t children;  // N: of an XBLOCK
};
const auto kSizes = {Size{.width = Width::Unicode, .data = 8176, .children = 1021},
                     Size{.width = Width::Ansi, .data = 8180, .children = 2043}};

/// A source that fails, or goes on, after what it has.
class Source final : public bytes::ByteSource {
 public:
  Source(test::Bytes data, bool fails) : data_(std::move(data)), fails_(fails) {}
  [[nodiscard]] std::uint64_t size() const override { return data_.size(); }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<Stream>(data_, fails_);
  }

 private:
  class Stream final : public bytes::ByteStream {
   public:
    Stream(std::span<const std::byte> rest, bool fails) : rest_(rest), fails_(fails) {}
    [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
      if (rest_.empty() && fails_) {
        return bytes::fail(bytes::ErrorKind::Io, "the source is broken");
      }
      const auto piece = rest_.first(std::min({rest_.size(), into.size(), std::size_t{777}}));
      std::ranges::copy(piece, into.begin());
      rest_ = rest_.subspan(piece.size());
      return piece.size();
    }

   private:
    std::span<const std::byte> rest_;
    bool fails_;
  };

  test::Bytes data_;
  bool fails_;
};

TEST_CASE("data of any size comes back, from as few blocks as can be") {
  for (const auto& [width, d, n] : kSizes) {
    for (const std::size_t size :
         {std::size_t{1}, d - 1, d, d + 1, 2 * d, 2 * d + 1, n * d - 1, n * d, n * d + 1}) {
      INFO(size);
      test::NdbInMemory database(width, Encoding::None);
      const auto data = test::content(size);
      const auto written = database.writer().write_data(data).value();
      const auto nid = database.add_node(written.bid);
      const auto image = database.image();

      REQUIRE(image.complaints == test::kNoComplaints);
      CHECK(written.size == size);
      const auto* const node = image.node(nid.value);
      REQUIRE(node != nullptr);
      CHECK(image.data(node->data) == data);
      const auto leaves = (size + d - 1) / d;
      const auto xblocks = leaves == 1 ? 0 : (leaves + n - 1) / n;
      CHECK(image.data_blocks(node->data).size() == leaves);
      CHECK(image.blocks.size() == leaves + xblocks + (xblocks > 1 ? 1 : 0));
    }
  }
}

TEST_CASE("several full XBLOCKs stand under one XXBLOCK") {
  test::NdbInMemory database(Width::Unicode, Encoding::None);
  const auto block = database.writer().write_block(test::content(8176)).value();
  for (int i = 1; i < 3 * 1021 + 1; ++i) {
    REQUIRE(database.writer().share(block));
  }
  const std::vector<Bid> blocks(3 * 1021 + 1, block);
  const auto written =
      database.writer().write_data_tree(blocks, blocks.size() * std::uint64_t{8176}).value();
  const auto nid = database.add_node(written.bid);
  const auto image = database.image();

  REQUIRE(image.complaints == test::kNoComplaints);
  CHECK(image.blocks.size() == 1 + 4 + 1);
  CHECK(image.data_blocks(image.node(nid.value)->data).size() == 3 * 1021 + 1);
}

TEST_CASE("no data is no block") {
  for (const auto& size : kSizes) {
    test::NdbInMemory database(size.width);
    const auto empty = database.writer().write_data({}).value();
    const auto tree = database.writer().write_data_tree({}, 0).value();
    const auto image = database.image();

    CHECK(empty.bid.none());
    CHECK(empty.size == 0);
    CHECK(tree.bid.none());
    CHECK(image.blocks.empty());
  }
}

TEST_CASE("data in pieces is the same as in one") {
  for (const auto& size : kSizes) {
    const auto data = test::content(size.data * 3 + 100);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, size.data, size.data + 1}) {
      test::NdbInMemory database(size.width);
      DataTreeWriter tree(database.writer());
      std::span<const std::byte> rest(data);
      while (!rest.empty()) {
        const auto next = rest.first(std::min(piece, rest.size()));
        REQUIRE(tree.append(next));
        rest = rest.subspan(next.size());
      }
      const auto written = tree.finish().value();
      const auto nid = database.add_node(written.bid);
      const auto image = database.image();

      REQUIRE(image.complaints == test::kNoComplaints);
      CHECK(image.data(image.node(nid.value)->data) == data);
      CHECK(image.blocks.size() == 5);
    }
  }
}

TEST_CASE("a block that is filled up ends there, and the next byte begins another") {
  for (const auto& size : kSizes) {
    test::NdbInMemory database(size.width);
    DataTreeWriter tree(database.writer());
    tree.fill_block();  // nothing to fill
    CHECK(tree.room() == size.data);
    REQUIRE(tree.append(test::content(100)));
    CHECK(tree.room() == size.data - 100);
    tree.fill_block();
    CHECK(tree.room() == 0);
    tree.fill_block();
    REQUIRE(tree.append(test::content(30, 2)));
    CHECK(tree.room() == size.data - 30);
    const auto written = tree.finish().value();
    const auto nid = database.add_node(written.bid);
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK(written.size == size.data + 30);
    auto expected = test::content(100);
    expected.resize(size.data);
    const auto second = test::content(30, 2);
    expected.insert(expected.end(), second.begin(), second.end());
    CHECK(image.data(image.node(nid.value)->data) == expected);
  }
}

TEST_CASE("more than 4 GB in one tree is refused, and the writer goes on") {
  for (const auto& size : kSizes) {
    test::NdbInMemory database(size.width);
    const std::vector<Bid> blocks(600'000, Bid{.value = 4});  // not looked at

    const auto refused = database.writer().write_data_tree(blocks, kLargestDataTree + 1);

    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == bytes::ErrorKind::LimitExceeded);
    database.add_block(10);
    CHECK(database.image().complaints == test::kNoComplaints);
  }
}

/// Zeros that take no memory while nobody writes to them.
class Zeros {
 public:
  explicit Zeros(std::size_t size)
      : size_(size),
        begin_(
            ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
    REQUIRE(begin_ != MAP_FAILED);  // NOLINT
  }
  Zeros(const Zeros&) = delete;
  Zeros(Zeros&&) = delete;
  Zeros& operator=(const Zeros&) = delete;
  Zeros& operator=(Zeros&&) = delete;
  ~Zeros() { ::munmap(begin_, size_); }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(begin_), size_};
  }

 private:
  std::size_t size_;
  void* begin_;
};

TEST_CASE("more than 4 GB in one piece is refused before any of it is written") {
  const Zeros zeros(kLargestDataTree + 1);
  test::NdbInMemory database(Width::Unicode, Encoding::None);

  const auto refused = database.writer().write_data(zeros.bytes());

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::LimitExceeded);
  const auto image = database.image();
  CHECK(image.complaints == test::kNoComplaints);
  CHECK(image.blocks.empty());
}

TEST_CASE("what would make a tree too large is refused, and what is there becomes one") {
  const Zeros zeros(kLargestDataTree);
  test::NdbInMemory database(Width::Unicode);
  DataTreeWriter tree(database.writer());
  REQUIRE(tree.append(test::content(20'000)));

  const auto refused = tree.append(zeros.bytes());

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::LimitExceeded);
  const auto nid = database.add_node(tree.finish().value().bid);
  const auto image = database.image();
  REQUIRE(image.complaints == test::kNoComplaints);
  CHECK(image.data(image.node(nid.value)->data) == test::content(20'000));
}

TEST_CASE("a source is copied whole") {
  for (const auto& size : kSizes) {
    test::NdbInMemory database(size.width);
    const auto data = test::content(200'000);
    const auto copied = copy_data(database.writer(), Source(data, false), data.size()).value();
    const auto nid = database.add_node(copied.data.bid);
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK_FALSE(copied.source_error.has_value());
    CHECK(copied.data.size == data.size());
    CHECK(image.data(image.node(nid.value)->data) == data);
  }
}

TEST_CASE("of a source that breaks off, what came is kept, and the error told") {
  test::NdbInMemory database(Width::Unicode);
  const auto data = test::content(10'000);
  const auto copied = copy_data(database.writer(), Source(data, true), 1 << 20).value();
  const auto nid = database.add_node(copied.data.bid);
  const auto image = database.image();

  REQUIRE(image.complaints == test::kNoComplaints);
  REQUIRE(copied.source_error.has_value());
  CHECK(copied.source_error->what == "the source is broken");
  CHECK(image.data(image.node(nid.value)->data) == data);
}

TEST_CASE("of a source that is longer than allowed, the allowed part is kept") {
  test::NdbInMemory database(Width::Unicode);
  const auto data = test::content(10'000);
  const auto copied = copy_data(database.writer(), Source(data, false), 9'999).value();
  const auto nid = database.add_node(copied.data.bid);
  const auto image = database.image();

  REQUIRE(image.complaints == test::kNoComplaints);
  REQUIRE(copied.source_error.has_value());
  CHECK(copied.source_error->kind == bytes::ErrorKind::LimitExceeded);
  CHECK(image.data(image.node(nid.value)->data) == test::Bytes(data.begin(), data.end() - 1));
}

TEST_CASE("a full disk while a source is copied is no error of the source") {
  test::FullDisk disk(kLargestBlock);
  const auto writer = NdbWriter::create(disk, {}).value();

  const auto copied = copy_data(*writer, Source(test::content(600'000), false), 600'000);

  REQUIRE_FALSE(copied);
  CHECK(copied.error().kind == bytes::ErrorKind::NoSpace);
}

}  // namespace
}  // namespace pst::data_tree_test
