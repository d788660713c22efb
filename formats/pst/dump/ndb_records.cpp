#include "formats/pst/dump/ndb_records.h"

#include <algorithm>
#include <bit>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk_fields.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::dump {
namespace {

using reader::StoreFile;

FileBytes bytes_at(const StoreFile& file, std::uint64_t offset, std::uint64_t length) {
  const auto size = file.content.size();
  const auto there = offset < size ? std::min<std::uint64_t>(length, size - offset) : 0;
  return {.offset = offset, .raw = file.content.subspan(there == 0 ? 0 : offset, there)};
}

std::string text_of(std::span<const std::byte> data) { return bytes::character_text(data); }

AnnotatedRecord page_at(std::string_view name, std::string_view source, std::uint64_t offset) {
  return {.name = std::string(name),
          .source = std::string(source),
          .offset = offset,
          .length = kPageSize};
}

void explain_header(AnnotatedRecord& record, const StoreFile& file, const FileBytes& all) {
  record.explain("start.dwMagic", text_of(all.raw.first<4>()));
  record.explain("start.wMagicClient", text_of(all.raw.subspan<8, 2>()));
  record.explain("start.wVer", file.width == Width::Unicode ? "Unicode" : "ANSI");
  for (std::size_t i = 0; i <= kNidTypeMask; ++i) {
    record.explain(indexed("rgnid", i), node_type_name(static_cast<std::uint8_t>(i)));
  }
  for (auto& field : record.fields) {
    const auto number = [&] { return std::to_integer<unsigned>(field.bytes.raw.front()); };
    if (field.name == "bCryptMethod") {
      constexpr std::array<std::string_view, 3> kMethods = {"NDB_CRYPT_NONE", "NDB_CRYPT_PERMUTE",
                                                            "NDB_CRYPT_CYCLIC"};
      field.meaning = number() < kMethods.size() ? kMethods.at(number()) : "";
    } else if (field.name == "root.fAMapValid") {
      constexpr std::array<std::string_view, 3> kValid = {"INVALID_AMAP", "VALID_AMAP1",
                                                          "VALID_AMAP2"};
      field.meaning = number() < kValid.size() ? kValid.at(number()) : "";
    }
  }
}

template <class Word>
AnnotatedRecord read_header_record(const StoreFile& file) {
  using Disk = disk::HEADER<Word>;
  AnnotatedRecord record{.name = "HEADER",
                         .about = file.width == Width::Unicode ? "Unicode" : "ANSI",
                         .source = "[MS-PST] 2.2.2.6"};
  const auto all = bytes_at(file, 0, sizeof(Disk));
  record.length = all.raw.size();
  if (all.raw.size() < sizeof(Disk)) {
    append_bytes(record, all, "part of a header");
    return record;
  }
  append<Disk>(record, all);
  explain_header(record, file, all);
  // They are those of the specification, which knows no part of its own for them.
  for (auto& field : record.fields) {
    if (field.name.starts_with("start.")) {
      field.name.erase(0, std::string_view("start.").size());
    }
  }
  return record;
}

template <class Word>
void append_page_trailer(AnnotatedRecord& record, const FileBytes& page) {
  using Disk = disk::PAGETRAILER<Word>;
  append<Disk>(record, page.part(kPageSize - sizeof(Disk), sizeof(Disk)), "pageTrailer.");
}

std::string_view ptype_name(std::uint8_t type) {
  switch (type) {
    case disk::ptypeBBT:
      return "ptypeBBT";
    case disk::ptypeNBT:
      return "ptypeNBT";
    case disk::ptypeFMap:
      return "ptypeFMap";
    case disk::ptypePMap:
      return "ptypePMap";
    case disk::ptypeAMap:
      return "ptypeAMap";
    case disk::ptypeFPMap:
      return "ptypeFPMap";
    case disk::ptypeDL:
      return "ptypeDL";
    default:
      return {};
  }
}

/// Trailer and its faults: of map pages the bid is their offset, and there is no signature.
void finish_page(AnnotatedRecord& record, const StoreFile& file, const FileBytes& page,
                 std::uint8_t ptype) {
  if (file.width == Width::Unicode) {
    append_page_trailer<disk::u64>(record, page);
  } else {
    append_page_trailer<disk::u32>(record, page);
  }
  const auto content = page.raw.first<kPageSize>();
  const auto trailer = reader::page_trailer(content, file.width);
  record.explain("pageTrailer.ptype", ptype_name(trailer.type));
  const auto computed = bytes::crc_from_zero(content.first(page_body_size(file.width)));
  const auto tell = [&](std::string_view field, std::uint64_t found, std::uint64_t expected) {
    record.faults.push_back("PAGETRAILER." + std::string(field) + " is " + hex_of(found) +
                            ", and must be " + hex_of(expected));
  };
  if (trailer.type != ptype) {
    tell("ptype", trailer.type, ptype);
  }
  if (trailer.type_repeat != ptype) {
    tell("ptypeRepeat", trailer.type_repeat, ptype);
  }
  if (trailer.checksum != computed) {
    tell("dwCRC", trailer.checksum, computed);
  } else {
    record.explain("pageTrailer.dwCRC", "right");
  }
  const bool is_map = ptype >= disk::ptypeFMap && ptype <= disk::ptypeFPMap;
  if (is_map && trailer.bid.value != page.offset) {
    tell("bid", trailer.bid.value, page.offset);
  }
  if (const auto sealed = signature(page.offset, trailer.bid);
      !is_map && trailer.signature != sealed) {
    tell("wSig", trailer.signature, sealed);
  }
}

template <class Word>
void append_node_entry(AnnotatedRecord& record, const FileBytes& entry, const std::string& prefix) {
  const auto raw = read_at<disk::NBTENTRY<Word>>(entry);
  append<disk::NBTENTRY<Word>>(record, entry, prefix);
  record.explain(prefix + "nid", node_name({static_cast<std::uint32_t>(raw.nid)}));
  if (raw.nidParent != 0) {
    record.explain(prefix + "nidParent", node_name({raw.nidParent}));
  }
}

template <class Word>
AnnotatedRecord tree_page(const StoreFile& file, const reader::TreePage& page) {
  const bool of_nodes = page.type == disk::ptypeNBT;
  auto record = page_at("BTPAGE", "[MS-PST] 2.2.2.7.7.1", page.offset);
  const auto all = bytes_at(file, page.offset, kPageSize);
  using Tail = disk::BTPAGETAIL<Word>;
  constexpr std::size_t kRoom = kPageSize - sizeof(Tail);
  const auto tail = read_at<Tail>(all, kRoom);
  const std::size_t size = tail.cLevel != 0 ? sizeof(disk::BTENTRY<Word>)
                           : of_nodes       ? sizeof(disk::NBTENTRY<Word>)
                                            : sizeof(disk::BBTENTRY<Word>);
  const std::size_t stride = tail.cbEnt;
  const auto most = stride < size ? 0 : kRoom / stride;
  const auto count = std::min<std::size_t>(tail.cEnt, most);
  if (stride < size || tail.cEnt > most) {
    record.faults.push_back("BTPAGE.cEnt is " + std::to_string(tail.cEnt) + " with a cbEnt of " +
                            std::to_string(stride) + ": the page has room for " +
                            std::to_string(most));
  }
  record.about = std::string(of_nodes ? "NBT" : "BBT") + ", level " + std::to_string(tail.cLevel) +
                 ", " + std::to_string(tail.cEnt) + (tail.cEnt == 1 ? " entry" : " entries");
  for (std::size_t i = 0; i < count; ++i) {
    const auto prefix = indexed("rgentries", i) + ".";
    const auto entry = all.part(i * stride, size);
    if (tail.cLevel != 0) {
      append<disk::BTENTRY<Word>>(record, entry, prefix);
    } else if (of_nodes) {
      append_node_entry<Word>(record, entry, prefix);
    } else {
      append<disk::BBTENTRY<Word>>(record, entry, prefix);
    }
    append_bytes(record, all.part(i * stride + size, stride - size), prefix + "rest");
  }
  append_bytes(record, all.part(count * stride, kRoom - count * stride), "rgentries, unused");
  append<Tail>(record, all.part(kRoom, sizeof(Tail)));
  // finish_page() appends the trailer with its name in front.
  std::erase_if(record.fields, [](const bytes::AnnotatedField& field) {
    return field.name.starts_with("pageTrailer.");
  });
  return record;
}

template <class Word>
std::optional<AnnotatedRecord> find_node_entry(const StoreFile& file,
                                               const reader::NodeEntry& entry) {
  using Disk = disk::NBTENTRY<Word>;
  using Tail = disk::BTPAGETAIL<Word>;
  constexpr std::size_t kRoom = kPageSize - sizeof(Tail);
  const auto page = bytes_at(file, std::uint64_t{entry.page} * kPageSize, kPageSize);
  if (entry.page == 0 || page.raw.size() != kPageSize) {
    return std::nullopt;
  }
  const auto tail = read_at<Tail>(page, kRoom);
  const std::size_t stride = tail.cbEnt;
  for (std::size_t i = 0; stride >= sizeof(Disk) && i < tail.cEnt && (i + 1) * stride <= kRoom;
       ++i) {
    const auto place = page.part(i * stride, sizeof(Disk));
    const auto raw = read_at<Disk>(place);
    if (static_cast<std::uint32_t>(raw.nid) == entry.nid.value && raw.bidData == entry.data.value &&
        raw.bidSub == entry.subnodes.value) {
      AnnotatedRecord record{.name = "NBTENTRY",
                             .about = hex_of(entry.nid.value) + " " + node_name(entry.nid),
                             .source = "[MS-PST] 2.2.2.7.7.4",
                             .offset = place.offset,
                             .length = sizeof(Disk)};
      append_node_entry<Word>(record, place, "");
      return record;
    }
  }
  return std::nullopt;
}

}  // namespace

