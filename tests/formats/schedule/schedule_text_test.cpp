#include "formats/schedule/schedule_text.h"

#include <catch2/catch.hpp>

#include "tests/formats/schedule/typed_text.h"

namespace schedule_text_test {

using bytes::DamageKind;
using test::schedule::file;
using test::schedule::read;

namespace {

bool sniffs(std::string_view text) { return schedule::is_schedule(std::as_bytes(std::span(text))); }

/// "Name=value" of each property.
std::vector<std::string> values_of(const schedule::Object& object) {
  std::vector<std::string> all;
  for (const auto& property : object.properties) {
    all.push_back(std::string(property.name) + "=" + property.value);
  }
  return all;
}

TEST_CASE("a text is known by its first line, whatever the case") {
  CHECK(sniffs("SCHEDULE+2 EXPORT VERSION 103\r\n"));
  CHECK(sniffs("Schedule+2 Export Version 104"));
  CHECK_FALSE(sniffs("SCHEDULE+2 EXPORT"));
  CHECK_FALSE(sniffs(" SCHEDULE+2 EXPORT VERSION 103"));
  CHECK_FALSE(sniffs(""));
}

TEST_CASE("objects, properties and words are read in their order") {
  bytes::DamageLog damage;
  const auto text = file(
      "SingleAppointments:\n{\nStart:   5-6-1997 09:00  \nText: \"Lunch\"\nRing: T\n}\n"
      "Contacts:\n{\nLastName: \"Ash\"\n}\n");

  const auto read_file = read(text, damage);

  CHECK(damage.items().empty());
  CHECK(read_file.version == 103U);
  REQUIRE(read_file.objects.size() == 2);
  CHECK(values_of(read_file.objects[0]) ==
        std::vector<std::string>{"Start=5-6-1997 09:00", "Text=Lunch", "Ring=T"});
  CHECK(read_file.objects[0].offset == 31);
  CHECK(text.substr(31, read_file.objects[0].length).ends_with("Ring: T\r\n}\r\n"));
  CHECK_FALSE(read_file.objects[0].properties[2].is_string);
  CHECK(read_file.objects[1].is("contacts"));
}

TEST_CASE("line ends of every system are line ends") {
  for (const std::string end : {"\r\n", "\n", "\r"}) {
    bytes::DamageLog damage;
    const auto read_file = read("SCHEDULE+2 EXPORT VERSION 103" + end + "Projects:" + end + "{" +
                                    end + "Text: \"a\"" + end + "}",
                                damage);
    CHECK(damage.items().empty());
    REQUIRE(read_file.objects.size() == 1);
    CHECK(values_of(read_file.objects[0]) == std::vector<std::string>{"Text=a"});
  }
}

TEST_CASE("a value may start on the next line, where a brace and a property are none") {
  bytes::DamageLog damage;

  const auto read_file = read(
      file("SingleAppointments:\n{\nText:\n\"Lunch\"\nEnd:\nStart:\n5-6-1997 9:00\nWhere:\n}\n"),
      damage);

  CHECK(damage.items().empty());
  CHECK(values_of(read_file.objects.at(0)) ==
        std::vector<std::string>{"Text=Lunch", "End=", "Start=5-6-1997 9:00", "Where="});
}

TEST_CASE("objects stand within objects, a brace also on the line of their name") {
  bytes::DamageLog damage;

  const auto read_file =
      read(file("RecurringEvents: {\nExceptions:\n{\nDeleted: T\n}\nText: \"a\"\n}\n"), damage);

  CHECK(damage.items().empty());
  const auto& event = read_file.objects.at(0);
  CHECK(values_of(event) == std::vector<std::string>{"Text=a"});
  CHECK(values_of(event.objects.at(0)) == std::vector<std::string>{"Deleted=T"});
}

TEST_CASE("of names that come twice the last one counts, and unknown ones are there") {
  bytes::DamageLog damage;

  const auto read_file =
      read(file("SingleTasks:\n{\nAlarmAmount: 1\nAlarmAmount: 2\nCurrentPhone1: 7\nX_Own: 1\n}\n"),
           damage);

  const auto& task = read_file.objects.at(0);
  CHECK(damage.items().empty());
  REQUIRE(task.find("alarmamount") != nullptr);
  CHECK(task.find("alarmamount")->value == "2");
  CHECK(task.find("X_Own") != nullptr);
  CHECK(task.find("Text") == nullptr);
  CHECK(task.properties.size() == 4);
}

TEST_CASE("Q273356 text outside of any property is kept, told, and ends at the next property") {
  bytes::DamageLog damage;
  const auto text =
      file("stray\nSingleTasks:\n{\nText: \"a\"\nsome words\nmore of them\nRing: F\n}\n}\nend\n");

  const auto read_file = read(text, damage);

  const auto& task = read_file.objects.at(0);
  CHECK(values_of(task) == std::vector<std::string>{"Text=a", "Ring=F"});
  CHECK(task.unclaimed == std::vector<std::string_view>{"some words\r\nmore of them\r\n"});
  CHECK(read_file.unclaimed == std::vector<std::string_view>{"stray\r\n", "}\r\nend\r\n"});
  REQUIRE(damage.items().size() == 3);
  CHECK(damage.items()[1] == bytes::Damage{.offset = text.find("some words"),
                                           .length = 26,
                                           .kind = DamageKind::Unclaimed,
                                           .field = "object"});
}

TEST_CASE("an item within an item closes the one whose brace is missing") {
  bytes::DamageLog damage;
  const auto text = file("SingleTasks:\n{\nText: \"a\"\nSingleTasks:\n{\nText: \"b\"\n}\n");

  const auto read_file = read(text, damage);

  REQUIRE(read_file.objects.size() == 2);
  CHECK_FALSE(read_file.objects[0].is_complete);
  CHECK(read_file.objects[1].is_complete);
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0] == bytes::Damage{.offset = 31,
                                           .length = text.rfind("SingleTasks") - 31,
                                           .kind = DamageKind::Truncated,
                                           .field = "object.}"});
}

