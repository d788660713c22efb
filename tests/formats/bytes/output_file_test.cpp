#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "formats/bytes/output.h"
#include "tests/support/temporary_directory.h"

namespace bytes {
namespace {

TEST_CASE("an output file has its final name only after close") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "out.spool";
  auto file = open_output_file(target, Overwrite::Refuse).value();
  REQUIRE(file->write("mail"));

  CHECK_FALSE(std::filesystem::exists(target));
  REQUIRE(file->close());

  CHECK(test::read_file(target) == "mail");
  CHECK_FALSE(std::filesystem::exists(directory / "out.spool.partial"));
}

TEST_CASE("an output file that is given up leaves nothing behind") {
  const test::TemporaryDirectory directory;
  {
    auto file = open_output_file(directory / "out.spool", Overwrite::Refuse).value();
    REQUIRE(file->write("mail"));
  }

  CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("an existing output file is refused, and replaced on demand") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "out.spool";
  test::write_file(target, "old");

  const auto refused = open_output_file(target, Overwrite::Refuse);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Exists);
  CHECK(test::read_file(target) == "old");

  auto file = open_output_file(target, Overwrite::Replace).value();
  REQUIRE(file->write("new"));
  CHECK(test::read_file(target) == "old");
  REQUIRE(file->close());
  CHECK(test::read_file(target) == "new");
}

TEST_CASE("a file that stands where the unfinished one would be is not overwritten unasked") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "out.spool.partial", "mine");

  const auto refused = open_output_file(directory / "out.spool", Overwrite::Refuse);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Exists);
  CHECK(test::read_file(directory / "out.spool.partial") == "mine");
  CHECK(open_output_file(directory / "out.spool", Overwrite::Replace));
}

TEST_CASE("a full device is NoSpace") {
  auto file = open_output_file("/dev/full", Overwrite::Refuse).value();

  const auto written = file->write("mail");

  REQUIRE_FALSE(written);
  CHECK(written.error().kind == ErrorKind::NoSpace);
}

TEST_CASE("a directory is no output file") {
  const test::TemporaryDirectory directory;

  CHECK(open_output_file(directory.path(), Overwrite::Replace).error().kind ==
        ErrorKind::CannotCreate);
  CHECK(open_output_file(directory / "none/out", Overwrite::Refuse).error().kind ==
        ErrorKind::CannotCreate);
}

}  // namespace
}  // namespace bytes
