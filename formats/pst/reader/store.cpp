#include "formats/pst/reader/store.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/messaging/context.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/walked_file.h"

namespace pst::reader {

using bytes::Result;

Store::Store(NdbPtr ndb, std::optional<FileHeader> header) : ndb_(std::move(ndb)), header_(header) {
  auto context = std::make_shared<Context>();
  context->ndb = ndb_;
  context->names = NameMap::read(ndb_);
  context_ = std::move(context);
}

Result<Store> Store::open(std::shared_ptr<const bytes::FileView> view) {
  const auto content = view->bytes();
  return open(content, std::move(view));
}

Result<Store> Store::open(std::span<const std::byte> content, std::shared_ptr<const void> owner) {
  auto walked = walk_file(content, std::move(owner));
  if (!walked) {
    return tl::unexpected(walked.error());
  }
  return with_index(std::move(walked->file), walked->header, std::move(walked->index),
                    std::move(walked->damage));
}

Store Store::with_index(StoreFile file, std::optional<FileHeader> header, Index index,
                        bytes::DamageLog damage) {
  if (const auto dropped = index.nodes.dropped() + index.blocks.dropped(); dropped != 0) {
    damage.add({.offset = file.content.size(),
                .length = 0,
                .kind = bytes::DamageKind::OutOfRange,
                .field = "BTPAGE.rgentries",
                .found = dropped,
                .expected = 0});
  }
  return {std::make_shared<const Ndb>(std::move(file), std::move(index), std::move(damage)),
          header};
}

const NameMap& Store::names() const { return context_->names; }

Result<Item> Store::root_folder() const { return open_node(context_, kRootFolder); }
Result<Item> Store::message_store() const { return open_node(context_, kMessageStore); }
Result<Item> Store::item(std::uint32_t identifier) const {
  return open_node(context_, {identifier});
}

void Store::claim(bytes::RangeMap& map, bytes::DamageLog& damage) const {
  const auto& file = ndb_->file();
  const auto size = file.content.size();
  const bool unicode = file.width == Width::Unicode;
  const std::uint64_t header_size =
      unicode ? sizeof(disk::HEADER<disk::u64>) : sizeof(disk::HEADER<disk::u32>);
  map.claim({.offset = 0, .length = std::min<std::uint64_t>(header_size, size), .owner = "HEADER"},
            damage);
  if (size >= kFirstSection) {
    map.claim({.offset = disk::kDListOffset, .length = kPageSize, .owner = "DLISTPAGE"}, damage);
  }
  for (std::uint64_t section = 0; section_offset(section) + kPageSize <= size; ++section) {
    auto at = section_offset(section);
    const auto page = [&](std::string_view owner) {
      if (at + kPageSize <= size) {
        map.claim({.offset = at, .length = kPageSize, .owner = owner}, damage);
      }
      at += kPageSize;
    };
    page("AMAPPAGE");
    if (has_pmap(section)) {
      page("PMAPPAGE");
    }
    if (has_fmap(section)) {
      page("FMAPPAGE");
    } else if (has_fpmap(section)) {
      page("FPMAPPAGE");
    }
  }
  for (const auto& page : index().pages) {
    map.claim({.offset = page.offset,
               .length = kPageSize,
               .owner = page.type == disk::ptypeNBT ? "NBT BTPAGE" : "BBT BTPAGE"},
              damage);
  }
  for (const auto& entry : index().blocks.entries()) {
    if (entry.size != 0 && entry.size <= largest_block_data(file.width)) {
      map.claim({.offset = entry.offset,
                 .length = stored_block_size(entry.size, file.width),
                 .owner = (entry.bid.value & kInternalBit) != 0 ? "internal block" : "data block"},
                damage);
    }
  }
}

}  // namespace pst::reader
