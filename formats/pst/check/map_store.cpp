#include "formats/pst/check/map_store.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "formats/bytes/crc.h"
#include "formats/pst/check/check_store.h"
#include "formats/pst/check/map_items.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/sweep/allocation_maps.h"
#include "formats/pst/reader/sweep/salvage.h"

namespace pst::check {
namespace {

using bytes::Range;
using bytes::RangeClass;
using reader::BlockEntry;

constexpr std::string_view kBehindHeader = "space behind HEADER";

/// The structure in a block that holds no data. [MS-PST] 2.2.2.8.3.2, 2.2.2.8.3.3.
std::string_view internal_name(std::span<const std::byte> data) {
  if (data.size() < 2) {
    return "internal block";
  }
  const auto type = std::to_integer<std::uint8_t>(data[0]);
  const auto level = std::to_integer<std::uint8_t>(data[1]);
  if (type == disk::btypeXBLOCK) {
    return level == 1 ? "XBLOCK" : "XXBLOCK";
  }
  return type == disk::btypeSLBLOCK ? (level == 0 ? "SLBLOCK" : "SIBLOCK") : "internal block";
}

class Mapper {
 public:
  Mapper(const reader::Salvaged& salvaged, const reader::Store& deleted, Course& course)
      : store_(salvaged.store),
        file_(store_.file()),
        course_(course),
        owners_(*store_.ndb(), course),
        deleted_owners_(*deleted.ndb(), course),
        items_(store_, deleted),
        maps_(file_.content, file_.width, !store_.header() || store_.header()->amap_valid != 0),
        ranges_(file_.content.size()),
        header_is_sound_(header_is_sound()),
        end_(file_.content.size()) {
    if (header_is_sound_ && store_.header()->recorded_size > kFirstSection) {
      end_ = std::min(end_, store_.header()->recorded_size);
    }
  }

  void run(const Report& report, bytes::StoreMap& map) {
    header();
    for (std::uint64_t section = 0; section_offset(section) < file_.content.size(); ++section) {
      section_maps(section);
    }
    walked_pages();
    each_block(true);  // what is sound keeps its place from what is not
    each_block(false);
    strays();
    gaps();
    for (const auto& item : report.items) {
      items_.hit(item);
    }
    items_.finish(map);
    map.size = file_.content.size();
    map.ranges = ranges_.all();
    map.contradictions = contradictions_;
    map.findings = report.error_count;
  }

 private:
  void claim(std::uint64_t offset, std::uint64_t length, std::string_view what, RangeClass kind,
             std::uint32_t group = 0) {
    ranges_.claim({.offset = offset, .length = length, .owner = what, .kind = kind, .group = group},
                  contradictions_);
  }
  /// The part of it that lies in the file.
  void claim_part(std::uint64_t offset, std::uint64_t length, std::string_view what,
                  RangeClass kind, std::uint32_t group) {
    const auto size = file_.content.size();
    if (offset < size) {
      claim(offset, std::min(length, size - offset), what, kind, group);
    }
  }

  [[nodiscard]] bool header_is_sound() const {
    return store_.header() &&
           std::ranges::none_of(store_.damage().items(), [](const bytes::Damage& damage) {
             return damage.field.starts_with("HEADER.") &&
                    (damage.kind == bytes::DamageKind::BadChecksum ||
                     damage.kind == bytes::DamageKind::BadMagic);
           });
  }

