#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"
#include "formats/mime/mboxrd.h"
#include "formats/mime/modified_utf7.h"
#include "formats/mime/reader/maildir_name.h"
#include "formats/mime/reader/mbox.h"
#include "formats/mime/reader/message_sniff.h"
#include "formats/mime/reader/text_blocks.h"

namespace {

struct Split {
  std::vector<std::string> contents;
  std::uint64_t covered = 0;
};

Split split(const std::string& file) {
  mime::MboxReader reader(std::as_bytes(std::span(file)));
  Split result;
  while (const auto message = reader.next()) {
    result.contents.emplace_back(bytes::as_text(message->content));
    result.covered = result.contents.size() == 1 ? message->offset : result.covered;
    CHECK(message->offset == result.covered);
    CHECK(file.substr(message->content_offset, message->content.size()) == result.contents.back());
    result.covered += message->length;
  }
  return result;
}

const std::string kLine = "From ann@a.org Tue Mar 14 09:15:00 1995\n";

std::string unquoted(std::string text) {
  for (std::size_t at = mime::find_quote(text, 0); at != std::string::npos;
       at = mime::find_quote(text, at + 1)) {
    text.erase(at, 1);
  }
  return text;
}

mime::MessageEvidence sniff(std::string_view text) {
  return mime::sniff_message(std::as_bytes(std::span(text)));
}

}  // namespace

TEST_CASE("an mbox is split at its separators, and every octet belongs to a message") {
  const std::string file =
      kLine + "A: 1\n\none\n\n" + kLine + "A: 2\n\ntwo\n\n" + kLine + "A: 3\n\n3";
  const Split result = split(file);

  CHECK(result.contents == std::vector<std::string>{"A: 1\n\none\n", "A: 2\n\ntwo\n", "A: 3\n\n3"});
  CHECK(result.covered == file.size());
}

TEST_CASE("an mbox may have CRLF lines, and no empty line before a separator") {
  const std::string crlf = "From - Tue Mar 14 09:15:00 1995\r\nA: 1\r\n\r\none\r\n\r\n";
  CHECK(split(crlf + crlf).contents ==
        std::vector<std::string>{"A: 1\r\n\r\none\r\n", "A: 1\r\n\r\none\r\n"});
  CHECK(split(kLine + "A: 1\n\none\n" + kLine + "A: 2\n").contents.size() == 2);
}

TEST_CASE("a line of From without a date is text") {
  CHECK(split(kLine + "\nFrom now on it is text\nFrom Berlin, 1995\n").contents.size() == 1);
}

TEST_CASE("what stands before the first separator is a message by itself") {
  const Split result = split("A: 0\n\nzero\n\n" + kLine + "A: 1\n\none\n");
  CHECK(result.contents == std::vector<std::string>{"A: 0\n\nzero\n", "A: 1\n\none\n"});
  CHECK(split("\n\n" + kLine + "x\n").contents.size() == 1);
  CHECK(split("").contents.empty());
}

TEST_CASE("what was written over a separator parts messages where a header follows it") {
  const std::string one = kLine + "From: a@b\nSubject: one\n\nfirst\n\n";
  const std::string two = "From: c@d\nSubject: two\n\nsecond\n";
  for (const auto& [rest, separator] : {std::pair<std::string, std::string>("", ""),
                                        {"\n", ""},
                                        {"1995\n", ""},
                                        {"bject: x\n", ""},
                                        {"Tue Mar 14 09:15:00 1995\n", "Tue Mar 14 09:15:00 1995"},
                                        {kLine, kLine}}) {
    const std::string hole(20, '\0');
    std::string file = one;
    file += hole;
    file += rest;
    file += two;
    mime::MboxReader reader(std::as_bytes(std::span(file)));
    const auto first = reader.next();
    const auto second = reader.next();

    REQUIRE(second);
    CHECK(first->behind == mime::Overwritten{.begin = one.size(), .length = 20, .fill = '\0'});
    CHECK(second->before == (rest == kLine ? std::nullopt : first->behind));
    CHECK_FALSE(reader.next());
    CHECK(bytes::as_text(first->content) == "From: a@b\nSubject: one\n\nfirst\n");
    CHECK(bytes::as_text(second->content).ends_with(two));
    CHECK(second->offset == first->offset + first->length);
    CHECK(second->separator == separator.substr(0, separator.find('\n')));
  }
}

TEST_CASE("the front that is left of a separator is no text of the message before it") {
  const std::string file = kLine + "From: a@b\nSubject: one\n\nfirst\n\nFrom c@d Mon Jan" +
                           std::string(9, '\0') + "\nFrom: c@d\nSubject: two\n\nsecond\n";
  CHECK(split(file).contents == std::vector<std::string>{"From: a@b\nSubject: one\n\nfirst\n",
                                                         "From: c@d\nSubject: two\n\nsecond\n"});
}

TEST_CASE("what was written over text parts no message that goes on behind it") {
  const std::string hole(20, '\0');
  const std::string parts = "Content-Type: multipart/mixed; boundary=x\n\n--x\n";
  const std::string inner = "From: c@d\nSubject: two\n\n";
  CHECK(split(kLine + "From: a@b\n\ntext" + hole + "more text\n").contents.size() == 1);
  CHECK(split(kLine + "From: a@b\nX: " + hole + "\nSubject: s\nTo: c\n\ntext").contents.size() ==
        1);
  CHECK(split(kLine + "From: a@b\nX: " + hole + "\n" + inner).contents.size() == 2);
  CHECK(split(kLine + parts + hole + inner + "\n--x--\n").contents.size() == 1);
  CHECK(split(kLine + parts + hole + inner + "\n").contents.size() == 2);
}

