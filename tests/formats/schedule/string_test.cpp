#include <catch2/catch.hpp>
#include <chrono>

#include "formats/schedule/escapes.h"
#include "tests/formats/schedule/typed_text.h"

namespace string_test {

using bytes::DamageKind;
using test::schedule::file;
using test::schedule::read;

namespace {

struct OneString {
  std::string value;
  std::vector<bytes::Damage> damage;
  schedule::File file;
};

/// The text of an appointment whose lines, from Text on, are `lines`; Ring follows them.
OneString text_of(const std::string& lines, text::CodePageNumber page = 1252) {
  bytes::DamageLog damage;
  const auto text = file("SingleAppointments:\n{\nText: " + lines + "\nRing: F\n}\n");
  auto read_file = read(text, damage, page);
  REQUIRE(read_file.objects.size() == 1);
  REQUIRE(read_file.objects[0].find("Text") != nullptr);
  REQUIRE(read_file.objects[0].find("Ring") != nullptr);
  return {.value = read_file.objects[0].find("Text")->value,
          .damage = damage.items(),
          .file = std::move(read_file)};
}

TEST_CASE("a quote with a backslash is a quote") {
  CHECK(text_of(R"("say \"hi\" to him")").value == R"(say "hi" to him)");
  CHECK(text_of(R"("\"all\"")").value == R"("all")");
  CHECK(text_of(R"("")").value.empty());
  CHECK(text_of(R"("say \"hi\" to him")").file.inner_quotes == 0);
}

TEST_CASE("a backslash at a line end joins the lines, two in a row are a line break") {
  CHECK(text_of("\"one \\\ntwo\"").value == "one two");
  CHECK(text_of("\"one\\\n\\\ntwo\"").value == "one\r\ntwo");
  CHECK(text_of("\"one\\\n\\\n\\\ntwo\"").value == "one\r\ntwo");
  CHECK(text_of("\"one\\\n\\\n\\\n\\\ntwo\"").value == "one\r\n\r\ntwo");
  CHECK(text_of("\"one\\\n\\\ntwo\\\n\\\nthree\"").value == "one\r\ntwo\r\nthree");
  CHECK(text_of("\"one\\\n\\\ntwo\"").damage.empty());
}

TEST_CASE("quotes without a backslash are part of the text, but for the last of the line") {
  const auto read_string = text_of(R"("he said "yes" twice")");

  CHECK(read_string.value == R"(he said "yes" twice)");
  CHECK(read_string.damage.empty());
  CHECK(read_string.file.inner_quotes == 2);
}

TEST_CASE("Q235699 a string without its last quote ends before a property of the object") {
  bytes::DamageLog damage;
  const auto text = file("SingleAppointments:\n{\nText: \"Meeting\nNotes: \"bring the plan\"\n}\n");

  const auto read_file = read(text, damage);

  const auto& item = read_file.objects.at(0);
  CHECK(item.find("Text")->value == "Meeting");
  CHECK(item.find("Notes")->value == "bring the plan");
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0] == bytes::Damage{.offset = text.find("\"Meeting"),
                                           .length = 10,
                                           .kind = DamageKind::Inconsistent,
                                           .field = "string.quote"});
}

TEST_CASE("a string without its last quote ends before a brace, too") {
  bytes::DamageLog damage;

  const auto read_file =
      read(file("Projects:\n{\nText: \"Plan\n}\nProjects:\n{\nText: \"B\"\n}\n"), damage);

  REQUIRE(read_file.objects.size() == 2);
  CHECK(read_file.objects[0].find("Text")->value == "Plan");
  CHECK(damage.items().size() == 1);
}

TEST_CASE("a line that no backslash joins goes on with a blank, and is told once") {
  const auto read_string = text_of("\"one\nSubject: two\nthree\"");

  CHECK(read_string.value == "one Subject: two three");
  REQUIRE(read_string.damage.size() == 1);
  CHECK(read_string.damage[0].field == "string.line");
}

TEST_CASE("a string that the end of the file cuts is told, and what there is of it read") {
  bytes::DamageLog damage;
  const auto read_file = read(file("Projects:\n{\nText: \"Plan"), damage);

  CHECK(read_file.objects.at(0).find("Text")->value == "Plan");
  REQUIRE(damage.items().size() == 2);
  CHECK(damage.items()[0].field == "string");
  CHECK(damage.items()[0].kind == DamageKind::Truncated);
}

TEST_CASE("Q273356 backslashes are halved when every run of them is even") {
  const auto doubled = text_of(R"("\\\\server\\share and C:\\TEMP\\")");

  CHECK(doubled.value == R"(\\server\share and C:\TEMP\)");
  CHECK(doubled.file.had_doubled_backslashes);
}

TEST_CASE("Q273356 one odd run of backslashes anywhere leaves all of them as they are") {
  const auto single = text_of("\"\\\\\\\\server\\\\share\"\nWhere: \"C:\\TEMP\"");

  CHECK(single.value == R"(\\\\server\\share)");
  CHECK_FALSE(single.file.had_doubled_backslashes);
}

TEST_CASE("escapes are no runs of backslashes") {
  const auto doubled = text_of("\"a \\\"quoted\\\" C:\\\\TEMP \\\nword\"");

  CHECK(doubled.value == "a \"quoted\" C:\\TEMP word");
  CHECK(doubled.file.had_doubled_backslashes);
  CHECK_FALSE(text_of("\"a \\\"quoted\\\" \\\nword\"").file.had_doubled_backslashes);
}

TEST_CASE("the second byte of a character is no backslash in a page of two bytes") {
  CHECK(text_of("\"\x95\x5C\"", 932).value == "\x95\x5C");
  CHECK(text_of("\"\x95\x5C\"", 932).damage.empty());
  CHECK(text_of("\"\x95\x5C\nend\"", 932).value == "\x95\x5C end");
  CHECK(schedule::halve_backslashes("\x95\x5C\x5C\x5C", 932) == "\x95\x5C\x5C");
}

TEST_CASE("a line of quotes with blanks behind it is read in the time of its length") {
  constexpr std::size_t kQuotes = 200'000;
  std::string line = "\"begin\\\n";
  for (std::size_t i = 0; i < kQuotes; ++i) {
    line += "\\\"";
  }
  line += std::string(2 * kQuotes, ' ') + "\nend\"";
  const auto begin = std::chrono::steady_clock::now();

  const auto read_string = text_of(line);

  CHECK(read_string.value.starts_with("begin" + std::string(kQuotes, '"') + " "));
  CHECK(read_string.value.ends_with(" end"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("bytes of binary values stand behind slashes") {
  const auto bytes_of = [](std::string_view value) {
    std::string text;
    const auto data = schedule::read_binary(value);
    REQUIRE(data);
    for (const std::byte byte : *data) {
      text += static_cast<char>(byte);
    }
    return text;
  };
  CHECK(bytes_of("NOTES/3AANN/20ASH/00") == std::string("NOTES:ANN ASH\0", 14));
  CHECK(bytes_of("").empty());
  CHECK_FALSE(schedule::read_binary("A/3"));
  CHECK_FALSE(schedule::read_binary("A/3G"));
  CHECK_FALSE(schedule::read_binary("A/-1"));
}

}  // namespace
}  // namespace string_test
