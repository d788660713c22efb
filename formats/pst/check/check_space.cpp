#include <algorithm>
#include <array>
#include <bitset>
#include <vector>

#include "formats/bytes/crc.h"
#include "formats/pst/check/checking.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::check {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using Slots = std::bitset<kSlotsInSection>;

/// Something that lies in the file and must be marked as used.
struct Claim {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  Bid bid;  // of a block
};

template <class Word>
class SpaceCheck {
 public:
  explicit SpaceCheck(Checking& checking) : checking_(checking) {}

  Space run() {
    gather();
    const auto size = checking_.file().content.size();
    const auto sections =
        size < kFirstSection ? 0 : (size - kFirstSection + kSectionSize - 1) / kSectionSize;
    dlist();
    for (std::uint64_t section = 0; section < sections && checking_.course.step(); ++section) {
      check_section(section);
    }
    if (const auto& found = checking_.store.header()) {
      header(*found, sections);
    }
    return space_;
  }

 private:
  using Header = disk::HEADER<Word>;
  using Root = disk::ROOT<Word>;
  using Trailer = disk::PAGETRAILER<Word>;
  static constexpr Width kWidth = sizeof(Word) == 8 ? Width::Unicode : Width::Ansi;
  static constexpr std::size_t kTrailerAt = kPageSize - sizeof(Trailer);

  void claim(std::uint64_t offset, std::uint64_t size, Bid bid = {}) {
    claims_.push_back({.offset = offset, .size = size, .bid = bid});
  }

  /// What walk and sweep found.
  void gather() {
    const auto& index = checking_.index();
    for (const auto& page : index.pages) {
      claim(page.offset, kPageSize);
    }
    for (const auto* gaps : {&index.node_gaps, &index.block_gaps}) {
      for (const auto& gap : *gaps) {
        if (gap.why.kind != DamageKind::OutOfRange && gap.why.offset >= kFirstSection) {
          claim(gap.why.offset, kPageSize);
        }
      }
    }
    for (const auto& entry : index.blocks.entries()) {
      if (checking_.has_block(entry) && entry.size != 0 &&
          entry.size <= largest_block_data(kWidth)) {
        claim(entry.offset, reader::stored_block_size(entry.size, kWidth), entry.bid);
      }
    }
    std::ranges::sort(claims_, {}, &Claim::offset);
  }

  void tell(std::string_view rule, std::uint64_t at, std::size_t size, DamageKind kind,
            std::string_view field, std::uint64_t found, std::uint64_t expected,
            Severity severity = Severity::Error) {
    checking_.add(rule,
                  {.offset = at,
                   .length = size,
                   .kind = kind,
                   .field = field,
                   .found = found,
                   .expected = expected},
                  std::nullopt, severity);
  }

  /// 2.2.2.7.1: the trailer of a map has its own offset for a bid, and no signature.
  bool map_page(std::uint64_t at, std::uint8_t type) {
    const auto raw = checking_.file().at(at, kPageSize);
    if (!raw) {
      return false;
    }
    const auto page = raw->template first<kPageSize>();
    const auto trailer = reader::page_trailer(page, kWidth);
    const auto computed = bytes::crc_from_zero(page.first(page_body_size(kWidth)));
    const auto trailer_at = at + kTrailerAt;
    bool sound = true;
    if (trailer.type != type || trailer.type_repeat != type) {
      const bool first = trailer.type != type;
      tell("PAGE.type", trailer_at + (first ? 0 : 1), 1, DamageKind::BadMagic, "PAGETRAILER.ptype",
           first ? trailer.type : trailer.type_repeat, type);
      sound = false;
    }
    if (trailer.checksum != computed) {
      tell("PAGE.crc", trailer_at + offsetof(Trailer, dwCRC), sizeof computed,
           DamageKind::BadChecksum, "PAGETRAILER.dwCRC", trailer.checksum, computed);
      sound = false;
    }
    if (trailer.bid.value != at) {
      tell("PAGE.bid", trailer_at + offsetof(Trailer, bid), sizeof(Word), DamageKind::Inconsistent,
           "PAGETRAILER.bid", trailer.bid.value, at);
      sound = false;
    }
    if (trailer.signature != 0) {
      tell("PAGE.sig", trailer_at + offsetof(Trailer, wSig), 2, DamageKind::Inconsistent,
           "PAGETRAILER.wSig", trailer.signature, 0);
    }
    return sound;
  }

  /// 2.2.2.7.4: there may be none.
  void dlist() {
    const auto raw = checking_.file().at(disk::kDListOffset, kPageSize);
    if (!raw) {
      return;
    }
    const auto page = raw->template first<kPageSize>();
    const auto trailer = reader::page_trailer(page, kWidth);
    const auto computed = bytes::crc_from_zero(page.first(page_body_size(kWidth)));
    if (trailer.type == disk::ptypeDL && trailer.checksum != computed) {
      tell("PAGE.crc", disk::kDListOffset + kTrailerAt + offsetof(Trailer, dwCRC), sizeof computed,
           DamageKind::BadChecksum, "PAGETRAILER.dwCRC", trailer.checksum, computed);
    }
  }

  static void mark(Slots& slots, std::uint64_t begin, const Claim& claim) {
    const auto end = std::min(claim.offset + claim.size, begin + kSectionSize);
    for (auto at = std::max(claim.offset, begin); at < end; at += kBlockAlignment) {
      slots.set((at - begin) / kBlockAlignment);
    }
  }

