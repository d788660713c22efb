#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/check/checking.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/sweep/tree_page.h"

namespace pst::check {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using reader::BlockEntry;

/// Where the fields of an entry or trailer lie, from its front. [MS-PST] 2.2.2.7.7.3, 2.2.2.8.1.
struct Field {
  std::size_t at = 0;
  std::size_t size = 0;
};

template <class Word>
struct Places {
  using Trailer = disk::BLOCKTRAILER<Word>;
  using Entry = disk::BBTENTRY<Word>;
  static constexpr Field kSize{offsetof(Trailer, cb), 2};
  static constexpr Field kSignature{offsetof(Trailer, wSig), 2};
  static constexpr Field kChecksum{offsetof(Trailer, dwCRC), 4};
  static constexpr Field kBid{offsetof(Trailer, bid), sizeof(Word)};
  static constexpr Field kEntryOffset{sizeof(Word), sizeof(Word)};
  static constexpr Field kEntrySize{offsetof(Entry, cb), 2};
  static constexpr Field kReferences{offsetof(Entry, cRef), 2};
};

template <class Word>
class BlockCheck {
 public:
  explicit BlockCheck(Checking& checking) : checking_(checking) {}

  void run() {
    const auto references = count_references(checking_.ndb(), checking_.course);
    const bool counted = references.complete && checking_.index().node_gaps.empty();
    const std::uint64_t next = checking_.store.header() ? checking_.store.header()->next_block : 0;
    std::uint64_t largest = 0;
    const BlockEntry* last = nullptr;
    for (const auto& entry : checking_.index().blocks.entries()) {
      if (!checking_.course.step()) {
        return;
      }
      if (entry.origin != reader::Origin::Walk) {
        if (stands_for_lost(entry)) {
          block(entry);
        }
        continue;
      }
      if (last != nullptr && last->bid == entry.bid) {
        in_entry("BBT.dup", entry, {0, sizeof(Word)}, "BBTENTRY.bid", entry.bid.value, 0);
      }
      last = &entry;
      largest = std::max(largest, entry.bid.value);
      block(entry);
      if (counted) {
        const auto found = references.counts.find(entry.bid.value);
        check_count(entry, found == references.counts.end() ? 0 : found->second);
      }
    }
    constexpr std::uint64_t kFlags = 3;
    if (next != 0 && (largest & ~kFlags) >= (next & ~kFlags)) {
      checking_.add("HDR.bidNextB", {.offset = offsetof(disk::HEADER<Word>, bidNextB),
                                     .length = sizeof(Word),
                                     .kind = DamageKind::Inconsistent,
                                     .field = "HEADER.bidNextB",
                                     .found = next,
                                     .expected = largest});
    }
  }

 private:
  using At = Places<Word>;

  void tell(std::string_view rule, const Damage& damage, Bid bid,
            Severity severity = Severity::Error) {
    const auto parts = checking_.owners.of(bid);
    checking_.add(rule, damage, parts.empty() ? std::nullopt : std::optional(parts.front().node),
                  severity);
    checking_.hit_block(bid);
  }

  /// A field of the BBT entry; of the page where the entry is not to be found.
  void in_entry(std::string_view rule, const BlockEntry& entry, Field field, std::string_view name,
                std::uint64_t found, std::uint64_t expected, Severity severity = Severity::Error) {
    const auto page = std::uint64_t{entry.page} * kPageSize;
    Damage damage{.offset = page,
                  .length = kPageSize,
                  .kind = DamageKind::Inconsistent,
                  .field = name,
                  .found = found,
                  .expected = expected};
    if (const auto raw = checking_.file().at(page, kPageSize)) {
      const auto bytes = raw->template first<kPageSize>();
      const auto keys = reader::tree_keys(bytes, checking_.file().width);
      const auto at = std::ranges::find(keys, entry.bid.value,
                                        [](std::uint64_t key) { return key & ~kReservedBit; });
      if (at != keys.end()) {
        damage.offset += static_cast<std::uint64_t>(at - keys.begin()) *
                             reader::tree_entry_size(bytes, checking_.file().width) +
                         field.at;
        damage.length = field.size;
      }
    }
    tell(rule, damage, entry.bid, severity);
  }

