#include "formats/iff/row_reader.h"

#include <catch2/catch.hpp>
#include <tuple>

#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::Row;
using iff::RowState;
using test::bytes_of;

namespace {

constexpr std::size_t kTo = 2;

std::vector<Row> read(const std::string& file, std::uint32_t page = 1252) {
  bytes::DamageLog damage;
  const auto sections = iff::read_sections(bytes_of(file), page, damage);
  std::vector<Row> rows;
  for (const auto& section : sections) {
    iff::RowReader reader(bytes_of(file), section, page);
    while (auto row = reader.next()) {
      rows.push_back(std::move(*row));
    }
  }
  return rows;
}

/// Rows of one section of messages.
std::vector<Row> read_rows(const std::string& rows) {
  return read("MAILMESSAGE,a\r\n" + std::string(test::kMessageHeader) + rows);
}

}  // namespace

TEST_CASE("rows come one by one, with their lines and bytes") {
  const auto rows = read(std::string(test::kNorthPri));

  REQUIRE(rows.size() == 4);
  REQUIRE(rows[1].at.line == 4);
  REQUIRE(rows[1].fields[5].text == "#1, \"quoted\"");
  REQUIRE(rows[1].fields[5].is_quoted);
  REQUIRE(rows[3].fields.size() == 14);
  std::uint64_t end = rows[0].at.offset;
  for (const Row& row : rows) {
    REQUIRE(row.at.offset == end);
    REQUIRE(row.state == RowState::Whole);
    end += row.length;
  }
  REQUIRE(end == test::kNorthPri.size());
}

TEST_CASE("Q154099 a pair of quotes around several addresses costs nothing") {
  const auto rows = read_rows(
      ",Cy,\"Ann Ash[SMTP:a@x.example];Bo Birch\"[SMTP:b@x.example],,,One,,,,,,#A.SEC(50)\r\n"
      ",Cy,Ann,,,Two,,,,,,#A.SEC(90)\r\n");

  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0].state == RowState::Mended);
  REQUIRE(rows[0].fields.size() == 12);
  REQUIRE(rows[0].fields[kTo].text == "Ann Ash[SMTP:a@x.example];Bo Birch[SMTP:b@x.example]");
  REQUIRE(rows[1].state == RowState::Whole);
}

TEST_CASE("Q154099 commas within such quotes are found by the fields that follow") {
  const auto rows = read_rows(
      ",Cy,\"Ash, Ann[SMTP:a@x.example];Birch, Bo\"[SMTP:b@x.example],,,One,19970506151000,,0,TRUE,"
      "FALSE,#A.SEC(50)\r\n");

  REQUIRE(rows.at(0).state == RowState::Mended);
  REQUIRE(rows[0].fields.size() == 12);
  REQUIRE(rows[0].fields[kTo].text == "Ash, Ann[SMTP:a@x.example];Birch, Bo[SMTP:b@x.example]");
  REQUIRE(rows[0].fields[6].text == "19970506151000");
}

TEST_CASE("Q154099 a row with two readings is one lost line, and its neighbours are whole") {
  const auto rows = read_rows(
      ",Cy,Ann,,,One,,,,,,#A.SEC(50)\r\n"
      ",Cy,\"Ash, Ann\"x,\"Birch, Bo\"y,z,Two,,,,,,#A.SEC(90)\r\n"
      ",Cy,Ann,,,Three,,,,,,#A.SEC(130)\r\n");

  REQUIRE(rows.size() == 3);
  REQUIRE(rows[0].state == RowState::Whole);
  REQUIRE(rows[1].state == RowState::Lost);
  REQUIRE(rows[1].raw.starts_with(",Cy,\"Ash, Ann\"x"));
  REQUIRE(rows[2].state == RowState::Whole);
}

TEST_CASE("a value in quotes goes on in the next line when that makes a row") {
  const auto rows = read_rows(
      ",Cy,Ann,,,\"A subject on\r\ntwo "
      "lines\",,,,,,#A.SEC(50)\r\n,Cy,Ann,,,Two,,,,,,#A.SEC(90)\r\n");

  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0].state == RowState::LinesJoined);
  REQUIRE(rows[0].fields[5].text == "A subject on two lines");
  REQUIRE(rows[1].at.line == 5);
}

TEST_CASE("an open quote never swallows the rows after it") {
  const auto rows = read_rows(
      ",Cy,Ann,,,\"An open quote,,,,,,#A.SEC(50)\r\n,Cy,Ann,,,Two,,,,,,#A.SEC(90)\r\n"
      ",Cy,Ann,,,\"closed\",,,,,,#A.SEC(90)\r\n");

  REQUIRE(rows.size() == 3);
  REQUIRE(rows[0].state == RowState::OpenQuote);
  REQUIRE(rows[0].fields[5].text == "\"An open quote");
  REQUIRE(rows[1].fields[5].text == "Two");
  REQUIRE(rows[2].fields[5].text == "closed");
}

