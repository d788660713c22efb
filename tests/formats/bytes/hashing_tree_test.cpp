#include "formats/bytes/hashing_tree.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
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

/// Writes later, as a tree of another thread does.
class LaterTree final : public bytes::OutputTree {
 public:
  explicit LaterTree(std::vector<std::string>& calls)
      : calls_(calls), tree_(bytes::open_counting_tree()) {}

  bytes::Result<void> make_directory(std::string_view path) override {
    return tree_->make_directory(path);
  }
  bytes::Result<std::unique_ptr<bytes::OutputFile>> create(std::string_view path) override {
    calls_.push_back("create " + std::string(path));
    return tree_->create(path);
  }
  bytes::Result<std::unique_ptr<bytes::OutputFile>> create_long_lived(
      std::string_view path) override {
    calls_.push_back("create_long_lived " + std::string(path));
    return tree_->create(path);
  }
  bytes::Result<void> rename(std::string_view from, std::string_view to) override {
    return tree_->rename(from, to);
  }
  bytes::Result<void> settle() override {
    calls_.emplace_back("settle");
    return {};
  }
  bytes::Result<void> commit() override { return tree_->commit(); }
  [[nodiscard]] std::uint64_t files_written() const override { return 7; }
  [[nodiscard]] std::uint64_t bytes_written() const override { return 70; }
  [[nodiscard]] std::uint64_t files_given_up() const override { return 2; }

 private:
  std::vector<std::string>& calls_;
  std::unique_ptr<bytes::OutputTree> tree_;
};

TEST_CASE("a tree that writes later is asked what it wrote, and waited for") {
  std::vector<std::string> calls;
  std::vector<std::string> told;
  const auto tree = bytes::open_hashing_tree(std::make_unique<LaterTree>(calls),
                                             [&](const bytes::HashedFile& file) {
                                               told.push_back(file.path);
                                               return bytes::Result<void>();
                                             });

  auto file = tree->create_long_lived("table");
  REQUIRE(file);
  REQUIRE((*file)->close());
  REQUIRE(tree->settle());

  CHECK(calls == std::vector<std::string>{"create_long_lived table", "settle"});
  CHECK(told == std::vector<std::string>{"table"});
  CHECK(tree->files_written() == 7);
  CHECK(tree->bytes_written() == 70);
  CHECK(tree->files_given_up() == 2);
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
