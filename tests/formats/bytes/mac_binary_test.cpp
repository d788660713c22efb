#include "formats/bytes/mac_binary.h"

#include <catch2/catch.hpp>
#include <string>

#include "formats/bytes/byte_source.h"

namespace {

/// MacBinary II: the CRC is that of the published polynomial, counted by hand below.
std::string make(bool second) {
  std::string file(128, '\0');
  file[1] = 4;
  file.replace(2, 4, "plan");
  file.replace(65, 8, "TEXTttxt");
  file[86] = 5;
  file[90] = 3;
  if (second) {
    file[122] = '\x81';
    file[123] = '\x81';
    unsigned crc = 0;
    for (std::size_t i = 0; i < 124; ++i) {
      for (int bit = 7; bit >= 0; --bit) {
        const unsigned in = (static_cast<unsigned char>(file[i]) >> bit) & 1U;
        const unsigned top = (crc >> 15U) & 1U;
        crc = ((crc << 1U) & 0xFFFFU) ^ ((in ^ top) != 0 ? 0x1021U : 0U);
      }
    }
    file[124] = static_cast<char>(crc >> 8U);
    file[125] = static_cast<char>(crc & 0xFFU);
  }
  return file + "words" + std::string(123, '\0') + "RES" + std::string(125, '\0');
}

std::optional<bytes::MacBinary> read(std::string_view file) {
  return bytes::read_mac_binary(std::as_bytes(std::span(file.data(), file.size())));
}

}  // namespace

TEST_CASE("a MacBinary file has two forks, a name, a type and a creator") {
  for (const bool second : {false, true}) {
    const std::string file = make(second);
    const auto mac = read(file);

    REQUIRE(mac);
    REQUIRE(mac->name == "plan");
    REQUIRE(mac->type == "TEXT");
    REQUIRE(mac->creator == "ttxt");
    REQUIRE(bytes::as_text(mac->data_fork) == "words");
    REQUIRE(bytes::as_text(mac->resource_fork) == "RES");
  }
}

TEST_CASE("a MacBinary file whose last padding is missing is whole") {
  std::string file = make(true);
  file.resize(128 + 128 + 3);
  REQUIRE(bytes::as_text(read(file)->resource_fork) == "RES");
  file.resize(file.size() - 1);
  REQUIRE_FALSE(read(file));
}

TEST_CASE("a MacBinary file tells how far it goes, and has a comment behind its forks") {
  std::string file = make(false);
  REQUIRE(read(file)->size == file.size());
  REQUIRE(read(file + "more")->size == file.size());
  file[100] = 7;
  REQUIRE(read(file)->comment.empty());  // its length is told, and nothing more
  REQUIRE(read(file)->size == file.size());
  file += "comment";
  REQUIRE(read(file)->comment == "comment");
  REQUIRE(read(file)->size == file.size());
  REQUIRE(read(file + std::string(200, '\0'))->size == 128U * 4);
}

TEST_CASE("what is no MacBinary beyond doubt is none") {
  REQUIRE_FALSE(read(""));
  REQUIRE_FALSE(read(std::string(127, '\0')));
  REQUIRE_FALSE(read(std::string(1000, '\0')));
  for (const std::size_t at : {0U, 1U, 74U, 82U, 124U, 83U, 87U}) {
    std::string file = make(true);
    file[at] = '\x7F';
    REQUIRE_FALSE(read(file));
  }
}
