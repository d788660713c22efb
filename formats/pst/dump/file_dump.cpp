#include "formats/pst/dump/file_dump.h"

#include <algorithm>
#include <unordered_set>

#include "formats/pst/dump/ndb_records.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/sweep/allocation_maps.h"

namespace pst::dump {
namespace {

/// Space is told in pieces of at most this many bytes: a record is in memory as a whole, and so is
/// what a page or a document makes of it.
constexpr std::uint64_t kMostSpace = kSectionSize;

std::string_view map_name(std::uint8_t ptype) {
  switch (ptype) {
    case disk::ptypeAMap:
      return "AMAPPAGE";
    case disk::ptypePMap:
      return "PMAPPAGE";
    case disk::ptypeFMap:
      return "FMAPPAGE";
    default:
      return "FPMAPPAGE";
  }
}

bool header_is_believed(const reader::Store& store) {
  return store.header() &&
         std::ranges::none_of(store.damage().items(), [](const bytes::Damage& damage) {
           return damage.field.starts_with("HEADER.") &&
                  (damage.kind == bytes::DamageKind::BadChecksum ||
                   damage.kind == bytes::DamageKind::BadMagic);
         });
}

AnnotatedRecord space_record(std::string_view name, const FileBytes& bytes) {
  AnnotatedRecord record{
      .name = std::string(name), .offset = bytes.offset, .length = bytes.raw.size()};
  const bool zeros =
      std::ranges::all_of(bytes.raw, [](std::byte each) { return each == std::byte{}; });
  record.about = std::to_string(bytes.raw.size()) + (zeros ? " bytes, all of them 0" : " bytes");
  append_bytes(record, bytes, "bytes");
  return record;
}

tl::unexpected<bytes::Error> dump_stopped() {
  return bytes::fail(bytes::ErrorKind::Interrupted, "stopped by the user");
}

}  // namespace

FileDump::FileDump(const reader::Store& store, const reader::Progress& progress)
    : store_(store),
      progress_(progress),
      // Most of the time goes into the records: of this the progress is not told.
      course_(progress ? [progress](std::uint64_t /*done*/) { return progress(0); }
                       : reader::Progress(),
              store.file().content.size(), store.index().nodes.entries().size()),
      owners_(*store.ndb(), course_),
      end_(store.file().content.size()),
      claims_(store.file().content.size()) {
  if (header_is_believed(store) && store.header()->recorded_size > kFirstSection) {
    end_ = std::min(end_, store.header()->recorded_size);
  }
  const auto& file = store.file();
  for (const auto& entry : store.index().blocks.entries()) {
    const auto check = reader::check_block(file, entry);
    sound_.push_back(check.sound());
    const bool cut = entry.offset + check.stored.size() == file.content.size();
    const std::uint64_t size = cut ? entry.size : check.stored.size();
    const auto room = check.stored.empty() ? 0 : file.content.size() - entry.offset;
    lengths_.push_back(static_cast<std::uint32_t>(
        std::min<std::uint64_t>(reader::stored_block_size(size, file.width), room)));
  }
  claim_front();
  claim_maps();
  find_pages();
  claim_pages(reader::Origin::Walk);
  claim_blocks(true);
  claim_blocks(false);
  claim_pages(reader::Origin::Sweep);
  ranges_ = claims_.all();
}

void FileDump::claim(const Piece& piece) {
  const auto size = store_.file().content.size();
  if (piece.offset >= size || piece.length == 0) {
    return;
  }
  pieces_.push_back(piece);
  bytes::DamageLog overlaps;  // tell() sees them by the length that is left
  claims_.claim({.offset = piece.offset,
                 .length = std::min<std::uint64_t>(piece.length, size - piece.offset),
                 .owner = "",
                 .group = static_cast<std::uint32_t>(pieces_.size())},
                overlaps);
}

void FileDump::claim_front() {
  const auto& file = store_.file();
  const auto header =
      static_cast<std::uint32_t>(file.width == Width::Unicode ? sizeof(disk::HEADER<disk::u64>)
                                                              : sizeof(disk::HEADER<disk::u32>));
  claim({.offset = 0, .length = header, .kind = Kind::Header});
  // 2.2.2.7.4: there may be no DListPage.
  if (const auto page = file.at(disk::kDListOffset, kPageSize);
      page && reader::page_trailer(page->first<kPageSize>(), file.width).type == disk::ptypeDL) {
    claim({.offset = disk::kDListOffset, .length = kPageSize, .kind = Kind::DList});
  }
  claim({.offset = header,
         .length = static_cast<std::uint32_t>(kFirstSection - header),
         .kind = Kind::HeaderSpace});
}

void FileDump::claim_maps() {
  const auto& file = store_.file();
  for (std::uint64_t section = 0; section_offset(section) < file.content.size(); ++section) {
    auto at = section_offset(section);
    const auto page = [&](std::uint8_t ptype) {
      const auto raw = file.at(at, kPageSize);
      const bool has_type =
          raw && reader::page_trailer(raw->first<kPageSize>(), file.width).type == ptype;
      if (has_type || at < end_) {
        claim({.offset = at, .length = kPageSize, .kind = Kind::Map, .ptype = ptype});
      }
      at += kPageSize;
    };
    page(disk::ptypeAMap);
    if (has_pmap(section)) {
      page(disk::ptypePMap);
    }
    if (has_fmap(section)) {
      page(disk::ptypeFMap);
    } else if (has_fpmap(section)) {
      page(disk::ptypeFPMap);
    }
  }
}

void FileDump::find_pages() {
  const auto& index = store_.index();
  pages_ = index.pages;
  std::unordered_set<std::uint64_t> known;
  for (const auto& page : index.pages) {
    known.insert(page.offset);
  }
  // What leads to a page says of which tree it must be, whatever lies there.
  for (const auto* gaps : {&index.node_gaps, &index.block_gaps}) {
    for (const auto& gap : *gaps) {
      if (gap.why.kind != bytes::DamageKind::OutOfRange && gap.why.offset >= kFirstSection &&
          known.insert(gap.why.offset).second) {
        pages_.push_back({.offset = gap.why.offset,
                          .type = gaps == &index.node_gaps ? disk::ptypeNBT : disk::ptypeBBT});
      }
    }
  }
}

void FileDump::claim_pages(reader::Origin origin) {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (pages_[i].origin == origin && store_.file().at(pages_[i].offset, kPageSize)) {
      claim({.offset = pages_[i].offset,
             .length = kPageSize,
             .kind = Kind::TreePage,
             .index = static_cast<std::uint32_t>(i)});
    }
  }
}

