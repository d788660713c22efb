#include "formats/pst/messaging/row_store.h"

#include <cstring>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace pst {
namespace {

constexpr std::size_t kMostInMemory = std::size_t{8} * 1024 * 1024;

// Never on a disk that outlives the program, so not in disk.h.
struct EntryHeader {
  bytes::u32 row_id;
  bytes::u32 version;
  bytes::u32 size;
};

}  // namespace

bytes::Result<void> RowStore::add(std::size_t table, const Header& header,
                                  std::span<const std::byte> cells) {
  if (table >= tables_.size()) {
    tables_.resize(table + 1);
  }
  const EntryHeader raw{.row_id = header.row_id,
                        .version = header.version,
                        .size = static_cast<std::uint32_t>(cells.size())};
  const auto begin = std::as_bytes(std::span(&raw, 1));
  auto& memory = tables_[table].memory;
  memory.insert(memory.end(), begin.begin(), begin.end());
  memory.insert(memory.end(), cells.begin(), cells.end());
  in_memory_ += begin.size() + cells.size();
  return in_memory_ > kMostInMemory ? move_to_disk() : bytes::Result<void>{};
}

bytes::Result<void> RowStore::move_to_disk() {
  if (!file_) {
    auto created = bytes::TemporaryFile::create();
    if (!created) {
      return tl::unexpected(created.error());
    }
    file_ = std::move(*created);
  }
  for (auto& table : tables_) {
    if (table.memory.empty()) {
      continue;
    }
    table.pieces.push_back({.offset = file_->size(), .size = table.memory.size()});
    if (auto written = file_->append(table.memory); !written) {
      return written;
    }
    table.memory = std::vector<std::byte>();  // `= {}` would keep its room
  }
  in_memory_ = 0;
  return {};
}

RowStore::Reader::Reader(const RowStore& rows, std::size_t table) : rows_(&rows), table_(table) {
  at_end_ = table >= rows.tables_.size();
}

bytes::Result<bool> RowStore::Reader::load_piece() {
  if (at_end_) {
    return false;
  }
  const auto& table = rows_->tables_[table_];
  if (piece_ == table.pieces.size()) {
    at_end_ = true;
    rest_ = table.memory;
    return !rest_.empty();
  }
  const auto& piece = table.pieces[piece_++];
  loaded_.resize(static_cast<std::size_t>(piece.size));
  if (auto read = rows_->file_->read_exactly(piece.offset, loaded_); !read) {
    return tl::unexpected(read.error());
  }
  rest_ = loaded_;
  return true;
}

bytes::Result<bool> RowStore::Reader::next(Entry& entry) {
  if (rest_.empty()) {
    const auto loaded = load_piece();
    if (!loaded || !*loaded) {
      return loaded;
    }
  }
  bytes::ByteReader reader(rest_);
  const auto header = *reader.read<EntryHeader>();
  entry.header = {.row_id = header.row_id, .version = header.version};
  entry.cells = *reader.take(header.size);
  rest_ = rest_.subspan(sizeof header + entry.cells.size());
  return true;
}

}  // namespace pst
