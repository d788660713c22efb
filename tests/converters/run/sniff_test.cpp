#include "converters/run/find_sources.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace {

std::vector<std::string> names_of(const run::Found& found) {
  std::vector<std::string> names;
  for (const auto& source : found.sources) {
    names.push_back(source.path.filename().string() + (source.error ? ": failed" : ""));
  }
  return names;
}

}  // namespace

TEST_CASE("a file of a store's name that is none is a failed source, other files are left out") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "sub");
  test::write_file(directory / "a.pst", std::string(600, '\0'));
  test::write_file(directory / "b.OST", "");
  test::write_file(directory / "c.txt", "no store");
  test::write_file(directory / "sub/d.pab", "no store");
  test::write_file(directory / "sub/e.spool", "no store");

  const auto found = run::find_sources({directory.path()}, {});

  CHECK(names_of(found) == std::vector<std::string>{"a.pst: failed", "b.OST: failed",
                                                    "d.pab: failed", "e.spool: failed"});
}

TEST_CASE("links of a directory are followed to files only, and what is left out is said") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "in");
  std::filesystem::create_directory(directory / "elsewhere");
  test::write_file(directory / "elsewhere/a.pst", "!BDN");
  std::filesystem::create_symlink("../elsewhere", directory / "in/folder");
  std::filesystem::create_symlink("../elsewhere/a.pst", directory / "in/file");
  std::filesystem::create_symlink("../nothing", directory / "in/gone");
  std::filesystem::create_symlink("../nothing", directory / "in/gone.pst");

  const auto found = run::find_sources({directory / "in"}, {});

  const auto names = names_of(found);
  REQUIRE(found.notes.size() == 2);
  CHECK(found.notes[0].find("in/folder: left out: a link") != std::string::npos);
  CHECK(found.notes[1].find("in/gone: left out: a link") != std::string::npos);
  CHECK(names.back() == "gone.pst: failed");
}

TEST_CASE("the output of a run is not searched for its sources") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "out");
  test::write_file(directory / "out/a.pst", "no store");
  test::write_file(directory / "b.pst", "no store");

  const auto found =
      run::find_sources({directory.path()}, {.outputs = {directory / "out", directory / "none"}});

  CHECK(names_of(found) == std::vector<std::string>{"b.pst: failed"});
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0].find("out: left out: it is the output") != std::string::npos);
}
