#include "converters/imcsave/imcsave_to_model.h"

#include <catch2/catch.hpp>

#include "tests/formats/tnef/stream.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace {

namespace fs = std::filesystem;

std::string stream() {
  std::string out;
  for (const std::byte byte : test::example()) {
    out += static_cast<char>(byte);
  }
  return out;
}

TEST_CASE(
    "Q195804 each saved stream is a message in the folder of its queue, absent ones are lost") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "Backup/Mtsin");
  fs::create_directories(directory / "Backup/Mtsout");
  test::write_file(directory / "Backup/Mtsin/A1", stream());
  test::write_file(directory / "Backup/Mtsout/B1", stream());
  test::write_file(directory / "Backup/Mtsout/B2", stream());
  test::write_file(directory / "Backup/Imcfls",
                   "[Mtsin]\r\nA1=1\r\nA2=1\r\n[Mtsout]\r\nB1=1\r\nB2=1\r\n");
  test::write_file(directory / "Backup/Imcsvc.reg", "REGEDIT4");
  test::CollectingSink sink;
  model::NoMonitor monitor;

  REQUIRE(convert::imcsave::imcsave_to_model(directory / "Backup", {}, monitor, sink));

  CHECK(sink.finished);
  CHECK(sink.order_kept);
  CHECK(sink.balances());
  CHECK(sink.stored->display_name == "Backup");
  CHECK(sink.folder_named("Mtsout")->expected_items == 2);
  CHECK(sink.folder_named("Mtsin")->expected_items == 2);
  REQUIRE(sink.messages.size() == 3);
  CHECK(sink.messages[0].provenance.native_id == "Mtsout/B1");
  CHECK(sink.messages[2].subject == "Plan");
  REQUIRE(sink.losses.size() == 1);
  CHECK(sink.losses[0].native_id == "Mtsin/A2");
  CHECK(sink.losses[0].why == "the packing list names it in line 3, and it is not there");
  REQUIRE(sink.notes.size() == 2);
  CHECK(sink.notes[0].where == "Imcsvc.reg");
  CHECK(sink.notes[1].where == "Imcfls");
}

TEST_CASE("a file of a queue that is no stream is a loss that says how it begins") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "Mtsin");
  test::write_file(directory / "Mtsin/1", "Dear Sir");
  test::write_file(directory / "Mtsin/2", "");
  test::write_file(directory / "Mtsin/3", stream());
  test::write_file(directory / "Mtsin/4", "junk" + stream());
  test::write_file(directory / "README", "by hand");
  test::CollectingSink sink;
  model::NoMonitor monitor;

  REQUIRE(convert::imcsave::imcsave_to_model(directory.path(), {}, monitor, sink));

  CHECK(sink.balances());
  CHECK(sink.messages.size() == 1);
  REQUIRE(sink.losses.size() == 3);
  CHECK(sink.losses[0].why == "no TNEF stream: it begins with 44656172");
  CHECK(sink.losses[1].why == "the file is empty");
  REQUIRE(sink.notes.size() == 2);
  CHECK(sink.notes[0].where == "README");
  CHECK(sink.notes[1].text.find("no packing list") != std::string::npos);
}

TEST_CASE("a directory that is not there is an error") {
  const test::TemporaryDirectory directory;
  test::CollectingSink sink;
  model::NoMonitor monitor;

  CHECK_FALSE(convert::imcsave::imcsave_to_model(directory / "none", {}, monitor, sink));
}

}  // namespace
