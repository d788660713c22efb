#include "formats/wgpo/header_block.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/calendar_date.h"

namespace header_block_test {
namespace {

using Names = std::vector<std::string_view>;

const std::string kRule(78, '-');

/// `text` with other line ends.
std::string with_ends(std::string_view text, std::string_view end) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += end;
    } else {
      out += c;
    }
  }
  return out;
}

std::string block(std::string_view lines) {
  return "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\n" + std::string(lines) + kRule + "\nBody";
}

std::string date(std::string_view text) {
  const auto ticks = wgpo::read_block_date(text);
  return ticks ? text::iso8601(*ticks) : "";
}

const std::string kNote =
    "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\n"
    "From: Ann Lee\n"
    "To:  Bob Ray\n"
    "Subject:  Plan: the first\n"
    "Date:  1994-01-27 11:58\n"
    "Priority: 3\n"
    "Message ID: 0000A1B2\n"
    "Parent message ID: 0000A1B1\n"
    "Conversation ID: 0000A1B0\n"
    "Attachments:\n"
    "  PLAN.XLS\n"
    "    notes of May.txt\n" +
    kRule +
    "\n"
    "Dear Bob,\n";

TEST_CASE("the block of a note is read, whatever its line ends") {
  for (const auto* end : {"\n", "\r", "\r\n"}) {
    const std::string text = with_ends(kNote, end);
    const auto read = wgpo::split_header_block(text);

    REQUIRE(read);
    CHECK(read->message_class == "IPM.Microsoft Mail.Note");
    CHECK(read->subject == "Plan: the first");
    CHECK(read->date == "1994-01-27 11:58");
    CHECK(read->priority == "3");
    CHECK(read->message_id == "0000A1B2");
    CHECK(read->parent_id == "0000A1B1");
    CHECK(read->conversation_id == "0000A1B0");
    CHECK(read->attachments == Names{"PLAN.XLS", "notes of May.txt"});
    CHECK(read->body == with_ends("Dear Bob,\n", end));
    CHECK(std::string(read->raw) + std::string(read->body) == text);
  }
}

TEST_CASE("the block of a MAPI client is read") {
  const std::string text =
      "Microsoft Mail v3.0 (MAPI 1.0 Transport) IPM.Microsoft Mail.Note\r\n"
      "From: Ann Lee\r\n"
      "Date: 1997-10-30 09:41\r\n"
      "Priority: \r\n"
      "Message ID: 0123456789ABCDEF0123456789ABCDEF\r\n" +
      kRule + "\r\n\r\nBody";
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->message_class == "IPM.Microsoft Mail.Note");
  CHECK(read->date == "1997-10-30 09:41");
  CHECK(read->priority.empty());
  CHECK(read->message_id == "0123456789ABCDEF0123456789ABCDEF");
  CHECK(read->parent_id.empty());
  CHECK(read->attachments.empty());
  CHECK(read->body == "\r\nBody");
}

TEST_CASE("the block of a receipt is read as far as its labels are those of a note") {
  const std::string text =
      "Microsoft Mail v3.0 IPM.Microsoft Mail.Read.Receipt\r\n"
      "From: Bob Ray\r\n"
      "Date sent: 1994-01-28 08:00\r\n"
      "To: Ann Lee\r\n"
      "Subject: Registered: Bob Ray\r\n"
      "Message ID: 00000007\r\n"
      "Conversation ID: 00000001\r\n"
      "\r\n"
      "Your message to: Bob Ray(MS:LAB/PO1/BOBR)\r\n"
      "With subject: Plan\r\n"
      "And sent on: 1994-01-27 11:58\r\n"
      "Was read on: 1994-01-28 08:00\r\n"
      "Priority level: C\r\n" +
      kRule + "\r\n";
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->message_class == "IPM.Microsoft Mail.Read.Receipt");
  CHECK(read->subject == "Registered: Bob Ray");
  CHECK(read->message_id == "00000007");
  CHECK(read->conversation_id == "00000001");
  CHECK(read->raw == text);
  CHECK(read->body.empty());
}

