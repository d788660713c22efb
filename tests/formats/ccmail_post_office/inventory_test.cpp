#include "formats/ccmail_post_office/inventory.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "tests/support/temporary_directory.h"

using ccmail_post_office::Finding;
using ccmail_post_office::FindingKind;
using ccmail_post_office::Generation;
using ccmail_post_office::Inventory;
using ccmail_post_office::Reading;
using ccmail_post_office::take_inventory;

namespace {

namespace fs = std::filesystem;

/// Bytes as an enciphered file has them.
std::string enciphered(std::size_t size, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string bytes;
  while (bytes.size() < size) {
    bytes += static_cast<char>(random());
  }
  return bytes;
}

/// A DB6 post office of two users.
void make_office(const fs::path& directory) {
  fs::create_directories(directory);
  test::write_file(directory / "CLANDATA", enciphered(0x5000, 1));
  test::write_file(directory / "MLANDATA", enciphered(0x6000, 2));
  test::write_file(directory / "USR00000", enciphered(0x1000, 3));
  test::write_file(directory / "usr00001", enciphered(0x1000, 4));
  test::write_file(directory / "NFTCHECK", "x");
}

std::vector<Finding> findings_of(const Inventory& inventory, FindingKind kind) {
  std::vector<Finding> found;
  std::ranges::copy_if(inventory.findings, std::back_inserter(found),
                       [kind](const Finding& one) { return one.kind == kind; });
  return found;
}

bool is_sound(const Inventory& inventory) {
  return std::ranges::none_of(inventory.findings,
                              [](const Finding& one) { return is_damage(one.kind); });
}

std::string joined(const Inventory& inventory) {
  std::string text;
  for (const std::string& line : to_lines(inventory)) {
    text += line + "\n";
  }
  return text;
}

TEST_CASE("a healthy post office has an inventory and nothing to complain of") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  test::write_file(directory / "NOTES.TXT", "mine");
  fs::create_directory(directory / "BACKUP");

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  CHECK(inventory->judgement.generation == Generation::Db6);
  CHECK(inventory->user_files == 2);
  CHECK(inventory->files.size() == 5);
  CHECK(inventory->other_files == 1);
  CHECK(inventory->directories == 1);
  CHECK(inventory->bytes == 0x5000 + 0x6000 + 0x1000 + 0x1000 + 1);
  CHECK_FALSE(inventory->shut_down);
  CHECK(is_sound(*inventory));
  for (const auto& file : inventory->files) {
    CHECK(file.impression.has_value() == file.meaning.enciphered);
  }
  CHECK(joined(*inventory).find("CLANDATA, 20480 bytes, entropy 7.99: central directory") !=
        std::string::npos);
}

TEST_CASE("Q179072 text in a file that shows none is told with place, length and words") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  const std::string text =
      "Exporting messages in mailbox \"NAME\" to file EXPORT\\MSG4A27.CCM and so on to ninety "
      "bytes.";
  REQUIRE(text.size() == 90);
  std::string damaged = enciphered(0x5000, 1);
  damaged.replace(0x3EFF, text.size() + 2, std::string(1, '\0') + text + std::string(1, '\0'));
  test::write_file(directory / "CLANDATA", damaged);

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  const auto found = findings_of(*inventory, FindingKind::PlainText);
  REQUIRE(found.size() == 1);
  CHECK(found[0].file == "CLANDATA");
  CHECK(found[0].offset == 0x3F00);
  CHECK(found[0].length == 90);
  CHECK(found[0].quoted == text);
  CHECK(std::ranges::count_if(inventory->findings,
                              [](const Finding& one) { return is_damage(one.kind); }) == 1);
  CHECK(joined(*inventory).find("CLANDATA: 0x3F00+90: plain text") != std::string::npos);
}

TEST_CASE("a file that is mostly text, or has little variety, is not what its name says") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += "This is a letter, and no post office.\r\n";
  }
  test::write_file(directory / "MLANDATA", text);
  test::write_file(directory / "USR00000", std::string(4096, '\0'));
  test::write_file(directory / "usr00001", "");

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  const auto found = findings_of(*inventory, FindingKind::NotEnciphered);
  REQUIRE(found.size() == 2);
  CHECK(found[0].file == "MLANDATA");
  CHECK(found[1].file == "USR00000");
  CHECK(found[1].text.find("entropy 0.00") != std::string::npos);
  CHECK(findings_of(*inventory, FindingKind::PlainText).empty());
  CHECK(findings_of(*inventory, FindingKind::Empty).at(0).file == "usr00001");
}

TEST_CASE("plain text in a file of DB8, of which nobody says that it is enciphered, is a note") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "CCPODD.00", enciphered(5000));
  test::write_file(directory / "CCPOMS", std::string(5000, 'x'));
  test::write_file(directory / "CCPOMBOX.001", enciphered(5000, 2));

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  const auto found = findings_of(*inventory, FindingKind::Note);
  CHECK(std::ranges::count(found, std::string("CCPOMS"), &Finding::file) == 1);
  CHECK(std::ranges::count(found, std::string("CCPODD.00"), &Finding::file) == 0);
  CHECK(findings_of(*inventory, FindingKind::NotEnciphered).empty());
  CHECK(findings_of(*inventory, FindingKind::PlainText).empty());
}