  void header() {
    const auto size = file_.content.size();
    const std::uint64_t header_size = file_.width == Width::Unicode
                                          ? sizeof(disk::HEADER<disk::u64>)
                                          : sizeof(disk::HEADER<disk::u32>);
    claim(0, std::min(header_size, size), "HEADER",
          header_is_sound_ ? RangeClass::Header : RangeClass::BadChecksum);
    const auto end = std::min<std::uint64_t>(size, kFirstSection);
    // 2.2.2.7.4: there may be no DListPage.
    if (const auto page = file_.at(disk::kDListOffset, kPageSize);
        page && reader::page_trailer(page->first<kPageSize>(), file_.width).type == disk::ptypeDL) {
      claim(disk::kDListOffset, kPageSize, "DLISTPAGE",
            checksum_is_right(page->first<kPageSize>()) ? RangeClass::Index
                                                        : RangeClass::BadChecksum);
      claim(header_size, disk::kDListOffset - header_size, kBehindHeader, RangeClass::Slack);
    } else if (end > header_size) {
      claim(header_size, end - header_size, kBehindHeader, RangeClass::Slack);
    }
  }

  [[nodiscard]] bool checksum_is_right(std::span<const std::byte, kPageSize> page) const {
    return reader::page_trailer(page, file_.width).checksum ==
           bytes::crc_from_zero(page.first(page_body_size(file_.width)));
  }

  void section_maps(std::uint64_t section) {
    auto at = section_offset(section);
    const auto page = [&](std::string_view what, std::uint8_t type) {
      const auto raw = file_.at(at, kPageSize);
      bool sound = false;
      if (raw) {
        const auto content = raw->first<kPageSize>();
        const auto trailer = reader::page_trailer(content, file_.width);
        sound = trailer.type == type && trailer.type_repeat == type && trailer.bid.value == at &&
                checksum_is_right(content);
      }
      if (sound || at < end_) {
        claim_part(at, kPageSize, what, sound ? RangeClass::Index : RangeClass::BadChecksum, 0);
      }
      at += kPageSize;
    };
    page("AMAPPAGE", disk::ptypeAMap);
    if (has_pmap(section)) {
      page("PMAPPAGE", disk::ptypePMap);
    }
    if (has_fmap(section)) {
      page("FMAPPAGE", disk::ptypeFMap);
    } else if (has_fpmap(section)) {
      page("FPMAPPAGE", disk::ptypeFPMap);
    }
  }

  static std::string_view tree_name(bool of_nodes) {
    return of_nodes ? "NBT BTPAGE" : "BBT BTPAGE";
  }

  void walked_pages() {
    const auto& index = store_.index();
    std::unordered_set<std::uint64_t> broken;  // offsets
    for (const auto* gaps : {&index.node_gaps, &index.block_gaps}) {
      for (const auto& gap : *gaps) {
        broken.insert(gap.why.offset);
      }
    }
    std::unordered_set<std::uint64_t> walked;
    for (const auto& page : index.pages) {
      if (page.origin != reader::Origin::Walk) {
        continue;
      }
      walked.insert(page.offset);
      const auto raw = file_.at(page.offset, kPageSize);
      if (!raw) {
        continue;
      }
      const bool sound =
          checksum_is_right(raw->first<kPageSize>()) && !broken.contains(page.offset);
      claim(page.offset, kPageSize, tree_name(page.type == disk::ptypeNBT),
            sound ? RangeClass::Index : RangeClass::BadChecksum);
    }
    // Pages that could not be read as such.
    for (const auto* gaps : {&index.node_gaps, &index.block_gaps}) {
      for (const auto& gap : *gaps) {
        if (gap.why.kind != bytes::DamageKind::OutOfRange && gap.why.offset >= kFirstSection &&
            !walked.contains(gap.why.offset)) {
          claim_part(gap.why.offset, kPageSize, tree_name(gaps == &index.node_gaps),
                     RangeClass::BadChecksum, 0);
        }
      }
    }
  }

  /// Those that are sound, or those that are not.
  void each_block(bool sound) {
    for (const auto& entry : store_.index().blocks.entries()) {
      if (!course_.step()) {
        return;
      }
      const auto check = reader::check_block(file_, entry);
      if (check.sound() != sound) {
        continue;
      }
      if (sound) {
        sound_block(entry, check.stored);
      } else if (entry.origin == reader::Origin::Walk) {
        block(entry, check.stored, RangeClass::BadChecksum, group_of(entry.bid));
      }
    }
  }

