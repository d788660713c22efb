#include "converters/pages/make_pages.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "converters/pages/mail_trees.h"
#include "tests/support/temporary_directory.h"

namespace make_pages_test {

using convert::pages::make_pages;

constexpr const char* kHead = "path,folder,native_id,state,subject,date,from,missing,source\r\n";

/// `count` mails and their manifest, of more than a page of memory.
void write_tree(const std::filesystem::path& tree, int count) {
  std::filesystem::create_directories(tree);
  std::string manifest = kHead;
  for (int i = 0; i < count; ++i) {
    const std::string name = std::to_string(i) + ".eml";
    test::write_file(tree / name, "Subject: " + name + "\r\n\r\nText.\r\n");
    manifest += name + ",Inbox,," + std::string(50, 'x') + ",,,,,\r\n";
  }
  test::write_file(tree / "restante-manifest.csv", manifest);
}

bool says(const convert::pages::PagesResult& result, const std::string& words) {
  return std::ranges::any_of(result.troubles, [&words](const std::string& trouble) {
    return trouble.find(words) != std::string::npos;
  });
}

TEST_CASE("a manifest that the disk does not give whole is told, and the mails that it lacks") {
  const test::TemporaryDirectory directory;
  write_tree(directory / "mail", 200);
  const auto cut = [&directory](std::uint64_t, std::uint64_t) {
    std::filesystem::resize_file(directory / "mail/restante-manifest.csv", 0);
    return true;
  };

  const auto made = make_pages(directory / "mail", directory / "pages", {.tell = cut});

  REQUIRE(made);
  CHECK(says(*made, "restante-manifest.csv: the disk could not be read from 0x"));
  CHECK(says(*made, "199.eml: is not in restante-manifest.csv"));
}

TEST_CASE("losses that the disk does not give whole are told") {
  const test::TemporaryDirectory directory;
  write_tree(directory / "mail", 1);
  std::string losses = "kind,folder,source,native_id,offset,length,why\r\n";
  for (int i = 0; i < 200; ++i) {
    losses += "item,Inbox,x.pst," + std::to_string(i) + ",,," + std::string(50, 'y') + "\r\n";
  }
  test::write_file(directory / "mail/restante-losses.csv", losses);
  const auto cut = [&directory](std::uint64_t, std::uint64_t) {
    std::filesystem::resize_file(directory / "mail/restante-losses.csv", 0);
    return true;
  };

  const auto made = make_pages(directory / "mail", directory / "pages", {.tell = cut});

  REQUIRE(made);
  CHECK(says(*made, "restante-losses.csv: the disk could not be read from 0x"));
}

TEST_CASE("mail files that no row lists are found by their paths, in folders, and no links") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directories(directory / "t/a");
  test::write_file(directory / "t/a/1.eml", "");
  test::write_file(directory / "t/a/2.EML", "");
  test::write_file(directory / "t/note.txt", "");
  std::filesystem::create_symlink(directory / "t/a", directory / "t/b");

  const auto found = convert::pages::unlisted_mails(directory / "t", {"a/1.eml"});

  REQUIRE(found);
  CHECK(*found == std::vector<std::string>{"a/2.EML"});
}

}  // namespace make_pages_test
