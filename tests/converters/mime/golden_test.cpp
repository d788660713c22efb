// Whole mails as files: testdata/mime/<case>/expected.eml. GOLDEN_UPDATE=1 rewrites them.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/converters/mime/mail.h"

namespace {

/// Compares with the stored mail; a missing one is written, and fails.
void check_golden(const std::string& name, const std::string& mail) {
  const std::filesystem::path path =
      std::filesystem::path(RESTANTE_TESTDATA) / "mime" / name / "expected.eml";
  const bool update = std::getenv("GOLDEN_UPDATE") != nullptr;
  const bool missing = !std::filesystem::exists(path);
  if (update || missing) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << mail;
  }
  if (missing && !update) {
    FAIL(path.string() + " was missing and is written now");
  }
  std::ifstream file(path, std::ios::binary);
  const std::string expected(std::istreambuf_iterator<char>(file), {});
  CHECK(mail == expected);
}

}  // namespace

TEST_CASE("golden: a plain mail") { check_golden("plain-mail", test::written(test::mail())); }

TEST_CASE("golden: an old mail with an address of its own kind and a wall clock") {
  model::Message message = test::mail();
  message.from = test::native("Miller, Ann", "MS", "NET/PO/ANN");
  message.recipients = {test::recipient(
      model::RecipientKind::To, test::native("M\xC3\xBCller", "CCMAIL", "M\xC3\xBCller at HQ"))};
  message.sent = model::WallClock{test::ticks(1994, 12, 24, 18, 30)};
  message.message_id.clear();
  message.bodies.text = test::body("Fr\x94hliche Weihnachten\r\n", 850);
  message.attachments = {test::attachment("KARTE.BMP", "BM")};

  check_golden("old-mail", test::written(message));
}

TEST_CASE("golden: a meeting request") {
  model::Message message = test::mail();
  message.message_class = "IPM.Schedule.Meeting.Request";
  message.calendar = model::CalendarItem{};
  message.calendar->method = model::MeetingMethod::Request;
  message.calendar->start = model::Instant{test::ticks(2000, 1, 3, 14)};
  message.calendar->end = model::Instant{test::ticks(2000, 1, 3, 15)};
  message.calendar->uid = "040000008200E00074C5B7101A82E008";
  message.calendar->location = "Room 5";
  message.recipients = {
      test::recipient(model::RecipientKind::To, test::smtp("Bob", "bob@x.example"))};

  check_golden("meeting-request", test::written(message));
}