TEST_CASE("labels of other languages stay in the block") {
  const std::string text = block("Von: Ann Lee\nBetreff: Plan\nNachrichten-ID: 12\n");
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->message_class == "IPM.Microsoft Mail.Note");
  CHECK(read->subject.empty());
  CHECK(read->message_id.empty());
  CHECK(read->raw.find("Betreff: Plan") != std::string_view::npos);
  CHECK(read->body == "Body");
}

TEST_CASE("a value may have colons, and be a word that is no number") {
  const std::string text = block("Subject: Re: AW: Plan\nPriority: R\nMessage ID: <1@lab>\n");
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->subject == "Re: AW: Plan");
  CHECK(read->priority == "R");
  CHECK(read->message_id == "<1@lab>");
}

TEST_CASE("the list of attachments ends at the next line that is not indented") {
  const std::string text = block("Attachments:\n  A.TXT\n  B.TXT\nPriority: 4\n");
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->attachments == Names{"A.TXT", "B.TXT"});
  CHECK(read->priority == "4");
}

TEST_CASE("the first rule ends the block, others are the body's") {
  const std::string text = block("") + "\n" + kRule + "\nSubject: quoted\n";
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->body == "Body\n" + kRule + "\nSubject: quoted\n");
  CHECK(read->subject.empty());
}

TEST_CASE("a rule that is the end of the text leaves an empty body") {
  const std::string text = "Microsoft Mail v3.0 IPM.Note\n" + kRule;
  const auto read = wgpo::split_header_block(text);

  REQUIRE(read);
  CHECK(read->message_class == "IPM.Note");
  CHECK(read->raw == text);
  CHECK(read->body.empty());
}

TEST_CASE("without the product's line in front the text is all body") {
  CHECK_FALSE(wgpo::split_header_block(""));
  CHECK_FALSE(wgpo::split_header_block("Dear Bob,\n" + kRule + "\nBody"));
  CHECK_FALSE(wgpo::split_header_block("Dear Bob,\n" + kNote));
  CHECK_FALSE(wgpo::split_header_block("Microsoft Mail\n" + kRule + "\nBody"));
}

TEST_CASE("without a rule of 78 dashes on a line of its own the text is all body") {
  for (const std::string& rule : {std::string(), std::string(77, '-'), std::string(79, '-'),
                                  "x" + kRule, std::string(78, '=')}) {
    CHECK_FALSE(wgpo::split_header_block("Microsoft Mail v3.0 IPM.Note\n" + rule + "\nBody"));
  }
}

TEST_CASE("cut anywhere, a text is all body or is split in two") {
  for (std::size_t size = 0; size <= kNote.size(); ++size) {
    const std::string text = kNote.substr(0, size);
    const auto read = wgpo::split_header_block(text);

    CHECK(read.has_value() == (text.find(kRule) != std::string::npos));
    if (read) {
      CHECK(std::string(read->raw) + std::string(read->body) == text);
    }
  }
}

TEST_CASE("a date of the block is what a clock showed") {
  CHECK(date("1994-01-27 11:58") == "1994-01-27T11:58:00");
  CHECK(date("2000-02-29 00:00") == "2000-02-29T00:00:00");
  CHECK(date("1999-12-31 23:59") == "1999-12-31T23:59:00");
}

TEST_CASE("what the calendar and the clock do not have is no date of a block") {
  for (const auto* text : {"", "x", "1994-02-30 11:58", "1994-13-01 11:58", "1994-01-27 24:00",
                           "1994-01-27 11:60", "94-01-27 11:58", "1994/01/27 11:58",
                           "1994-0x-27 11:58", "1994-01-27 1x:58", "0000-00-00 00:00"}) {
    CHECK(date(text).empty());
  }
}

}  // namespace
}  // namespace header_block_test
