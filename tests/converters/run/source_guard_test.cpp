#include "converters/run/source_guard.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace {

run::Source source_at(const std::filesystem::path& path) {
  run::Source source;
  source.path = path;
  return source;
}

}  // namespace

TEST_CASE("no output may be a source, hold one, or be one by another name") {
  const test::TemporaryDirectory directory;
  const auto& top = directory.path();
  std::filesystem::create_directories(top / "backup/old");
  test::write_file(top / "backup/old/x.pst", "mail");
  test::write_file(top / "other", "mine");
  std::filesystem::create_symlink(top / "backup/old/x.pst", top / "link");
  std::filesystem::create_hard_link(top / "backup/old/x.pst", top / "twin");
  const run::SourceGuard guard({source_at(top / "backup/old/x.pst")});

  for (const char* refused : {"backup/old/x.pst", "backup/old", "backup", "backup/", "link", "twin",
                              "backup/../backup"}) {
    CAPTURE(refused);
    const auto checked = guard.check(top / refused);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == bytes::ErrorKind::Exists);
  }
  for (const char* allowed : {"new", "other", "backup/new", "backup/old/new", "-"}) {
    CAPTURE(allowed);
    CHECK(guard.check(top / allowed));
  }
}

TEST_CASE("an output whose unfinished form would be a source is refused") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "x.spool.partial", "mail");
  const run::SourceGuard guard({source_at(directory / "x.spool.partial")});

  CHECK_FALSE(guard.check(directory / "x.spool"));
}
