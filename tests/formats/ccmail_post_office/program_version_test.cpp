#include "formats/ccmail_post_office/program_version.h"

#include <catch2/catch.hpp>
#include <random>

using ccmail_post_office::Banner;
using ccmail_post_office::Machine;
using ccmail_post_office::machine_of;
using ccmail_post_office::ProgramVersion;
using ccmail_post_office::read_banner;

namespace {

/// A program whose new header `mark` lies at 0x80, with `target` at 0x36 of it.
std::string program(std::string_view mark, char target = 2) {
  std::string bytes(0x100, '\0');
  bytes.replace(0, 2, "MZ");
  bytes[0x3C] = '\x80';
  bytes.replace(0x80, mark.size(), mark);
  bytes[0x80 + 0x36] = target;
  return bytes;
}

Machine of(std::string_view bytes) { return machine_of(std::as_bytes(std::span(bytes))); }

TEST_CASE("a banner gives the program and the version, digits behind the point being a fraction") {
  CHECK(read_banner("Export 5.14") == Banner{"EXPORT", {.major = 5, .minor = 14}});
  CHECK(read_banner("Lotus cc:Mail EXPORT2 Version 5.14 (c) 1995") ==
        Banner{"EXPORT2", {.major = 5, .minor = 14}});
  CHECK(read_banner("8.3") == Banner{"", {.major = 8, .minor = 30}});
  CHECK(read_banner("8.30.03") == Banner{"", {.major = 8, .minor = 30, .patch = 3}});
  CHECK(read_banner("Export v. 6.01.00.5") == Banner{"EXPORT", {.major = 6, .minor = 1}});
  CHECK_FALSE(read_banner("Export"));
  CHECK_FALSE(read_banner("Export32"));
  CHECK_FALSE(read_banner("5."));
  CHECK_FALSE(read_banner(""));
  CHECK(ProgramVersion{.major = 5, .minor = 10} < ProgramVersion{.major = 5, .minor = 12});
}

TEST_CASE("what a program runs on is in its header") {
  CHECK(of(program("PE")) == Machine::Windows32);
  CHECK(of(program("LX")) == Machine::Os2);
  CHECK(of(program("NE", 1)) == Machine::BoundOs2);
  CHECK(of(program("NE", 2)) == Machine::Windows16);
  CHECK(of(program("LE")) == Machine::Dos);
  CHECK(of(program("")) == Machine::Dos);
  CHECK(of("MZ") == Machine::Dos);
  CHECK(of("#!/bin/sh") == Machine::Unknown);
  CHECK(of("") == Machine::Unknown);
}

TEST_CASE(
    "every truncation and a thousand changed headers give some machine, and no version breaks") {
  std::mt19937 random(3);
  const std::string whole = program("NE", 1);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    (void)of(std::string_view(whole).substr(0, size));
  }
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = program("PE");
    bytes[0x3C + random() % 4] = static_cast<char>(random());
    bytes[random() % bytes.size()] = static_cast<char>(random());
    (void)of(bytes);
    std::string text;
    for (int i = 0; i < 12; ++i) {
      text += "0123456789..xE "[random() % 15];
    }
    if (const auto banner = read_banner(text)) {
      REQUIRE(banner->version.minor < 100);
    }
  }
}

}  // namespace
