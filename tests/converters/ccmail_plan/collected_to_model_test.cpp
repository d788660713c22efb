#include "converters/ccmail_plan/collected_to_model.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <tuple>

#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

using ccmail_post_office::CollectedUser;
using ccmail_post_office::Outcome;

namespace {

CollectedUser user_with(Outcome outcome, std::vector<std::filesystem::path> streams = {}) {
  return {.row = {.id = "U0001", .name = "Ash, Ann", .post_office = "PO1"},
          .folder = "M/U0001",
          .streams = std::move(streams),
          .outcome = outcome,
          .result = "0"};
}

bool told(const test::CollectingSink& sink, const std::string& text) {
  return std::ranges::any_of(sink.notes, [&](const model::Note& note) {
    return note.where == "U0001" && note.text == text && !note.damage;
  });
}

TEST_CASE("a user without mail is an empty mailbox with a note, called by the user's name") {
  test::CollectingSink sink;
  model::NoMonitor monitor;

  const auto read =
      convert::ccmail_plan::collected_to_model(user_with(Outcome::WithoutMail), {}, monitor, sink);

  REQUIRE(read);
  REQUIRE(sink.stored);
  CHECK(sink.stored->display_name == "Ash, Ann");
  CHECK(sink.stored->legacy_address == "CCMAIL:Ash, Ann at PO1");
  CHECK(sink.notes.at(0).where == "U0001");
  CHECK(sink.finished);
}

/// A message whose sizes count right.
std::string message(const std::string& subject, const std::string& fields = "") {
  const std::string contents = "Text item:\r\n4\r\nText\r\n";
  const std::string inner = "From: Birch, Bo at PO2\r\nDate: 6/20/98 8:39\r\nTo: Ash, Ann\r\n" +
                            fields + "Subject: " + subject + "\r\nContents:\r\n" +
                            std::to_string(contents.size()) + "\r\n" + contents;
  return "Message:\r\n" + std::to_string(inner.size()) + "\r\n" + inner;
}

TEST_CASE("a user's streams are one mailbox with the name of the map, whatever --owner says") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "A.CCM", message("One") + message("Two", "Folder: Projects\r\n"));
  test::write_file(directory / "B.CCM", message("Three"));
  auto user = user_with(Outcome::Exported, {directory / "A.CCM", directory / "B.CCM"});
  user.others = {"U0001.BAK"};
  test::CollectingSink sink;
  model::NoMonitor monitor;

  const auto read =
      convert::ccmail_plan::collected_to_model(user, {.owner = "Somebody at PO9"}, monitor, sink);

  REQUIRE(read);
  REQUIRE(sink.stored);
  CHECK(sink.stored->display_name == "Ash, Ann");
  CHECK(sink.stored->legacy_address == "CCMAIL:Ash, Ann at PO1");
  CHECK(sink.stored->source == "M/U0001");
  CHECK(sink.messages.size() == 3);
  CHECK(sink.folder_named("Projects") != nullptr);
  CHECK(sink.losses.empty());
  CHECK(told(sink, "EXPORT ended with 0: 2 files, 0 bytes"));
  CHECK(told(sink, "U0001.BAK: not read"));
  CHECK(sink.balances());
  CHECK(sink.order_kept);
  CHECK(sink.finished);
}

TEST_CASE("what an export that failed left is converted, and the rest is a loss") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "A.CCM", message("One") + message("Two").substr(0, 130));
  for (const auto& [outcome, result, why] :
       {std::tuple(Outcome::Failed, "3", "EXPORT ended with 3"),
        std::tuple(Outcome::Unfinished, "", "EXPORT did not come to its end")}) {
    auto user = user_with(outcome, {directory / "A.CCM"});
    user.result = result;
    test::CollectingSink sink;
    model::NoMonitor monitor;

    REQUIRE(convert::ccmail_plan::collected_to_model(user, {}, monitor, sink));

    CHECK(sink.messages.size() == 2);
    REQUIRE(sink.losses.size() == 1);
    CHECK(sink.losses[0].source == "U0001");
    CHECK(sink.losses[0].why.find(why) != std::string::npos);
    CHECK(sink.finished);
  }
}

TEST_CASE("of a user without any readable byte the error says how EXPORT ended, too") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "A.CCM", "no export");
  auto user = user_with(Outcome::Failed, {directory / "A.CCM"});
  user.result = "3";
  test::CollectingSink sink;
  model::NoMonitor monitor;

  const auto text = convert::ccmail_plan::collected_to_model(user, {}, monitor, sink);
  const auto nothing =
      convert::ccmail_plan::collected_to_model(user_with(Outcome::NotExported), {}, monitor, sink);

  REQUIRE_FALSE(text);
  CHECK(text.error().what.find("EXPORT ended with 3") != std::string::npos);
  CHECK(nothing.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK_FALSE(sink.stored);
}

}  // namespace
