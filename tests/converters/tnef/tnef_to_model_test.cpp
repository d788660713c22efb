#include "converters/tnef/tnef_to_model.h"

#include <catch2/catch.hpp>

#include "tests/formats/tnef/stream.h"
#include "tests/support/recorded_store.h"
#include "tests/support/temporary_directory.h"

namespace {

std::string characters(const test::Stream& stream) {
  std::string out;
  for (const std::byte byte : stream) {
    out += static_cast<char>(byte);
  }
  return out;
}

TEST_CASE("a file is a store with one folder and its message") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "WINMAIL.DAT", "junk" + characters(test::example()));
  test::RecordedStore sink;
  model::NoMonitor monitor;

  REQUIRE(convert::tnef::tnef_to_model(directory / "WINMAIL.DAT", {}, monitor, sink));
  CHECK(sink.finished);
  REQUIRE(sink.calls.size() == 4);
  CHECK(std::get<model::Store>(sink.calls[0]).display_name == "WINMAIL");
  CHECK(std::get<model::Note>(sink.calls[2]).text.starts_with("the stream begins at 0x4"));
  const auto& message = std::get<model::Message>(sink.calls[3]);
  CHECK(message.subject == "Plan");
  CHECK(message.provenance.source == "WINMAIL.DAT");
}

TEST_CASE("what has no signature is no TNEF, and an empty file neither") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a", "Dear Sir or Madam");
  test::write_file(directory / "b", "");
  test::RecordedStore sink;
  model::NoMonitor monitor;

  for (const auto* name : {"a", "b"}) {
    const auto read = convert::tnef::tnef_to_model(directory / name, {}, monitor, sink);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == bytes::ErrorKind::NotThisFormat);
  }
  CHECK_FALSE(convert::tnef::tnef_to_model(directory / "c", {}, monitor, sink));
}

}  // namespace
