#include "converters/schedule/schedule_to_model.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/converters/schedule/typed_items.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace {

TEST_CASE("a file is a store with a folder for each kind of item") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "ANN.SC2",
                   test::schedule::file("SingleTasks:\n{\nText: \"a\"\n}\nContacts:\n{\nLastName: "
                                        "\"Ash\"\n}\nSingleTasks:\n{\nText: \"b\"\n}\n"));
  test::CollectingSink sink;
  model::NoMonitor monitor;

  REQUIRE(convert::schedule::schedule_to_model(directory / "ANN.SC2", {}, monitor, sink));

  CHECK(sink.finished);
  CHECK(sink.order_kept);
  CHECK(sink.balances());
  CHECK(sink.stored->display_name == "ANN");
  REQUIRE(sink.folders.size() == 3);
  CHECK(sink.folders[0].role == model::FolderRole::Calendar);
  CHECK(sink.folders[0].expected_items == 0);
  CHECK(sink.folder_named("Tasks")->expected_items == 2);
  REQUIRE(sink.messages.size() == 3);
  CHECK(sink.messages[0].provenance.source == "ANN.SC2");
}

TEST_CASE("a file without objects is an empty calendar") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "x", test::schedule::file(""));
  test::CollectingSink sink;
  model::NoMonitor monitor;

  REQUIRE(convert::schedule::schedule_to_model(directory / "x", {}, monitor, sink));
  CHECK(sink.folders.size() == 1);
  CHECK(sink.messages.empty());
}

TEST_CASE("another file is refused, and named") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "letter", "Dear Sir or Madam");
  test::CollectingSink sink;
  model::NoMonitor monitor;

  const auto read = convert::schedule::schedule_to_model(directory / "letter", {}, monitor, sink);
  REQUIRE_FALSE(read);
  CHECK(read.error().what.find("letter: no Schedule+") != std::string::npos);
  CHECK_FALSE(convert::schedule::schedule_to_model(directory / "none", {}, monitor, sink));
}

TEST_CASE("whatever bytes of a file are others, every announced item is delivered") {
  const std::string sound = test::schedule::file(
      "RecurringAppointments:\n{\nText: \"a\"\nStartRecurringDate: 5-6-1997\nStartRecurringTime: "
      "09:00\nEndRecurringTime: 10:00\nRecurringType: 7\nYearInterval: 1\nDayOfMonthMask: "
      "1073741825\nMonthOfYearMask: 11\nAlarmAmount: 1\nAlarmTypeUnit: 4\nExceptions:\n{\n"
      "InstanceDate: 5-31-1997\nDeleted: F\nStart: 5-30-1997 8:00\n}\nAttendees:\n{\nUserDisplay: "
      "\"A\"\nUserSearchKey: \"SMTP/3Aa/40b/00\"\n}\n}\nSingleTasks:\n{\nEndDate: 1-1-1998\n"
      "Priority: 16691\n}\nProjects:\n{\nText: \"p\"\n}\n");
  const test::TemporaryDirectory directory;
  std::mt19937 random(3);
  for (int round = 0; round < 600; ++round) {
    std::string text = sound;
    for (std::size_t flips = random() % 5; flips > 0; --flips) {
      text[30 + random() % (text.size() - 30)] =
          random() % 2 == 0 ? "0123456789-:{}\"\n"[random() % 16] : static_cast<char>(random());
    }
    if (random() % 4 == 0) {
      text.resize(30 + random() % (text.size() - 30));
    }
    test::write_file(directory / "x", text);
    test::CollectingSink sink;
    model::NoMonitor monitor;

    REQUIRE(convert::schedule::schedule_to_model(directory / "x", {}, monitor, sink));
    REQUIRE(sink.finished);
    REQUIRE(sink.order_kept);
    REQUIRE(sink.balances());
  }
}

}  // namespace
