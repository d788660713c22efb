#include "formats/pst/reader/sweep/salvage.h"

#include <utility>

#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/sweep/allocation_maps.h"
#include "formats/pst/reader/sweep/store_sweep.h"
#include "formats/pst/reader/walked_file.h"

namespace pst::reader {
namespace {

Salvaged finish(Swept swept, std::optional<FileHeader> header, bytes::DamageLog damage) {
  const Salvaged::Sweep counts{.pages_found = swept.pages_found,
                               .blocks_found = swept.blocks_found,
                               .nodes_added = swept.nodes_added,
                               .blocks_added = swept.blocks_added,
                               .stopped = swept.stopped};
  return {.store = Store::with_index(std::move(swept.file), header, std::move(swept.index),
                                     std::move(damage)),
          .deleted = std::move(swept.deleted),
          .sweep = counts};
}

bytes::Result<Salvaged> without_header(std::span<const std::byte> content,
                                       std::shared_ptr<const void> owner,
                                       const SalvageOptions& options, bytes::Error error) {
  if (error.kind != bytes::ErrorKind::NotThisFormat) {
    return tl::unexpected(std::move(error));
  }
  auto swept = sweep_without_header(content, std::move(owner), options.progress);
  if (!swept) {
    return tl::unexpected(std::move(error));
  }
  bytes::DamageLog damage;
  damage.add({.offset = 0,
              .length = sizeof(disk::HEADERSTART),
              .kind = bytes::DamageKind::BadMagic,
              .field = "HEADER.dwMagic",
              .found = 0,
              .expected = 0});
  return finish(std::move(*swept), std::nullopt, std::move(damage));
}

}  // namespace

bytes::Result<Salvaged> salvage_store(std::span<const std::byte> content,
                                      std::shared_ptr<const void> owner,
                                      const SalvageOptions& options) {
  auto walked = walk_file(content, owner);
  if (!walked) {
    return without_header(content, std::move(owner), options, walked.error());
  }
  auto& [file, header, index, damage] = *walked;
  if (!options.deleted && !wants_sweep(index)) {
    return Salvaged{
        .store = Store::with_index(std::move(file), header, std::move(index), std::move(damage)),
        .deleted = {},
        .sweep = {}};
  }
  if (wants_sweep(index)) {
    // Only they know which page is in use and which was replaced.
    AllocationMaps(content, file.width, true).note_lost(damage);
  }
  auto swept = sweep_store(file, header, std::move(index), options.progress);
  // The walk may have had nothing to vote with.
  settle_encoding(swept.file, swept.index, damage);
  return finish(std::move(swept), header, std::move(damage));
}

Store Salvaged::deleted_store() const {
  Index index;
  for (const auto& entry : deleted) {
    index.nodes.add(entry);
  }
  if (const auto* const names = store.index().nodes.find(kNameToIdMap)) {
    index.nodes.add(*names);
  }
  index.nodes.settle();
  index.blocks = store.index().blocks;
  return Store::with_index(store.file(), store.header(), std::move(index));
}

}  // namespace pst::reader
