// A block with its trailer, [MS-PST] 2.2.2.8.
#include <algorithm>

#include "formats/pst/dump/ndb_records.h"
#include "formats/pst/ndb/disk_fields.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::dump {
namespace {

/// What is in the data of a block with the internal bit.
template <class Word>
class InternalBlock {
 public:
  explicit InternalBlock(TakenBlock& taken) : taken_(taken), data_(taken.data) {}

  void append_all() {
    constexpr std::size_t kSmallest = 4;
    if (data_.raw.size() < kSmallest) {
      return unknown();
    }
    const auto start = read_at<disk::SLBLOCKHEADER<disk::u32>>(data_);
    if (start.btype == disk::btypeXBLOCK) {
      const bool is_upper = start.cLevel != 1;
      name(is_upper ? "XXBLOCK" : "XBLOCK",
           is_upper ? "[MS-PST] 2.2.2.8.3.2.2" : "[MS-PST] 2.2.2.8.3.2.1");
      header<disk::XBLOCKHEADER>();
      entries<Child>(start.cEnt, "rgbid");
    } else if (start.btype == disk::btypeSLBLOCK && start.cLevel == 0) {
      name("SLBLOCK", "[MS-PST] 2.2.2.8.3.3.1");
      header<disk::SLBLOCKHEADER<Word>>();
      entries<disk::SLENTRY<Word>>(start.cEnt, "rgentries");
    } else if (start.btype == disk::btypeSLBLOCK) {
      name("SIBLOCK", "[MS-PST] 2.2.2.8.3.3.2");
      header<disk::SLBLOCKHEADER<Word>>();
      entries<disk::SIENTRY<Word>>(start.cEnt, "rgentries");
    } else {
      unknown();
    }
  }

 private:
  struct Child {
    Word bid;
  };

  void name(std::string_view text, std::string_view source) {
    taken_.record.name = text;
    taken_.record.source = source;
  }
  void unknown() {
    taken_.record.faults.push_back("a block with the internal bit that is of no known type");
    append_bytes(taken_.record, data_, "data");
  }

  template <class Header>
  void header() {
    if (data_.raw.size() < sizeof(Header)) {
      return;  // entries() tells the bytes
    }
    append<Header>(taken_.record, data_);
    at_ = sizeof(Header);
  }

  template <class Entry>
  void entries(std::size_t announced, std::string_view list) {
    const auto room = (data_.raw.size() - at_) / sizeof(Entry);
    const auto count = at_ == 0 ? 0 : std::min(announced, room);
    if (count != announced) {
      taken_.record.faults.push_back("cEnt is " + std::to_string(announced) +
                                     ", and the block has room for " + std::to_string(room));
    }
    taken_.record.about +=
        ", " + std::to_string(announced) + (announced == 1 ? " entry" : " entries");
    for (std::size_t i = 0; i < count; ++i, at_ += sizeof(Entry)) {
      entry(data_.part(at_, sizeof(Entry)), indexed(list, i), Entry{});
    }
    append_bytes(taken_.record, data_.part(at_, data_.raw.size()), "unused");
  }

  void entry(const FileBytes& place, std::string name, Child /*kind*/) {
    const auto raw = read_at<Word>(place);
    taken_.children.push_back({raw});
    append_bytes(taken_.record, place, std::move(name), bytes::number_text(raw, sizeof(Word)));
  }
  void entry(const FileBytes& place, const std::string& name, disk::SLENTRY<Word> /*kind*/) {
    append<disk::SLENTRY<Word>>(taken_.record, place, name + ".");
    const auto raw = read_at<disk::SLENTRY<Word>>(place);
    taken_.record.explain(name + ".nid", node_name({static_cast<std::uint32_t>(raw.nid)}));
  }
  void entry(const FileBytes& place, const std::string& name, disk::SIENTRY<Word> /*kind*/) {
    append<disk::SIENTRY<Word>>(taken_.record, place, name + ".");
    taken_.children.push_back({read_at<disk::SIENTRY<Word>>(place).bid});
  }

  TakenBlock& taken_;
  const FileBytes& data_;
  std::size_t at_ = 0;
};

template <class Word>
void append_block_trailer(AnnotatedRecord& record, const FileBytes& place) {
  using Disk = disk::BLOCKTRAILER<Word>;
  if (place.raw.size() < sizeof(Disk)) {
    return append_bytes(record, place, "part of a BLOCKTRAILER");
  }
  append<Disk>(record, place, "blockTrailer.");
}

}  // namespace

TakenBlock take_block(const reader::Ndb& ndb, const reader::BlockEntry& entry) {
  const auto& file = ndb.file();
  const auto check = reader::check_block(file, entry);
  const bool internal = (entry.bid.value & kInternalBit) != 0;
  // Of a block that the end of the file cuts off, the index knows the size.
  const bool cut = entry.offset + check.stored.size() == file.content.size();
  const std::uint64_t size = cut ? entry.size : check.stored.size();
  const auto whole = reader::stored_block_size(size, file.width);
  const auto there = std::min<std::uint64_t>(whole, file.content.size() - entry.offset);

  TakenBlock taken;
  auto& record = taken.record;
  record.name = "data block";
  record.source = "[MS-PST] 2.2.2.8.3.1";
  record.about = "bid " + hex_of(entry.bid.value) + ", " + std::to_string(size) + " bytes";
  record.offset = entry.offset;
  record.length = there;
  taken.data = {.offset = entry.offset, .raw = check.stored};
  if (file.encoding != Encoding::None && !internal) {
    taken.decoded.resize(check.stored.size());
    ndb.decode_into(entry.bid, check.stored, taken.decoded);
    taken.data.plain = taken.decoded;
  }
  const bool unicode = file.width == Width::Unicode;
  if (!internal) {
    append_bytes(record, taken.data, "data");
  } else if (unicode) {
    InternalBlock<disk::u64>(taken).append_all();
  } else {
    InternalBlock<disk::u32>(taken).append_all();
  }
  const FileBytes all{.offset = entry.offset,
                      .raw = file.content.subspan(static_cast<std::size_t>(entry.offset),
                                                  static_cast<std::size_t>(there))};
  const auto trailer = whole - block_trailer_size(file.width);
  append_bytes(record, all.part(check.stored.size(), trailer - check.stored.size()), "padding");
  const auto place = all.part(trailer, block_trailer_size(file.width));
  if (unicode) {
    append_block_trailer<disk::u64>(record, place);
  } else {
    append_block_trailer<disk::u32>(record, place);
  }
  for (const auto* damages : {&check.faults, &check.notes}) {
    for (const auto& damage : *damages) {
      record.faults.push_back(fault_text(damage));
    }
  }
  if (check.faults.empty() && check.notes.empty()) {
    record.explain("blockTrailer.dwCRC", "right");
  }
  if (entry.origin == reader::Origin::Sweep) {
    record.about += ", found by a search";
  }
  return taken;
}

}  // namespace pst::dump
