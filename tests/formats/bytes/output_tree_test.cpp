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

std::ptrdiff_t entries(const std::filesystem::path& directory) {
  return std::distance(std::filesystem::directory_iterator(directory), {});
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

TEST_CASE("a tree that another run writes is not touched, asked or not") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "OUT";
  auto tree = open_directory_tree(target, Overwrite::Refuse).value();
  add(*tree, "Inbox/1.eml", "one");

  for (const auto overwrite : {Overwrite::Refuse, Overwrite::Replace}) {
    const auto second = open_directory_tree(target, overwrite);
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::Exists);
  }
  add(*tree, "Inbox/2.eml", "two");
  REQUIRE(tree->commit());
  CHECK(entries(target / "Inbox") == 2);
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

TEST_CASE("an output is replaced whole, and only when the new tree is complete") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "OUT");
  test::write_file(directory / "OUT/list.csv", "of the old tree");
  test::write_file(directory / "OUT/old.eml", "old");
  auto tree = open_directory_tree(directory / "OUT", Overwrite::Replace, "list.csv").value();
  add(*tree, "new.eml", "new");

  CHECK(test::read_file(directory / "OUT/old.eml") == "old");
  REQUIRE(tree->commit());

  CHECK(test::read_file(directory / "OUT/new.eml") == "new");
  CHECK(entries(directory / "OUT") == 1);
  CHECK(entries(directory.path()) == 1);
}

TEST_CASE("a directory that is no output is never replaced") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "home");
  test::write_file(directory / "home/mine.txt", "mine");
  test::write_file(directory / "file", "mine");

  CHECK(open_directory_tree(directory / "home", Overwrite::Replace, "list.csv").error().kind ==
        ErrorKind::Exists);
  CHECK(open_directory_tree(directory / "home", Overwrite::Replace).error().kind ==
        ErrorKind::Exists);
  CHECK(open_directory_tree(directory / "file", Overwrite::Replace, "list.csv").error().kind ==
        ErrorKind::Exists);
  CHECK(test::read_file(directory / "home/mine.txt") == "mine");
}

TEST_CASE("a directory of another's that is called .partial or .replaced is left alone") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "OUT");
  test::write_file(directory / "OUT/list.csv", "of the old tree");
  std::filesystem::create_directory(directory / "OUT.replaced");
  test::write_file(directory / "OUT.replaced/mine.txt", "mine");

  auto tree = open_directory_tree(directory / "OUT", Overwrite::Replace, "list.csv").value();
  REQUIRE(tree->commit());
  CHECK(test::read_file(directory / "OUT.replaced/mine.txt") == "mine");
  CHECK(entries(directory.path()) == 2);

  std::filesystem::create_directory(directory / "NEW.partial");
  test::write_file(directory / "NEW.partial/mine.txt", "mine");
  CHECK(open_directory_tree(directory / "NEW", Overwrite::Replace, "list.csv").error().kind ==
        ErrorKind::Exists);
  CHECK(test::read_file(directory / "NEW.partial/mine.txt") == "mine");
}

TEST_CASE("what comes into a target's place during a run is not replaced") {
  const test::TemporaryDirectory directory;
  auto tree = open_directory_tree(directory / "OUT", Overwrite::Replace, "list.csv").value();
  std::filesystem::create_directory(directory / "OUT");
  test::write_file(directory / "OUT/mine.txt", "mine");

  CHECK_FALSE(tree->commit());
  CHECK(test::read_file(directory / "OUT/mine.txt") == "mine");
}

TEST_CASE("a link to a directory keeps pointing at the tree it is given") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "real");
  std::filesystem::create_directory_symlink("real", directory / "link");
  auto tree = open_directory_tree(directory / "link", Overwrite::Refuse).value();
  add(*tree, "1.eml", "one");
  REQUIRE(tree->commit());

  CHECK(std::filesystem::is_symlink(directory / "link"));
  CHECK(test::read_file(directory / "real/1.eml") == "one");
}

TEST_CASE("a mount point and the current directory are refused before anything is done") {
  const auto mounted = open_directory_tree("/proc", Overwrite::Refuse);
  const auto current = open_directory_tree(".", Overwrite::Refuse);

  REQUIRE_FALSE(mounted);
  CHECK(mounted.error() == Error{.kind = ErrorKind::CannotCreate,
                                 .what = "/proc: is where a disk is mounted",
                                 .hint = "name a directory inside it"});
  REQUIRE_FALSE(current);
  CHECK(current.error().hint == "name a directory inside it");
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
