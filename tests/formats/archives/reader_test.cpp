#include "formats/archives/reader.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/formats/archives/tar_maker.h"
#include "tests/support/temporary_directory.h"

namespace reader_test {

using archives::Form;

std::string content_of(archives::Reader& reader) {
  std::string content;
  std::vector<std::byte> piece(100);
  while (true) {
    const auto got = reader.read(piece);
    REQUIRE(got);
    if (*got == 0) {
      return content;
    }
    for (std::size_t i = 0; i < *got; ++i) {
      content += static_cast<char>(piece[i]);
    }
  }
}

using archives::MemberKind;

TEST_CASE("members come in order, with their content, links with what they name") {
  const test::TemporaryDirectory directory;
  const std::string large(1000, 'x');
  test::write_file(directory / "a.tar", test::TarMaker()
                                            .special("mail/", '5')
                                            .file("mail/a.eml", large)
                                            .link("b.eml", '2', "/etc/passwd")
                                            .link("c.eml", '1', "mail/a.eml")
                                            .special("pipe", '6')
                                            .text());
  const auto reader = archives::Reader::open(directory / "a.tar", Form::Tar);
  REQUIRE(reader);
  std::vector<std::string> names;
  std::vector<MemberKind> kinds;
  std::vector<std::string> targets;
  std::string content;

  while (true) {
    const auto member = (*reader)->next();
    REQUIRE(member);
    if (!*member) {
      break;
    }
    names.push_back((*member)->name);
    kinds.push_back((*member)->kind);
    targets.push_back((*member)->target);
    content += content_of(**reader);
  }

  CHECK(names == std::vector<std::string>{"mail/", "mail/a.eml", "b.eml", "c.eml", "pipe"});
  CHECK(kinds == std::vector{MemberKind::Directory, MemberKind::File, MemberKind::Link,
                             MemberKind::Link, MemberKind::Special});
  CHECK(targets == std::vector<std::string>{"", "", "/etc/passwd", "mail/a.eml", ""});
  CHECK(content == large);
}

TEST_CASE("an archive that is cut off gives what is there, and an error") {
  const test::TemporaryDirectory directory;
  auto text = test::TarMaker().file("a", "one").file("b", std::string(5000, 'x')).text();
  text.resize(512 + 512 + 512 + 1000);
  test::write_file(directory / "a.tar", text);
  const auto reader = archives::Reader::open(directory / "a.tar", Form::Tar);
  REQUIRE(reader);

  REQUIRE((*reader)->next());
  CHECK(content_of(**reader) == "one");
  REQUIRE((*reader)->next());
  std::vector<std::byte> piece(10'000);
  auto got = (*reader)->read(piece);
  std::size_t size = 0;
  while (got && *got != 0) {
    size += *got;
    got = (*reader)->read(piece);
  }
  REQUIRE_FALSE(got);
  CHECK(got.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK(size <= 1000);
}

/// The members of a tar of that text, and whether it ends with an error.
std::pair<int, bool> members_of(const std::string& text, Form form = Form::Tar) {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a", text);
  const auto reader = archives::Reader::open(directory / "a", form);
  REQUIRE(reader);
  int count = 0;
  while (true) {
    const auto member = (*reader)->next();
    if (!member || !*member) {
      return {count, !member};
    }
    ++count;
    std::vector<std::byte> piece(10'000);
    while ((*reader)->read(piece).value_or(0) != 0) {
    }
  }
}

TEST_CASE("a tar that is cut off anywhere before its end mark ends with an error") {
  const auto tar = test::TarMaker().file("a", "one").link("l", '2', "a").file("b", "two");
  const auto size = tar.members().size();
  for (std::size_t cut = 512 + 64; cut <= size; cut += 64) {
    CAPTURE(cut);
    CHECK(members_of(tar.text().substr(0, cut)).second);
  }
  CHECK(members_of(tar.members()) == std::pair(3, true));
}

TEST_CASE("a tar is whole with one block of zeros, with two, and with a tape's record of them") {
  const auto tar = test::TarMaker().file("a", "one").special("d", '5').members();
  for (const std::size_t zeros : {512U, 1024U, 10'240U}) {
    CHECK(members_of(tar + std::string(zeros, '\0')) == std::pair(2, false));
  }
}

TEST_CASE("what is no archive of the form is an error") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a.7z", "7z\xBC\xAF\x27\x1C and nothing behind");
  const auto reader = archives::Reader::open(directory / "a.7z", Form::SevenZip);
  const bool is_refused = !reader || !(*reader)->next();
  CHECK(is_refused);
  const auto none = archives::Reader::open(directory / "gone.zip", Form::Zip);
  CHECK_FALSE(none);
}

}  // namespace reader_test
