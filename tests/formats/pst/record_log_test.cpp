#include "formats/pst/ndb/record_log.h"

#include <catch2/catch.hpp>

#include "tests/formats/pst/ndb_fixture.h"
#include "tests/support/limits.h"
#include "tests/support/temporary_directory.h"

namespace pst::record_log_test {
namespace {

constexpr std::size_t kMany = 30'000;  // of 24 bytes: 720 KB, a log keeps 256 in memory

test::Bytes record(std::uint32_t n) { return test::content(24, n); }

bytes::Result<void> fill(RecordLog& log, std::size_t records) {
  for (std::uint32_t n = 0; n < records; ++n) {
    if (auto appended = log.append(record(n)); !appended) {
      return appended;
    }
  }
  return {};
}

void check_all(const RecordLog& log, std::size_t records) {
  RecordLog::Reader reader(log);
  for (std::uint32_t n = 0; n < records; ++n) {
    const auto next = reader.next().value();
    REQUIRE(test::Bytes(next.begin(), next.end()) == record(n));
  }
  CHECK(reader.next().value().empty());
  CHECK(reader.next().value().empty());
}

TEST_CASE("an empty log is at its end at once") { check_all(RecordLog(24), 0); }

TEST_CASE("records come back in their order, on every pass") {
  const std::size_t records = GENERATE(std::size_t{1}, 10'922, 10'923, 21'844, 21'845, kMany);
  RecordLog log(24);
  REQUIRE(fill(log, records));

  CHECK(log.count() == records);
  check_all(log, records);
  check_all(log, records);
}

TEST_CASE("few records need no file") {
  const test::Environment no_directory("TMPDIR", "/nowhere/at/all");
  RecordLog log(24);

  REQUIRE(fill(log, 10'000));
  check_all(log, 10'000);
}

TEST_CASE("the file of many lies in TMPDIR, and nothing of it is left") {
  const test::TemporaryDirectory directory;
  {
    const test::Environment chosen("TMPDIR", directory.path().string());
    RecordLog log(24);
    REQUIRE(fill(log, kMany));
    check_all(log, kMany);
  }
  CHECK(std::filesystem::is_empty(directory.path()));

  const test::Environment missing("TMPDIR", (directory / "none").string());
  RecordLog log(24);
  const auto refused = fill(log, kMany);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::CannotCreate);
  CHECK(refused.error().hint == "set TMPDIR to a directory with more room");
}

TEST_CASE("no room for the file is NoSpace") {
  const test::LimitedFileSize limit(300'000);
  RecordLog log(24);

  const auto refused = fill(log, kMany);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::NoSpace);
}

}  // namespace
}  // namespace pst::record_log_test
