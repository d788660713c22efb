#include "formats/bytes/patchable_file.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <string_view>

#include "tests/support/limits.h"
#include "tests/support/temporary_directory.h"

namespace bytes {
namespace {

std::span<const std::byte> raw(std::string_view text) { return std::as_bytes(std::span(text)); }

TEST_CASE("a patchable file has its final name only after commit") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "out.pst";
  const auto file = open_patchable_file(target, Overwrite::Refuse, "!MAGIC").value();
  REQUIRE(file->write_at(0, raw("mail")));
  REQUIRE(file->sync());

  CHECK_FALSE(std::filesystem::exists(target));
  CHECK(test::read_file(directory / "out.pst.partial") == "mail");
  REQUIRE(file->commit());

  CHECK(test::read_file(target) == "mail");
  CHECK_FALSE(std::filesystem::exists(directory / "out.pst.partial"));
}

TEST_CASE("parts of a patchable file come in any order, and gaps are zeros") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "out.pst";
  const auto file = open_patchable_file(target, Overwrite::Refuse, "!MAGIC").value();
  REQUIRE(file->write_at(6, raw("end")));
  REQUIRE(file->write_at(0, raw("old")));
  REQUIRE(file->write_at(1, raw("ne")));
  REQUIRE(file->write_at(3, {}));
  REQUIRE(file->commit());

  CHECK(test::read_file(target) == std::string("one\0\0\0end", 9));
}

TEST_CASE("a patchable file that is given up leaves nothing behind") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "out.pst", "old");
  {
    const auto file =
        open_patchable_file(directory / "out.pst", Overwrite::Replace, "!MAGIC").value();
    REQUIRE(file->write_at(0, raw("mail")));
    REQUIRE(file->sync());
  }

  CHECK(test::read_file(directory / "out.pst") == "old");
  CHECK_FALSE(std::filesystem::exists(directory / "out.pst.partial"));
}

TEST_CASE("an existing file is not patched over unasked") {
  const test::TemporaryDirectory directory;
  const auto target = directory / "out.pst";
  test::write_file(target, "a longer old file");

  CHECK(open_patchable_file(target, Overwrite::Refuse, "!MAGIC").error().kind == ErrorKind::Exists);
  const auto file = open_patchable_file(target, Overwrite::Replace, "!MAGIC").value();
  REQUIRE(file->write_at(0, raw("new")));
  CHECK(test::read_file(target) == "a longer old file");
  REQUIRE(file->commit());
  CHECK(test::read_file(target) == "new");
}

TEST_CASE("what a cut-off run left of a patchable file is written anew") {
  const test::TemporaryDirectory directory;
  for (const std::string& left :
       {std::string(), std::string(20, '\0'), std::string(600, '\0') + "blocks",
        std::string("!MAGIC, and whole")}) {
    test::write_file(directory / "out.pst.partial", left);

    REQUIRE(check_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC"));
    const auto file =
        open_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC").value();
    REQUIRE(file->write_at(0, raw("new")));
    REQUIRE(file->commit());
    CHECK(test::read_file(directory / "out.pst") == "new");
    std::filesystem::remove(directory / "out.pst");
  }
}

TEST_CASE("a patchable file that another run writes is not touched, asked or not") {
  const test::TemporaryDirectory directory;
  const auto first =
      open_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC").value();
  REQUIRE(first->write_at(600, raw("theirs")));

  for (const auto overwrite : {Overwrite::Refuse, Overwrite::Replace}) {
    const auto second = open_patchable_file(directory / "out.pst", overwrite, "!MAGIC");
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::Exists);
  }
  REQUIRE(first->sync());
  REQUIRE(first->commit());
  CHECK(test::read_file(directory / "out.pst") == std::string(600, '\0') + "theirs");
}

TEST_CASE("a complete file that waits for its name is not touched either, until it is closed") {
  const test::TemporaryDirectory directory;
  const auto first =
      open_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC").value();
  REQUIRE(first->write_at(0, raw("whole")));
  REQUIRE(first->sync());

  CHECK_FALSE(open_patchable_file(directory / "out.pst", Overwrite::Replace, "!MAGIC"));
  REQUIRE(first->close());
  REQUIRE(first->commit());
  CHECK(test::read_file(directory / "out.pst") == "whole");
}

TEST_CASE("a name that somebody took meanwhile is not taken from him unasked") {
  const test::TemporaryDirectory directory;
  const auto file = open_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC").value();
  REQUIRE(file->write_at(0, raw("ours")));
  REQUIRE(file->sync());
  test::write_file(directory / "out.pst", "theirs");

  CHECK(file->commit().error().kind == ErrorKind::Exists);
  CHECK(test::read_file(directory / "out.pst") == "theirs");
}

TEST_CASE("a file that stands where the unfinished one would be is not patched over unasked") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "out.pst.partial", "left over");

  CHECK(open_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC").error().kind ==
        ErrorKind::Exists);
  CHECK(test::read_file(directory / "out.pst.partial") == "left over");
  const auto file =
      open_patchable_file(directory / "out.pst", Overwrite::Replace, "!MAGIC").value();
  REQUIRE(file->write_at(0, raw("new")));
  REQUIRE(file->commit());
  CHECK(test::read_file(directory / "out.pst") == "new");
}

TEST_CASE("a pipe, a device, standard output and a directory cannot be patched") {
  const test::TemporaryDirectory directory;
  REQUIRE(::mkfifo((directory / "pipe").c_str(), 0600) == 0);

  for (const auto& target : {std::filesystem::path("-"), std::filesystem::path("/dev/null"),
                             directory / "pipe", directory.path(), directory / "none/out.pst"}) {
    for (const auto overwrite : {Overwrite::Refuse, Overwrite::Replace}) {
      const auto refused = open_patchable_file(target, overwrite, "!MAGIC");
      INFO(target);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().kind == ErrorKind::CannotCreate);
    }
  }
  CHECK_FALSE(std::filesystem::exists("-.partial"));
  CHECK_FALSE(std::filesystem::exists("/dev/null.partial"));
}

TEST_CASE("a link in the place of the unfinished file is not followed") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "mine", "mine");
  std::filesystem::create_symlink("mine", directory / "out.pst.partial");

  CHECK_FALSE(open_patchable_file(directory / "out.pst", Overwrite::Replace, "!MAGIC"));
  CHECK(test::read_file(directory / "mine") == "mine");
}

TEST_CASE("a patchable file that the disk has no room for is NoSpace") {
  const test::TemporaryDirectory directory;
  ErrorKind kind = ErrorKind::Internal;
  {
    const auto file =
        open_patchable_file(directory / "out.pst", Overwrite::Refuse, "!MAGIC").value();
    const test::LimitedFileSize limit(2000);
    REQUIRE(file->write_at(0, raw(std::string(2000, 'x'))));
    const auto refused = file->write_at(1999, raw("xx"));
    REQUIRE_FALSE(refused);
    kind = refused.error().kind;
  }

  CHECK(kind == ErrorKind::NoSpace);
  CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("a patchable file that only counts takes everything and is nowhere") {
  const auto file = open_counting_file();

  CHECK(file->write_at(1ULL << 50U, raw("mail")));
  CHECK(file->sync());
  CHECK(file->commit());
}

}  // namespace
}  // namespace bytes