  [[nodiscard]] std::uint32_t group_of(Bid bid) {
    if (const auto parts = owners_.of(bid); !parts.empty()) {
      return items_.group_of(parts, MapItems::From::Store);
    }
    return items_.group_of(deleted_owners_.of(bid), MapItems::From::Deleted);
  }

  void sound_block(const BlockEntry& entry, std::span<const std::byte> stored) {
    const bool walked = entry.origin == reader::Origin::Walk;
    const bool live = !owners_.of(entry.bid).empty();
    if (!is_the_one(entry)) {
      if (walked) {
        block(entry, stored, RangeClass::Unreferenced, 0, "block that the index has elsewhere");
      } else {
        strays_.push_back(entry);
      }
    } else if (live && walked) {
      const bool internal = (entry.bid.value & kInternalBit) != 0;
      block(entry, stored, internal ? RangeClass::Index : RangeClass::Data, group_of(entry.bid));
    } else if (live || !deleted_owners_.of(entry.bid).empty()) {
      block(entry, stored, RangeClass::Recovered, group_of(entry.bid));
    } else if (walked) {
      // Outlook gives blocks up and leaves them in the tree for a while.
      block(entry, stored, RangeClass::Unreferenced, 0, "block that no node names");
    } else {
      strays_.push_back(entry);
    }
  }

  /// Of several entries for one block: the one that is read.
  [[nodiscard]] bool is_the_one(const BlockEntry& entry) const {
    if (store_.index().blocks.all(entry.bid).size() < 2) {
      return true;
    }
    const auto read = store_.ndb()->verify(entry.bid);
    return read && read->offset == entry.offset;
  }

  /// Data, padding, trailer. `what`: of all of it, where it is not told apart.
  void block(const BlockEntry& entry, std::span<const std::byte> stored, RangeClass kind,
             std::uint32_t group, std::string_view what = {}) {
    if (stored.empty()) {
      return;  // not in the file, or of no possible size
    }
    // Of a block that the end of the file cuts off, the index knows the size.
    const bool cut = entry.offset + stored.size() == file_.content.size();
    const std::uint64_t size = cut ? entry.size : stored.size();
    const auto whole = reader::stored_block_size(size, file_.width);
    const auto trailer = entry.offset + whole - block_trailer_size(file_.width);
    const bool internal = (entry.bid.value & kInternalBit) != 0;
    const auto name = !what.empty() ? what : internal ? internal_name(stored) : "data block";
    claim_part(entry.offset, size, name, kind, group);
    claim_part(entry.offset + size, trailer - entry.offset - size,
               what.empty() ? "block padding" : what,
               kind == RangeClass::Unreferenced ? kind : RangeClass::Slack, group);
    claim_part(trailer, block_trailer_size(file_.width), what.empty() ? "BLOCKTRAILER" : what, kind,
               group);
  }

  /// What a search found and nothing needs: told of space that is in use, or that no map knows.
  void strays() {
    const auto is_free = [&](std::uint64_t offset) {
      return maps_.in_use(offset) == std::optional(false);
    };
    for (const auto& page : store_.index().pages) {
      if (page.origin == reader::Origin::Walk) {
        continue;
      }
      const bool of_nodes = page.type == disk::ptypeNBT;
      // Where a part of the tree is lost, this may be what stands for it.
      const auto& lost = of_nodes ? store_.index().node_gaps : store_.index().block_gaps;
      if (!lost.empty()) {
        claim(page.offset, kPageSize, tree_name(of_nodes), RangeClass::Recovered);
      } else if (!is_free(page.offset)) {
        claim(page.offset, kPageSize, "BTPAGE that the tree no longer has",
              RangeClass::Unreferenced);
      }
    }
    for (const auto& entry : strays_) {
      if (!is_free(entry.offset)) {
        claim_part(entry.offset, reader::stored_block_size(entry.size, file_.width),
                   "block that no index names", RangeClass::Unreferenced, 0);
      }
    }
  }

