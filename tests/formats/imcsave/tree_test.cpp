#include "formats/imcsave/tree.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "tests/support/temporary_directory.h"

namespace {

namespace fs = std::filesystem;

const std::string kStream = "\x78\x9F\x3E\x22";

void make(const test::TemporaryDirectory& directory, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    fs::create_directories((directory / name).parent_path());
    if (name.back() != '/') {
      test::write_file(directory / name, kStream);
    }
  }
}

std::vector<std::string> names_of(const std::vector<fs::path>& paths) {
  std::vector<std::string> names;
  for (const auto& path : paths) {
    names.push_back(path.filename().string());
  }
  return names;
}

TEST_CASE("a directory is a tree by a queue and a side file, or a stream in a queue") {
  const test::TemporaryDirectory directory;
  make(directory, {"a/MTSIN/1", "b/Mtsout/", "b/imcsvc.REG", "c/Mtsin/", "d/Imcfls", "e/Bad/1"});
  test::write_file(directory / "c/Mtsin/1", "Dear Sir");

  CHECK(imcsave::is_tree(directory / "a"));
  CHECK(imcsave::is_tree(directory / "b"));
  CHECK_FALSE(imcsave::is_tree(directory / "c"));
  CHECK_FALSE(imcsave::is_tree(directory / "d"));
  CHECK_FALSE(imcsave::is_tree(directory / "e"));
  CHECK_FALSE(imcsave::is_tree(directory / "none"));
}

TEST_CASE("queues come in their order, with their files by name, and everything else is named") {
  const test::TemporaryDirectory directory;
  make(directory,
       {"Work/9", "mtsin/2", "mtsin/1", "mtsin/sub/3", "Mtsout/4", "Imcobj.csv", "x.txt"});

  const auto tree = imcsave::read_tree(directory.path());

  REQUIRE(tree);
  REQUIRE(tree->queues.size() == 3);
  CHECK(tree->queues[0].name == "Mtsout");
  CHECK(tree->queues[1].name == "mtsin");
  CHECK(names_of(tree->queues[1].files) == std::vector<std::string>{"1", "2"});
  CHECK(tree->queues[2].name == "Work");
  CHECK(names_of(tree->side_files) == std::vector<std::string>{"Imcobj.csv"});
  CHECK(names_of(tree->others) == std::vector<std::string>{"sub", "x.txt"});
  CHECK_FALSE(tree->packing_list);
  CHECK_FALSE(imcsave::read_tree(directory / "none"));
}

TEST_CASE("what the packing list names and is not there is absent, also from a queue that is not") {
  const test::TemporaryDirectory directory;
  make(directory, {"Mtsin/A1"});
  test::write_file(directory / "Imcfls", "[Mtsin]\n1=a1\n2=A2\n[x]\n3=Mtsout\\B1\n");

  const auto tree = imcsave::read_tree(directory.path());

  REQUIRE(tree);
  REQUIRE(tree->queues.size() == 2);
  CHECK(tree->queues[0].name == "Mtsout");
  REQUIRE(tree->queues[0].absent.size() == 1);
  CHECK(tree->queues[0].absent[0].names.front() == "B1");
  REQUIRE(tree->queues[1].absent.size() == 1);
  CHECK(tree->queues[1].absent[0].names.front() == "A2");
}

TEST_CASE("a long list of a large queue takes the time of the two, not of their product") {
  constexpr int kFiles = 2'000;
  constexpr int kListed = 200'000;
  const test::TemporaryDirectory directory;
  make(directory, {"Mtsin/"});
  std::string list = "[Mtsin]\n";
  for (int i = 0; i < kListed; ++i) {
    list += "M" + std::to_string(i) + "=\n";
  }
  for (int i = 0; i < kFiles; ++i) {
    test::write_file(directory / ("Mtsin/m" + std::to_string(i)), "");
  }
  test::write_file(directory / "Imcfls", list);
  const auto begin = std::chrono::steady_clock::now();

  const auto tree = imcsave::read_tree(directory.path());

  REQUIRE(tree);
  CHECK(tree->queues.at(0).absent.size() == kListed - kFiles);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace
