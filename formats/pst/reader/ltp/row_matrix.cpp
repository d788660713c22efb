#include "formats/pst/reader/ltp/row_matrix.h"

#include <algorithm>
#include <utility>

#include "formats/pst/reader/limits.h"

namespace pst::reader {

std::optional<RowMatrix> RowMatrix::open(const Heap& heap, const SubnodeTree& subnodes,
                                         std::uint32_t hnid, std::size_t row_size,
                                         bytes::Damage& why) {
  RowMatrix matrix;
  matrix.ndb_ = heap.ndb();
  matrix.row_size_ = row_size;
  if (nid_type({hnid}) == static_cast<std::uint8_t>(NidType::Hid)) {
    auto item = heap.item({hnid}, why);
    if (!item) {
      return std::nullopt;
    }
    matrix.capacity_ = item->data.size() / row_size;
    matrix.rows_ = std::move(*item);
    return matrix;
  }
  const auto node = subnodes.ref({hnid});
  if (!node) {
    why = subnodes.faults.empty() ? heap.ndb()->not_indexed({hnid}, "TCINFO.hnidRows")
                                  : subnodes.faults.front().damage;
    return std::nullopt;
  }
  matrix.faults_ = node->faults;
  auto tree = read_data_tree(*heap.ndb(), node->data);
  matrix.faults_.insert(matrix.faults_.end(), tree.faults.begin(), tree.faults.end());
  // 2.3.4.4.1: "rows per block = (sizeof(block) - sizeof(BLOCKTRAILER)) / rgib[TCI_bm]".
  matrix.rows_of_block_ = largest_block_data(heap.ndb()->file().width) / row_size;
  if (matrix.rows_of_block_ == 0) {
    why = heap.ndb()->not_indexed({row_size}, "TCINFO.rgib");
    return std::nullopt;
  }
  if (!tree.leaves.empty()) {
    matrix.capacity_ = std::min(
        (tree.leaves.size() - 1) * matrix.rows_of_block_ +
            std::min<std::size_t>(tree.leaves.back().size / row_size, matrix.rows_of_block_),
        kMostRows);
  }
  matrix.rows_ = std::move(tree);
  return matrix;
}

void RowMatrix::each_row(
    const std::function<void(std::size_t, std::span<const std::byte>, bool)>& visit) const {
  const auto rows_in = [&](std::span<const std::byte> data, std::size_t first, std::size_t most,
                           bool sound) {
    for (std::size_t i = 0; i < most && (i + 1) * row_size_ <= data.size(); ++i) {
      visit(first + i, data.subspan(i * row_size_, row_size_), sound);
    }
  };
  if (const auto* item = std::get_if<HeapItem>(&rows_)) {
    return rows_in(item->data, 0, capacity_, item->block->sound());
  }
  const auto& leaves = std::get<DataTree>(rows_).leaves;
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    const auto first = leaf * rows_of_block_;
    if (first >= capacity_) {
      return;
    }
    if (const auto block = ndb_->read(leaves[leaf].bid)) {
      rows_in(block->data, first, std::min(rows_of_block_, capacity_ - first), block->sound());
    }
  }
}

std::optional<HeapItem> RowMatrix::row(std::size_t position) const {
  if (position >= capacity_) {
    return std::nullopt;
  }
  if (const auto* item = std::get_if<HeapItem>(&rows_)) {
    return HeapItem{.block = item->block,
                    .data = item->data.subspan(position * row_size_, row_size_),
                    .odd = item->odd};
  }
  const auto& tree = std::get<DataTree>(rows_);
  auto block = ndb_->read(tree.leaves[position / rows_of_block_].bid);
  if (!block) {
    return std::nullopt;
  }
  const auto at = position % rows_of_block_ * row_size_;
  if (at + row_size_ > block->data.size()) {
    return std::nullopt;
  }
  const auto data = block->data.subspan(at, row_size_);
  return HeapItem{.block = std::move(block), .data = data, .odd = std::nullopt};
}

}  // namespace pst::reader
