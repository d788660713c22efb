// What we write, read by Python's email and mailbox packages.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "entities.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/output.h"
#include "formats/bytes/sha256.h"
#include "formats/mime/containers.h"
#include "formats/mime/header_text.h"
#include "mime_decoder.h"

namespace fs = std::filesystem;

namespace {

std::string hex(std::string_view text) { return bytes::to_hex(std::as_bytes(std::span(text))); }

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// "leaf TYPE NAME SHA256" for each leaf, by our tests' own reader, which other tests check.
std::string leaf_lines(const test::Part& part) {
  if (!part.parts.empty()) {
    std::string out;
    for (const auto& below : part.parts) {
      out += leaf_lines(below);
    }
    return out;
  }
  const auto name = part.disposition_parameters.find("filename");
  const bool named = name != part.disposition_parameters.end();
  return "leaf " + part.type + " " + hex(named ? name->second : "") + " " +
         bytes::to_hex(bytes::sha256(std::as_bytes(std::span(part.content)))) + "\n";
}

/// A message with a Subject known to the script.
mime::Entity message_of(test::Random& random, const std::string& subject) {
  auto entity = test::random_message(random);
  entity.fields = {
      {.name = "Subject", .value = mime::encode_unstructured(subject)},
      {.name = "From", .value = mime::mailbox("M\xC3\xBCller, \"X\"", "a@example.com")},
      {.name = "To",
       .value = mime::mailbox("Smith, John Q.", "b@example.com") + ", " +
                *mime::encode_imcea("MS", "N/P/M \xC3\xA4", "ms.invalid")},
      {.name = "Date", .value = "Tue, 14 Mar 1995 09:15:00 +0100"}};
  return entity;
}

std::string subject_of(test::Random& random, int number) {
  static const std::vector<std::string> kTexts = {
      "plain",
      "Gr\xC3\xBC\xC3\x9F"
      "e aus K\xC3\xB6ln",
      "\xE4\xBC\x9A\xE8\xAD\xB0\xE3\x81\xAE\xE3\x81\x8A\xE7\x9F\xA5\xE3\x82\x89\xE3\x81\x9B\xE3\x81"
      "\xA8\xE8\xB3\x87\xE6\x96\x99\xE3\x81\xA8\xE8\xAD\xB0\xE4\xBA\x8B\xE9\x8C\xB2\xE3\x81\xA8",
      "see =?utf-8?Q?this?= word", "a (b) \"c\" <d>, e: f; g @ h"};
  return std::to_string(number) + " " + kTexts[test::below(random, kTexts.size())];
}

}  // namespace

TEST_CASE("Python's email finds no defect in what we write, and every leaf byte for byte") {
  if (std::system("python3 -c 'import email' >/dev/null 2>&1") != 0) {
    std::cout << "SKIPPED: no python3\n";
    return;
  }
  const fs::path root =
      fs::temp_directory_path() / ("restante-email-oracle-" + std::to_string(getpid()));
  fs::remove_all(root);
  fs::create_directories(root);
  auto mbox_tree = bytes::open_directory_tree(root / "mbox", bytes::Overwrite::Refuse);
  auto maildir_tree = bytes::open_directory_tree(root / "maildir", bytes::Overwrite::Refuse);
  REQUIRE(mbox_tree);
  REQUIRE(maildir_tree);
  const auto mbox = mime::open_container(mime::ContainerKind::Mboxrd, **mbox_tree);
  const auto maildir = mime::open_container(mime::ContainerKind::Maildir, **maildir_tree);
  test::Random random(42);
  std::string subjects;

  for (int number = 1; number <= 300; ++number) {
    const std::string subject = subject_of(random, number);
    const auto entity = message_of(random, subject);
    const std::string text = test::written(entity);
    const std::string name = std::to_string(number);
    write_file(root / (name + ".eml"), text);
    write_file(root / (name + ".expected"),
               "subject " + hex(subject) + "\n" + leaf_lines(test::decode_message(text)));
    const mime::Envelope envelope{.unix_seconds = number,
                                  .sender = "a@example.com",
                                  .subject = subject,
                                  .boundary_seed = subject};
    REQUIRE(mbox->add_message({"Folder"}, envelope, entity));
    REQUIRE(maildir->add_message({"Folder"}, envelope, entity));
    subjects += subject + "\n";
  }
  REQUIRE(mbox->finish());
  REQUIRE(maildir->finish());
  REQUIRE((*mbox_tree)->commit());
  REQUIRE((*maildir_tree)->commit());
  write_file(root / "subjects", subjects);

  const std::string command = "python3 '" RESTANTE_EMAIL_ORACLE "' '" + root.string() + "'";
  CHECK(std::system(command.c_str()) == 0);
  fs::remove_all(root);
}