void FileDump::claim_blocks(bool sound) {
  const auto entries = store_.index().blocks.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (sound_[i] == sound) {
      claim({.offset = entries[i].offset,
             .length = lengths_[i],
             .kind = Kind::Block,
             .index = static_cast<std::uint32_t>(i)});
    }
  }
}

const bytes::Range& FileDump::range_at(std::uint64_t offset) const {
  const auto next = std::ranges::upper_bound(ranges_, offset, {}, &bytes::Range::offset);
  return *std::prev(next);
}

bytes::Result<void> FileDump::all(bytes::AnnotationSink& sink) {
  for (const auto& range : ranges_) {
    if (progress_ && !progress_(range.offset)) {
      return dump_stopped();
    }
    if (auto told = tell(range, sink); !told) {
      return told;
    }
  }
  return {};
}

bytes::Result<void> FileDump::one(std::uint64_t offset, bytes::AnnotationSink& sink) {
  const auto& range = range_at(offset);
  if (range.group != 0 && pieces_[range.group - 1].kind != Kind::HeaderSpace) {
    return tell(range, sink);
  }
  auto at = range.offset;
  const auto end = range.offset + range.length;
  for (;;) {
    const auto next = std::min(space_at(at, end).end, at + kMostSpace);
    if (offset < next) {
      return tell_space(at, next - at, sink);
    }
    at = next;
  }
}

std::vector<Nid> FileDump::nodes_at(std::uint64_t offset) const {
  std::vector<Nid> nodes;
  const auto& range = range_at(offset);
  if (range.group != 0 && pieces_[range.group - 1].kind == Kind::Block) {
    const auto& entry = store_.index().blocks.entries()[pieces_[range.group - 1].index];
    for (const auto& part : owners_.of(entry.bid)) {
      if (nodes.empty() || nodes.back() != part.node) {
        nodes.push_back(part.node);
      }
    }
  }
  return nodes;
}

