#include "formats/pst/ltp/table_context.h"

#include <catch2/catch.hpp>

#include "tests/formats/mapi/hex.h"
#include "tests/formats/pst/ltp_reader.h"

namespace table_context_test {

using pst::Cell;
using pst::ColumnTag;
using pst::DataRef;
using pst::TableContextWriter;
using pst::TableLayout;
using pst::Width;
using pst::WrittenTable;
using test::Bytes;
using test::from_hex;
using test::MemoryStore;

namespace {

constexpr ColumnTag kRowIdColumn = {.id = pst::kLtpRowId, .type = 0x0003};
constexpr ColumnTag kRowVersionColumn = {.id = pst::kLtpRowVersion, .type = 0x0003};

/// Row id, version, a number, a text, a truth: 4 * 4 + 1 + 1 bytes a row.
const std::vector<ColumnTag> kSmallTags = {kRowIdColumn,
                                           kRowVersionColumn,
                                           {.id = 0x3602, .type = 0x0003},
                                           {.id = 0x3001, .type = 0x001F},
                                           {.id = 0x360A, .type = 0x000B}};
constexpr std::size_t kSmallRow = 18;

/// A row that long: row id and version, columns of 8 and of 4 bytes.
std::vector<ColumnTag> tags_of_row(std::size_t row_size) {
  std::vector<ColumnTag> tags = {kRowIdColumn, kRowVersionColumn};
  std::uint16_t id = 0x1000;
  while (TableLayout(tags).row_size() < row_size) {
    const auto missing = row_size - TableLayout(tags).row_size();
    const std::uint16_t type = missing >= 16 ? 0x0014 : missing >= 5 ? 0x0003 : 0x000B;
    tags.push_back({.id = id++, .type = type});
  }
  REQUIRE(TableLayout(tags).row_size() == row_size);
  return tags;
}

WrittenTable finish(TableContextWriter& table) {
  const auto written = table.finish();
  REQUIRE(written);
  return *written;
}

test::Table read(MemoryStore& store, const WrittenTable& written) {
  return test::read_table(store, written.data.bid, written.subnodes);
}

Bytes bytes_of(std::uint64_t value, std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) {
    out[i] = static_cast<std::byte>((value >> (8 * i)) & 0xFFU);
  }
  return out;
}

Bytes filled(std::size_t size, std::uint64_t seed) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) {
    out[i] = static_cast<std::byte>((seed + i) & 0xFFU);
  }
  return out;
}

/// A table of kSmallTags with rows 100, 101 …, each with all its cells.
WrittenTable write_rows(MemoryStore& store, const TableLayout& layout, std::uint32_t rows,
                        std::size_t text_size) {
  TableContextWriter table(store.ndb(), layout);
  for (std::uint32_t i = 0; i < rows; ++i) {
    const auto text = filled(text_size, i);
    const std::vector<Cell> cells = {{.column = 2, .value = std::uint64_t{i} * 3},
                                     {.column = 3, .value = std::span<const std::byte>(text)},
                                     {.column = 4, .value = std::uint64_t{i % 2}}};
    test::must(table.add_row(100 + i, i, cells).has_value(), "a row is added");
  }
  CHECK(table.rows() == rows);
  return finish(table);
}

void check_rows(const test::Table& table, std::uint32_t rows, std::size_t text_size) {
  REQUIRE(table.rows.size() == rows);
  for (std::uint32_t i = 0; i < rows; ++i) {
    const auto& row = table.rows[i];
    test::must(row.size() == 5 && row.at(pst::kLtpRowId) == bytes_of(100 + i, 4) &&
                   row.at(pst::kLtpRowVersion) == bytes_of(i, 4) &&
                   row.at(0x3602) == bytes_of(std::uint64_t{i} * 3, 4) &&
                   row.at(0x3001) == filled(text_size, i) && row.at(0x360A) == bytes_of(i % 2, 1),
               "a row is what was added");
  }
}

}  // namespace

TEST_CASE("the receive folder table is the 114 bytes Outlook writes") {
  const std::vector<ColumnTag> tags = {kRowIdColumn,
                                       kRowVersionColumn,
                                       {.id = 0x6605, .type = 0x0003},
                                       {.id = 0x001A, .type = 0x001F}};
  const TableLayout layout(tags);
  MemoryStore store(Width::Unicode);
  TableContextWriter table(store.ndb(), layout);
  const std::vector<Cell> cells = {{.column = 3, .value = std::span<const std::byte>()},
                                   {.column = 2, .value = std::uint64_t{0x122}}};

  REQUIRE(table.add_row(1, 2, cells));
  const auto written = finish(table);

  CHECK(written.subnodes.none());
  CHECK(written.subnode_size == 0);
  CHECK(store.data(written.data.bid) ==
        from_hex("6400 EC 7C 40000000 00000000"
                 "B5 04 04 00 60000000"
                 "7C 04 1000 1000 1000 1100 20000000 80000000 00000000"
                 "1F001A00 0C00 04 03  03000566 0800 04 02"
                 "0300F267 0000 04 00  0300F367 0400 04 01"
                 "01000000 00000000"
                 "01000000 02000000 22010000 00000000 F0 00"
                 "0400 0000 0C00 1400 4A00 5200 6300"));
}

