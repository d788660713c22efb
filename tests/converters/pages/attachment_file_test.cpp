#include "converters/pages/attachment_file.h"

#include <catch2/catch.hpp>

namespace attachment_file_test {

using convert::pages::attachment_file_name;

TEST_CASE("what other programs open keeps its name") {
  CHECK(attachment_file_name("Budget 1995.XLS") == "Budget 1995.XLS");
  CHECK(attachment_file_name("photo.jpeg") == "photo.jpeg");
}

TEST_CASE("nothing that a browser or a desktop might run opens by itself") {
  for (const auto* const name :
       {"a.html", "a.HTM", "a.xhtml", "a.svg", "a.xml", "a.mht", "a.js", "a.url", "a.desktop",
        "a.exe", "a.hta", "noextension", "a.", ".html", "a.pdf.html", "a.unknown"}) {
    CHECK(attachment_file_name(name).ends_with(".bin"));
  }
}

TEST_CASE("a name leads to no other directory and hides nothing") {
  CHECK(attachment_file_name("../../etc/passwd").find('/') == std::string::npos);
  CHECK(attachment_file_name("") == "(no name).bin");
  CHECK(attachment_file_name("x\xE2\x80\xAEgnp.exe") == "x_gnp.exe.bin");
}

}  // namespace attachment_file_test
