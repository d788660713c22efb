#include "tests/formats/pst/memory_store.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/bytes/patchable_file.h"

namespace test {

class MemoryStore::File final : public bytes::PatchableFile {
 public:
  pst::Result<void> write_at(std::uint64_t offset, std::span<const std::byte> data) override {
    content_.resize(std::max<std::size_t>(content_.size(), offset + data.size()));
    std::ranges::copy(data, std::span(content_).subspan(offset).begin());
    return {};
  }
  pst::Result<void> sync() override { return {}; }
  pst::Result<void> commit() override { return {}; }

  [[nodiscard]] std::span<const std::byte> content() const { return content_; }

 private:
  Bytes content_;
};

std::uint64_t number_at(std::span<const std::byte> data, std::size_t offset, std::size_t size) {
  must(offset <= data.size() && size <= data.size() - offset, "a number lies inside its data");
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;) {
    number = number << 8U | std::to_integer<std::uint64_t>(data[offset + i]);
  }
  return number;
}

void must(bool law, const char* what) {
  if (!law) {
    FAIL(what);
  }
}

MemoryStore::MemoryStore(pst::Width width) : width_(width), file_(std::make_unique<File>()) {
  auto made = pst::NdbWriter::create(*file_, {.width = width, .encoding = pst::Encoding::None});
  REQUIRE(made);
  ndb_ = std::move(*made);
}

MemoryStore::~MemoryStore() = default;

std::vector<Bytes> MemoryStore::blocks(pst::Bid tree) {
  std::vector<Bytes> out;
  if (!tree.none()) {
    add_blocks(tree.value, out);
  }
  return out;
}

Bytes MemoryStore::data(pst::Bid tree) {
  Bytes out;
  for (const auto& piece : blocks(tree)) {
    out.insert(out.end(), piece.begin(), piece.end());
  }
  return out;
}

std::map<std::uint32_t, pst::Subnode> MemoryStore::subnodes(pst::Bid tree) {
  std::map<std::uint32_t, pst::Subnode> out;
  if (!tree.none()) {
    add_subnodes(tree.value, out);
  }
  return out;
}

// [MS-PST] 2.2.2.7.7: the leaves say where the blocks are.
void MemoryStore::read_block_tree(std::uint64_t page) {
  const auto bytes = file_->content().subspan(page, 512);
  const std::size_t tail = width_ == pst::Width::Unicode ? 488 : 496;
  const auto count = number_at(bytes, tail, 1);
  const auto entry_size = number_at(bytes, tail + 2, 1);
  const bool leaf = number_at(bytes, tail + 3, 1) == 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto entry = bytes.subspan(i * entry_size, entry_size);
    if (leaf) {
      places_[number_at(entry, 0, word())] = {.offset = number_at(entry, word(), word()),
                                              .size = number_at(entry, 2 * word(), 2)};
    } else {
      read_block_tree(number_at(entry, 2 * word(), word()));
    }
  }
}

std::span<const std::byte> MemoryStore::block(std::uint64_t bid) {
  if (places_.empty()) {
    REQUIRE(ndb_->finish());
    const std::size_t bbt_offset = width_ == pst::Width::Unicode ? 240 : 196;
    read_block_tree(number_at(file_->content(), bbt_offset, word()));
  }
  const auto found = places_.find(bid);
  must(found != places_.end(), "a block is in the block tree");
  return file_->content().subspan(found->second.offset, found->second.size);
}

// [MS-PST] 2.2.2.8.3: bit 1 of the BID tells blocks of the database from data.
void MemoryStore::add_blocks(std::uint64_t bid, std::vector<Bytes>& out) {
  const auto bytes = block(bid);
  if ((bid & 2U) == 0) {
    out.emplace_back(bytes.begin(), bytes.end());
    return;
  }
  must(number_at(bytes, 0, 1) == 1, "an XBLOCK has btype 1");
  for (std::size_t i = 0; i < number_at(bytes, 2, 2); ++i) {
    add_blocks(number_at(bytes, 8 + i * word(), word()), out);
  }
}

void MemoryStore::add_subnodes(std::uint64_t bid, std::map<std::uint32_t, pst::Subnode>& out) {
  const auto bytes = block(bid);
  must(number_at(bytes, 0, 1) == 2, "an SLBLOCK has btype 2");
  const bool leaf = number_at(bytes, 1, 1) == 0;
  const std::size_t entry_size = (leaf ? 3 : 2) * word();
  for (std::size_t i = 0; i < number_at(bytes, 2, 2); ++i) {
    const auto at = word() + i * entry_size;
    if (!leaf) {
      add_subnodes(number_at(bytes, at + word(), word()), out);
      continue;
    }
    const auto nid = static_cast<std::uint32_t>(number_at(bytes, at, 4));
    out[nid] = {.nid = {nid},
                .data = {number_at(bytes, at + word(), word())},
                .subnodes = {number_at(bytes, at + 2 * word(), word())}};
  }
}

}  // namespace test
