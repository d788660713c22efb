#include "formats/bytes/hashing_tree.h"

#include <catch2/catch.hpp>

#include <vector>

#include "tests/support/temporary_directory.h"

namespace hashing_tree_test {

TEST_CASE("a closed file's digest and size are told, one that was given up is not") {
  const test::TemporaryDirectory directory;
  std::vector<bytes::HashedFile> told;
  auto inner = bytes::open_directory_tree(directory / "out", bytes::Overwrite::Refuse);
  REQUIRE(inner);
  const auto tree = bytes::open_hashing_tree(std::move(*inner), [&](const bytes::HashedFile& file) {
    told.push_back(file);
    return bytes::Result<void>();
  });

  {
    auto given_up = tree->create("a/lost");
    REQUIRE(given_up);
    REQUIRE((*given_up)->write("half"));
  }
  auto file = tree->create("a/abc");
  REQUIRE(file);
  REQUIRE((*file)->write("ab"));
  REQUIRE((*file)->write("c"));
  REQUIRE((*file)->close());
  REQUIRE(tree->commit());

  REQUIRE(told.size() == 1);
  CHECK(told.front().path == "a/abc");
  CHECK(told.front().size == 3);
  CHECK(told.front().sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(tree->files_written() == 1);
  CHECK(tree->bytes_written() == 3);
  CHECK(test::read_file(directory / "out/a/abc") == "abc");
}

TEST_CASE("who is told of a file can refuse it") {
  const auto tree = bytes::open_hashing_tree(
      bytes::open_counting_tree(), [](const bytes::HashedFile& /*file*/) -> bytes::Result<void> {
        return bytes::fail(bytes::ErrorKind::NoSpace, "no room for its line");
      });
  auto file = tree->create("x");
  REQUIRE(file);

  const auto closed = (*file)->close();

  REQUIRE_FALSE(closed);
  CHECK(closed.error().kind == bytes::ErrorKind::NoSpace);
}

}  // namespace hashing_tree_test
