#include "formats/pst/reader/ndb/store_walk.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/ndb/wrong_byte.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using bytes::DamageLog;

template <class Word>
class Walk {
 public:
  Walk(const StoreFile& file, Index& index, DamageLog& damage)
      : file_(file), index_(index), damage_(damage) {}

  void tree(std::uint8_t type, const PageRef& root) {
    type_ = type;
    page(root, {.first = 0, .end = kEndOfKeys}, std::nullopt, 0);
  }

 private:
  using Tail = disk::BTPAGETAIL<Word>;
  using PageSpan = std::span<const std::byte, kPageSize>;
  static constexpr std::size_t kRoom = kPageSize - sizeof(Tail);

  struct Keys {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
  };
  /// A page that was opened.
  struct Opened {
    std::array<std::byte, kPageSize> bytes{};
    Tail tail{};
    std::uint64_t offset = 0;
    bool doubtful = false;
    bool earlier = false;                // perhaps not the page that was meant
    std::optional<std::size_t> wrong{};  // where the one byte lies that was put right
  };
  struct Entries {
    std::size_t count = 0;
    std::size_t stride = 0;
  };

  [[nodiscard]] bool of_nodes() const { return type_ == disk::ptypeNBT; }

  void gap(const Keys& keys, const Damage& why) {
    auto& gaps = of_nodes() ? index_.node_gaps : index_.block_gaps;
    gaps.push_back({.first = keys.first, .end = keys.end, .why = why});
  }
  void tell(const Opened& page, DamageKind kind, std::string_view field, std::uint64_t found,
            std::uint64_t expected) {
    damage_.add({.offset = page.offset,
                 .length = kPageSize,
                 .kind = kind,
                 .field = field,
                 .found = found,
                 .expected = expected});
  }

  std::optional<Opened> open(const PageRef& ref, const Keys& keys, std::optional<int> level,
                             int depth) {
    const auto refuse = [&](DamageKind kind, std::uint64_t expected) {
      const Damage why{.offset = ref.offset,
                       .length = kPageSize,
                       .kind = kind,
                       .field = "BREF.ib",
                       .found = ref.offset,
                       .expected = expected};
      damage_.add(why);
      gap(keys, why);
      return std::nullopt;
    };
    const auto raw = file_.at(ref.offset, kPageSize);
    if (!raw || ref.offset % kPageSize != 0) {
      return refuse(DamageKind::OutOfRange, file_.content.size());
    }
    if (depth > kMostTreeLevels || !visited_.insert(ref.offset / kPageSize).second) {
      return refuse(DamageKind::Cycle, 0);
    }
    const auto bytes = raw->template first<kPageSize>();
    const auto check = check_page(bytes, file_.width, ref.offset, type_, ref.bid, damage_);
    Opened page{.offset = ref.offset, .doubtful = !check.sound()};
    std::ranges::copy(bytes, page.bytes.begin());
    take_tail(page);
    if (!check.type) {
      gap(keys, {.offset = ref.offset,
                 .length = kPageSize,
                 .kind = DamageKind::BadMagic,
                 .field = "BTPAGE.ptype",
                 .found = check.trailer.type,
                 .expected = type_});
      return std::nullopt;
    }
    if (!check.checksum && heal(page, check, keys, level)) {
      page.doubtful = !check.bid && !check.signature && !check.consistent;
    } else if (!check.checksum) {
      // There may have been other entries: what is left of them is read below.
      gap(keys, {.offset = ref.offset,
                 .length = kPageSize,
                 .kind = DamageKind::BadChecksum,
                 .field = "BTPAGE.dwCRC",
                 .found = check.trailer.checksum,
                 .expected = 0});
    }
    if (!check.bid && !check.signature) {
      // Right in itself, and perhaps an earlier page that was not written over.
      page.earlier = true;
      page.doubtful = page.doubtful || (first_key(page) != keys.first && depth > 0);
      gap(keys, {.offset = ref.offset,
                 .length = kPageSize,
                 .kind = DamageKind::Inconsistent,
                 .field = "BTPAGE.bid",
                 .found = check.trailer.bid.value,
                 .expected = ref.bid.value});
    }
    if (level && page.tail.cLevel != *level) {
      const auto found = static_cast<std::uint64_t>(page.tail.cLevel);
      tell(page, DamageKind::Inconsistent, "BTPAGE.cLevel", found,
           static_cast<std::uint64_t>(*level));
      if (page.doubtful) {
        page.tail.cLevel = static_cast<std::uint8_t>(*level);
      } else if (page.tail.cLevel > *level) {
        return refuse(DamageKind::Cycle, static_cast<std::uint64_t>(*level));
      }
    }
    index_.pages.push_back(
        {.offset = ref.offset, .bid = check.trailer.bid, .type = type_, .level = page.tail.cLevel});
    return page;
  }