TEST_CASE("a table without rows is its description alone") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    MemoryStore store(width);
    // The hierarchy template 0x60D.
    std::vector<ColumnTag> tags = {kRowIdColumn, kRowVersionColumn};
    for (const std::uint32_t tag :
         {0x3001001FU, 0x36020003U, 0x36030003U, 0x360A000BU, 0x0E300102U, 0x0E330014U, 0x0E340102U,
          0x0E380003U, 0x3613001FU, 0x66350003U, 0x66360003U}) {
      tags.push_back({.id = static_cast<std::uint16_t>(tag >> 16U),
                      .type = static_cast<std::uint16_t>(tag & 0xFFFFU)});
    }
    const TableLayout layout(tags);
    TableContextWriter table(store.ndb(), layout);

    const auto written = finish(table);

    CHECK(written.data.size == 156);
    CHECK(written.subnodes.none());
    const auto found = read(store, written);
    CHECK(found.heap.item_sizes() == std::vector<std::size_t>{8, 126});
    CHECK(found.rows_hnid == 0);
    CHECK(found.rows.empty());
  }
}

TEST_CASE("allocations come in Outlook's order: index, description, leaf, rows, values") {
  const TableLayout layout(kSmallTags);
  MemoryStore store(Width::Unicode);

  const auto written = write_rows(store, layout, 3, 10);

  const auto found = read(store, written);
  CHECK(found.heap.item_sizes() ==
        std::vector<std::size_t>{8, 22 + 5 * 8, 3 * 8, 3 * kSmallRow, 10, 10, 10});
  check_rows(found, 3, 10);
}

TEST_CASE("rows of 3,580 bytes lie in the heap, one more moves them to subnode 0x3F") {
  // 20 bytes a row: 179 rows are 3,580 bytes.
  const auto tags = tags_of_row(20);
  const TableLayout layout(tags);
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    for (const std::uint32_t rows : {1U, 178U, 179U, 180U}) {
      MemoryStore store(width);
      TableContextWriter table(store.ndb(), layout);
      for (std::uint32_t i = 0; i < rows; ++i) {
        REQUIRE(table.add_row(i + 1, i, {}));
      }

      const auto written = finish(table);

      const auto found = read(store, written);
      CHECK(found.rows.size() == rows);
      CHECK(found.rows_hnid == (rows <= 179 ? 0x80U : 0x3FU));
      CHECK(written.subnode_size == (rows <= 179 ? 0 : rows * 20));
      CHECK(written.subnodes.none() == (rows <= 179));
    }
  }
}

TEST_CASE("cells of rows that were kept back keep their values when the rows move") {
  const TableLayout layout(kSmallTags);
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    for (const std::uint32_t rows : {198U, 199U, 446U, 447U, 448U, 596U, 597U, 3000U}) {
      MemoryStore store(width);

      const auto written = write_rows(store, layout, rows, 300);

      const auto found = read(store, written);
      check_rows(found, rows, 300);
      CHECK(found.index_levels == (rows > (width == Width::Unicode ? 447U : 596U) ? 1 : 0));
    }
  }
}

TEST_CASE("a block of rows is full when no further row fits, exactly or nearly") {
  // 8,176 = 511 * 16, 8,180 = 409 * 20; 126 divides neither.
  const std::vector<std::pair<Width, std::size_t>> cases = {
      {Width::Unicode, 16}, {Width::Ansi, 20}, {Width::Unicode, 126}, {Width::Ansi, 126}};
  for (const auto& [width, row_size] : cases) {
    const auto tags = tags_of_row(row_size);
    const TableLayout layout(tags);
    const auto per_block = pst::largest_block_data(width) / row_size;
    for (const auto rows : {per_block, per_block + 1, 2 * per_block, 2 * per_block + 1}) {
      MemoryStore store(width);
      TableContextWriter table(store.ndb(), layout);
      for (std::uint32_t i = 0; i < rows; ++i) {
        REQUIRE(table.add_row(i + 1, i, {}));
      }

      const auto written = finish(table);

      const auto found = read(store, written);
      CHECK(found.rows.size() == rows);
      CHECK(found.matrix.size() == (rows + per_block - 1) / per_block);
    }
  }
}

