#include "formats/pst/ndb/tree_blocks.h"

#include <algorithm>
#include <cstring>

#include "formats/pst/ndb/disk.h"

namespace pst {
namespace {

template <class Record>
void append(std::vector<std::byte>& block, const Record& record) {
  const auto raw = std::as_bytes(std::span(&record, 1));
  block.insert(block.end(), raw.begin(), raw.end());
}

/// An XBLOCK (level 1) or XXBLOCK (level 2) over `children`.
template <class Word>
Result<Bid> write_xblock(BlockLog& blocks, std::uint8_t level, std::span<const Bid> children,
                         std::uint64_t size) {
  std::vector<std::byte> block;
  append(block, disk::XBLOCKHEADER{.btype = disk::btypeXBLOCK,
                                   .cLevel = level,
                                   .cEnt = static_cast<std::uint16_t>(children.size()),
                                   .lcbTotal = static_cast<std::uint32_t>(size)});
  for (const auto child : children) {
    append(block, Word(static_cast<decltype(+Word{})>(child.value)));
  }
  return blocks.write(BlockLog::Kind::Internal, block);
}

template <class Word>
Result<DataRef> write_tree(BlockLog& blocks, Width width, std::span<const Bid> data,
                           std::uint64_t size) {
  const auto most = largest_xblock(width);
  const auto full = static_cast<std::uint64_t>(most) * largest_block_data(width);
  std::vector<Bid> parents;
  for (std::uint64_t done = 0; !data.empty(); done += full) {
    const auto children = data.first(std::min(data.size(), most));
    const auto parent =
        write_xblock<Word>(blocks, 1, children, std::min<std::uint64_t>(full, size - done));
    if (!parent) {
      return tl::unexpected(parent.error());
    }
    parents.push_back(*parent);
    data = data.subspan(children.size());
  }
  if (parents.size() == 1) {
    return DataRef{.bid = parents.front(), .size = size};
  }
  const auto top = write_xblock<Word>(blocks, 2, parents, size);
  if (!top) {
    return tl::unexpected(top.error());
  }
  return DataRef{.bid = *top, .size = size};
}

template <class Word>
constexpr std::size_t kLeafEntries = (largest_block_data(sizeof(Word) == 8 ? Width::Unicode
                                                                           : Width::Ansi) -
                                      sizeof(disk::SLBLOCKHEADER<Word>)) /
                                     sizeof(disk::SLENTRY<Word>);
template <class Word>
constexpr std::size_t kIndexEntries = (largest_block_data(sizeof(Word) == 8 ? Width::Unicode
                                                                            : Width::Ansi) -
                                       sizeof(disk::SLBLOCKHEADER<Word>)) /
                                      sizeof(disk::SIENTRY<Word>);
static_assert(kLeafEntries<disk::u64> == 340 && kLeafEntries<disk::u32> == 681);
static_assert(kIndexEntries<disk::u64> == 510 && kIndexEntries<disk::u32> == 1022);

template <class Word>
std::vector<std::byte> begin_block(std::uint8_t level, std::size_t entries) {
  disk::SLBLOCKHEADER<Word> header{};
  header.btype = disk::btypeSLBLOCK;
  header.cLevel = level;
  header.cEnt = static_cast<std::uint16_t>(entries);
  std::vector<std::byte> block;
  append(block, header);
  return block;
}

template <class Word>
Result<Bid> write_leaf(BlockLog& blocks, std::span<const Subnode> subnodes) {
  using Number = decltype(+Word{});
  auto block = begin_block<Word>(0, subnodes.size());
  for (const auto& subnode : subnodes) {
    append(block, disk::SLENTRY<Word>{.nid = subnode.nid.value,
                                      .bidData = static_cast<Number>(subnode.data.value),
                                      .bidSub = static_cast<Number>(subnode.subnodes.value)});
  }
  return blocks.write(BlockLog::Kind::Internal, block);
}

template <class Word>
Result<Bid> write_subnode_tree(BlockLog& blocks, std::span<const Subnode> subnodes) {
  using Number = decltype(+Word{});
  std::vector<disk::SIENTRY<Word>> index;
  while (!subnodes.empty()) {
    const auto entries = subnodes.first(std::min(subnodes.size(), kLeafEntries<Word>));
    const auto leaf = write_leaf<Word>(blocks, entries);
    if (!leaf) {
      return tl::unexpected(leaf.error());
    }
    index.push_back({.nid = entries.front().nid.value, .bid = static_cast<Number>(leaf->value)});
    subnodes = subnodes.subspan(entries.size());
  }
  if (index.size() == 1) {
    return Bid{.value = index.front().bid};
  }
  auto block = begin_block<Word>(1, index.size());
  for (const auto& entry : index) {
    append(block, entry);
  }
  return blocks.write(BlockLog::Kind::Internal, block);
}

}  // namespace

std::size_t most_subnodes(Width width) {
  return width == Width::Unicode ? kLeafEntries<disk::u64> * kIndexEntries<disk::u64>
                                 : kLeafEntries<disk::u32> * kIndexEntries<disk::u32>;
}

tl::unexpected<bytes::Error> data_tree_too_large() {
  return bytes::fail(bytes::ErrorKind::LimitExceeded,
                     "a PST holds at most 4 GB in one piece ([MS-PST] 2.2.2.8.3.2)");
}

Result<DataRef> write_data_blocks(BlockLog& blocks, Width width, std::span<const Bid> data,
                                  std::uint64_t size) {
  if (data.empty()) {
    return DataRef{};
  }
  if (data.size() == 1) {
    return DataRef{.bid = data.front(), .size = size};
  }
  if (size > kLargestDataTree) {
    return data_tree_too_large();
  }
  return width == Width::Unicode ? write_tree<disk::u64>(blocks, width, data, size)
                                 : write_tree<disk::u32>(blocks, width, data, size);
}

Result<Bid> write_subnode_blocks(BlockLog& blocks, Width width, std::span<const Subnode> subnodes) {
  if (subnodes.empty()) {
    return Bid{};
  }
  if (subnodes.size() > most_subnodes(width)) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded, "a node of a PST has at most " +
                                                            std::to_string(most_subnodes(width)) +
                                                            " subnodes ([MS-PST] 2.2.2.8.3.3)");
  }
  return width == Width::Unicode ? write_subnode_tree<disk::u64>(blocks, subnodes)
                                 : write_subnode_tree<disk::u32>(blocks, subnodes);
}

}  // namespace pst
