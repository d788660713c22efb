#include "converters/schedule/items.h"

#include <catch2/catch.hpp>

#include "tests/converters/schedule/typed_items.h"

using convert::schedule::Place;
using namespace test::schedule;  // NOLINT(google-build-using-namespace): helpers of these tests

namespace {

TEST_CASE("a task has its days, its state and its text") {
  const auto message = item_of("SingleTasks",
                               "StartDate: 5-6-1997\nEndDate: 5-9-1997\nCompletedDate: 5-8-1997\n"
                               "PercentCompleted: 100\nPriority: 16691\nProjectID: 3\nBilling: \"B "
                               "1\"\nText: \"Write\"\n");

  CHECK(message.message_class == "IPM.Task");
  CHECK(message.calendar->kind == model::CalendarKind::Task);
  CHECK(message.calendar->start == wall(1997, 5, 6));
  CHECK(message.calendar->end == wall(1997, 5, 9));
  CHECK(message.calendar->completed == wall(1997, 5, 8));
  CHECK(message.calendar->percent_complete == 1.0);
  CHECK(message.calendar->task_status == model::TaskStatus::Complete);
  CHECK(message.categories == std::vector<std::string>{"ProjectID 3"});
  CHECK(kept(message, "SchedulePriority") == "16691");
  CHECK(kept(message, "SchedulePriorityText") == "A3");
  CHECK(kept(message, "ScheduleBilling") == "B 1");
  CHECK(message.provenance.state == model::State::Intact);
}

TEST_CASE("a task begun is in progress, one that is not is not") {
  CHECK(item_of("SingleTasks", "PercentCompleted: 40\n").calendar->task_status ==
        model::TaskStatus::InProgress);
  CHECK(item_of("SingleTasks", "PercentCompleted: 0\n").calendar->task_status ==
        model::TaskStatus::NotStarted);
  CHECK(item_of("SingleTasks", "PercentCompleted: 101\n").provenance.state ==
        model::State::Partial);
}

TEST_CASE("a project is a category of its own") {
  const auto message = item_of("Projects", "Text: \"House\"\nPriority: 8241\n");

  CHECK(message.message_class == "IPM.Task");
  CHECK(message.subject == "House");
  CHECK(message.categories == std::vector<std::string>{"House"});
  CHECK(kept(message, "SchedulePriorityText") == "1");
}

TEST_CASE("a contact has its names, places and telephones") {
  const auto message = item_of(
      "Contacts",
      "LastName: \"Ash\"\nFirstName: \"Ann\"\nJobTitle: \"Pilot\"\nCompany: \"North\"\nOffice: "
      "\"7\"\nSpouse: \"Bo\"\nNotes: \"tall\"\nAddressBusiness: \"1 "
      "Road\\\n\\\nYard\"\nCityBusiness: "
      "\"Oslo\"\nZipCodeHome: \"0150\"\nPhoneFax: \"1\"\nPhoneMobile: \"2\"\nUser1: \"u\"\n");

  REQUIRE(message.contact);
  CHECK(message.subject == "Ann Ash");
  CHECK(message.contact->display_name == "Ann Ash");
  CHECK(message.contact->surname == "Ash");
  CHECK(message.contact->title == "Pilot");
  CHECK(message.contact->business_address.street == "1 Road\r\nYard");
  CHECK(message.contact->business_address.city == "Oslo");
  CHECK(message.contact->home_address.postal_code == "0150");
  CHECK(message.contact->business_fax == "1");
  CHECK(message.contact->mobile_phone == "2");
  CHECK(body_of(message) == "tall");
  CHECK(kept(message, "ScheduleOffice") == "7");
  CHECK(kept(message, "ScheduleUser1") == "u");
}

TEST_CASE("every object is an item in its place, in their order, and unknown ones are their text") {
  const auto reading = items_of(
      "Contacts:\n{\nLastName: \"Ash\"\n}\nStickers:\n{\nColour: "
      "\"red\"\n}\nSingleTasks:\n{\nText: "
      "\"a\"\n}\nContacts:\n{\nLastName: \"Birch\"\n}\n");

  REQUIRE(reading.items.size() == 4);
  CHECK(reading.items[0].place == Place::Contacts);
  CHECK(reading.items[1].place == Place::Other);
  CHECK(reading.items[2].place == Place::Tasks);
  CHECK(reading.items[3].message.provenance.native_id == "Contacts 2");
  CHECK(body_of(reading.items[1].message) == "Stickers:\r\n{\r\nColour: \"red\"\r\n}\r\n");
}

TEST_CASE("unknown names, overridden values and text outside of properties are kept") {
  const auto message = item_of("SingleTasks",
                               "Text: \"a\"\nAlarmAmount: 1\nAlarmAmount: 2\nOwn: \"x\"\nloose "
                               "words\nRing: F\n");

  CHECK(kept(message, "ScheduleAlarmAmount") == "2");
  CHECK(kept(message, "ScheduleOthers") == "AlarmAmount: 1\r\nOwn: x\r\n");
  CHECK(kept(message, "ScheduleUnclaimed") == "loose words\r\n");
  CHECK(message.provenance.state == model::State::Partial);
  CHECK(message.provenance.missing.at(0).why.starts_with("line 8, 13 bytes"));
}

TEST_CASE("properties that mail files do not carry are counted in one note on the file") {
  const auto reading = items_of(
      "SingleTasks:\n{\nText: \"a\"\nUnknown: foo\nBilling: \"B\"\nOwn: 1\nOwn: 2\nOwn: "
      "2\n}\nSingleTasks:\n{\nText: \"b\"\n}\nContacts:\n{\nUser1: \"u\"\nPets:\n{\nName: "
      "\"Rex\"\n}\n}\n");

  REQUIRE_FALSE(reading.notes.empty());
  CHECK(reading.notes[0].where == "file");
  CHECK_FALSE(reading.notes[0].damage);
  CHECK(reading.notes[0].text ==
        "properties that no field of an item says: 6, of 2 objects; a PST and a spool keep them, "
        "mail files do not");
  CHECK(items_of("SingleTasks:\n{\nText: \"b\"\n}\n").notes.empty());
}

TEST_CASE("text that belongs to no object is a loss with its place") {
  const auto reading = items_of("loose\nProjects:\n{\nText: \"a\"\n}\n");

  REQUIRE(reading.losses.size() == 1);
  CHECK(reading.losses[0].kind == model::LossKind::Structure);
  CHECK(reading.losses[0].offset == 31U);
  CHECK(reading.losses[0].length == 7U);
}

TEST_CASE("every piece of text outside of objects is a loss, however many faults there are") {
  constexpr std::size_t kPieces = bytes::DamageLog::kKept + 500;
  std::string lines;
  for (std::size_t i = 0; i < kPieces; ++i) {
    lines += "Where: \"Room 5\"\n\nloose\nProjects:\n{\nText: \"a\"\n}\n";
  }
  const auto reading = items_of(lines);

  CHECK(reading.items.size() == kPieces);
  REQUIRE(reading.losses.size() == kPieces);
  CHECK(reading.losses[0].offset == 31U);
  CHECK(reading.losses[0].length == 26U);
  CHECK(reading.losses.back().native_id == "line " + std::to_string(2 + 7 * (kPieces - 1)));
}

TEST_CASE("Q235699 a subject without its quote keeps away from the notes, and one note says so") {
  const auto reading = items_of(
      "SingleAppointments:\n{\nStart: 5-6-1997 9:00\nEnd: 5-6-1997 9:30\nText: \"Meeting\nNotes: "
      "\"bring it\"\n}\n");

  REQUIRE(reading.items.size() == 1);
  CHECK(reading.items[0].message.subject == "Meeting");
  CHECK(body_of(reading.items[0].message) == "Meeting\r\n\r\nbring it");
  REQUIRE(notes_in(reading) == std::pair<std::size_t, std::size_t>(1, 1));
  CHECK(reading.notes[0].where == "line 6");
}

TEST_CASE("Q273356 doubled backslashes are halved with a note, and one odd run leaves them all") {
  const auto doubled = items_of("SingleTasks:\n{\nText: \"C:\\\\TEMP\"\n}\n");
  const auto odd =
      items_of("SingleTasks:\n{\nText: \"C:\\\\TEMP\"\n}\nSingleTasks:\n{\nText: \"D:\\x\"\n}\n");

  CHECK(doubled.items.at(0).message.subject == "C:\\TEMP");
  CHECK(notes_in(doubled) == std::pair<std::size_t, std::size_t>(1, 0));
  CHECK(odd.items.at(0).message.subject == "C:\\\\TEMP");
  CHECK(odd.notes.empty());
}

TEST_CASE("a first line without end is cut as a subject, and whole in the body") {
  const auto message = item_of("SingleTasks", "Text: \"" + std::string(5000, 'x') + "\"\n");

  CHECK(message.subject.size() == 1024);
  CHECK(body_of(message).size() == 5000);
}

TEST_CASE("objects that take very many series together are incomplete beyond the limit") {
  std::string lines;
  for (int i = 0; i < 30; ++i) {
    lines +=
        "RecurringTasks:\n{\nStartRecurringDate: 5-6-1997\nRecurringType: 7\nYearInterval: "
        "2\nDayOfMonthMask: 2147483647\nMonthOfYearMask: 4095\n}\n";
  }

  lines +=
      "RecurringTasks:\n{\nStartRecurringDate: 5-6-1997\nRecurringType: 64\nDayInterval: 1\n}\n";

  const auto reading = items_of(lines);

  REQUIRE(reading.items.size() == 26 * 372 + 4 + 1);
  const auto& beyond = reading.items[26 * 372].message;
  CHECK(beyond.provenance.missing.at(0).what == "recurrence");
  CHECK(kept(beyond, "ScheduleDayOfMonthMask") == "2147483647");
  CHECK(reading.items.back().message.calendar->recurrence);
}

TEST_CASE("text is in the code page of its set") {
  const auto reading = items_of("SingleTasks:\n{\nText: \"\x93\xFA\x96\x7B\"\n}\n", 932);

  CHECK(reading.items.at(0).message.subject == "\u65E5\u672C");
  CHECK(reading.items.at(0).message.bodies.text->code_page == 932);
  CHECK(reading.items.at(0).message.undecodable == 0);
}

TEST_CASE("what is no interchange text is refused, and what is too large") {
  const std::string other = "Dear Sir or Madam";
  const auto refused = convert::schedule::Items::read(std::as_bytes(std::span(other)), 0);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::NotThisFormat);

