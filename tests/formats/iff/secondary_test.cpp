#include "formats/iff/secondary.h"

#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"
#include "formats/iff/unclaimed_sections.h"
#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::Chain;
using iff::Secondary;
using iff::SectionType;
using test::bytes_of;
using test::SecondaryMaker;

namespace {

using Pointers = std::vector<std::uint64_t>;

Chain read(const Secondary& secondary, std::uint64_t pointer, bytes::DamageLog& damage) {
  return secondary.read_chain(pointer, damage);
}

std::string text_of(const iff::Part& part) { return std::string(bytes::as_text(part.data)); }

}  // namespace

TEST_CASE("the fixture has 327 bytes and its sections where they should be") {
  REQUIRE(test::kNorthSec.size() == 327);
  for (const std::uint64_t offset : {50U, 92U, 128U, 187U, 248U, 268U, 303U}) {
    REQUIRE(iff::read_section_header(bytes_of(test::kNorthSec), offset));
  }
}

TEST_CASE("a pointer leads to the sections of its message") {
  const Secondary secondary(bytes_of(test::kNorthSec), {50, 187, 92, 248, 303});
  bytes::DamageLog damage;

  const Chain body = read(secondary, 50, damage);
  REQUIRE(body.parts.size() == 1);
  REQUIRE(text_of(body.parts[0]) == "Line one.\r\nLine two.\r\n");
  REQUIRE(body.end == 92);

  const Chain with_file = read(secondary, 92, damage);
  REQUIRE(with_file.parts.size() == 2);
  REQUIRE(text_of(with_file.parts[0]) == "See the file.\r\n");
  REQUIRE(with_file.parts[1].header.type == SectionType::Attachment);
  REQUIRE(with_file.parts[1].header.name == "raw.bin");
  REQUIRE(with_file.parts[1].header.position == -1);
  REQUIRE(text_of(with_file.parts[1]) == std::string("\0\r\nBody,9,,TRUE,,,\r\n", 20));
  REQUIRE(with_file.end == 187);

  REQUIRE(text_of(read(secondary, 187, damage).parts.at(0)) ==
          "Ann Ash[SMTP:ann@north.example];Bo Birch");
  REQUIRE(read(secondary, 248, damage).parts.size() == 2);
  REQUIRE(text_of(read(secondary, 303, damage).parts.at(0)) == "Hello");
  REQUIRE(damage.total() == 0);
}

TEST_CASE("a pointer that is off means the nearest header, of two the later") {
  const Secondary secondary(bytes_of(test::kNorthSec), {54});
  bytes::DamageLog damage;

  REQUIRE(read(secondary, 54, damage).begin == 50);
  REQUIRE(read(secondary, 309, damage).begin == 303);
  REQUIRE(read(secondary, 258, damage).begin == 268);
  REQUIRE(damage.items().at(0) == bytes::Damage{.offset = 54,
                                                .length = 0,
                                                .kind = bytes::DamageKind::Inconsistent,
                                                .field = "SEC.pointer",
                                                .found = 54,
                                                .expected = 50});
}

TEST_CASE("Q194920 a pointer past the end leads nowhere, and is told once") {
  const Secondary secondary(bytes_of(test::kNorthSec), {5000});
  for (const std::uint64_t far : {std::uint64_t{5000}, std::uint64_t{343}, UINT64_MAX}) {
    bytes::DamageLog damage;

    const Chain chain = read(secondary, far, damage);

    REQUIRE(chain.parts.empty());
    REQUIRE_FALSE(chain.is_whole);
    REQUIRE(damage.total() == 1);
    REQUIRE(damage.items()[0].kind == bytes::DamageKind::OutOfRange);
  }
}

TEST_CASE("a length that swallows the next message is put right") {
  SecondaryMaker maker;
  const auto first = maker.add_claiming("40", "Body", "short");
  const auto second = maker.add("Body", "the neighbour");
  maker.add("Body", "orphan");
  const Secondary secondary(maker.bytes(), {first, second});
  bytes::DamageLog damage;

  const Chain chain = read(secondary, first, damage);

  REQUIRE(text_of(chain.parts.at(0)) == "short");
  REQUIRE(chain.is_whole);
  REQUIRE(chain.end == second);
  REQUIRE(damage.total() == 1);
  REQUIRE(damage.items()[0].field == "SEC.Length");
  REQUIRE(damage.items()[0].expected == 5);
  REQUIRE(text_of(read(secondary, second, damage).parts.at(0)) == "the neighbour");
}

