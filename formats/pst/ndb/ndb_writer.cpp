#include "formats/pst/ndb/ndb_writer.h"

#include <algorithm>
#include <utility>

#include "formats/pst/ndb/block_log.h"
#include "formats/pst/ndb/header.h"
#include "formats/pst/ndb/node_log.h"
#include "formats/pst/ndb/section_writer.h"
#include "formats/pst/ndb/tree_blocks.h"

namespace pst {
namespace {

// FORMAT.md 3.3: row versions are drawn from the header's counter, which begins here.
constexpr std::uint32_t kFirstRowVersion = 2;

// Blocks and nodes of a store beside those of its messages.
constexpr std::uint64_t kMoreBlocks = 64;

}  // namespace

struct NdbWriter::State {
  State(bytes::PatchableFile& target, const NdbOptions& chosen)
      : file(target),
        options(chosen),
        sections(target, chosen.width),
        blocks(sections, chosen.width, chosen.encoding),
        nodes(chosen.width) {}

  bytes::PatchableFile& file;
  NdbOptions options;
  SectionWriter sections;
  BlockLog blocks;
  NodeLog nodes;
  std::uint32_t next_row_version = kFirstRowVersion;
};

NdbWriter::NdbWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
NdbWriter::~NdbWriter() = default;

Result<std::unique_ptr<NdbWriter>> NdbWriter::create(bytes::PatchableFile& file,
                                                     const NdbOptions& options) {
  return std::unique_ptr<NdbWriter>(new NdbWriter(std::make_unique<State>(file, options)));
}

Width NdbWriter::width() const { return state_->options.width; }

Result<Bid> NdbWriter::write_block(std::span<const std::byte> data) {
  return state_->blocks.write(BlockLog::Kind::Data, data);
}

Result<DataRef> NdbWriter::write_data_tree(std::span<const Bid> blocks, std::uint64_t size) {
  return write_data_blocks(state_->blocks, width(), blocks, size);
}

Result<DataRef> NdbWriter::write_data(std::span<const std::byte> data) {
  DataTreeWriter tree(*this);
  if (auto appended = tree.append(data); !appended) {
    return tl::unexpected(appended.error());
  }
  return tree.finish();
}

Result<Bid> NdbWriter::write_subnodes(std::vector<Subnode> subnodes) {
  std::ranges::sort(subnodes, {}, &Subnode::nid);
  auto tree = write_subnode_blocks(state_->blocks, width(), subnodes);
  if (tree) {
    for (const auto& subnode : subnodes) {
      state_->nodes.note_use(subnode.nid);
    }
  }
  return tree;
}

bool NdbWriter::share(Bid bid) { return state_->blocks.share(bid); }

Nid NdbWriter::next_nid(NidType type) { return state_->nodes.next_nid(type); }

bool NdbWriter::has_ids() const {
  constexpr std::uint32_t kReserve = 1'000'000;
  return std::ranges::max(state_->nodes.counters()) < kLargestNidIndex - kReserve;
}

Result<void> NdbWriter::add_node(Nid nid, Bid data, Bid subnodes, Nid parent) {
  return state_->nodes.add(nid, data, subnodes, parent);
}

std::uint32_t NdbWriter::next_row_version() { return state_->next_row_version++; }

bytes::Sha256::Digest NdbWriter::take_digest() { return state_->blocks.take_digest(); }

std::uint64_t NdbWriter::size_when_finished(std::uint64_t more) const {
  const auto blocks = state_->blocks.count() + more / kLargestBlock * 2 + kMoreBlocks;
  const auto pages =
      btree_pages(state_->nodes.count() + kMoreBlocks, width(), NodeLog::entry_size(width())) +
      btree_pages(blocks, width(), BlockLog::entry_size(width()));
  return state_->sections.size_bound(pages * kPageSize + more);
}

Result<void> NdbWriter::finish() {
  std::uint64_t next_page = 1;
  const auto nodes = state_->nodes.write_tree(state_->sections, next_page);
  if (!nodes) {
    return tl::unexpected(nodes.error());
  }
  const auto blocks = state_->blocks.write_tree(next_page);
  if (!blocks) {
    return tl::unexpected(blocks.error());
  }
  const auto totals = state_->sections.finish();
  if (!totals) {
    return tl::unexpected(totals.error());
  }
  const auto header = header_area({.encoding = state_->options.encoding,
                                   .next_block = state_->blocks.next_bid(),
                                   .next_page = next_page,
                                   .next_row_version = state_->next_row_version,
                                   .counters = state_->nodes.counters(),
                                   .nodes = *nodes,
                                   .blocks = *blocks,
                                   .totals = *totals},
                                  width());
  return state_->file.write_at(0, header);
}

}  // namespace pst
