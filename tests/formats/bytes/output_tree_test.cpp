#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "formats/bytes/output.h"
#include "tests/support/temporary_directory.h"

namespace bytes {
namespace {

void add(OutputTree& tree, std::string_view path, std::string_view content) {
  auto file = tree.create(path).value();
  REQUIRE(file->write(content));
  REQUIRE(file->close(795'172'500));
}

TEST_CASE("a tree has its final name only after commit") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "OUT";
  auto tree = open_directory_tree(target, Overwrite::Refuse).value();
  add(*tree, "Inbox/Projects/1.eml", "one");
  REQUIRE(tree->make_directory("Empty"));

  CHECK_FALSE(std::filesystem::exists(target));
  REQUIRE(tree->commit());

  CHECK(test::read_file(target / "Inbox/Projects/1.eml") == "one");
  CHECK(std::filesystem::is_directory(target / "Empty"));
  CHECK_FALSE(std::filesystem::exists(directory / "OUT.partial"));
  CHECK(tree->files_written() == 1);
  CHECK(tree->bytes_written() == 3);
}

TEST_CASE("a written file carries the time it was given") {
  const test::TemporaryDirectory directory;
  auto tree = open_directory_tree(directory / "OUT", Overwrite::Refuse).value();
  add(*tree, "1.eml", "one");
  REQUIRE(tree->commit());
  struct stat status {};

  REQUIRE(::stat((directory / "OUT/1.eml").c_str(), &status) == 0);

  CHECK(status.st_mtim.tv_sec == 795'172'500);
}

TEST_CASE("two items never share a file") {
  const test::TemporaryDirectory directory;
  auto tree = open_directory_tree(directory / "OUT", Overwrite::Refuse).value();
  add(*tree, "1.eml", "one");
  add(*tree, "tmp/2.eml", "two");

  CHECK(tree->create("1.eml").error().kind == ErrorKind::Exists);
  CHECK(tree->rename("tmp/2.eml", "1.eml").error().kind == ErrorKind::Exists);
  REQUIRE(tree->rename("tmp/2.eml", "cur/2.eml"));
  REQUIRE(tree->commit());
  CHECK(test::read_file(directory / "OUT/1.eml") == "one");
  CHECK(test::read_file(directory / "OUT/cur/2.eml") == "two");
}

TEST_CASE("a file that is given up is gone from the tree and from its counts") {
  const test::TemporaryDirectory directory;
  auto tree = open_directory_tree(directory / "OUT", Overwrite::Refuse).value();
  {
    auto file = tree->create("1.eml").value();
    REQUIRE(file->write("half"));
  }

  CHECK(tree->files_written() == 0);
  CHECK_FALSE(std::filesystem::exists(directory / "OUT.partial/1.eml"));
}

TEST_CASE("a tree that is not committed stays partial, and the next run begins anew") {
  const test::TemporaryDirectory directory;
  {
    auto tree = open_directory_tree(directory / "OUT", Overwrite::Refuse).value();
    add(*tree, "old.eml", "old");
  }
  CHECK(std::filesystem::exists(directory / "OUT.partial/old.eml"));
  CHECK_FALSE(std::filesystem::exists(directory / "OUT"));

  auto tree = open_directory_tree(directory / "OUT", Overwrite::Refuse).value();
  REQUIRE(tree->commit());

  CHECK(std::filesystem::is_empty(directory / "OUT"));
}

TEST_CASE("a target that holds something is refused, an empty directory is not") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "full");
  test::write_file(directory / "full/mine.txt", "mine");
  std::filesystem::create_directory(directory / "empty");
  test::write_file(directory / "file", "mine");

  CHECK(open_directory_tree(directory / "full", Overwrite::Refuse).error().kind ==
        ErrorKind::Exists);
  CHECK(open_directory_tree(directory / "file", Overwrite::Refuse).error().kind ==
        ErrorKind::Exists);
  auto tree = open_directory_tree(directory / "empty", Overwrite::Refuse).value();
  add(*tree, "1.eml", "one");
  REQUIRE(tree->commit());
  CHECK(test::read_file(directory / "empty/1.eml") == "one");
}

TEST_CASE("a target is replaced whole, and only when the new tree is complete") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "OUT");
  test::write_file(directory / "OUT/old.eml", "old");
  auto tree = open_directory_tree(directory / "OUT", Overwrite::Replace).value();
  add(*tree, "new.eml", "new");

  CHECK(test::read_file(directory / "OUT/old.eml") == "old");
  REQUIRE(tree->commit());

  CHECK(test::read_file(directory / "OUT/new.eml") == "new");
  CHECK_FALSE(std::filesystem::exists(directory / "OUT/old.eml"));
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("a counting tree counts what a real one would write") {
  const auto tree = open_counting_tree();
  add(*tree, "Inbox/1.eml", "one");
  add(*tree, "Inbox/2.eml", "two!");

  CHECK(tree->files_written() == 2);
  CHECK(tree->bytes_written() == 7);
}

}  // namespace
}  // namespace bytes