TEST_CASE("a length that is too small does not lose the tail") {
  SecondaryMaker maker;
  const auto first = maker.add_claiming("4", "Body", "a longer body\r\n");
  const auto second = maker.add("Body", "the neighbour");
  const auto third = maker.add_claiming("3", "Body", "the last body");
  const Secondary secondary(maker.bytes(), {first, second, third});
  bytes::DamageLog damage;

  REQUIRE(text_of(read(secondary, first, damage).parts.at(0)) == "a longer body\r\n");
  REQUIRE(text_of(read(secondary, third, damage).parts.at(0)) == "the last body");
  REQUIRE(damage.total() == 2);
}

TEST_CASE("a wrong length before the files of a message is put right by their headers") {
  SecondaryMaker maker;
  const auto first = maker.add_claiming("999", "Body", "see", "FALSE");
  maker.add("Attachment", "one", "FALSE", "1.txt");
  maker.add("Attachment", "two", "TRUE", "2.txt");
  const auto second = maker.add("Body", "next");
  const Secondary secondary(maker.bytes(), {first, second});
  bytes::DamageLog damage;

  const Chain chain = read(secondary, first, damage);

  REQUIRE(chain.parts.size() == 3);
  REQUIRE(text_of(chain.parts[0]) == "see");
  REQUIRE(text_of(chain.parts[2]) == "two");
  REQUIRE(chain.end == second);
  REQUIRE(damage.total() == 1);
}

TEST_CASE("a file that is cut has what there is of its last section, incomplete") {
  for (std::size_t cut = 1; cut < 7; ++cut) {
    const std::string file = test::kNorthSec.substr(0, test::kNorthSec.size() - 2 - cut);
    const Secondary secondary(bytes_of(file), {303});
    bytes::DamageLog damage;

    const Chain chain = read(secondary, 303, damage);

    if (cut > 5) {
      REQUIRE(chain.parts.at(0).data.empty());  // the header's line end is cut, too
      continue;
    }
    REQUIRE(text_of(chain.parts.at(0)) == std::string("Hello").substr(0, 5 - cut));
    REQUIRE_FALSE(chain.parts[0].is_complete);
    REQUIRE(damage.items().at(0).kind == bytes::DamageKind::Truncated);
  }
}

TEST_CASE("the last line end of a file may be missing") {
  const std::string file = test::kNorthSec.substr(0, test::kNorthSec.size() - 2);
  const Secondary secondary(bytes_of(file), {303});
  bytes::DamageLog damage;

  REQUIRE(text_of(read(secondary, 303, damage).parts.at(0)) == "Hello");
  REQUIRE(damage.total() == 0);
}

TEST_CASE("one of the line end's bytes is damaged: the length counts") {
  for (const std::size_t at : {90U, 91U}) {
    std::string file = test::kNorthSec;
    file[at] = 'x';
    const Secondary secondary(bytes_of(file), {50, 92});
    bytes::DamageLog damage;

    const Chain chain = read(secondary, 50, damage);

    REQUIRE(text_of(chain.parts.at(0)) == "Line one.\r\nLine two.\r\n");
    REQUIRE(chain.is_whole);
    REQUIRE(damage.items().at(0).field == "SEC.line end");
  }
}

TEST_CASE("a header whose length or type cannot be read still leads to its bytes") {
  for (const auto& [at, field] : {std::pair(55, "SEC.Length"), std::pair(50, "SEC.Type")}) {
    std::string file = test::kNorthSec;
    file[static_cast<std::size_t>(at)] = 'x';
    const Secondary secondary(bytes_of(file), {50, 92});
    bytes::DamageLog damage;

    const Chain chain = read(secondary, 50, damage);

    REQUIRE(text_of(chain.parts.at(0)) == "Line one.\r\nLine two.\r\n");
    REQUIRE(damage.items().at(0).field == field);
  }
}

TEST_CASE("Islast that is neither TRUE nor FALSE ends the message") {
  SecondaryMaker maker;
  const auto first = maker.add("Body", "one", "");
  maker.add("Attachment", "two", "TRUE", "2.txt");
  const Secondary secondary(maker.bytes(), {first});
  bytes::DamageLog damage;

  REQUIRE(read(secondary, first, damage).parts.size() == 1);
}