TEST_CASE("a table may have 255 columns") {
  std::vector<ColumnTag> tags = {kRowIdColumn, kRowVersionColumn};
  for (std::uint16_t i = 2; i < 255; ++i) {
    tags.push_back({.id = static_cast<std::uint16_t>(0x8000 + i), .type = 0x0014});
  }
  const TableLayout layout(tags);
  REQUIRE(layout.row_size() == 8 + 253 * 8 + 32);
  for (const std::uint32_t rows : {1U, 2U, 20U}) {
    MemoryStore store(Width::Unicode);
    TableContextWriter table(store.ndb(), layout);
    std::vector<Cell> cells;
    for (std::uint8_t i = 2; i < 255; ++i) {
      cells.push_back({.column = i, .value = ~std::uint64_t{0} - i});
    }
    for (std::uint32_t i = 0; i < rows; ++i) {
      REQUIRE(table.add_row(i + 1, i, cells));
    }

    const auto written = finish(table);

    const auto found = read(store, written);
    CHECK(found.columns == 255);
    REQUIRE(found.rows.size() == rows);
    CHECK(found.rows_hnid == (rows == 1 ? 0x80U : 0x3FU));
    CHECK(found.rows.back().size() == 255);
    CHECK(found.rows.back().at(0x80FE) == bytes_of(~std::uint64_t{0} - 254, 8));
  }
}

TEST_CASE("a cell without a value is told from an empty one") {
  const TableLayout layout(kSmallTags);
  MemoryStore store(Width::Unicode);
  TableContextWriter table(store.ndb(), layout);
  const std::vector<Cell> empty = {{.column = 3, .value = std::span<const std::byte>()}};
  const std::vector<Cell> empty_data = {{.column = 3, .value = DataRef{}}};

  REQUIRE(table.add_row(1, 1, {}));
  REQUIRE(table.add_row(2, 2, empty));
  REQUIRE(table.add_row(3, 3, empty_data));
  const auto written = finish(table);

  const auto found = read(store, written);
  CHECK(found.rows[0] == std::map<std::uint16_t, Bytes>{{pst::kLtpRowId, bytes_of(1, 4)},
                                                        {pst::kLtpRowVersion, bytes_of(1, 4)}});
  CHECK(found.rows[1].at(0x3001).empty());
  CHECK(found.rows[1].size() == 3);
  CHECK(found.rows[2].at(0x3001).empty());
  CHECK(written.subnodes.none());
}

TEST_CASE("a cell beyond 3,580 bytes and written data lie in subnodes of the table") {
  const TableLayout layout(kSmallTags);
  for (const std::uint32_t further_rows : {0U, 300U}) {
    MemoryStore store(Width::Unicode);
    const auto data = store.ndb().write_data(filled(12, 1));
    REQUIRE(data);
    TableContextWriter table(store.ndb(), layout);
    const auto largest = filled(3580, 2);
    const auto larger = filled(3581, 3);
    const auto add = [&](std::uint32_t row_id, const Cell& cell) {
      REQUIRE(table.add_row(row_id, row_id, std::span(&cell, 1)));
    };

    add(1, {.column = 3, .value = std::span<const std::byte>(largest)});
    add(2, {.column = 3, .value = std::span<const std::byte>(larger)});
    add(3, {.column = 3, .value = *data});
    for (std::uint32_t i = 0; i < further_rows; ++i) {
      REQUIRE(table.add_row(4 + i, 4 + i, {}));
    }
    add(1000, {.column = 3, .value = std::span<const std::byte>(larger)});
    const auto written = finish(table);

    const auto found = read(store, written);
    const auto rows = further_rows + 4;
    REQUIRE(found.rows.size() == rows);
    CHECK(found.rows[0].at(0x3001) == largest);
    CHECK(found.rows[1].at(0x3001) == larger);
    CHECK(found.rows[2].at(0x3001) == filled(12, 1));
    CHECK(found.rows.back().at(0x3001) == larger);
    CHECK(written.subnode_size == 2 * 3581 + 12 + (further_rows == 0 ? 0 : rows * kSmallRow));
    CHECK(store.subnodes(written.subnodes).size() == (further_rows == 0 ? 3 : 4));
  }
}

TEST_CASE("an ANSI table has room for 65,536 rows and refuses the next one unharmed") {
  const TableLayout layout(kSmallTags);
  MemoryStore store(Width::Ansi);
  TableContextWriter table(store.ndb(), layout);
  for (std::uint32_t i = 0; i < 65536; ++i) {
    test::must(table.add_row(i + 1, i, {}).has_value(), "a row is added");
  }

  const auto refused = table.add_row(65537, 65536, {});

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::LimitExceeded);
  CHECK(table.rows() == 65536);
  const auto found = read(store, finish(table));
  CHECK(found.rows.size() == 65536);
  CHECK(found.index_levels == 1);
}

TEST_CASE("a Unicode table has room for more") {
  const TableLayout layout(kSmallTags);
  MemoryStore store(Width::Unicode);

  const auto written = write_rows(store, layout, 70000, 3);

  const auto found = read(store, written);
  check_rows(found, 70000, 3);
  CHECK(found.index_levels == 1);
}

}  // namespace table_context_test
