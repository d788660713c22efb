#include "formats/imcsave/packing_list.h"

#include <catch2/catch.hpp>
#include <random>

using imcsave::ListedFile;
using imcsave::read_packing_list;

namespace {

TEST_CASE("a path whose last directory is a queue names a file, whatever its key") {
  CHECK(read_packing_list("[Files]\r\nFile1=Mtsin\\A1\r\n2=C:\\imcdata\\BACKUP\\mtsOUT\\B2\r\n") ==
        std::vector<ListedFile>{{.queue = "Mtsin", .names = {"A1"}, .line = 2},
                                {.queue = "Mtsout", .names = {"B2"}, .line = 3}});
  CHECK(read_packing_list("Bad/C3=1\n") ==
        std::vector<ListedFile>{{.queue = "Bad", .names = {"C3"}, .line = 1}});
}

TEST_CASE("in the section of a queue the value or the key is a name, a number rather not") {
  CHECK(read_packing_list("; saved\n[Mtsin]\nFile1=A1\nA2=1\nA3\nA4=\n[Other]\nA5=x\n") ==
        std::vector<ListedFile>{{.queue = "Mtsin", .names = {"A1", "File1"}, .line = 3},
                                {.queue = "Mtsin", .names = {"A2", "1"}, .line = 4},
                                {.queue = "Mtsin", .names = {"A3"}, .line = 5},
                                {.queue = "Mtsin", .names = {"A4"}, .line = 6}});
}

TEST_CASE("lines that say nothing of files are passed over") {
  CHECK(read_packing_list("[General]\nVersion=5.5\nComputer=NORTH\n\n[Mtsin]\n").empty());
  CHECK(read_packing_list("").empty());
  CHECK(read_packing_list("[\n=\n==\n]\n").empty());
}

TEST_CASE("any bytes are some packing list") {
  std::mt19937 random(4);
  for (int round = 0; round < 2000; ++round) {
    std::string text = "[Mtsin]\nA=B\\Mtsout\\C\n";
    for (unsigned i = 0; i < 6; ++i) {
      text[random() % text.size()] =
          random() % 2 == 0 ? "[]=\\/;\n\""[random() % 8] : static_cast<char>(random());
    }
    for (const ListedFile& file : read_packing_list(text)) {
      REQUIRE_FALSE(file.names.empty());
      REQUIRE_FALSE(file.queue.empty());
    }
  }
}

}  // namespace
