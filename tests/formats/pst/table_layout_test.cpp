#include <array>
#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "formats/pst/ltp/table_context.h"

namespace pst {

static bool operator==(const Column& a, const Column& b) {
  return a.id == b.id && a.type == b.type && a.offset == b.offset && a.size == b.size &&
         a.bit == b.bit;
}

}  // namespace pst

namespace table_layout_test {

using pst::Column;
using pst::ColumnTag;
using pst::TableLayout;

namespace {

/// A table of an empty store made by Outlook: rgib, then its columns in the order of their bits,
/// each as tag@ibData/cbData.
struct KnownTable {
  const char* ends;
  const char* columns;
};

const std::vector<KnownTable> kTables = {
    // 0x60D hierarchy template
    {"52 52 53 55",
     "67F20003@0/4 67F30003@4/4 3001001F@8/4 36020003@12/4 36030003@16/4 "
     "360A000B@52/1 0E300102@20/4 0E330014@24/8 0E340102@32/4 0E380003@36/4 "
     "3613001F@40/4 66350003@44/4 66360003@48/4 "},
    // 0x60E contents template
    {"120 120 122 126",
     "67F20003@0/4 67F30003@4/4 0E170003@8/4 001A001F@12/4 0E070003@16/4 "
     "00170003@20/4 0042001F@24/4 0037001F@28/4 0E060040@32/8 00390040@40/8 "
     "0E080003@48/4 0E04001F@52/4 0E03001F@56/4 0057000B@120/1 0058000B@121/1 "
     "00360003@60/4 10970003@64/4 0070001F@68/4 00710102@72/4 30130102@76/4 "
     "65C60003@80/4 30080040@84/8 0E300102@92/4 0E330014@96/8 0E340102@104/4 "
     "0E3D0102@108/4 0E3C0102@112/4 0E380003@116/4 "},
    // 0x60F associated contents template
    {"56 56 57 59",
     "67F20003@0/4 67F30003@4/4 0E170003@8/4 001A001F@12/4 0E070003@16/4 "
     "3001001F@20/4 70030003@24/4 70040102@28/4 70050102@32/4 7006001F@36/4 "
     "70070003@40/4 6800001F@44/4 6803000B@56/1 68051003@48/4 682F001F@52/4 "},
    // 0x610 search contents template
    {"72 72 75 78",
     "67F20003@0/4 67F30003@4/4 67F10003@8/4 0E05001F@12/4 0E170003@16/4 "
     "001A001F@20/4 0E070003@24/4 00170003@28/4 0042001F@32/4 0037001F@36/4 "
     "0E060040@40/8 0E080003@48/4 0E04001F@52/4 0E03001F@56/4 0057000B@72/1 "
     "0058000B@73/1 00360003@60/4 0E2A000B@74/1 30080040@64/8 "},
    // 0x671 attachment template
    {"24 24 24 25",
     "67F20003@0/4 67F30003@4/4 370B0003@8/4 0E200003@12/4 37050003@16/4 "
     "3704001F@20/4 "},
    // 0x692 recipient template
    {"48 48 50 52",
     "67F20003@0/4 67F30003@4/4 0E0F000B@48/1 3002001F@8/4 3003001F@12/4 "
     "0FFF0102@16/4 3001001F@20/4 0C150003@24/4 300B0102@28/4 0FF90102@32/4 "
     "0FFE0003@36/4 39000003@40/4 3A40000B@49/1 39FF001F@44/4 "},
    // 0x6B6 change history
    {"24 24 24 25", "67F20003@0/4 67F30003@4/4 0E330014@8/8 0E370102@16/4 0E380003@20/4 "},
    // 0x6D7 replication
    {"40 40 40 42",
     "67F20003@0/4 67F30003@4/4 0E3E0102@8/4 0E310102@12/4 0E300102@16/4 "
     "0E380003@20/4 0E340102@24/4 0E330014@28/8 001A001F@36/4 "},
    // 0x6F8 change tracking
    {"24 24 24 25", "67F20003@0/4 67F30003@4/4 30070040@8/8 0E330014@16/8 "},
    // 0x62B receive folder
    {"16 16 16 17", "67F20003@0/4 67F30003@4/4 66050003@8/4 001A001F@12/4 "},
    // 0x64C outgoing queue
    {"24 24 24 25", "67F20003@0/4 67F30003@4/4 0E140003@8/4 0E100003@12/4 00390040@16/8 "},
    // 0x12F root FAI
    {"72 72 73 76",
     "67F20003@0/4 67F30003@4/4 0E170003@8/4 001A001F@12/4 0E070003@16/4 "
     "3001001F@20/4 70030003@24/4 70040102@28/4 70050102@32/4 7006001F@36/4 "
     "70070003@40/4 6800001F@44/4 6803000B@72/1 68051003@48/4 682F001F@52/4 "
     "30080040@56/8 7C060003@64/4 685D0003@68/4 "},
    // 0x802D IPM subtree hierarchy
    {"100 100 102 106",
     "67F20003@0/4 67F30003@4/4 3001001F@8/4 36020003@12/4 36030003@16/4 "
     "360A000B@100/1 0E300102@20/4 0E330014@24/8 0E340102@32/4 0E380003@36/4 "
     "3613001F@40/4 66350003@44/4 66360003@48/4 30200102@52/4 66700102@56/4 "
     "10F4000B@101/1 36DA0102@60/4 36DE0003@64/4 672D0003@68/4 68530003@72/4 "
     "67310003@76/4 67300014@80/8 6732001F@88/4 6733001F@92/4 30210102@96/4 "},
    // 0x804D search root hierarchy
    {"100 100 101 104",
     "67F20003@0/4 67F30003@4/4 3001001F@8/4 36020003@12/4 36030003@16/4 "
     "360A000B@100/1 0E300102@20/4 0E330014@24/8 0E340102@32/4 0E380003@36/4 "
     "3613001F@40/4 66350003@44/4 66360003@48/4 30200102@52/4 66700102@56/4 "
     "36DA0102@60/4 30070040@64/8 672D0003@72/4 68530003@76/4 67310003@80/4 "
     "67300014@84/8 6732001F@92/4 6733001F@96/4 "},
    // 0x802E IPM subtree contents
    {"240 240 248 256",
     "67F20003@0/4 67F30003@4/4 0E170003@8/4 001A001F@12/4 0E070003@16/4 "
     "00170003@20/4 0042001F@24/4 0037001F@28/4 0E060040@32/8 00390040@40/8 "
     "0E080003@48/4 0E04001F@52/4 0E03001F@56/4 0057000B@240/1 0058000B@241/1 "
     "00360003@60/4 10970003@64/4 0070001F@68/4 00710102@72/4 30130102@76/4 "
     "65C60003@80/4 30080040@84/8 0E300102@92/4 0E330014@96/8 0E340102@104/4 "
     "0E3D0102@108/4 0E3C0102@112/4 0E380003@116/4 10800003@120/4 80100003@124/4 "
     "80110003@128/4 36020003@132/4 10950003@136/4 10900003@140/4 8012000B@242/1 "
     "8013101F@144/4 80140003@148/4 8015000B@243/1 8016000B@244/1 8017000B@245/1 "
     "300B0102@152/4 1035001F@156/4 80180102@160/4 80190040@164/8 801A0040@172/8 "
     "801B0040@180/8 801C000B@246/1 0E2B0003@188/4 6E010003@192/4 0EA20003@196/4 "
     "801D001F@200/4 801E000B@247/1 801F0003@204/4 80200003@208/4 80210003@212/4 "
     "00300040@216/8 00150040@224/8 80220003@232/4 6619001F@236/4 "},
    // 0x808F IPM_COMMON_VIEWS FAI
    {"100 100 101 105",
     "67F20003@0/4 67F30003@4/4 0E170003@8/4 001A001F@12/4 0E070003@16/4 "
     "3001001F@20/4 70030003@24/4 70040102@28/4 70050102@32/4 7006001F@36/4 "
     "70070003@40/4 6800001F@44/4 6803000B@100/1 68051003@48/4 682F001F@52/4 "
     "30080040@56/8 68340003@64/4 683A0003@68/4 68410003@72/4 68460003@76/4 "
     "68420102@80/4 68430102@84/4 68470003@88/4 68480003@92/4 68530003@96/4 "},
};

std::vector<Column> to_columns(const char* text) {
  std::vector<Column> columns;
  std::istringstream in(text);
  for (std::string column; in >> column;) {
    const auto tag = std::stoul(column.substr(0, 8), nullptr, 16);
    const auto slash = column.find('/');
    columns.push_back(
        {.id = static_cast<std::uint16_t>(tag >> 16U),
         .type = static_cast<std::uint16_t>(tag & 0xFFFFU),
         .offset = static_cast<std::uint16_t>(std::stoul(column.substr(9, slash - 9))),
         .size = static_cast<std::uint8_t>(std::stoul(column.substr(slash + 1))),
         .bit = static_cast<std::uint8_t>(columns.size())});
  }
  return columns;
}

std::vector<ColumnTag> tags_of(const std::vector<Column>& columns) {
  std::vector<ColumnTag> tags;
  for (const auto& column : columns) {
    tags.push_back({.id = column.id, .type = column.type});
  }
  return tags;
}

std::string ends_of(const TableLayout& layout) {
  std::ostringstream out;
  out << layout.end_of_4_byte_cells() << ' ' << layout.end_of_2_byte_cells() << ' '
      << layout.end_of_1_byte_cells() << ' ' << layout.row_size();
  return out.str();
}

}  // namespace

TEST_CASE("Outlook's tables get Outlook's layout") {
  for (const auto& table : kTables) {
    const auto expected = to_columns(table.columns);

    const TableLayout layout(tags_of(expected));

    CHECK(ends_of(layout) == table.ends);
    CHECK(std::vector<Column>(layout.columns().begin(), layout.columns().end()) == expected);
  }
}

TEST_CASE("cells of 2 bytes lie between those of 4 and those of 1") {
  const std::vector<ColumnTag> tags = {{0x67F2, 0x0003}, {0x67F3, 0x0003}, {0x0E1B, 0x000B},
                                       {0x0E1C, 0x0002}, {0x0E1D, 0x0005}, {0x0E1E, 0x0048}};

  const TableLayout layout(tags);

  CHECK(ends_of(layout) == "20 22 23 24");
  CHECK(layout.find(0x0E1B)->offset == 22);
  CHECK(layout.find(0x0E1C)->offset == 20);
  CHECK(layout.find(0x0E1D)->offset == 8);
  CHECK(layout.find(0x0E1E)->size == 4);
}

TEST_CASE("a column that a table lacks is not found") {
  const std::vector<ColumnTag> tags = {{0x67F2, 0x0003}, {0x67F3, 0x0003}};

  const TableLayout layout(tags);

  CHECK(layout.find(0x67F3)->bit == 1);
  CHECK(layout.find(0x3001) == nullptr);
}

}  // namespace table_layout_test