TEST_CASE("flags, logs and undelivered mail are told, with what to do") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  for (const char* name : {"CCPODOWN", "nfterror.log", "CCMAIL.UND"}) {
    test::write_file(directory / name, "x");
  }

  const auto inventory = take_inventory(directory.path(), Reading::Names);

  REQUIRE(inventory);
  CHECK(inventory->shut_down);
  CHECK(findings_of(*inventory, FindingKind::ShutDown).at(0).text.find("in the copy") !=
        std::string::npos);
  CHECK(findings_of(*inventory, FindingKind::DamageLog).size() == 1);
  CHECK(findings_of(*inventory, FindingKind::Undelivered).size() == 1);
}

TEST_CASE("missing pieces are named, and unused numbers of users are a note") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "CLANDATA", enciphered(100));
  test::write_file(directory / "USR00001", enciphered(100));
  test::write_file(directory / "USR00004", enciphered(100));

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  CHECK(inventory->judgement.generation == Generation::PartOfDb6);
  const auto missing = findings_of(*inventory, FindingKind::Missing);
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].file == "MLANDATA");
  CHECK(findings_of(*inventory, FindingKind::Note).at(0).text.starts_with("2 of the numbers"));
}

TEST_CASE("two names that differ in case alone, and links, are told") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  test::write_file(directory / "USR00001", enciphered(64));
  fs::create_symlink(directory / "CLANDATA", directory / "USR00009");

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  CHECK(findings_of(*inventory, FindingKind::TwoOfOneName).at(0).file == "usr00001");
  CHECK(findings_of(*inventory, FindingKind::Unreadable).at(0).file == "USR00009");
}

TEST_CASE("a binary archive is told by its name only, one of text as text") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  test::write_file(directory / "ANN.CCA", enciphered(5000));
  test::write_file(directory / "BOB.CCA",
                   "Message:\r\nFrom: Bob at PO1\r\nSubject: a text archive");

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  const auto notes = findings_of(*inventory, FindingKind::Note);
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].text.starts_with("a binary archive, by its extension only"));
  CHECK(notes[1].text.starts_with("an archive that is text"));
  CHECK(is_sound(*inventory));
}

TEST_CASE("the limit of DB6 is compared with its user files, what cannot be read has no number") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());

  const auto inventory = take_inventory(directory.path(), Reading::Names);

  REQUIRE(inventory);
  CHECK(inventory->limits.at(0).most == 493'214);
  CHECK(inventory->limits.at(0).found == 2);
  CHECK_FALSE(inventory->limits.back().found);
}

TEST_CASE("a directory without any file of cc:Mail is none, and one that is not there an error") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "README.TXT", "x");

  CHECK_FALSE(ccmail_post_office::is_post_office(directory.path()));
  CHECK(take_inventory(directory.path(), Reading::All).error().kind ==
        bytes::ErrorKind::NotThisFormat);
  CHECK(take_inventory(directory / "none", Reading::All).error().kind == bytes::ErrorKind::NoInput);
}

TEST_CASE("why a post office cannot be read says what to do, and a DB8 asks for its release") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "CCPODD.00", enciphered(100));
  test::write_file(directory / "CCPOMS", enciphered(100));

  const auto inventory = take_inventory(directory.path(), Reading::All);

  REQUIRE(inventory);
  const auto error = cannot_read(*inventory);
  CHECK(error.kind == bytes::ErrorKind::Unsupported);
  CHECK(error.hint.find("ccmail-export-plan") != std::string::npos);
  CHECK(joined(*inventory).find("release 8.5") != std::string::npos);
}

TEST_CASE("any bytes in the files of a post office give an inventory whose places lie inside") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  std::mt19937 random(11);
  for (int round = 0; round < 60; ++round) {
    std::string bytes = enciphered(random() % 3000, static_cast<unsigned>(random()));
    for (unsigned hit = 0; hit < random() % 5 && !bytes.empty(); ++hit) {
      const std::size_t at = random() % bytes.size();
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                  std::min<std::size_t>(random() % 300, bytes.size() - at),
                  static_cast<char>('0' + random() % 70));
    }
    test::write_file(directory / "CLANDATA", bytes);
    const auto inventory = take_inventory(directory.path(), Reading::All);
    REQUIRE(inventory);
    for (const Finding& finding : inventory->findings) {
      if (finding.offset) {
        REQUIRE(*finding.offset <= bytes.size());
        REQUIRE(*finding.length <= bytes.size() - *finding.offset);
      }
    }
    REQUIRE_FALSE(to_lines(*inventory).empty());
  }
}

}  // namespace