TEST_CASE("a file whose first separator was written over begins with a message all the same") {
  const std::string hole(20, '\0');
  const Split result = split(hole + "From: a@b\nSubject: one\n\nfirst\n\n" + kLine + "A: 2\n");
  CHECK(result.contents ==
        std::vector<std::string>{"From: a@b\nSubject: one\n\nfirst\n", "A: 2\n"});
}

TEST_CASE("bytes in a row that no text has so many of, and those that one may have") {
  const auto found = [](const std::string& run) {
    return mime::find_fill("text" + run + "text\n", 0) ==
           mime::Overwritten{.begin = 4, .length = run.size(), .fill = run.front()};
  };
  for (const auto& [fill, least] : std::vector<std::pair<char, std::size_t>>{
           {'\0', 4}, {'\xF6', 64}, {'\xFF', 64}, {'\xE5', 64}, {'\x01', 64}, {'\xC4', 256}}) {
    CHECK(found(std::string(least, fill)));
    CHECK(found(std::string(least + 1, fill)));
    CHECK_FALSE(found(std::string(least - 1, fill)));
  }
  CHECK_FALSE(found(std::string(5000, ' ')));
  CHECK_FALSE(found(std::string(5000, '\n')));
  CHECK_FALSE(found(std::string(5000, '=')));
}

TEST_CASE("our own separators are separators, whatever the sender and the date") {
  for (const auto& sender : {"", "ann@a.org", "with blank"}) {
    for (const std::optional<std::int64_t> seconds :
         {std::optional<std::int64_t>(), std::optional<std::int64_t>(0),
          std::optional<std::int64_t>(795172500), std::optional<std::int64_t>(-1)}) {
      CHECK(mime::is_separator(mime::mbox_separator(sender, seconds)));
    }
  }
}

TEST_CASE("one '>' is taken from lines of '>' and From, and from no others") {
  CHECK(unquoted(">From a\n>>From b\n> From c\n>Frome\nx >From d\n>From ") ==
        "From a\n>From b\n> From c\n>Frome\nx >From d\nFrom ");
  CHECK(unquoted("plain\n>\n") == "plain\n>\n");
}

TEST_CASE("flags of a Maildir's file names") {
  CHECK(mime::maildir_flags("123.1.host,S=5:2,FRS") ==
        mime::MaildirFlags{.flagged = true, .replied = true, .seen = true});
  CHECK(mime::maildir_flags("123.1.host;2,DT") ==
        mime::MaildirFlags{.draft = true, .trashed = true});
  CHECK(mime::maildir_flags("123.1.host") == mime::MaildirFlags{});
  CHECK(mime::maildir_flags("123.1.host:1,S") == mime::MaildirFlags{});
}

TEST_CASE("folders of a Maildir++ are in modified UTF-7") {
  CHECK(mime::maildir_folder(".Work.M&APw-ller &- Co") ==
        std::vector<std::string>{"Work", "M\xC3\xBCller & Co"});
  CHECK(mime::maildir_folder(".A&x") == std::vector<std::string>{"A&x"});
  CHECK(mime::maildir_folder("cur").empty());
  for (const std::string name :
       {"a&b", "\xE6\x97\xA5\xE6\x9C\xAC & \xF0\x9F\x98\x80 x", "~peter/mail"}) {
    CHECK(mime::decode_modified_utf7(mime::encode_modified_utf7(name)) == name);
  }
}

TEST_CASE("a file that begins like mail is told from one that does not") {
  CHECK(sniff("From: a@b\nSubject: x\n\nbody: text\nno field").is_sure());
  CHECK(sniff("X-Odd: 1\nSubject: folded\n over lines\n\n").is_possible());
  CHECK_FALSE(sniff("Dear Sir or Madam,\nSubject: yours\n").is_possible());
  CHECK_FALSE(sniff("key: value\nother: value\n").is_possible());
  CHECK_FALSE(sniff("").is_possible());
}

TEST_CASE("uuencoded files in a text, and the texts between them") {
  const std::string text = "before\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter\n";
  const auto blocks = mime::find_uuencoded(text);

  REQUIRE(blocks.size() == 3);
  CHECK(blocks[1].name == "cat.txt");
  CHECK(text.substr(blocks[1].offset, blocks[1].length) == "begin 644 cat.txt\n#0V%T\n`\nend\n");
  CHECK(blocks[0].is_text);
  CHECK(text.substr(blocks[2].offset) == "after\n");
}

TEST_CASE("a text about uuencode stays a text") {
  for (const std::string text : {"begin 644 x\nthese are words\nend\n", "begin 644 x\n#0V%T\n",
                                 "begin again\nend\n", "I begin 644 x\n#0V%T\n`\nend\n"}) {
    CHECK(mime::find_uuencoded(text).size() == 1);
    CHECK(mime::find_uuencoded(text).front().is_text);
  }
}

TEST_CASE("an Encoding field cuts the text by lines") {
  const std::string text = "one\ntwo\n4142\n43\nrest\n";
  const auto blocks = mime::split_by_encoding(" 2 TEXT, 2 HEX", text);

  REQUIRE(blocks);
  REQUIRE(blocks->size() == 3);
  CHECK(text.substr((*blocks)[0].offset, (*blocks)[0].length) == "one\ntwo\n");
  CHECK((*blocks)[1].coding == mime::Coding::Hex);
  CHECK(text.substr((*blocks)[1].offset, (*blocks)[1].length) == "4142\n43\n");
  CHECK((*blocks)[2].is_text);
  CHECK_FALSE(mime::split_by_encoding("9 TEXT", text));
  CHECK_FALSE(mime::split_by_encoding("", text));
}