  /// Whether a sweep's entry is what the store has of a block: it may be that of an earlier page,
  /// and the block lie elsewhere.
  [[nodiscard]] bool stands_for_lost(const BlockEntry& entry) const {
    if (!checking_.has_block(entry) || checking_.index().blocks.find(entry.bid) != &entry) {
      return false;
    }
    const auto read = checking_.ndb().verify(entry.bid);
    return read && (read->offset == entry.offset || !read->faults.empty());
  }

  void block(const BlockEntry& entry) {
    const auto check = reader::check_block(checking_.file(), entry);
    for (const auto* list : {&check.notes, &check.faults}) {
      for (const auto& damage : *list) {
        if (!follows(damage, entry, *list)) {
          one(damage, entry, check.stored.size());
        }
      }
    }
  }

  /// A wrong signature beside a wrong id is that of the wrong id: one fault.
  static bool follows(const Damage& damage, const BlockEntry& entry, std::span<const Damage> all) {
    return damage.field == "BLOCKTRAILER.wSig" &&
           std::ranges::any_of(all, [&](const Damage& other) {
             return other.field == "BLOCKTRAILER.bid" && other.found != 0 &&
                    damage.found == signature(entry.offset, {other.found});
           });
  }

  void one(const Damage& damage, const BlockEntry& entry, std::size_t size) {
    if (damage.field == "BBTENTRY.cb") {
      const bool possible = entry.size != 0 && entry.size <= largest_block_data(width());
      return in_entry(possible ? "BLK.cbtrail" : "BLK.cb", entry, At::kEntrySize, damage.field,
                      damage.found, damage.expected);
    }
    if (damage.field == "BBTENTRY.ib") {
      return in_entry("BLK.range", entry, At::kEntryOffset, damage.field, damage.found,
                      damage.expected);
    }
    const auto trailer =
        entry.offset + reader::stored_block_size(size, width()) - block_trailer_size(width());
    const auto in_trailer = [&](std::string_view rule, Field field) {
      auto told = damage;
      told.offset = trailer + field.at;
      told.length = field.size;
      tell(rule, told, entry.bid);
    };
    if (damage.field == "BLOCKTRAILER.cb") {
      in_trailer("BLK.cbtrail", At::kSize);
    } else if (damage.field == "BLOCKTRAILER.wSig") {
      in_trailer("BLK.sig", At::kSignature);
    } else if (damage.field == "BLOCKTRAILER.bid") {
      in_trailer("BLK.bid", At::kBid);
    } else {
      in_trailer("BLK.crc", At::kChecksum);
    }
  }

  void check_count(const BlockEntry& entry, std::uint32_t count) {
    if (count == 0) {
      // Blocks that Outlook has given up and not yet taken out: nothing is lost by them.
      in_entry("BBT.orphan", entry, {0, sizeof(disk::BBTENTRY<Word>)}, "BBTENTRY", entry.bid.value,
               0, Severity::Warning);
    } else if (entry.references != count + 1) {
      in_entry("BBT.cref", entry, At::kReferences, "BBTENTRY.cRef", entry.references, count + 1);
    }
  }

  [[nodiscard]] static constexpr Width width() {
    return sizeof(Word) == sizeof(std::uint64_t) ? Width::Unicode : Width::Ansi;
  }

  Checking& checking_;
};

}  // namespace

void check_blocks(Checking& checking) {
  if (checking.unicode()) {
    BlockCheck<disk::u64>(checking).run();
  } else {
    BlockCheck<disk::u32>(checking).run();
  }
}

}  // namespace pst::check
