#include "formats/bagit/bag_tree.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace bag_tree_test {

constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::unique_ptr<bagit::BagTree> bag_in(const test::TemporaryDirectory& directory) {
  auto tree = bytes::open_directory_tree(directory / "bag", bytes::Overwrite::Refuse);
  REQUIRE(tree);
  return std::make_unique<bagit::BagTree>(std::move(*tree));
}

void write(bytes::OutputTree& tree, std::string_view path, std::string_view text) {
  auto file = tree.create(path);
  REQUIRE(file);
  REQUIRE((*file)->write(text));
  REQUIRE((*file)->close());
}

TEST_CASE("payload stands in the manifest, everything else in the tag manifest") {
  const test::TemporaryDirectory directory;
  const auto bag = bag_in(directory);
  bool closed = false;
  bagit::Summary told;
  bag->set_close_tags([&] {
    closed = true;
    return bytes::Result<void>();
  });
  bag->set_info([&](const bagit::Summary& summary) {
    told = summary;
    return bagit::Info{{"Bag-Type", "Mailbag"}};
  });

  write(*bag, "data/eml/1.eml", "abc");
  write(*bag, "extra.csv", "abc");
  write(*bag, "data/eml/Inbox/2.eml", "");
  REQUIRE(bag->rename("extra.csv", "other.csv"));
  REQUIRE(bag->commit());

  const auto top = directory / "bag";
  CHECK(closed);
  CHECK(told.payload == bagit::Payload{.octets = 3, .files = 2});
  CHECK(test::read_file(top / "bagit.txt") ==
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  CHECK(test::read_file(top / "bag-info.txt") == "Bag-Type: Mailbag\n");
  CHECK(test::read_file(top / "manifest-sha256.txt") ==
        std::string(kAbc) +
            "  data/eml/1.eml\n"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            "  data/eml/Inbox/2.eml\n");
  const auto tags = test::read_file(top / "tagmanifest-sha256.txt");
  CHECK(tags.find(std::string(kAbc) + "  other.csv\n") != std::string::npos);
  CHECK(tags.find(told.manifest_sha256 + "  manifest-sha256.txt\n") != std::string::npos);
  CHECK(tags.find("  bagit.txt\n") != std::string::npos);
  CHECK(tags.find("  bag-info.txt\n") != std::string::npos);
  CHECK(tags.find("data/") == std::string::npos);
  CHECK(tags.find("tagmanifest") == std::string::npos);
}

TEST_CASE("a bag without payload has an empty manifest") {
  const test::TemporaryDirectory directory;
  const auto bag = bag_in(directory);

  REQUIRE(bag->commit());

  CHECK(std::filesystem::file_size(directory / "bag/manifest-sha256.txt") == 0);
  CHECK(test::read_file(directory / "bag/bag-info.txt") == "Payload-Oxum: 0.0\n");
}

TEST_CASE("payload that is listed cannot be renamed") {
  const test::TemporaryDirectory directory;
  const auto bag = bag_in(directory);
  write(*bag, "data/eml/1.eml", "abc");

  const auto renamed = bag->rename("data/eml/1.eml", "data/eml/2.eml");

  REQUIRE_FALSE(renamed);
  CHECK(renamed.error().kind == bytes::ErrorKind::Internal);
}

}  // namespace bag_tree_test
