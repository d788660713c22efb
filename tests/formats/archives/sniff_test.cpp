#include "formats/archives/sniff.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/formats/archives/tar_maker.h"

namespace sniff_test {

archives::Form form_of(std::string_view text) {
  return archives::sniff(std::as_bytes(std::span(text)));
}

std::string zip_with(std::string_view first_member) {
  return std::string("PK\x03\x04") + std::string(26, '\0') + std::string(first_member);
}

using archives::Form;
using std::string_view_literals::operator""sv;

TEST_CASE("archives are known by their first bytes") {
  CHECK(form_of(zip_with("mail/x.pst")) == Form::Zip);
  CHECK(form_of("PK\x05\x06") == Form::Zip);
  CHECK(form_of("7z\xBC\xAF\x27\x1C") == Form::SevenZip);
  CHECK(form_of("MSCF\0\0\0\0"sv) == Form::Cab);
  CHECK(form_of("\x1F\x8B\x08") == Form::Gzip);
  CHECK(form_of("BZh91AY&SY") == Form::Bzip2);
  CHECK(form_of("\xFD"
                "7zXZ\0"sv) == Form::Xz);
  CHECK(form_of("\x28\xB5\x2F\xFD") == Form::Zstd);
  std::string iso(40'000, '\0');
  iso.replace(32'769, 5, "CD001");
  CHECK(form_of(iso) == Form::Iso);
}

TEST_CASE("a tar is known by the checksum of its first header") {
  auto text = test::TarMaker().file("x.pst", "!BDN").text();
  CHECK(form_of(text) == Form::Tar);
  text[0] ^= 1;
  CHECK(form_of(text) == Form::None);
}

TEST_CASE("documents that are ZIP files, other files and pieces are no archives") {
  for (const char* name : {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}) {
    CHECK(form_of(zip_with(name)) == Form::None);
  }
  for (const auto text : {""sv, "PK"sv, "BZh9"sv, "!BDN"sv, "From: a\r\n\r\nPK\x03\x04"sv}) {
    CHECK(form_of(text) == Form::None);
  }
  CHECK(form_of(std::string(1024, '\0')) == Form::None);
}

}  // namespace sniff_test