TEST_CASE("an end of the file within an object is told") {
  bytes::DamageLog damage;

  const auto read_file = read(file("RecurringTasks:\n{\nExceptions:\n{\nDeleted: T\n"), damage);

  REQUIRE(read_file.objects.size() == 1);
  CHECK_FALSE(read_file.objects[0].is_complete);
  CHECK_FALSE(read_file.objects[0].objects.at(0).is_complete);
  CHECK(damage.items().size() == 2);
}

TEST_CASE("an object without its opening brace is an object, and told") {
  bytes::DamageLog damage;

  const auto read_file = read(file("Contacts:\nLastName: \"Ash\"\n}\n"), damage);

  CHECK(values_of(read_file.objects.at(0)) == std::vector<std::string>{"LastName=Ash"});
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0].kind == DamageKind::BadMagic);
}

TEST_CASE("another version is told, and read") {
  bytes::DamageLog damage;

  const auto read_file = read("SCHEDULE+2 EXPORT VERSION 102\nProjects:\n{\n}\n", damage);

  CHECK(read_file.objects.size() == 1);
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0] == bytes::Damage{.offset = 0,
                                           .length = 29,
                                           .kind = DamageKind::BadMagic,
                                           .field = "file.version",
                                           .found = 102,
                                           .expected = 103});
}

TEST_CASE("objects beyond the limit are one piece of text outside of objects, and each is told") {
  bytes::DamageLog damage;
  std::string lines;
  for (std::size_t i = 0; i < schedule::kMostObjects; ++i) {
    lines += "P: {\n}\n";
  }
  const auto read_file = read(file(lines + "Q: {\n}\n\nR: {\n}\n"), damage);

  CHECK(read_file.objects.size() == schedule::kMostObjects);
  CHECK(read_file.unclaimed == std::vector<std::string_view>{"Q: {\r\n}\r\n\r\nR: {\r\n}\r\n"});
  REQUIRE(damage.items().size() == 2);
  CHECK(damage.items()[1].field == "object.count");
}

TEST_CASE("properties beyond the limit are kept as text, and told") {
  bytes::DamageLog damage;
  std::string lines = "SingleTasks:\n{\n";
  for (std::size_t i = 0; i < schedule::kMostProperties; ++i) {
    lines += "Ring: F\n";
  }
  const auto text = file(lines + "Text: \"last\"\n}\n");

  const auto read_file = read(text, damage);

  const auto& task = read_file.objects.at(0);
  CHECK(task.properties.size() == schedule::kMostProperties);
  CHECK(task.unclaimed == std::vector<std::string_view>{"Text: \"last\"\r\n"});
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0].field == "object.properties");
}

TEST_CASE("objects deeper than the limit are kept as text, and told") {
  bytes::DamageLog damage;
  std::string lines;
  for (int i = 0; i < 10; ++i) {
    lines += "Deep:\n{\n";
  }
  lines += "X: 1\n";
  for (int i = 0; i < 10; ++i) {
    lines += "}\n";
  }

  const auto read_file = read(file(lines), damage);

  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0].kind == DamageKind::OutOfRange);
  CHECK(damage.items()[0].found == 9);
  const schedule::Object* object = &read_file.objects.at(0);
  for (int i = 0; i < 7; ++i) {
    object = &object->objects.at(0);
  }
  REQUIRE(object->unclaimed.size() == 1);
  CHECK(object->unclaimed[0].find("X: 1") != std::string_view::npos);
  CHECK(object->is_complete);
}

}  // namespace
}  // namespace schedule_text_test
