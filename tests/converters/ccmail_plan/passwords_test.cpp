#include "converters/ccmail_plan/passwords.h"

#include <catch2/catch.hpp>
#include <random>

using convert::ccmail_plan::Passwords;

namespace {

const std::vector<std::string> kNames = {"Ash, Ann", "A=B", "A", "M\xC3\xBCller, Bo"};

TEST_CASE("a line gives a password, whatever the case of the name and the end of the line") {
  std::vector<std::string> remarks;

  const auto passwords = Passwords::read(
      "\xEF\xBB\xBF; mine\r\n\r\nash, ANN = Secret=1 \r\nA=B=two\nA=one\nM\xC3\x9CLLER, BO=x",
      kNames, remarks);

  CHECK(passwords.find("Ash, Ann") == "Secret=1");
  CHECK(passwords.find("A=B") == "two");
  CHECK(passwords.find("A") == "one");
  CHECK(passwords.find("M\xC3\xBCller, Bo") == "x");
  CHECK(remarks.empty());
}

TEST_CASE(
    "names that letters beyond A to Z part have a line each, and one may begin like a remark") {
  std::vector<std::string> remarks;

  const auto passwords =
      Passwords::read("; a remark\nGross=one\nGRO\xC3\x9F=two\n;odd=three\n;Gross=remark\n",
                      {"Gross", "Gro\xC3\x9F", ";odd"}, remarks);

  CHECK(passwords.find("gross") == "one");
  CHECK(passwords.find("Gro\xC3\x9F") == "two");
  CHECK(passwords.find(";odd") == "three");
  CHECK(remarks.empty());
}

TEST_CASE("an empty line asks, and the star is for everybody without one") {
  std::vector<std::string> remarks;

  const auto passwords = Passwords::read("Ash, Ann=\n*=all\nA=own\n", kNames, remarks);

  CHECK(passwords.find("Ash, Ann") == "all");
  CHECK(passwords.find("A") == "own");
  CHECK(passwords.has_own("A"));
  CHECK_FALSE(passwords.has_own("Ash, Ann"));
  CHECK(passwords.has_line("Ash, Ann"));
  CHECK_FALSE(passwords.has_line("A=B"));
  CHECK_FALSE(Passwords::read("Ash, Ann=\n", kNames, remarks).find("Ash, Ann"));
}

TEST_CASE("lines of nobody and second lines are remarked on by number, never shown") {
  std::vector<std::string> remarks;

  const auto passwords = Passwords::read(
      "A=1\nhunter2\nZoe=hunter2\nA=hunter2\n" + std::string(2000, 'h') + "=hunter2\n", kNames,
      remarks);

  CHECK(passwords.find("A") == "1");
  REQUIRE(remarks.size() == 4);
  CHECK(remarks[0].find("line 2 ") != std::string::npos);
  CHECK(remarks[2].find("the first counts") != std::string::npos);
  for (const std::string& remark : remarks) {
    CHECK(remark.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("any bytes are some file of passwords, and no remark shows any of them") {
  using namespace std::string_view_literals;
  constexpr auto kAlphabet = "Ash, Ann=*;\n\r\xEF\xBB\xBF\0ABq"sv;
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (unsigned i = 0; i < 60; ++i) {
      text += kAlphabet[random() % kAlphabet.size()];
    }
    std::vector<std::string> remarks;
    (void)Passwords::read(text, kNames, remarks);
    for (const std::string& remark : remarks) {
      REQUIRE(remark.starts_with("line "));
      REQUIRE(remark.find('q') == std::string::npos);
    }
  }
}

}  // namespace