TEST_CASE("a line in a section of messages that is no row is lost") {
  const auto rows = read_rows("scribble\r\n,Cy,Ann,,,Two,,,,,,#A.SEC(90)\r\n");

  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0].state == RowState::Lost);
  REQUIRE(rows[0].raw == "scribble");
}

TEST_CASE("Q214836 sections in any order each have their rows") {
  const std::string messages = std::string(test::kMessageHeader) + ",,,,,s,,,,,,#A.SEC(50)\r\n";
  const std::string book = "Obj-class,Display-Name,Email-Address\r\nentry,Ann,SMTP:a@b\r\n";
  const std::vector<std::string> parts = {"PAB,a\r\n" + book, "MAILMESSAGE,a\r\n" + messages,
                                          "MAILMESSAGE,PublicMessages\r\n" + messages};
  for (const auto& order :
       {std::vector{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
    std::string file;
    for (const int part : order) {
      file += parts[static_cast<std::size_t>(part)] + "\r\n";
    }
    REQUIRE(read(file).size() == 3);
  }
}

TEST_CASE("Q156063-5.8.1 a lead byte before a comma does not swallow it") {
  const auto rows = read("MAILMESSAGE,a\r\n" + std::string(test::kMessageHeader) +
                             "Fold\x83,Cy,,,,s,,,,,,#A.SEC(50)\r\n",
                         932);

  REQUIRE(rows.at(0).fields.size() == 12);
  REQUIRE(rows[0].fields[0].text == "Fold\x83");
  REQUIRE(rows[0].fields[1].text == "Cy");
}

TEST_CASE("a file of commas and quotes takes no time") {
  std::string row = ",";
  while (row.size() < 60'000) {
    row += "\"a, b\"c,";
  }

  const auto rows = read_rows(row + "\r\n");

  REQUIRE(rows.at(0).state == RowState::Lost);
}

TEST_CASE("Q154099 two readings with the header's count are not passed over for a longer one") {
  const auto rows = read(
      "PAB,a\r\nObj-class,Display-Name,Email-Address,First,Last,Address\r\n"
      "entry,\"Ash, Ann\"x,SMTP:a@x,\"Ann, B\"y,Ash,Street\r\n");

  REQUIRE(rows.at(0).state == RowState::Lost);
}

TEST_CASE(
    "a row that a line end broke is joined where that makes a row, its neighbours are whole") {
  const std::string first = ",Ann,Bo,,,one,,,,,,#A.SEC(50)\r\n";
  const std::string last = ",Ann,Bo,,,three,,,,,,#A.SEC(90)\r\n";
  for (const auto& [broken, column, text] :
       {std::tuple(",Ann[SMTP:a@x\r\n],Bo,,,two,,,,,,#A.SEC(70)\r\n", 1U, "Ann[SMTP:a@x]"),
        std::tuple(",Ann,Bo,,,two\r\nwords,,,,,,#A.SEC(70)\r\n", 5U, "two words"),
        std::tuple(",Ann,Bo,,,t,1997050\n6151000,,,,,#A.SEC(70)\r\n", 6U, "19970506151000"),
        std::tuple(",Ann,Bo,,,two,\r\n,,,,\r\n,#A.SEC(70)\r\n", 5U, "two")}) {
    const auto rows = read_rows(first + broken + last);

    REQUIRE(rows.size() == 3);
    REQUIRE(rows[1].state == RowState::BrokenLine);
    REQUIRE(rows[1].fields.at(column).text == text);
    REQUIRE(rows[1].fields.size() == 12);
    REQUIRE(rows[2].fields.at(5).text == "three");
    REQUIRE(rows[2].at.offset == rows[1].at.offset + rows[1].length);
  }
}

TEST_CASE("a short row before a whole one stays short") {
  const auto rows = read_rows("Folder,Ann,Bo\r\n,Ann,Bo,,,two,,,,,,#A.SEC(70)\r\n");

  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0].state == RowState::Whole);
  REQUIRE(rows[0].fields.size() == 3);
}

TEST_CASE("runs of NULs in a row are told with offset and length") {
  std::string row = ",Ann,Bo,,,one";
  row += std::string(30, '\0') + "x\0y" + ",,,,,,#A.SEC(50)\r\n";
  const auto rows = read_rows(row);

  REQUIRE(rows.at(0).zeros ==
          std::vector<iff::ZeroRun>{{.offset = rows[0].at.offset + 13, .length = 30}});
}
