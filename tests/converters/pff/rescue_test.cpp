// What a damaged copy of a real store must still give, and say.
#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "converters/pff/pff_to_model.h"
#include "tests/converters/pff/stores.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace {

namespace fs = std::filesystem;

/// The bytes of a store, or nullopt (and a line saying SKIPPED) where it is not.
std::optional<std::string> content_of(const fs::path& store) {
  if (!fs::exists(store)) {
    WARN("SKIPPED: " << store.string() << " is not there");
    return std::nullopt;
  }
  return test::read_file(store);
}

void read(const std::string& content, test::CollectingSink& sink) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "damaged.pst";
  test::write_file(path, content);
  model::NoMonitor monitor;
  REQUIRE(convert::pff::pff_to_model(path, {}, monitor, sink));
}

TEST_CASE("a wrong byte in the header costs no mail, and is told as damage") {
  auto content = content_of(test::shared_root() / "data/pst/tika_testPST.pst");
  if (!content) {
    return;
  }
  test::CollectingSink healthy;
  read(*content, healthy);
  (*content)[300] = static_cast<char>(~(*content)[300]);
  test::CollectingSink sink;

  read(*content, sink);

  CHECK(sink.messages.size() == healthy.messages.size());
  CHECK(std::ranges::count(sink.notes, true, &model::Note::damage) ==
        std::ranges::count(healthy.notes, true, &model::Note::damage) + 2);
}

TEST_CASE("an attachment whose data tree is gone is incomplete, not empty") {
  auto content = content_of(test::pst_extractor_samples() / "enron.pst");
  if (!content) {
    return;
  }
  std::fill_n(content->begin() + static_cast<std::ptrdiff_t>(content->size() / 1024 * 512), 65536,
              '\0');
  test::CollectingSink sink;

  read(*content, sink);

  CHECK(sink.messages.size() == 71);
  CHECK(std::ranges::any_of(sink.messages, [](const model::Message& message) {
    return std::ranges::any_of(message.provenance.missing, [](const model::Missing& missing) {
      return missing.why.find("it came out empty") != std::string::npos;
    });
  }));
}

}  // namespace
