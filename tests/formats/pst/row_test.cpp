#include "formats/pst/messaging/row.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/pst/messaging/row_store.h"

namespace pst::row_test {
namespace {

Bytes text(std::string_view content) {
  const auto raw = std::as_bytes(std::span(content));
  return {raw.begin(), raw.end()};
}

TEST_CASE("a row gives back the cells it was given") {
  Row row;
  row.add_number(2, 0x0123456789ABCDEF);
  row.add_bytes(3, text("value"));
  row.add_bytes(4, {});
  row.add_data(5, {.bid = {.value = 12}, .size = 9000});

  const auto cells = Row::unpack(row.packed());

  REQUIRE(cells.size() == 4);
  CHECK(std::get<std::uint64_t>(cells[0].value) == 0x0123456789ABCDEF);
  CHECK(std::ranges::equal(std::get<std::span<const std::byte>>(cells[1].value), text("value")));
  CHECK(std::get<std::span<const std::byte>>(cells[2].value).empty());
  CHECK(std::get<DataRef>(cells[3].value).bid.value == 12);
  CHECK(std::get<DataRef>(cells[3].value).size == 9000);
  CHECK(cells[3].column == 5);
}

TEST_CASE("a number of a row can be changed behind values of any length") {
  Row row;
  row.add_bytes(1, text("a value in front"));
  row.add_number(2, 1);
  row.add_number(3, 2);
  row.set_number(3, 77);

  const auto cells = Row::unpack(row.packed());

  CHECK(std::get<std::uint64_t>(cells[1].value) == 1);
  CHECK(std::get<std::uint64_t>(cells[2].value) == 77);
}

std::vector<std::uint32_t> ids_of(const RowStore& rows, std::size_t table, std::size_t& bytes) {
  std::vector<std::uint32_t> ids;
  RowStore::Reader reader(rows, table);
  RowStore::Reader::Entry entry;
  while (reader.next(entry).value()) {
    ids.push_back(entry.header.row_id);
    bytes += entry.cells.size();
    CHECK(std::ranges::all_of(entry.cells, [&](std::byte byte) {
      return byte == static_cast<std::byte>(entry.header.row_id);
    }));
  }
  return ids;
}

TEST_CASE("rows of many tables come back by table and in order, more of them than memory holds") {
  constexpr std::uint32_t kRows = 60'000;
  constexpr std::size_t kTables = 7;
  constexpr std::size_t kCells = 600;  // 36 MB in all
  RowStore rows;
  for (std::uint32_t id = 1; id <= kRows; ++id) {
    const Bytes cells(kCells, static_cast<std::byte>(id));
    REQUIRE(rows.add(id % kTables, {.row_id = id, .version = id + 1}, cells));
  }

  std::size_t bytes = 0;
  std::size_t found = 0;
  for (std::size_t table = 0; table < kTables; ++table) {
    const auto ids = ids_of(rows, table, bytes);
    found += ids.size();
    CHECK(std::ranges::is_sorted(ids));
    CHECK(std::ranges::all_of(ids, [&](auto id) { return id % kTables == table; }));
  }

  CHECK(found == kRows);
  CHECK(bytes == kRows * kCells);
  CHECK(ids_of(rows, kTables, bytes).empty());
}

}  // namespace
}  // namespace pst::row_test
