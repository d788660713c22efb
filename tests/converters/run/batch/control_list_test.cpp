#include "converters/run/batch/control_list.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "converters/run/batch/list_text.h"
#include "converters/run/batch/reconciliation.h"
#include "formats/text/code_page.h"
#include "formats/text/csv_reader.h"

using run::batch::ControlList;
using run::batch::LineRemark;
using run::batch::Outcome;
using run::batch::parse_control_list;
using run::batch::Row;
using run::batch::Verdict;

namespace {

const Row kAnn{.display_name = "Ann Ash", .alias = "AnnA", .source = "PILOT1", .target = "PROD1"};
const Row kBo{.display_name = "Bo Birch", .alias = "BoB", .source = "PILOT1", .target = "PROD1"};

std::vector<Row> rows_of(const ControlList& list) {
  std::vector<Row> rows;
  for (const auto& entry : list.entries) {
    rows.push_back(entry.row);
  }
  return rows;
}

ControlList parse(std::string_view bytes) { return parse_control_list(bytes, 0); }

/// Lines with something on them of which the list says nothing at all.
std::set<std::uint64_t> untold_lines(std::string_view bytes) {
  const auto text = run::batch::list_text(bytes, 0);
  std::set<std::uint64_t> lines;
  text::CsvReader reader(text.bytes);
  while (const auto record = reader.next()) {
    const auto content = std::string_view(text.bytes).substr(record->offset, record->length);
    if (content.find_first_not_of(" \t\r\n,\"") != std::string_view::npos) {
      lines.insert(record->line);
    }
  }
  const auto list = parse(bytes);
  for (const auto& entry : list.entries) {
    lines.erase(entry.line);
  }
  for (const auto* remarks : {&list.bad, &list.remarks}) {
    for (const auto& remark : *remarks) {
      lines.erase(remark.line);
      constexpr std::string_view kGoesOn = "goes on in line ";
      if (remark.text.starts_with(kGoesOn)) {
        lines.erase(std::stoull(remark.text.substr(kGoesOn.size())));
      }
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("results with the items of a mailbox behind their time are results") {
  const auto list = run::batch::parse_control_list(
      "SUCCESS,\"Ash, Ann\",AnnA,a.pst,out,Migrated No Errors,5/10/96 10:05:00,5,3,1,1\r\n"
      "FAILURE,Bo,BoB,b.pst,out2,no, not this,5/10/96 10:05:00,0,0,0,0\r\n",
      0);

  REQUIRE(list.bad.empty());
  REQUIRE(list.remarks.empty());
  REQUIRE(list.entries.size() == 2);
  CHECK(list.entries[0].message == "Migrated No Errors");
  CHECK(list.entries[1].message == "no, not this");
  CHECK(list.entries[1].time);
}

TEST_CASE("Q177776 a list may hold work and results: each row is what it says") {
  const auto list = parse(
      "Ann Ash,AnnA,PILOT1,PROD1\r\n"
      "SUCCESS,Cy Cedar,CyC,PILOT1,PROD1,Migrated No Errors,5/10/96 10:05:00\r\n"
      "failure,Di Dogwood,DiD,PILOT1,PROD1,Error Copying Messages,5/10/96 10:09:10\r\n"
      "Bo Birch,BoB,PILOT1,PROD1\r\n");

  CHECK(list.bad.empty());
  const auto counts = run::batch::count(run::batch::reconcile(list.entries));
  CHECK(counts == run::batch::VerdictCounts{.done = 1, .failed = 1, .pending = 2});
  REQUIRE(list.entries.size() == 4);
  CHECK(list.entries[2].message == "Error Copying Messages");
  CHECK(list.entries[2].time == 831'722'950);
  CHECK(list.entries[3].line == 4);
}

TEST_CASE("Q177776 two records on one line, as the article prints them, are two rows") {
  const auto list = parse("Ann Ash,AnnA,PILOT1,PROD1 Bo Birch,BoB,PILOT1,PROD1\r\n");

  CHECK(rows_of(list) == std::vector<Row>{kAnn, kBo});
  CHECK(list.remarks == std::vector<LineRemark>{{.line = 1, .text = "two records on one line"}});
  CHECK(list.bad.empty());
}

TEST_CASE("Q177776 two results on one line are two, and so are a row and a result") {
  const std::string success =
      "SUCCESS,Ann Ash,AnnA,PILOT1,PROD1,Migrated No Errors,5/10/96 10:05:00";
  const std::string failure =
      "FAILURE,Bo Birch,BoB,PILOT1,PROD1,Error Copying Messages,5/10/96 10:09:10";

  const auto results = parse(success + " " + failure);
  CHECK(rows_of(results) == std::vector<Row>{kAnn, kBo});
  CHECK(results.entries[0].outcome == Outcome::Success);
  CHECK(results.entries[0].time_text == "5/10/96 10:05:00");
  CHECK(results.entries[1].outcome == Outcome::Failure);
  const auto mixed = parse("Ann Ash,AnnA,PILOT1,PROD1 " + failure);
  CHECK(rows_of(mixed) == std::vector<Row>{kAnn, kBo});
  CHECK(mixed.entries[0].outcome == Outcome::Pending);
  CHECK(mixed.entries[1].outcome == Outcome::Failure);
  const auto other = parse(success + " Bo Birch,BoB,PILOT1,PROD1");
  CHECK(rows_of(other) == std::vector<Row>{kAnn, kBo});
  CHECK(other.entries[1].outcome == Outcome::Pending);
}

TEST_CASE("Q177776 a result that is wrapped over lines is one row") {
  for (const char* wrapped :
       {"SUCCESS,Ann Ash,AnnA,PILOT1,PROD1,Migrated No\r\nErrors,5/10/96 10:05:00\r\n",
        "SUCCESS,Ann Ash,AnnA,PILOT1,PROD1,\r\nMigrated No Errors,5/10/96 10:05:00\r\n",
        "SUCCESS,Ann\nAsh,AnnA,PILOT1,PROD1,Migrated\nNo Errors,5/10/96\n10:05:00\n",
        "SUCCESS,Ann Ash,AnnA,PILOT1,PROD1,Migrated No Errors,5/10/96\r\n10:05:00"}) {
    const auto list = parse(std::string(wrapped) + "\r\nBo Birch,BoB,PILOT1,PROD1\r\n");

    INFO(wrapped);
    REQUIRE(rows_of(list) == std::vector<Row>{kAnn, kBo});
    CHECK(list.entries[0].message == "Migrated No Errors");
    CHECK(list.entries[0].time == 831'722'700);
    CHECK_FALSE(list.remarks.empty());
    CHECK(list.bad.empty());
  }
}

TEST_CASE("names with commas stand in quotes, and messages may have commas of their own") {
  const auto list = parse(
      "\"Ash, Ann\",AnnA,\"a,b.pst\",out\n"
      "FAILURE,Ann,AnnA,a,b,no room, none at all, sorry,5/10/96 10:05:00\n");

  REQUIRE(list.entries.size() == 2);
  CHECK(list.entries[0].row.display_name == "Ash, Ann");
  CHECK(list.entries[0].row.source == "a,b.pst");
  CHECK(list.entries[1].message == "no room, none at all, sorry");
}

TEST_CASE("a message may have thousands of commas, and a time as many blanks") {
  constexpr std::size_t kMany = 5'000;
  std::string blanks;
  for (std::size_t i = 0; i < kMany; ++i) {
    blanks += "x ";
  }
  const auto list = parse("FAILURE,Ann,AnnA,a,b," + std::string(kMany, ',') + "5/10/96 10:05:00\n" +
                          "FAILURE,Ann,AnnA,a,b,no," + blanks + "\n");

  REQUIRE(list.entries.size() == 2);
  CHECK(list.entries[0].message == std::string(kMany - 1, ','));
  CHECK(list.entries[0].time == 831'722'700);
}

TEST_CASE("lines that are no row are named, and cost no other") {
  const auto list = parse(
      "Ash, Ann,AnnA,a.pst,out\n"
      "Ann Ash,AnnA,PILOT1,PROD1\n"
      "only one\n"
      "\n"
      "\"Bo,BoB,PILOT1,PROD1\n"
      "Ann,AnnA,,PROD1\n"
      "SUCCESS,Ann,AnnA\n"
      "FAILURE\n"
      "z,y,x,w,v,u\n");

  CHECK(rows_of(list) == std::vector<Row>{kAnn});
  std::vector<std::uint64_t> lines;
  for (const auto& bad : list.bad) {
    lines.push_back(bad.line);
  }
  CHECK(lines == std::vector<std::uint64_t>{1, 3, 5, 6, 7, 8, 9});
}

TEST_CASE("a line that names the columns is no mailbox") {
  const auto list = parse("Display Name,Alias,Source,Target\nAnn Ash,AnnA,PILOT1,PROD1\n");

  CHECK(rows_of(list) == std::vector<Row>{kAnn});
  CHECK(list.remarks.size() == 1);
}

TEST_CASE("a list is read in the code page of its mark, in UTF-8, or in the one that is given") {
  const auto name_in = [](std::string_view bytes, text::CodePageNumber charset) {
    return parse_control_list(bytes, charset).entries.at(0).row.display_name;
  };
  const std::string rest = ",a,b,c\r\n";

  CHECK(name_in("\xEF\xBB\xBF\xC3\x84nn" + rest, 850) == "Änn");
  CHECK(name_in("\xC3\x84nn" + rest, 850) == "Änn");
  CHECK(name_in("\xC4nn" + rest, 0) == "Änn");
  CHECK(name_in("\x8Enn" + rest, 850) == "Änn");
  CHECK(name_in("\xFF\xFE" + text::encode_utf16("Änn" + rest), 0) == "Änn");
  auto big = text::encode_utf16("Änn" + rest);
  for (std::size_t i = 0; i < big.size(); i += 2) {
    std::swap(big[i], big[i + 1]);
  }
  CHECK(name_in("\xFE\xFF" + big, 0) == "Änn");
  CHECK_FALSE(parse_control_list("\xFE\xFF" + big, 0).has_offsets);
  CHECK(parse("a,b,c,d\r\n\x1A").bad.empty());
}

TEST_CASE("the place of each row is that of its line in the file") {
  const std::string bytes =
      "\xEF\xBB\xBF"
      "a,b,c,d\r\nSUCCESS,a,b,c,d,Migrated\r\nwell,5/10/96 1:00:00\r\n";
  const auto list = parse(bytes);

  REQUIRE(list.entries.size() == 2);
  CHECK(bytes.substr(list.entries[0].offset, list.entries[0].length) == "a,b,c,d\r\n");
  CHECK(bytes.substr(list.entries[1].offset, list.entries[1].length) == bytes.substr(12));
}

TEST_CASE("times of lists have the month first and two digits of a year from 1970 to 2069") {
  using run::batch::parse_list_time;
  CHECK(parse_list_time("5/10/96 10:05:00") == 831'722'700);
  CHECK(parse_list_time("5/10/1996 10:05:00 AM") == 831'722'700);
  CHECK(parse_list_time("5/10/96 10:05:00 PM") == 831'722'700 + 12 * 3600);
  CHECK(parse_list_time("1/1/70 0:00:00") == 0);
  CHECK(parse_list_time("1/1/69 0:00:00") == 3'124'224'000);
  for (const char* none :
       {"", "5/10/96", "10:05:00", "13/1/96 1:00:00", "2/30/96 1:00:00", "5/10/96 24:00:00",
        "5/10/96 13:00:00 PM", "5/10/96 10:05:00 x", "5/10/99999999 1:00:00"}) {
    INFO(none);
    CHECK_FALSE(parse_list_time(none));
  }
  for (const std::int64_t time : {0LL, 831'722'700LL, 1'795'764'000LL}) {
    CHECK(parse_list_time(run::batch::list_time(time)) == time);
  }
  CHECK(run::batch::list_time(831'722'700) == "5/10/96 10:05:00");
}

TEST_CASE("lists that are cut off or damaged anywhere still account for every line") {
  const std::string whole =
      "Ann Ash,AnnA,PILOT1,PROD1 Bo Birch,BoB,PILOT1,PROD1\r\n"
      "SUCCESS,\"Cedar, Cy\",CyC,PILOT1,PROD1,Migrated No\r\nErrors,5/10/96 10:05:00\r\n"
      "Di,DiD,PILOT1,PROD1\r\n";
  std::mt19937 random(3);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    for (int flip = 0; flip < 20; ++flip) {
      auto bytes = whole.substr(0, size);
      if (flip > 0 && size > 0) {
        bytes[random() % size] = static_cast<char>(random());
      }
      REQUIRE(untold_lines(bytes).empty());
    }
  }
}

TEST_CASE("a list that lost its line ends is a bad line, not a row of ten thousand") {
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += "SUCCESS,Ann,a,s,t,Migrated No Errors,5/10/96 10:05:00 ";
  }

  const auto list = run::batch::parse_control_list(text, 0);

  CHECK(list.entries.size() == run::batch::kMostRecordsInLine);
  REQUIRE(list.bad.size() == 1);
  CHECK(list.bad[0].text.find("line ends") != std::string::npos);
}