bytes::Result<void> FileDump::tell(const bytes::Range& range, bytes::AnnotationSink& sink) {
  if (range.group == 0) {
    return tell_space(range.offset, range.length, sink);
  }
  const auto& piece = pieces_[range.group - 1];
  if (piece.kind == Kind::HeaderSpace) {
    return tell_space(range.offset, range.length, sink);
  }
  const bool may_be_cut = piece.kind == Kind::Header || piece.kind == Kind::Block;
  if (range.offset == piece.offset && (range.length == piece.length || may_be_cut)) {
    const auto left = store_.file().content.size() - piece.offset;
    if (range.length == std::min<std::uint64_t>(piece.length, left)) {
      return tell_piece(piece, sink);
    }
  }
  constexpr std::string_view kNames[] = {"HEADER", "", "DLISTPAGE", "", "BTPAGE", "block"};
  const auto name = piece.kind == Kind::Map ? map_name(piece.ptype)
                                            : kNames[static_cast<std::size_t>(piece.kind)];
  auto record =
      space_record("part of a " + std::string(name),
                   {.offset = range.offset,
                    .raw = store_.file().content.subspan(static_cast<std::size_t>(range.offset),
                                                         static_cast<std::size_t>(range.length))});
  record.about += ", of one that begins at " + hex_of(piece.offset);
  record.faults.push_back(piece.offset + piece.length > store_.file().content.size()
                              ? "the file ends within it"
                              : "another structure claims a part of it");
  return sink.record(record);
}

bytes::Result<void> FileDump::tell_piece(const Piece& piece, bytes::AnnotationSink& sink) {
  const auto& file = store_.file();
  switch (piece.kind) {
    case Kind::Header:
      return sink.record(header_record(file));
    case Kind::DList:
      return sink.record(dlist_record(file));
    case Kind::Map:
      return sink.record(map_record(file, piece.offset, piece.ptype, map_name(piece.ptype)));
    case Kind::TreePage:
      return sink.record(tree_page_record(store_.index(), file, pages_[piece.index]));
    case Kind::Block: {
      const auto& entry = store_.index().blocks.entries()[piece.index];
      auto taken = take_block(*store_.ndb(), entry);
      taken.record.about += owners_text(entry.bid);
      return sink.record(taken.record);
    }
    case Kind::HeaderSpace:
      break;
  }
  return tell_space(piece.offset, piece.length, sink);
}

std::string FileDump::owners_text(Bid bid) const {
  const auto parts = owners_.of(bid);
  if (parts.empty()) {
    return ", of no node";
  }
  std::size_t others = 0;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    others += parts[i].node != parts[i - 1].node ? 1U : 0U;
  }
  const auto first = parts.front().node;
  return ", of node " + hex_of(first.value) + " " + node_name(first) +
         (others == 0 ? "" : " and " + std::to_string(others) + " more");
}

FileDump::Space FileDump::space_at(std::uint64_t offset, std::uint64_t end) const {
  if (offset < kFirstSection) {
    return {.what = "space behind HEADER", .end = end};
  }
  const auto& header = store_.header();
  const auto section = (offset - kFirstSection) / kSectionSize;
  const auto stop = std::min(end, section_offset(section + 1));
  const bool trusted = !header || header->amap_valid != 0;
  const reader::AllocationMaps maps(store_.file().content, store_.file().width, trusted);
  const auto used = maps.in_use(offset);
  if (!used) {
    const auto border = offset < end_ ? std::min(stop, end_) : stop;
    return {.what = offset >= end_ ? "space behind the end of the store"
                    : trusted      ? "space without an allocation map"
                                   : "space under maps that the header calls invalid",
            .end = border};
  }
  const auto bits = *maps.bits(section);
  auto slot = (offset - section_offset(section)) / kBlockAlignment;
  const auto slot_is_used = [&](std::uint64_t at) {
    constexpr unsigned kFirstBit = 0x80;
    return (bits[at / 8] & static_cast<std::byte>(kFirstBit >> (at % 8))) != std::byte{};
  };
  auto next = offset;
  while (next < stop && slot_is_used(slot) == *used) {
    next = std::min(section_offset(section) + ++slot * kBlockAlignment, stop);
  }
  return {.what = *used ? "space marked as used in vain" : "free space", .end = next};
}

bytes::Result<void> FileDump::tell_space(std::uint64_t offset, std::uint64_t length,
                                         bytes::AnnotationSink& sink) {
  const auto end = offset + length;
  while (offset < end) {
    const auto space = space_at(offset, end);
    const auto size = std::min(space.end - offset, kMostSpace);
    const auto told = sink.record(space_record(
        space.what, {.offset = offset,
                     .raw = store_.file().content.subspan(static_cast<std::size_t>(offset),
                                                          static_cast<std::size_t>(size))}));
    if (!told) {
      return told;
    }
    offset += size;
  }
  return {};
}

}  // namespace pst::dump
