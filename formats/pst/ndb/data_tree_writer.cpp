#include <algorithm>
#include <array>

#include "formats/pst/ndb/ndb_writer.h"
#include "formats/pst/ndb/tree_blocks.h"

namespace pst {

Result<void> DataTreeWriter::append(std::span<const std::byte> data) {
  if (data.size() > kLargestDataTree - size_ - pending_.size()) {
    return data_tree_too_large();
  }
  const auto whole = ndb_.largest_block_data();
  while (!data.empty()) {
    // Only when more comes is a block not the last one.
    if (pending_.size() == whole) {
      if (auto flushed = flush(); !flushed) {
        return flushed;
      }
    }
    const auto piece = data.first(std::min(data.size(), whole - pending_.size()));
    pending_.insert(pending_.end(), piece.begin(), piece.end());
    data = data.subspan(piece.size());
  }
  return {};
}

void DataTreeWriter::fill_block() {
  if (!pending_.empty()) {
    pending_.resize(ndb_.largest_block_data());
  }
}

Result<void> DataTreeWriter::flush() {
  const auto bid = ndb_.write_block(pending_);
  if (!bid) {
    return tl::unexpected(bid.error());
  }
  blocks_.push_back(*bid);
  size_ += pending_.size();
  pending_.clear();
  return {};
}

Result<DataRef> DataTreeWriter::finish() {
  if (!pending_.empty()) {
    if (auto flushed = flush(); !flushed) {
      return tl::unexpected(flushed.error());
    }
  }
  return ndb_.write_data_tree(blocks_, size_);
}

Result<Copied> copy_data(NdbWriter& ndb, const bytes::ByteSource& source, std::uint64_t limit) {
  limit = std::min(limit, kLargestDataTree);
  Copied out;
  DataTreeWriter tree(ndb);
  std::vector<std::byte> piece(std::size_t{64} * 1024);
  std::uint64_t size = 0;
  auto stream = source.open();
  if (!stream) {
    out.source_error = stream.error();
  }
  while (!out.source_error) {
    const auto got = (*stream)->read(piece);
    if (!got) {
      out.source_error = got.error();
      break;
    }
    if (*got == 0) {
      break;
    }
    const auto kept = std::min<std::uint64_t>(*got, limit - size);
    if (auto appended = tree.append(std::span(piece).first(static_cast<std::size_t>(kept)));
        !appended) {
      return tl::unexpected(appended.error());
    }
    size += kept;
    if (kept < *got) {
      out.source_error = bytes::Error{.kind = bytes::ErrorKind::LimitExceeded,
                                      .what =
                                          "there is more of it than it announced, and than a "
                                          "PST can hold",
                                      .hint = {}};
    }
  }
  auto data = tree.finish();
  if (!data) {
    return tl::unexpected(data.error());
  }
  out.data = *data;
  return out;
}

}  // namespace pst