AnnotatedRecord header_record(const StoreFile& file) {
  auto record = file.width == Width::Unicode ? read_header_record<disk::u64>(file)
                                             : read_header_record<disk::u32>(file);
  bytes::DamageLog damage;
  if (const auto header = reader::read_file_header(file.content, damage); !header) {
    record.faults.push_back(header.error().what);
  }
  for (const auto& one : damage.items()) {
    record.faults.push_back(fault_text(one));
  }
  return record;
}

AnnotatedRecord dlist_record(const StoreFile& file) {
  auto record = page_at("DLISTPAGE", "[MS-PST] 2.2.2.7.4.2", disk::kDListOffset);
  const auto page = bytes_at(file, disk::kDListOffset, kPageSize);
  append<disk::DLISTPAGEHEADER>(record, page.part(0, sizeof(disk::DLISTPAGEHEADER)));
  constexpr std::size_t kEntry = sizeof(disk::u32);
  constexpr std::size_t kUnicodePadding = 12;
  const auto end =
      page_body_size(file.width) - (file.width == Width::Unicode ? kUnicodePadding : 0);
  const std::size_t entries = read_at<disk::DLISTPAGEHEADER>(page).cEntDList;
  auto at = sizeof(disk::DLISTPAGEHEADER);
  for (std::size_t i = 0; i < entries && at + kEntry <= end; ++i, at += kEntry) {
    constexpr unsigned kPageBits = 20;
    const std::uint32_t raw = read_at<disk::u32>(page, at);
    append_bytes(record, page.part(at, kEntry), indexed("rgDListPageEnt", i),
                 bytes::number_text(raw, kEntry),
                 "page " + std::to_string(raw & ((1U << kPageBits) - 1)) + ", " +
                     std::to_string(raw >> kPageBits) + " free slots");
  }
  append_bytes(record, page.part(at, end - at), "rgDListPageEnt, unused");
  append_bytes(record, page.part(end, page_body_size(file.width) - end), "rgPadding");
  finish_page(record, file, page, disk::ptypeDL);
  return record;
}