  void check_section(std::uint64_t section) {
    const auto begin = section_offset(section);
    const auto in_file = checking_.file().content.size() - begin;
    ++space_.maps;
    const bool sound = map_page(begin, disk::ptypeAMap);
    maps_sound_ = maps_sound_ && sound;
    auto at = begin + kPageSize;
    const auto next_map = [&](bool there, std::uint8_t type) {
      if (there && checking_.file().at(at, kPageSize)) {
        (void)map_page(at, type);
        at += kPageSize;
      }
    };
    next_map(has_pmap(section), disk::ptypePMap);
    next_map(has_fmap(section), disk::ptypeFMap);
    next_map(!has_fmap(section) && has_fpmap(section), disk::ptypeFPMap);
    if (!sound) {
      ++space_.unreadable_maps;
      return;
    }
    const auto map =
        checking_.file().at(begin, kPageSize)->first(page_body_size(kWidth)).last(kMapBytes);
    Slots used;
    mark(used, begin, {.offset = begin, .size = map_pages(section) * kPageSize, .bid = {}});
    while (next_ < claims_.size() && claims_[next_].offset + claims_[next_].size <= begin) {
      ++next_;
    }
    for (auto i = next_; i < claims_.size() && claims_[i].offset < begin + kSectionSize; ++i) {
      check_marked(begin, map, claims_[i]);
      mark(used, begin, claims_[i]);
    }
    count(begin, map, used, std::min<std::uint64_t>(in_file, kSectionSize));
  }

  static bool is_set(std::span<const std::byte> map, std::uint64_t slot) {
    constexpr unsigned kFirstBit = 0x80;
    return (map[slot / 8] & static_cast<std::byte>(kFirstBit >> (slot % 8))) != std::byte{};
  }
  [[nodiscard]] static std::uint64_t byte_of(std::uint64_t begin, std::uint64_t slot) {
    return begin + page_body_size(kWidth) - kMapBytes + slot / 8;
  }

  /// The first and last slot of `claim` that the map calls free.
  void check_marked(std::uint64_t begin, std::span<const std::byte> map, const Claim& claim) {
    std::optional<std::uint64_t> first;
    std::uint64_t last = 0;
    const auto end = std::min(claim.offset + claim.size, begin + kSectionSize);
    for (auto at = std::max(claim.offset, begin); at < end; at += kBlockAlignment) {
      const auto slot = (at - begin) / kBlockAlignment;
      if (!is_set(map, slot)) {
        first = first.value_or(slot);
        last = slot;
      }
    }
    if (!first) {
      return;
    }
    const auto parts = checking_.owners.of(claim.bid);
    const auto node =
        claim.bid.none() || parts.empty() ? std::nullopt : std::optional(parts.front().node);
    checking_.add("AMAP.free",
                  {.offset = byte_of(begin, *first),
                   .length = last / 8 - *first / 8 + 1,
                   .kind = DamageKind::Inconsistent,
                   .field = "AMAPPAGE.rgbAMapBits",
                   .found = claim.offset,
                   .expected = claim.size},
                  node);
    if (!claim.bid.none()) {
      checking_.hit_block(claim.bid);
    }
  }

  void count(std::uint64_t begin, std::span<const std::byte> map, const Slots& used,
             std::uint64_t in_file) {
    std::optional<std::uint64_t> leak;  // where a run of them begins
    const auto slots = kSlotsInSection;
    for (std::uint64_t slot = 0; slot <= slots; ++slot) {
      const bool set = slot < slots && is_set(map, slot);
      const bool leaked = set && !used[slot] && slot * kBlockAlignment < in_file;
      if (slot < slots) {
        (set ? space_.used : space_.free) += kBlockAlignment;
        space_.leaked += leaked ? kBlockAlignment : 0;
      }
      if (leaked && !leak) {
        leak = slot;
      } else if (!leaked && leak) {
        // Outlook forgets to give space back, in 4 of 10 healthy files: nothing is lost by it.
        tell("AMAP.leak", byte_of(begin, *leak), (slot - 1) / 8 - *leak / 8 + 1,
             DamageKind::Unclaimed, "AMAPPAGE.rgbAMapBits", begin + *leak * kBlockAlignment,
             (slot - *leak) * kBlockAlignment, Severity::Note);
        leak.reset();
      }
    }
  }

  void header(const reader::FileHeader& header, std::uint64_t sections) {
    const auto in_root = [](std::size_t field) { return offsetof(Header, root) + field; };
    constexpr std::uint8_t kOldMaps = 1;
    constexpr std::uint8_t kValid = 2;
    if (header.amap_valid != kValid) {
      tell("HDR.amapvalid", in_root(offsetof(Root, fAMapValid)), 1, DamageKind::OutOfRange,
           "ROOT.fAMapValid", header.amap_valid, kValid,
           header.amap_valid == kOldMaps ? Severity::Note : Severity::Error);
    }
    const auto last = sections == 0 ? 0 : section_offset(sections - 1);
    const bool whole = header.recorded_size == checking_.file().content.size();
    if (whole && header.last_amap != last) {
      tell("HDR.amaplast", in_root(offsetof(Root, ibAMapLast)), sizeof(Word),
           DamageKind::Inconsistent, "ROOT.ibAMapLast", header.last_amap, last);
    }
    if (whole && maps_sound_ && header.free_bytes != space_.free) {
      tell("HDR.amapfree", in_root(offsetof(Root, cbAMapFree)), sizeof(Word),
           DamageKind::Inconsistent, "ROOT.cbAMapFree", header.free_bytes, space_.free);
    }
  }

  Checking& checking_;
  std::vector<Claim> claims_;
  std::size_t next_ = 0;
  Space space_;
  bool maps_sound_ = true;
};

}  // namespace

Space check_space(Checking& checking) {
  return checking.unicode() ? SpaceCheck<disk::u64>(checking).run()
                            : SpaceCheck<disk::u32>(checking).run();
}

}  // namespace pst::check
