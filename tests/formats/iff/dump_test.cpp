// The annotated records of migration files, as they were put together.
#include "formats/iff/dump.h"

#include <catch2/catch.hpp>
#include <random>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/loose_bytes.h"
#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"
#include "tests/support/sweep.h"
#include "tests/support/told_records.h"

namespace dump_test {
namespace {

using test::SecondaryMaker;
using test::Told;
using test::ToldRecord;
using test::ToldRecords;

const std::vector<std::uint64_t> kNorthPointers = {50, 92, 187, 248, 303};

enum class Sort : std::uint8_t { Primary, Secondary, List };

struct File {
  Sort sort = Sort::Primary;
  std::string text{};
  std::vector<std::uint64_t> pointers{};
};

std::vector<std::byte> bytes_in(const std::string& text) {
  const auto data = test::bytes_of(text);
  return {data.begin(), data.end()};
}

bytes::Result<void> dump(const File& file, const iff::DumpOptions& options,
                         bytes::AnnotationSink& sink) {
  const auto data = test::bytes_of(file.text);
  switch (file.sort) {
    case Sort::Primary:
      return iff::dump_primary(data, options, sink);
    case Sort::Secondary:
      return iff::dump_secondary(data, {.name = "NORTH.SEC", .pointers = file.pointers}, options,
                                 sink);
    case Sort::List:
      break;
  }
  return iff::dump_packing_list(data, options, sink);
}

/// Each byte is in one field.
Told tell(const File& file, const iff::DumpOptions& options = {}) {
  ToldRecords told;
  REQUIRE(dump(file, options, told));
  test::check_once(told, bytes_in(file.text));
  return told;
}

Told primary(std::string_view text) {
  return tell({.sort = Sort::Primary, .text = std::string(text)});
}

Told secondary(const std::string& text, std::vector<std::uint64_t> pointers) {
  return tell({.sort = Sort::Secondary, .text = text, .pointers = std::move(pointers)});
}

std::string raw_of(const ToldRecord& record, std::string_view name) {
  const auto* const field = record.field(name);
  REQUIRE(field != nullptr);
  return std::string(bytes::as_text(field->raw));
}

/// The records of that name, in their order.
std::vector<const ToldRecord*> named(const Told& told, std::string_view name) {
  std::vector<const ToldRecord*> found;
  for (const auto& one : told.records) {
    if (one.name == name) {
      found.push_back(&one);
    }
  }
  return found;
}

/// Every kind of section, of line and of broken row.
const std::string kEverything =
    "what nobody knows\r\n"
    "DIRECTORY\r\n! a remark\r\n"
    "Obj-class,Mode,Common-Name,Display-Name,Last Name,First Name,Secondary-Proxy-Addresses,"
    "Home-Server\r\n"
    "mailbox,create,ann,\"Ash, Ann\",Ash,Ann,\"SMTP:ann@north.example;MS:NET\\\\PO\\\\ANN\",\r\n"
    "\r\n  \r\n"
    "PAB,SMTP:bo@north.example\r\n"
    "Obj-class,Display-Name,Email-Address,First,Last\r\n"
    "entry,Cy Coe,SMTP:cy@lab.example,Cy,Coe\r\n"
    "dl,Team,\"SMTP:cy@lab.example;SMTP:di@lab.example\",,\r\n"
    "! another remark\r\n" +
    std::string(test::kNorthPri) +
    "Inbox,Ann Ash,\"Bo,\r\n Birch\",,,Two lines,,,,,,#NORTH.SEC(50)\r\n"
    "Inbox,Ann\\\\\r\n Ash,,,,Continued,,,,,,#NORTH.SEC(50)\r\n"
    "Inbox,\"Ann[SMTP:a@b];Bo\"[SMTP:c@d],,,,Mended,,,,,,#NORTH.SEC(50)\r\n"
    "Inbox,Ann,,,,Bro\r\nken,,,,,,#NORTH.SEC(50)\r\n"
    "lost";

}  // namespace

TEST_CASE("each byte of every file of a set is in one field, whatever its lines end with") {
  for (const auto* end : {"\r\n", "\n", "\r"}) {
    for (const auto& text : {kEverything, std::string(test::kNorthPkl)}) {
      std::string file;
      for (const char c : text) {
        file += c == '\n' ? std::string(end) : c == '\r' ? std::string() : std::string(1, c);
      }
      (void)tell({.sort = Sort::Primary, .text = file});
      (void)tell({.sort = Sort::List, .text = file});
      (void)tell({.sort = Sort::Secondary, .text = file});
    }
  }
  (void)secondary(test::kNorthSec, kNorthPointers);
}

TEST_CASE("a section has its keyword, whose it is, and its columns") {
  const auto told = primary(test::kNorthPri);
  const auto& section = told.at("MAILMESSAGE");
  CHECK(section.length == test::kNorthPri.size());
  CHECK(section.about == "line 1, of SMTP:bo@north.example");
  CHECK(section.value("keyword") == "MAILMESSAGE");
  CHECK(section.value("address") == "SMTP:bo@north.example");
  CHECK(raw_of(section, "address") == "SMTP:bo@north.example\r\n");
  CHECK(section.value("column 1") == "Folder");
  CHECK(raw_of(section, "column 12") == "Body\r\n");
  CHECK(section.meaning("column 12").empty());
  CHECK(section.faults.empty());
}

TEST_CASE("the fields of a row are called by their columns, and lie as they are quoted") {
  const auto told = primary(test::kNorthPri);
  const auto rows = named(told, "row");
  REQUIRE(rows.size() == 4);
  const auto& first = *rows[0];
  CHECK(first.depth == 1);
  CHECK(first.about == "line 3, 12 fields");
  CHECK(first.value("Folder").empty());
  CHECK(raw_of(first, "Folder") == ",");
  CHECK(first.meaning("Sender") == "name \"Ann Ash\", SMTP \"ann@north.example\"");
  CHECK(first.meaning("Send-Date") == "1997-05-06T15:10:00");
  CHECK(first.meaning("Body") == "at 50 of NORTH.SEC");
  const auto& second = *rows[1];
  CHECK(second.value("Subject") == "#1, \"quoted\"");
  CHECK(raw_of(second, "Subject") == "\"#1, \"\"quoted\"\"\",");
  CHECK(second.meaning("Subject").empty());
  CHECK(second.meaning("To") == "at 187 of NORTH.SEC");
  CHECK(raw_of(*rows[3], "column-14") == "0\r\n");
}

TEST_CASE("a pointer means what stands there") {
  const iff::Secondary sections(test::bytes_of(test::kNorthSec), kNorthPointers);
  iff::DumpOptions options;
  options.follow = [&](const iff::Pointer& pointer) {
    return iff::meaning_of_pointer(sections, pointer.offset);
  };
  const auto told = tell({.sort = Sort::Primary, .text = std::string(test::kNorthPri)}, options);
  const auto rows = named(told, "row");
  CHECK(rows[0]->meaning("Body") == "at 50 of NORTH.SEC: Body, Length 22, Islast TRUE");
  CHECK(rows[1]->meaning("To") == "at 187 of NORTH.SEC: Other, Length 40, Islast TRUE");
  CHECK(iff::meaning_of_pointer(sections, 51) == "Body at 50, Length 22, Islast TRUE");
  CHECK(iff::meaning_of_pointer(sections, 100'000) == "no section is there");
}

TEST_CASE("rows that were mended or joined have their fields where they lie") {
  const auto told = primary(kEverything);
  const auto row = [&](std::string_view subject) -> const ToldRecord& {
    for (const auto* one : named(told, "row")) {
      if (one->value("Subject") == subject) {
        return *one;
      }
    }
    FAIL("no row " << subject);
    return told.records.front();
  };
  const auto& quoted = row("Two lines");
  CHECK(quoted.value("To") == "Bo,  Birch");
  CHECK(raw_of(quoted, "To") == "\"Bo,\r\n Birch\",");
  CHECK(quoted.faults.empty());
  const auto& continued = row("Continued");
  CHECK(continued.value("Sender") == "Ann Ash");
  CHECK(raw_of(continued, "Sender") == "Ann\\\\\r\n Ash,");
  const auto& mended = row("Mended");
  CHECK(mended.value("Sender") == "Ann[SMTP:a@b];Bo[SMTP:c@d]");
  CHECK(raw_of(mended, "Sender") == "\"Ann[SMTP:a@b];Bo\"[SMTP:c@d],");
  CHECK(mended.meaning("Sender") == "name \"Ann\", SMTP \"a@b\"; name \"Bo\", SMTP \"c@d\"");
  CHECK(mended.faults.size() == 1);
  const auto& broken = row("Bro ken");
  CHECK(raw_of(broken, "Subject") == "Bro\r\nken,");
  CHECK(broken.faults == std::vector<std::string>{"a line end stands where none may"});
  CHECK(named(told, "row").back()->faults.size() == 1);
}

TEST_CASE("commas within quotes in the wrong place lie in the field that has them") {
  const auto told = primary("MAILMESSAGE,x\r\n" + std::string(test::kMessageHeader) +
                            "Inbox,\"Ash, Ann[SMTP:a@b];Bo\"[SMTP:c@d],,,,S,,,,,,#A.SEC(50)\r\n");
  const auto& row = told.at("row");
  CHECK(row.value("Sender") == "Ash, Ann[SMTP:a@b];Bo[SMTP:c@d]");
  CHECK(raw_of(row, "Sender") == "\"Ash, Ann[SMTP:a@b];Bo\"[SMTP:c@d],");
  CHECK(row.value("Subject") == "S");
}

TEST_CASE("entries of a directory and of an address book are told by their columns") {
  const auto told = primary(kEverything);
  const auto rows = named(told, "row");
  const auto& entry = *rows[0];
  CHECK(entry.value("Display-Name") == "Ash, Ann");
  CHECK(entry.value("Secondary-Proxy-Addresses") == "SMTP:ann@north.example;MS:NET\\PO\\ANN");
  CHECK(raw_of(entry, "Secondary-Proxy-Addresses") ==
        "\"SMTP:ann@north.example;MS:NET\\\\PO\\\\ANN\",");
  CHECK(rows[1]->meaning("Email-Address") == "SMTP \"cy@lab.example\"");
  CHECK(rows[2]->meaning("Email-Address") == "SMTP \"cy@lab.example\"; SMTP \"di@lab.example\"");
  CHECK(told.at("DIRECTORY").value("remark") == "! a remark");
  CHECK(told.at("remark").value("line") == "! another remark");
  CHECK(told.count("blank line") == 2);
  CHECK(told.at("lines before the first section").offset == 0);
  CHECK(told.at("lines before the first section").faults.size() == 1);
}

TEST_CASE("columns that nobody knows, and headers that are none, are told") {
  const std::string row = "Inbox,Ann,Bo,,,S,,,,,,#A.SEC(50)\r\n";
  const auto unknown = primary(
      "MAILMESSAGE,x\r\n"
      "Folder,Sender,To,Cc,Bcc,Subj\x01"
      "ct,Send-Date,Received-Date,Priority,Unread,Unsent,Body,Odd\r\n" +
      row);
  CHECK(unknown.at("MAILMESSAGE").meaning("column 6") == "read as Subject");
  CHECK(unknown.at("MAILMESSAGE").meaning("column 13") == "not a known column");
  CHECK(unknown.at("MAILMESSAGE").faults.size() == 1);
  CHECK(unknown.at("row").value("Subject") == "S");
  const auto none = primary("MAILMESSAGE,x\r\n" + row);
  CHECK(none.at("MAILMESSAGE").faults.size() == 1);
  CHECK(none.at("row").value("Sender") == "Ann");
  CHECK(none.at("row").meaning("Body") == "at 50 of A.SEC");
}

TEST_CASE("an area of a row that was zeroed is a fault of the row") {
  auto text = std::string(test::kNorthPri);
  const auto at = text.find("quoted");
  text.replace(at, 6, 6, '\0');
  const auto told = primary(text);
  const auto rows = named(told, "row");
  REQUIRE(rows[1]->faults.size() == 1);
  CHECK(rows[1]->faults[0].starts_with("an area was zeroed at 0x"));
  CHECK(rows[1]->faults[0].ends_with("+6"));
  CHECK(rows[0]->faults.empty());
}

TEST_CASE("a section of a secondary file has its line, its content and its line end") {
  const auto told = secondary(test::kNorthSec, kNorthPointers);
  const auto& header = told.at("header line");
  CHECK(header.length == 50);
  CHECK(header.value("Islast") == "Islast");
  const auto bodies = named(told, "Body");
  REQUIRE(bodies.size() == 4);
  const auto& first = *bodies[0];
  CHECK(first.offset == 50);
  CHECK(first.about == "section 1 of 1 of a message that a row names");
  CHECK(first.value("Length") == "22");
  CHECK(first.meaning("Length") == "22 were found");
  CHECK(raw_of(first, "Islast") == "TRUE,");
  CHECK(first.value("data") == "Line one.\r\nLine two.\r\n");
  CHECK(raw_of(first, "line end") == "\r\n");
  const auto& file = told.at("Attachment");
  CHECK(file.about == "section 2 of 2 of a message that a row names");
  CHECK(file.value("Name") == "raw.bin");
  CHECK(file.value("data").empty());
  CHECK(file.field("data")->raw.size() == 20);
  CHECK(file.field("data")->raw.front() == std::byte{0});
  CHECK(told.at("Other").value("data") == "Ann Ash[SMTP:ann@north.example];Bo Birch");
  CHECK(told.faults() == 0);
}

TEST_CASE("sections that no row names, and bytes that are none, are told as such") {
  SecondaryMaker maker;
  maker.text() += std::string(10, '\0');
  const auto noise = maker.text().size();
  maker.text() += "xxxxxxxxxxxxxxxx xx\r\n";
  const auto first = maker.add("Body", "The first body.");
  const auto unnamed = maker.add("Body", "Nobody names this.");
  const auto second = maker.add("Body", "The second body.");
  const auto told = secondary(maker.text(), {first, second});
  CHECK(told.at("bytes of no section").offset == noise);
  CHECK(told.at("bytes of no section").faults.size() == 1);
  CHECK(told.at("Body", "no row names").offset == unnamed);
  CHECK(told.at("Body", "no row names").value("data") == "Nobody names this.");
  CHECK(told.at("space between sections").offset + 10 == noise);
  CHECK(told.at("space between sections").length == 10);
}

TEST_CASE("what is wrong with sections is a fault of theirs") {
  SecondaryMaker maker;
  const auto first = maker.add_claiming("9", "Body", "The first body.");
  const auto second = maker.add("Body", "The second body.");
  const auto told = secondary(maker.text(), {first, second, 5000});
  const auto bodies = named(told, "Body");
  REQUIRE(bodies.size() == 2);
  REQUIRE(bodies[0]->faults.size() == 1);
  CHECK(bodies[0]->faults[0].find("says Length 9") != std::string::npos);
  CHECK(bodies[0]->meaning("Length") == "15 were found");
  CHECK(bodies[1]->faults.empty());
  CHECK(told.at("header line").faults ==
        std::vector<std::string>{"1 pointers of rows meet no section"});
}

TEST_CASE("a secondary file that lost its returns is told as it lies") {
  std::string text;
  for (const char c : test::kNorthSec) {
    text += c == '\r' ? "" : std::string(1, c);
  }
  ToldRecords told;
  REQUIRE(iff::dump_secondary(test::bytes_of(text),
                              {.pointers = kNorthPointers, .has_lost_returns = true}, {}, told));
  test::check_once(told, bytes_in(text));
  REQUIRE(!told.records.front().faults.empty());
  CHECK(told.records.front().faults[0].starts_with("its lines end in LF"));
  CHECK(told.count("Body") != 0);
}

TEST_CASE("content too long for a field is told in pieces, a text decoded across them") {
  const std::string text = std::string(bytes::kAnnotatedPiece - 1, 'x') + "\xE3\x81\x82 end";
  SecondaryMaker maker;
  const auto first = maker.add("Body", text, "FALSE");
  maker.add("Attachment", std::string(200'000, '\x01'));
  iff::DumpOptions options;
  options.code_page = text::kUtf8;
  const auto told =
      tell({.sort = Sort::Secondary, .text = maker.text(), .pointers = {first}}, options);
  std::string decoded;
  for (const auto* one : named(told, "content")) {
    CHECK(one->depth == 1);
    CHECK(one->length <= bytes::kAnnotatedPiece);
    decoded += one->value("data");
  }
  CHECK(decoded == text);
  CHECK(told.count("content") == 2 + 4);
}

TEST_CASE("each line of a packing list is what it is read as") {
  const auto told = tell(
      {.sort = Sort::List, .text = "! remark\r\n" + std::string(test::kNorthPkl) + "what,is,this"});
  CHECK(told.at("number").value("number") == "1252");
  CHECK(told.at("header").value("Filename") == "Filename");
  CHECK(told.at("file").value("Filename") == "NORTH.PRI");
  CHECK(raw_of(told.at("file"), "Filename") == "NORTH.PRI,");
  CHECK(told.at("file").value("Filetype") == "Primary");
  CHECK(told.count("file") == 2);
  CHECK(told.count("remark") == 1);
  CHECK(told.at("line that names no file").faults.size() == 1);
}

TEST_CASE("text is decoded by the page that is given, and its structure is not") {
  // CP932: the trail byte of the first character is a backslash, of the second a bar.
  const std::string row = "\x83\x5C\x83\x7C,Ann,,,,\x95\x5C,,,,,,#A.SEC(50)\r\n";
  ToldRecords told;
  const std::string text = "MAILMESSAGE,x\r\n" + std::string(test::kMessageHeader) + row;
  iff::DumpOptions options;
  options.code_page = 932;
  REQUIRE(iff::dump_primary(test::bytes_of(text), options, told));
  CHECK(told.at("row").value("Folder") == "\xE3\x82\xBD\xE3\x83\x9D");
  CHECK(told.at("row").value("Subject") == "\xE8\xA1\xA8");
}

TEST_CASE("the records at any offset of a file of a set hold it, and one field does") {
  const std::vector<File> files = {
      {.sort = Sort::Primary, .text = kEverything},
      {.sort = Sort::Secondary, .text = test::kNorthSec, .pointers = kNorthPointers},
      {.sort = Sort::List, .text = std::string(test::kNorthPkl)}};
  for (const auto& file : files) {
    for (std::size_t at = 0; at < file.text.size(); at += test::every(5)) {
      iff::DumpOptions options;
      options.wanted.add(at, 1);
      ToldRecords told;
      REQUIRE(dump(file, options, told));
      test::check_records(told.records, bytes_in(file.text));
      for (const auto& record : told.records) {
        REQUIRE(record.offset <= at);
        REQUIRE(at < record.offset + record.length);
      }
      REQUIRE(told.times(file.text.size()).at(at) == 1);
    }
  }
}

TEST_CASE("any file of a set that is cut off or hurt has each byte in one field") {
  const std::vector<File> files = {
      {.sort = Sort::Primary, .text = kEverything},
      {.sort = Sort::Secondary, .text = test::kNorthSec, .pointers = kNorthPointers},
      {.sort = Sort::List, .text = std::string(test::kNorthPkl)}};
  for (const auto& file : files) {
    for (std::size_t size = 0; size < file.text.size(); size += test::every(7)) {
      auto cut = file;
      cut.text.resize(size);
      (void)tell(cut);
    }
    std::mt19937 random(2);
    for (unsigned i = 0; i < 600 / test::every(7); ++i) {
      auto hurt = file;
      for (int k = 0; k < 4; ++k) {
        hurt.text.replace(random() % hurt.text.size(), random() % 30, random() % 30,
                          static_cast<char>(random()));
      }
      (void)tell(hurt);
      for (auto& pointer : hurt.pointers) {
        pointer = random() % hurt.text.size();
      }
      (void)tell(hurt);
    }
  }
}

}  // namespace dump_test
