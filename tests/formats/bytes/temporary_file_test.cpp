#include "formats/bytes/temporary_file.h"

#include <array>
#include <catch2/catch.hpp>
#include <string_view>

#include "tests/support/limits.h"
#include "tests/support/temporary_directory.h"

namespace bytes {
namespace {

std::span<const std::byte> bytes_of_text(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string read(const TemporaryFile& file, std::uint64_t offset, std::size_t size) {
  std::vector<std::byte> into(size);
  const auto got = file.read_at(offset, into).value();
  return std::string(as_text(std::span(into).first(got)));
}

TEST_CASE("a temporary file gives back what was put into it") {
  const auto file = TemporaryFile::create().value();
  REQUIRE(file->append(bytes_of_text("poste ")));
  REQUIRE(file->append(bytes_of_text("restante")));

  CHECK(file->size() == 14);
  CHECK(read(*file, 0, 100) == "poste restante");
  CHECK(read(*file, 6, 4) == "rest");
  CHECK(read(*file, 14, 4).empty());
}

TEST_CASE("a temporary file lies in TMPDIR, without a name") {
  const test::TemporaryDirectory directory;
  const test::Environment chosen("TMPDIR", directory.path().string());
  const auto file = TemporaryFile::create().value();
  REQUIRE(file->append(bytes_of_text("mail")));

  CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("without a place for temporary files, the error says what to do") {
  const test::Environment chosen("TMPDIR", "/nowhere/at/all");

  const auto refused = TemporaryFile::create();

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::CannotCreate);
  CHECK(refused.error().what.find("/nowhere/at/all: cannot make a temporary file") == 0);
  CHECK(refused.error().hint == "set TMPDIR to a directory with more room");
}

TEST_CASE("an empty TMPDIR is none") {
  const test::Environment chosen("TMPDIR", "");

  CHECK(TemporaryFile::create());
}

TEST_CASE("no room for a temporary file is NoSpace, and what was there stays") {
  const auto file = TemporaryFile::create().value();
  ErrorKind kind = ErrorKind::Internal;
  {
    const test::LimitedFileSize limit(6);
    REQUIRE(file->append(bytes_of_text("poste ")));
    const auto refused = file->append(bytes_of_text("restante"));
    REQUIRE_FALSE(refused);
    kind = refused.error().kind;
  }

  CHECK(kind == ErrorKind::NoSpace);
  CHECK(file->size() == 6);
  REQUIRE(file->append(bytes_of_text("restante")));
  CHECK(read(*file, 0, 100) == "poste restante");
}

TEST_CASE("a region of a temporary file is a blob that keeps the file") {
  auto file = TemporaryFile::create().value();
  REQUIRE(file->append(bytes_of_text("poste restante")));
  const auto blob = make_file_blob(file, 6, 4);
  file.reset();

  CHECK(blob->size() == 4);
  CHECK(read_all_text(*blob, 100).value() == "rest");
  CHECK(read_all_text(*blob, 100).value() == "rest");
}

}  // namespace
}  // namespace bytes
