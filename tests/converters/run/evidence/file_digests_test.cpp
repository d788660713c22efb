#include "converters/run/evidence/file_digests.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace file_digests_test {

using run::evidence::checksum_line;
using run::evidence::digest_file;

TEST_CASE("a file's digests are those that the world's other programs compute") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "abc", "abc");

  const auto digests = digest_file(directory / "abc", {});

  REQUIRE(digests);
  CHECK(digests->size == 3);
  CHECK(digests->sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digests->md5 == "900150983cd24fb0d6963f7d28e17f72");
}

TEST_CASE("what can be read only once is not read") {
  const test::TemporaryDirectory directory;
  REQUIRE(::mkfifo((directory / "pipe").c_str(), 0600) == 0);

  const auto digests = digest_file(directory / "pipe", {});

  REQUIRE_FALSE(digests);
  CHECK(digests.error().kind == bytes::ErrorKind::Io);
}

TEST_CASE("a checksum line is one line, whatever the name") {
  CHECK(checksum_line("00ff", "a b.pst") == "00ff  a b.pst\n");
  CHECK(checksum_line("00ff", "a\nb\\c\r") == "\\00ff  a\\nb\\\\c\\r\n");
}

}  // namespace file_digests_test