  std::string large = file("");
  large.resize(convert::schedule::kLargestFile + 1, '\n');
  const auto limited = convert::schedule::Items::read(std::as_bytes(std::span(large)), 0);
  REQUIRE_FALSE(limited);
  CHECK(limited.error().kind == bytes::ErrorKind::LimitExceeded);
}

TEST_CASE("items are made one at a time, as often as they are asked for, until one is refused") {
  const std::string text = file(
      "SingleTasks:\n{\nText: \"a\"\n}\nContacts:\n{\nLastName: \"Ash\"\n}\nSingleAppointments:"
      "\n{\nStart: 5-6-1997 09:00\n}\nSingleTasks:\n{\nText: \"b\"\n}\n");
  auto items = convert::schedule::Items::read(std::as_bytes(std::span(text)), 0);
  REQUIRE(items);
  CHECK(items->count(Place::Tasks) == 2);
  CHECK(items->count(Place::Calendar) == 1);
  CHECK(items->count(Place::Other) == 0);
  CHECK(items->count() == 4);

  std::vector<std::string> taken;
  const auto take_until = [&](std::size_t most) {
    taken.clear();
    return items->for_each([&](convert::schedule::Item& item) -> bytes::Result<void> {
      taken.push_back(item.message.provenance.native_id);
      if (taken.size() == most) {
        return bytes::fail(bytes::ErrorKind::Io, "full");
      }
      return {};
    });
  };
  CHECK_FALSE(take_until(2));
  CHECK(taken == std::vector<std::string>{"SingleTasks 1", "Contacts 1"});
  CHECK(take_until(9));
  CHECK(taken == std::vector<std::string>{"SingleTasks 1", "Contacts 1", "SingleAppointments 1",
                                          "SingleTasks 2"});
}

TEST_CASE("folders have the roles of their items") {
  const auto folder = convert::schedule::folder_for(Place::Tasks);
  CHECK(folder.name == "Tasks");
  CHECK(folder.role == model::FolderRole::Tasks);
  CHECK(folder.container_class == "IPF.Task");
}

}  // namespace