AnnotatedRecord map_record(const StoreFile& file, std::uint64_t offset, std::uint8_t ptype,
                           std::string_view name) {
  const std::string_view source = ptype == disk::ptypeAMap   ? "[MS-PST] 2.2.2.7.2"
                                  : ptype == disk::ptypePMap ? "[MS-PST] 2.2.2.7.3"
                                  : ptype == disk::ptypeFMap ? "[MS-PST] 2.2.2.7.5"
                                                             : "[MS-PST] 2.2.2.7.6";
  auto record = page_at(name, source, offset);
  const auto page = bytes_at(file, offset, kPageSize);
  const auto body = page_body_size(file.width);
  append_bytes(record, page.part(0, body - kMapBytes), "dwPadding");
  const auto bits = page.part(body - kMapBytes, kMapBytes);
  const auto section = (offset - kFirstSection) / kSectionSize;
  std::size_t used = 0;
  for (const auto each : bits.raw) {
    used += static_cast<std::size_t>(std::popcount(std::to_integer<std::uint8_t>(each)));
  }
  const bool is_amap = ptype == disk::ptypeAMap;
  record.about = "section " + std::to_string(section);
  append_bytes(record, bits,
               is_amap                    ? "rgbAMapBits"
               : ptype == disk::ptypePMap ? "rgbPMapBits"
               : ptype == disk::ptypeFMap ? "rgbFMapBits"
                                          : "rgbFPMapBits",
               "",
               is_amap ? std::to_string(used) + " of " + std::to_string(kSlotsInSection) +
                             " slots of 64 bytes are in use"
                       : "");
  finish_page(record, file, page, ptype);
  return record;
}

AnnotatedRecord tree_page_record(const reader::Index& index, const StoreFile& file,
                                 const reader::TreePage& page) {
  auto record = file.width == Width::Unicode ? tree_page<disk::u64>(file, page)
                                             : tree_page<disk::u32>(file, page);
  finish_page(record, file, bytes_at(file, page.offset, kPageSize), page.type);
  if (page.origin == reader::Origin::Sweep) {
    record.about += ", found by a search";
  }
  for (const auto* gaps : {&index.node_gaps, &index.block_gaps}) {
    for (const auto& gap : *gaps) {
      if (gap.why.offset == page.offset && gap.why.kind != bytes::DamageKind::BadChecksum) {
        record.faults.push_back(fault_text(gap.why));
      }
    }
  }
  return record;
}

std::optional<AnnotatedRecord> node_entry_record(const StoreFile& file,
                                                 const reader::NodeEntry& entry) {
  return file.width == Width::Unicode ? find_node_entry<disk::u64>(file, entry)
                                      : find_node_entry<disk::u32>(file, entry);
}

}  // namespace pst::dump
