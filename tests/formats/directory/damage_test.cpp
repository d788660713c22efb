#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/directory/reading.h"

namespace {

const std::vector<std::string>& examples() {
  static const std::vector<std::string> all = {
      "Obj-Class,Alias Name,E-mail Addresses,Members\r\n"
      "Mailbox,ann,SMTP:a@b%X400:c=US;s=A;%~DEL<MS:>,\r\n"
      "dl,\"te\"\"am\",,Recipients/cn=Ann%Recipients/cn=B\r\no\r\nMailbox,\"bo\r\n",
      "PO\r\nSFS_UserName,SFS_FullName,Mode\r\nANN,\"Ash, Ann\",Create\r\nBO,Bo\r\n",
      "version: 1\n\ndn:: Q049SsO2cmc=\nobjectSid:: AQEAAAAAAAUSAAAA\ncn: a\n b\n"
      "jpegPhoto:< file:///x\n\ndn: CN=b\nchangetype: modify\nadd: mail\nmail: a@b\n-\n",
      "# c\nA dn\n- Label:\"x\"\n- Raw:\\x41FF\nM dn\nD dn\n",
      "native,smtp\n# c\nMS:A/B/C,c@x.example\n\"/o=A, B\",b@x.example\nodd\n",
      "\xFF\xFE" + std::string("A\0l\0i\0a\0s\0,\0c\0n\0\n\0a\0,\0b\0", 24)};
  return all;
}

/// Whatever the bytes are, what is found lies inside them, and no value is empty.
void check(const std::string& text) {
  const auto file = directory::read_directory(test::bytes_of(text), {});
  if (!file) {
    return;
  }
  for (const auto& finding : file->findings.items()) {
    const bool is_inside = finding.damage.offset <= text.size() &&
                           finding.damage.length <= text.size() - finding.damage.offset;
    REQUIRE(is_inside);
    REQUIRE(finding.line > 0);
  }
  for (const auto& record : file->records) {
    for (const auto& field : record.fields) {
      REQUIRE((record.change == directory::Change::Modify || !field.values.empty()));
      for (const auto& value : field.values) {
        REQUIRE_FALSE(value.empty());
      }
    }
  }
}

}  // namespace

TEST_CASE("a directory file cut anywhere is read as far as it goes") {
  for (const auto& example : examples()) {
    for (std::size_t size = 0; size < example.size(); ++size) {
      check(example.substr(0, size));
    }
  }
}

TEST_CASE("a directory file with any byte changed is read without harm") {
  for (const auto& example : examples()) {
    for (std::size_t i = 0; i < example.size(); ++i) {
      for (const char c : {'\0', '\n', '"', ',', '%', ' ', ':', '\x1A', '\x80', '\xFF'}) {
        auto changed = example;
        changed[i] = c;
        check(changed);
      }
    }
  }
}

TEST_CASE("directory files with seeded damage are read without harm") {
  std::mt19937 random(20110);
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  for (int round = 0; round < 3000; ++round) {
    auto text = examples()[below(examples().size())];
    for (std::size_t change = 0; change < 1 + below(6); ++change) {
      const std::size_t at = below(text.size());
      switch (below(3)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.insert(at, text.substr(below(text.size()), below(40)));
          break;
        default:
          text.erase(at, 1 + below(10));
          text += text.empty() ? "x" : "";
      }
    }
    check(text);
  }
}
