#include "formats/pst/ltp/bth_writer.h"

#include <cassert>
#include <utility>

#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {
namespace {

constexpr std::size_t kUsualSize = 512;  // of the properties of a message

}  // namespace

Result<BthWriter> BthWriter::begin(HeapWriter& heap, BthShape shape) {
  const disk::BTHHEADER header{.bType = disk::kBthType,
                               .cbKey = shape.key_size,
                               .cbEnt = shape.data_size,
                               .bIdxLevels = 0U,
                               .hidRoot = 0U};
  return heap.add(record_bytes(header)).map([&](Hid hid) { return BthWriter(heap, shape, hid); });
}

BthWriter::BthWriter(HeapWriter& heap, BthShape shape, Hid header)
    : heap_(&heap), shape_(shape), header_(header) {}

std::size_t BthWriter::record_size(std::size_t level) const {
  return shape_.key_size + (level == 0 ? shape_.data_size : sizeof(disk::u32));
}

Result<void> BthWriter::append(std::span<const std::byte> record) { return append(0, record); }

Result<void> BthWriter::append(std::size_t level, std::span<const std::byte> record) {
  assert(record.size() == record_size(level));
  if (levels_.size() == level) {
    levels_.emplace_back();
    levels_.back().reserve(kUsualSize);
  }
  if (levels_[level].size() + record.size() > kLargestHeapItem) {
    if (auto flushed = flush_into_parent(level); !flushed) {
      return flushed;
    }
  }
  auto& under_way = levels_[level];
  under_way.insert(under_way.end(), record.begin(), record.end());
  return {};
}

Result<Hid> BthWriter::flush(std::size_t level) {
  auto hid = heap_->add(levels_[level]);
  if (hid && level == 0) {
    leaves_.push_back(*hid);
  }
  return hid;
}

// 2.3.2.2: an index record has the first key of the allocation it points at.
Result<void> BthWriter::flush_into_parent(std::size_t level) {
  auto child = flush(level);
  if (!child) {
    return tl::unexpected(std::move(child.error()));
  }
  auto record = std::move(levels_[level]);
  record.resize(record_size(1));
  put_record(std::span(record).subspan(shape_.key_size), disk::u32(child->value));
  levels_[level].clear();
  return append(level + 1, record);
}

Result<void> BthWriter::finish() {
  if (levels_.empty()) {
    return {};  // bIdxLevels 0, hidRoot 0
  }
  std::size_t top = 0;
  for (; top + 1 < levels_.size(); ++top) {
    if (auto flushed = flush_into_parent(top); !flushed) {
      return flushed;
    }
  }
  auto root = flush(top);
  if (!root) {
    return tl::unexpected(std::move(root.error()));
  }
  put_record(heap_->at(header_), disk::BTHHEADER{.bType = disk::kBthType,
                                                 .cbKey = shape_.key_size,
                                                 .cbEnt = shape_.data_size,
                                                 .bIdxLevels = static_cast<std::uint8_t>(top),
                                                 .hidRoot = root->value});
  return {};
}

}  // namespace pst