  static void take_tail(Opened& page) {
    page.tail = bytes::record_at<Tail>(PageSpan(page.bytes).template last<sizeof(Tail)>());
  }
  [[nodiscard]] static std::uint64_t first_key(const Opened& page) {
    return bytes::record_at<Word>(PageSpan(page.bytes).template first<sizeof(Word)>());
  }

  /// One wrong byte explains one checksum in 30,000; a page that makes sense in every entry once it
  /// is put right was damaged there and nowhere else. Its entry alone stays doubtful.
  bool heal(Opened& page, const PageCheck& check, const Keys& keys, std::optional<int> level) {
    const auto wrong = find_wrong_byte(page_body_size(file_.width), check.difference);
    if (!wrong) {
      return false;
    }
    auto healed = page;
    healed.bytes[wrong->at] ^= wrong->error;
    take_tail(healed);
    if (!makes_sense(healed, keys, level)) {
      return false;
    }
    page = healed;
    page.wrong = wrong->at;
    return true;
  }

  bool makes_sense(const Opened& page, const Keys& keys, std::optional<int> level) const {
    const bool inner = page.tail.cLevel > 0;
    const std::size_t size = inner        ? sizeof(disk::BTENTRY<Word>)
                             : of_nodes() ? sizeof(disk::NBTENTRY<Word>)
                                          : sizeof(disk::BBTENTRY<Word>);
    const std::size_t count = page.tail.cEnt;
    if (page.tail.cbEnt != size || count == 0 || count > kRoom / size ||
        (level && page.tail.cLevel != *level)) {
      return false;
    }
    const Entries all{.count = count, .stride = size};
    auto next = keys.first;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t key = record<Word>(page, all, i);
      // Where inner entries and those of blocks have their offset.
      const std::uint64_t offset =
          inner        ? std::uint64_t{record<disk::BTENTRY<Word>>(page, all, i).BREFchild.ib}
          : of_nodes() ? 0
                       : std::uint64_t{record<disk::BBTENTRY<Word>>(page, all, i).bref.ib};
      const auto step = inner ? kPageSize : kBlockAlignment;
      if (key < next || key >= keys.end || offset >= file_.content.size() || offset % step != 0) {
        return false;
      }
      next = key + 1;
    }
    return true;
  }

  /// How many entries of at least `size` bytes there are.
  Entries entries(const Opened& page, std::size_t size) {
    std::size_t stride = page.tail.cbEnt;
    if (stride != size) {
      tell(page, DamageKind::Inconsistent, "BTPAGE.cbEnt", stride, size);
      // 2.2.2.7.7.1: larger entries are allowed; smaller ones are none.
      if (stride < size || stride * page.tail.cEnt > kRoom || page.doubtful) {
        stride = size;
      }
    }
    std::size_t count = page.tail.cEnt;
    const auto most = kRoom / stride;
    if (count > most || count > page.tail.cEntMax) {
      tell(page, DamageKind::OutOfRange, "BTPAGE.cEnt", count, most);
    }
    // The count of a page that is not sound may be what is wrong with it.
    return {.count = page.doubtful ? most : std::min(count, most), .stride = stride};
  }

  void page(const PageRef& ref, const Keys& keys, std::optional<int> level, int depth) {
    auto opened = open(ref, keys, level, depth);
    if (!opened) {
      return;
    }
    if (opened->tail.cLevel > 0) {
      inner(*opened, keys, depth);
    } else if (of_nodes()) {
      leaf<disk::NBTENTRY<Word>>(*opened, keys);
    } else {
      leaf<disk::BBTENTRY<Word>>(*opened, keys);
    }
  }

  template <class Record>
  static Record record(const Opened& page, const Entries& entries, std::size_t i) {
    return bytes::record_at<Record>(
        PageSpan(page.bytes).subspan(i * entries.stride).template first<sizeof(Record)>());
  }

  void inner(const Opened& opened, const Keys& keys, int depth) {
    using Record = disk::BTENTRY<Word>;
    const auto all = entries(opened, sizeof(Record));
    for (std::size_t i = 0; i < all.count; ++i) {
      const auto entry = record<Record>(opened, all, i);
      if (entry.BREFchild.ib == 0) {
        continue;  // behind the last
      }
      if (i == 0 && depth > 0 && entry.btkey != keys.first) {
        tell(opened, DamageKind::Inconsistent, "BTPAGE.rgentries", entry.btkey, keys.first);
      }
      const std::uint64_t next = i + 1 < all.count && i + 1 < opened.tail.cEnt
                                     ? std::uint64_t{record<Record>(opened, all, i + 1).btkey}
                                     : keys.end;
      if (next <= entry.btkey) {
        tell(opened, DamageKind::Inconsistent, "BTPAGE.rgentries", next, entry.btkey);
      }
      page({.bid = {entry.BREFchild.bid}, .offset = entry.BREFchild.ib},
           {.first = entry.btkey, .end = next}, opened.tail.cLevel - 1, depth + 1);
    }
  }

  static std::uint64_t key_of(const disk::NBTENTRY<Word>& entry) {
    return static_cast<std::uint32_t>(entry.nid);
  }
  static std::uint64_t key_of(const disk::BBTENTRY<Word>& entry) {
    return entry.bref.bid & ~std::uint64_t{1};
  }
  static bool is_empty(const disk::NBTENTRY<Word>& entry) { return key_of(entry) == 0; }
  static bool is_empty(const disk::BBTENTRY<Word>& entry) {
    return key_of(entry) == 0 || entry.bref.ib == 0;
  }
  void add(const Opened& page, const disk::NBTENTRY<Word>& entry, bool doubtful) {
    index_.nodes.add({.nid = {static_cast<std::uint32_t>(entry.nid)},
                      .parent = {entry.nidParent},
                      .data = {entry.bidData},
                      .subnodes = {entry.bidSub},
                      .page = static_cast<std::uint32_t>(page.offset / kPageSize),
                      .origin = Origin::Walk,
                      .doubtful = doubtful});
  }
  void add(const Opened& page, const disk::BBTENTRY<Word>& entry, bool doubtful) {
    index_.blocks.add({.bid = {entry.bref.bid},
                       .offset = entry.bref.ib,
                       .size = entry.cb,
                       .references = entry.cRef,
                       .page = static_cast<std::uint32_t>(page.offset / kPageSize),
                       .origin = Origin::Walk,
                       .doubtful = doubtful});
  }

  /// Whether the store still has the blocks of every entry: those of an earlier page it has given
  /// up, because a node that changes gets new ones.
  [[nodiscard]] bool has_blocks(const Opened& page, const Entries& all) const {
    const auto has = [&](std::uint64_t bid) {
      return bid == 0 || index_.blocks.find({bid}) != nullptr;
    };
    for (std::size_t i = 0; of_nodes() && i < all.count; ++i) {
      const auto entry = record<disk::NBTENTRY<Word>>(page, all, i);
      if (!has(entry.bidData) || !has(entry.bidSub)) {
        return false;
      }
    }
    return true;
  }

  template <class Record>
  void leaf(Opened& page, const Keys& keys) {
    const auto all = entries(page, sizeof(Record));
    page.doubtful = page.doubtful || (page.earlier && !has_blocks(page, all));
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < all.count; ++i) {
      const auto entry = record<Record>(page, all, i);
      const auto key = key_of(entry);
      const bool counted = i < page.tail.cEnt;
      if (is_empty(entry) || (!counted && (key <= before || key >= keys.end))) {
        if (!counted) {
          break;  // left over from before
        }
        continue;
      }
      const bool in_order = (i == 0 || key > before) && key >= keys.first && key < keys.end;
      if (counted && !in_order) {
        tell(page, DamageKind::Inconsistent, "BTPAGE.rgentries", key, i == 0 ? keys.first : before);
      }
      before = key;
      add(page, entry, page.doubtful || (page.wrong && *page.wrong / all.stride == i));
    }
  }

  const StoreFile& file_;
  Index& index_;
  DamageLog& damage_;
  std::uint8_t type_ = 0;
  std::unordered_set<std::uint64_t> visited_;
};

template <class Word>
void walk(const StoreFile& file, const FileHeader& header, Index& index, DamageLog& damage) {
  Walk<Word> walker(file, index, damage);
  walker.tree(disk::ptypeBBT, header.blocks);
  index.blocks.settle();
  walker.tree(disk::ptypeNBT, header.nodes);
  index.nodes.settle();
}

}  // namespace

Index walk_store(const StoreFile& file, const FileHeader& header, DamageLog& damage) {
  Index index;
  if (file.width == Width::Unicode) {
    walk<disk::u64>(file, header, index, damage);
  } else {
    walk<disk::u32>(file, header, index, damage);
  }
  return index;
}

}  // namespace pst::reader
