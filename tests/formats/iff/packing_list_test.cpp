#include "formats/iff/packing_list.h"

#include <catch2/catch.hpp>

#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::FileKind;
using test::bytes_of;

TEST_CASE("a packing list has a code page and files in their order") {
  bytes::DamageLog damage;
  const auto list = iff::read_packing_list(bytes_of(test::kNorthPkl), damage);

  REQUIRE(list.code_page == 1252);
  REQUIRE(list.files == std::vector<iff::ListedFile>{
                            {.name = "NORTH.PRI", .kind = FileKind::Primary, .line = 4},
                            {.name = "NORTH.SEC", .kind = FileKind::Secondary, .line = 5}});
  REQUIRE(damage.total() == 0);
}

TEST_CASE("Q177418 a remark may stand before the code page") {
  bytes::DamageLog damage;
  const auto list = iff::read_packing_list(
      bytes_of("! CodePage\r\n932\r\nfilename,FILETYPE\na.pri,PRIMARY"), damage);

  REQUIRE(list.code_page == 932);
  REQUIRE(list.files.size() == 1);
  REQUIRE(damage.total() == 0);
}

TEST_CASE("the first number of a list wins, and a list without one is told") {
  bytes::DamageLog damage;
  REQUIRE(iff::read_packing_list(bytes_of("850\r\n1252\r\n"), damage).code_page == 850);
  REQUIRE(damage.total() == 0);

  REQUIRE(iff::read_packing_list(bytes_of("Filename,Filetype\r\n"), damage).code_page == 0);
  REQUIRE(damage.items().at(0).field == "PKL.CodePage");
}

TEST_CASE("a line that names no kind of file is unclaimed") {
  bytes::DamageLog damage;
  const auto list =
      iff::read_packing_list(bytes_of("1252\r\nA.PRI,Primary\r\nB.PRI,Tertiary\r\n"), damage);

  REQUIRE(list.files.size() == 1);
  REQUIRE(damage.items() == std::vector<bytes::Damage>{{.offset = 21,
                                                        .length = 14,
                                                        .kind = bytes::DamageKind::Unclaimed,
                                                        .field = "PKL.Filetype"}});
}
