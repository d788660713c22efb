#include "tests/converters/iff/converted.h"

using test::IffSink;
using test::MadeSet;

TEST_CASE("a calendar stays a file of its message, and its objects are items in their folders") {
  const std::string calendar =
      "SCHEDULE+2 EXPORT VERSION 103\r\n"
      "SingleAppointments:\r\n{\r\nStart: 5-6-1997 09:00\r\nEnd: 5-6-1997 10:00\r\n"
      "Text: \"Staff\"\r\n}\r\n"
      "Contacts:\r\n{\r\nLastName: \"Ash\"\r\n}\r\n";
  MadeSet set;
  const auto place = set.sections.add("Body", "", "FALSE");
  const auto section = set.sections.add("Schedule", calendar, "TRUE", "ann.SC2", "-1");
  set.add_row(",,,,,Migrated Calendar Information,,,,,", place);
  set.add_row("calendar,,,,,in a folder of that name,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 4);
  CHECK(sink.messages[0].message_class == "IPM.Note");
  CHECK(sink.messages[0].attachments.at(0).long_name == "ann.SC2");
  CHECK(IffSink::text(sink.messages[0].attachments[0].content) == calendar);
  CHECK(sink.messages[1].subject == "Staff");
  CHECK(sink.messages[1].calendar.has_value());
  CHECK(sink.messages[1].folder == sink.messages[3].folder);
  CHECK(sink.messages[1].provenance.native_id.find("ann.SC2: SingleAppointments 1") !=
        std::string::npos);
  CHECK(sink.messages[1].provenance.ranges.at(0).offset > section);
  CHECK(sink.messages[2].contact.has_value());
  CHECK(sink.has_note("1 calendars as files, which stay attached; 2 items"));
}

TEST_CASE("a calendar that is no interchange text stays a file, with a note") {
  MadeSet set;
  const auto place = set.sections.add("Body", "", "FALSE");
  set.sections.add("Schedule", "no text of Schedule+", "TRUE", "ann.cal", "-1");
  set.add_row(",,,,,Migrated Calendar Information,,,,,", place);

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 1);
  CHECK(IffSink::text(sink.messages[0].attachments.at(0).content) == "no text of Schedule+");
  CHECK(sink.has_note("ann.cal stays a file"));
}
