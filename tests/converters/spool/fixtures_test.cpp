// The mailboxes in testdata/spool, typed as text.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/converters/spool/spool_text.h"

namespace {

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(RESTANTE_TESTDATA "/spool")) {
    found.push_back(entry.path() / "input.spool");
  }
  return found;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every fixture is whole, and is written again byte for byte") {
  REQUIRE(fixtures().size() >= 10);
  for (const auto& path : fixtures()) {
    CAPTURE(path.string());
    const std::string spool = content_of(path);

    const auto reading = test::read(spool);

    INFO((reading.result ? "" : reading.result.error().what));
    CHECK(reading.finished);
    CHECK(test::written(reading.calls, "typed by hand") == spool);
  }
}

TEST_CASE("every fixture cut at a seeded sample of places is refused") {
  for (const auto& path : fixtures()) {
    const std::string spool = content_of(path);
    for (std::size_t size = spool.size() % 13; size < spool.size(); size += 13) {
      CAPTURE(path.string(), size);
      CHECK_FALSE(test::read(spool.substr(0, size)).finished);
    }
  }
}
