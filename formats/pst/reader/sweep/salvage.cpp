#include "formats/pst/reader/sweep/salvage.h"

#include <utility>

#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/sweep/store_sweep.h"

namespace pst::reader {
namespace {

Salvaged finish(Swept swept, std::optional<FileHeader> header) {
  const Salvaged::Sweep counts{.pages_found = swept.pages_found,
                               .blocks_found = swept.blocks_found,
                               .nodes_added = swept.nodes_added,
                               .blocks_added = swept.blocks_added,
                               .stopped = swept.stopped};
  return {.store = Store::with_index(std::move(swept.file), header, std::move(swept.index)),
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
  auto salvaged = finish(std::move(*swept), std::nullopt);
  salvaged.store.ndb()->note({.offset = 0,
                              .length = sizeof(disk::HEADERSTART),
                              .kind = bytes::DamageKind::BadMagic,
                              .field = "HEADER.dwMagic"});
  return salvaged;
}

bytes::Damage wrong_encoding(Width width, Encoding found, Encoding voted) {
  return {.offset = width == Width::Unicode ? offsetof(disk::HEADER<disk::u64>, bCryptMethod)
                                            : offsetof(disk::HEADER<disk::u32>, bCryptMethod),
          .length = 1,
          .kind = bytes::DamageKind::Inconsistent,
          .field = "HEADER.bCryptMethod",
          .found = static_cast<std::uint64_t>(found),
          .expected = static_cast<std::uint64_t>(voted)};
}

}  // namespace

bytes::Result<Salvaged> salvage_store(std::span<const std::byte> content,
                                      std::shared_ptr<const void> owner,
                                      const SalvageOptions& options) {
  auto opened = Store::open(content, owner);
  if (!opened) {
    return without_header(content, std::move(owner), options, opened.error());
  }
  if (!options.deleted && !wants_sweep(opened->index())) {
    return Salvaged{.store = std::move(*opened), .deleted = {}, .sweep = {}};
  }
  const auto damage = opened->damage();
  auto swept = sweep_store(opened->file(), *opened->header(), opened->index(), options.progress);
  const auto before = opened->file().encoding;
  const auto after = swept.file.encoding;
  auto salvaged = finish(std::move(swept), opened->header());
  for (const auto& one : damage.items()) {
    salvaged.store.ndb()->note(one);
  }
  if (after != before) {
    salvaged.store.ndb()->note(wrong_encoding(salvaged.store.file().width, before, after));
  }
  return salvaged;
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
