#include "converters/ccmail_plan/collected_to_model.h"

#include <catch2/catch.hpp>

#include "tests/support/collecting_sink.h"

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

TEST_CASE(
    "a user of whom there is nothing, or whose text is not read, is an error with its reason") {
  test::CollectingSink sink;
  model::NoMonitor monitor;

  const auto failed =
      convert::ccmail_plan::collected_to_model(user_with(Outcome::NotExported), {}, monitor, sink);
  const auto text = convert::ccmail_plan::collected_to_model(
      user_with(Outcome::Exported, {"M/U0001/U0001.CCM"}), {}, monitor, sink);

  CHECK(failed.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK(text.error().kind == bytes::ErrorKind::Unsupported);
  CHECK_FALSE(sink.stored);
}

}  // namespace