  /// What the allocation maps say of the rest.
  void gaps() {
    for (const auto& gap : ranges_.unclaimed()) {
      auto at = gap.offset;
      const auto end = gap.offset + gap.length;
      while (at < end) {
        at = rest(at, end);
      }
    }
  }

  /// From `at` to the end of the section, or to `end`.
  std::uint64_t rest(std::uint64_t at, std::uint64_t end) {
    const auto section = (at - kFirstSection) / kSectionSize;
    const auto begin = section_offset(section);
    const auto stop = std::min(end, begin + kSectionSize);
    const bool trusted = !store_.header() || store_.header()->amap_valid != 0;
    const auto map = trusted ? maps_.bits(section) : std::nullopt;
    if (!map) {
      const auto border = at < end_ ? std::min(stop, end_) : stop;
      claim(at, border - at,
            at >= end_ ? "space behind the end of the store"
            : trusted  ? "space without an allocation map"
                       : "space under maps that the header calls invalid",
            RangeClass::Unreferenced);
      return border;
    }
    const auto is_used = [&](std::uint64_t slot) {
      constexpr unsigned kFirstBit = 0x80;
      return ((*map)[slot / 8] & static_cast<std::byte>(kFirstBit >> (slot % 8))) != std::byte{};
    };
    while (at < stop) {
      auto slot = (at - begin) / kBlockAlignment;
      const bool used = is_used(slot);
      auto next = at;
      while (next < stop && is_used(slot) == used) {
        next = std::min(begin + ++slot * kBlockAlignment, stop);
      }
      claim(at, next - at, used ? "space marked as used in vain" : "free space",
            used ? RangeClass::Unreferenced : RangeClass::Free);
      at = next;
    }
    return stop;
  }

  const reader::Store& store_;
  const reader::StoreFile& file_;
  Course& course_;
  Owners owners_;
  Owners deleted_owners_;
  MapItems items_;
  reader::AllocationMaps maps_;
  bytes::RangeMap ranges_;
  bool header_is_sound_;
  std::uint64_t end_;  // of the store, by its header where that can be believed
  bytes::DamageLog contradictions_;
  std::vector<BlockEntry> strays_;
};

tl::unexpected<bytes::Error> map_stopped() {
  return bytes::fail(bytes::ErrorKind::Interrupted, "stopped by the user");
}

}  // namespace

bytes::Result<bytes::StoreMap> map_store(std::span<const std::byte> content,
                                         std::shared_ptr<const void> owner,
                                         const MapOptions& options) {
  const auto& progress = options.progress;
  // Most of the time goes into the check; what follows is told as its end.
  auto report = check_store(
      content, owner, {.progress = progress, .most_items = SIZE_MAX, .unread = options.unread});
  if (!report) {
    return tl::unexpected(report.error());
  }
  const auto tell = [&](std::uint64_t /*done*/) { return progress(content.size()); };
  const reader::Progress ask = progress ? reader::Progress(tell) : reader::Progress();
  const auto salvaged =
      reader::salvage_store(content, std::move(owner), {.deleted = true, .progress = ask});
  if (!salvaged) {
    return tl::unexpected(salvaged.error());
  }
  if (salvaged->sweep && salvaged->sweep->stopped) {
    return map_stopped();
  }
  const auto& index = salvaged->store.index();
  Course course(ask, content.size(),
                index.nodes.entries().size() + 2 * index.blocks.entries().size());
  const auto deleted = salvaged->deleted_store();
  Mapper mapper(*salvaged, deleted, course);
  bytes::StoreMap map;
  mapper.run(*report, map);
  if (course.stopped()) {
    return map_stopped();
  }
  return map;
}

}  // namespace pst::check