TEST_CASE("Islast FALSE at the end of the file ends the chain, which is told") {
  SecondaryMaker maker;
  const auto first = maker.add("Body", "one", "FALSE");
  const Secondary secondary(maker.bytes(), {first});
  bytes::DamageLog damage;

  const Chain chain = read(secondary, first, damage);

  REQUIRE(text_of(chain.parts.at(0)) == "one");
  REQUIRE_FALSE(chain.is_whole);
  REQUIRE(damage.items().at(0).field == "SEC.Islast");
}

TEST_CASE("a section of no bytes may lack its line end") {
  std::string file = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";
  file += "Body,0,,FALSE,,,\r\nDocument,3,,TRUE,a.txt,0,\r\nabc\r\n";
  const Secondary secondary(bytes_of(file), {50});
  bytes::DamageLog damage;

  const Chain chain = read(secondary, 50, damage);

  REQUIRE(chain.parts.size() == 2);
  REQUIRE(damage.total() == 0);
}

TEST_CASE("Q174037 a section of three million bytes comes whole") {
  SecondaryMaker maker;
  const std::string data(3'000'000, '\xD0');
  const auto first = maker.add("Attachment", data, "TRUE", "big.ole");
  const Secondary secondary(maker.bytes(), {first});
  bytes::DamageLog damage;

  REQUIRE(text_of(read(secondary, first, damage).parts.at(0)) == data);
  REQUIRE(damage.total() == 0);
}

TEST_CASE("lengths of very many sections are looked for in time that grows with the file") {
  test::SecondaryMaker maker;
  constexpr int kMany = 40'000;
  for (int i = 0; i < kMany; ++i) {
    maker.text() += "Body,5,,TRUE,,,\r\nxx\n";
  }
  const iff::Secondary secondary(maker.bytes(), {});
  bytes::DamageLog damage;
  std::uint64_t end = 0;
  iff::find_unclaimed(secondary, damage, [&](const iff::Unclaimed& one) {
    end = one.offset + one.length;
    return true;
  });

  REQUIRE(end == maker.text().size());
}

TEST_CASE("a wrong length never takes the sections of other messages in") {
  SecondaryMaker maker;
  const auto first = maker.add_claiming("400", "Body", "the first");
  maker.add("Body", "of another message, whose row is lost");
  maker.add("Body", std::string(600, 'x'));
  const Secondary secondary(maker.bytes(), {first});
  bytes::DamageLog damage;

  const Chain chain = read(secondary, first, damage);

  REQUIRE(text_of(chain.parts.at(0)) == "the first");
  REQUIRE_FALSE(chain.is_whole);
  REQUIRE(damage.items().at(0).field == "SEC.end");
}

TEST_CASE("sections end before a header behind a bare LF") {
  const std::string file =
      "Type,Length,Encoding,Islast,Name,Position,Format\r\nBody,90,,TRUE,,,\none\nBody,3,,TRUE,,,"
      "\ntwo\n";
  const Secondary secondary(bytes_of(file), {50});
  bytes::DamageLog damage;

  REQUIRE(text_of(read(secondary, 50, damage).parts.at(0)) == "one");
}

TEST_CASE("pointers that are all shifted by what the file lost are read so, told once") {
  SecondaryMaker maker;
  std::vector<std::uint64_t> pointers;
  for (int i = 0; i < 5; ++i) {
    pointers.push_back(maker.add("Body", "text " + std::to_string(i)));
  }
  const std::string whole = maker.text();
  for (const std::string& file : {whole.substr(50), std::string(70, '?') + "\r\n" + whole}) {
    const Secondary secondary(bytes_of(file), pointers);
    bytes::DamageLog damage;

    for (std::size_t i = 0; i < pointers.size(); ++i) {
      REQUIRE(text_of(read(secondary, pointers[i], damage).parts.at(0)) ==
              "text " + std::to_string(i));
    }
    REQUIRE(damage.total() == 0);
    secondary.tell_shift(damage);
    REQUIRE(damage.items().at(0).field == "SEC.shift");
    REQUIRE(damage.items()[0].found == 50);
  }
}

TEST_CASE("pointers of which one meets a section are not shifted") {
  SecondaryMaker maker;
  const auto first = maker.add("Body", "one");
  const auto second = maker.add("Body", "two");
  const Secondary secondary(maker.bytes(), {first, second + 100});
  bytes::DamageLog damage;

  REQUIRE(read(secondary, second + 100, damage).parts.empty());
  secondary.tell_shift(damage);
  REQUIRE(damage.total() == 1);
}
