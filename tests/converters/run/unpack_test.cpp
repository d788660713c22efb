#include "converters/run/unpack.h"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/formats/archives/tar_maker.h"
#include "tests/support/temporary_directory.h"

namespace unpack_test {

namespace fs = std::filesystem;
using archives::Form;
using Lines = std::vector<std::string>;

/// Every file below `root`: "path=content".
Lines files_below(const fs::path& root) {
  Lines files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_directory()) {
      files.push_back(entry.path().lexically_relative(root).string() + "=" +
                      test::read_file(entry.path()));
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

run::Unpacked unpacked(const test::TemporaryDirectory& directory, const test::TarMaker& tar,
                       const run::UnpackLimits& limits = {}) {
  test::write_file(directory / "a.tar", tar.text());
  auto made = run::unpack(directory / "a.tar", Form::Tar, nullptr, limits);
  REQUIRE(made);
  return std::move(*made);
}

TEST_CASE("names that lead out of an archive, links and devices make nothing outside") {
  const test::TemporaryDirectory directory;
  const auto made = unpacked(directory, test::TarMaker()
                                            .file("../evil", "1")
                                            .file("/abs/x", "2")
                                            .link("link", '2', "/etc")
                                            .file("link/passwd", "3")
                                            .link("hard", '1', "../../x")
                                            .special("tty", '3')
                                            .file("a/b", "4")
                                            .file("a/../b", "5"));

  CHECK(files_below(made.tree->root()) ==
        Lines{"a/b=4", "a/b~2=5", "abs/x=2", "evil=1", "link/passwd=3"});
  const auto shown = (directory / "a.tar").string();
  CHECK(made.notes ==
        Lines{shown + ": \"../evil\": its name leads out of the archive: taken as \"evil\"",
              shown + ": \"/abs/x\": its name leads out of the archive: taken as \"abs/x\"",
              shown + ": \"link\": a link to \"/etc\", which is not followed",
              shown + ": \"hard\": a link to \"../../x\", which is not followed",
              shown + ": \"tty\": a device or a pipe: left out",
              shown + ": \"a/../b\": its name leads out of the archive: taken as \"a/b\"",
              shown + ": \"a/../b\": not the first of this name: taken as \"b~2\""});
  CHECK(made.troubles.empty());
}

TEST_CASE("only the user may enter what is unpacked, and it goes with the last who holds it") {
  const test::TemporaryDirectory directory;
  std::filesystem::path top;
  {
    const auto made = unpacked(directory, test::TarMaker().file("a", "1"));
    top = made.tree->root().parent_path();
    struct stat status {};
    REQUIRE(::stat(top.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0700);
    CHECK(made.tree->root().filename() == "a");
  }
  CHECK_FALSE(std::filesystem::exists(top));
}

TEST_CASE("an archive of too many members is given up, and says so") {
  const test::TemporaryDirectory directory;
  const auto made = unpacked(
      directory, test::TarMaker().file("a", "1").file("b", "2").file("c", "3"), {.members = 2});

  CHECK(files_below(made.tree->root()) == Lines{"a=1", "b=2"});
  REQUIRE(made.troubles.size() == 1);
  CHECK(made.troubles[0].error.kind == bytes::ErrorKind::LimitExceeded);
  CHECK(made.troubles[0].member.empty());
}

TEST_CASE("a file where a directory must be costs what lies in it, and is told") {
  const test::TemporaryDirectory directory;
  const auto made = unpacked(
      directory, test::TarMaker().file("a", "1").file("a/b", "2").file(std::string(99, 'n'), "3"));

  CHECK(files_below(made.tree->root()) == Lines{"a=1", std::string(99, 'n') + "=3"});
  REQUIRE(made.troubles.size() == 1);
  CHECK(made.troubles[0].member == "a/b");
}

TEST_CASE("paths of what is unpacked are told by the archive's name, through two archives") {
  const test::TemporaryDirectory directory;
  const auto outer = run::UnpackedArchive::create("x/all.tar", nullptr);
  REQUIRE(outer);
  const auto inner = run::UnpackedArchive::create((*outer)->root() / "old/mail.zip", outer->get());
  REQUIRE(inner);

  CHECK((*inner)->shown() == "x/all.tar!old/mail.zip");
  CHECK((*inner)->depth() == 2);
  CHECK((*inner)->in_words((*inner)->root().string() + "/a.pst: no") ==
        "x/all.tar!old/mail.zip!a.pst: no");
  CHECK((*inner)->in_words((*outer)->root().string() + "/b") == "x/all.tar!b");
  CHECK((*outer)->in_words((*outer)->root().string()) == "x/all.tar");
  CHECK((*inner)->archive() == "x/all.tar");
}

}  // namespace unpack_test
