#include "formats/pst/check/owners.h"

#include <algorithm>
#include <tuple>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/messaging/context.h"
#include "formats/pst/reader/messaging/item_state.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::check {
namespace {

constexpr std::uint64_t kReservedBit = 1;
constexpr std::uint64_t kInternalBit = 2;

/// Calls `visit` with every node id's best entry.
template <class Visit>
void each_node(const reader::Ndb& ndb, Visit visit) {
  std::optional<Nid> last;
  for (const auto& entry : ndb.index().nodes.entries()) {
    if (entry.nid != last) {
      visit(entry);
    }
    last = entry.nid;
  }
}

template <class Word>
class Counter {
 public:
  explicit Counter(const reader::Ndb& ndb) : ndb_(ndb) {}

  References count() {
    each_node(ndb_, [this](const reader::NodeEntry& entry) {
      name({entry.data});
      name({entry.subnodes});
    });
    while (!open_.empty()) {
      const auto bid = open_.back();
      open_.pop_back();
      block(bid);
    }
    return std::move(result_);
  }

 private:
  void name(Bid bid) {
    if (bid.none()) {
      return;
    }
    const bool first = result_.counts[bid.value & ~kReservedBit]++ == 0;
    if (first && (bid.value & kInternalBit) != 0) {
      open_.push_back(bid);
    }
  }

  template <class Record, class Take>
  void each(bytes::ByteReader reader, std::size_t count, Take take) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto record = reader.read<Record>();
      if (!record) {
        result_.complete = false;
        return;
      }
      take(*record);
    }
  }

  void block(Bid bid) {
    const auto raw = ndb_.read(bid);
    if (!raw || !raw->sound()) {
      result_.complete = false;
      return;
    }
    bytes::ByteReader reader(raw->data);
    const auto header = bytes::ByteReader(raw->data).read<disk::SLBLOCKHEADER<disk::u32>>();
    if (header && header->btype == disk::btypeXBLOCK && reader.read<disk::XBLOCKHEADER>()) {
      each<Word>(reader, header->cEnt, [this](std::uint64_t child) { name({child}); });
    } else if (header && header->btype == disk::btypeSLBLOCK &&
               reader.read<disk::SLBLOCKHEADER<Word>>()) {
      if (header->cLevel == 0) {
        each<disk::SLENTRY<Word>>(reader, header->cEnt, [this](const auto& entry) {
          name({entry.bidData});
          name({entry.bidSub});
        });
      } else {
        each<disk::SIENTRY<Word>>(reader, header->cEnt,
                                  [this](const auto& entry) { name({entry.bid}); });
      }
    } else {
      result_.complete = false;
    }
  }

  const reader::Ndb& ndb_;
  References result_;
  std::vector<Bid> open_;
};

}  // namespace

Owners::Owners(const reader::Ndb& ndb) {
  // Nodes share the blocks of empty tables and little else: more than this is made to cost memory.
  constexpr std::size_t kPartsOfBlock = 16;
  const auto most =
      kPartsOfBlock * (ndb.index().blocks.entries().size() + ndb.index().nodes.entries().size());
  each_node(ndb, [&](const reader::NodeEntry& entry) {
    if (parts_.size() > most) {
      return;
    }
    reader::visit_blocks(ndb, reader::to_node(ndb, entry),
                         [&](Bid bid, reader::BlockUse /*use*/, Nid part) {
                           const auto type = static_cast<NidType>(nid_type(part));
                           parts_.push_back({.bid = {bid.value & ~kReservedBit},
                                             .node = entry.nid,
                                             .table = reader::is_table(type)});
                         });
  });
  std::ranges::stable_sort(parts_, {}, &Part::bid);
  for (const auto& entry : ndb.index().blocks.entries()) {
    places_.push_back(
        {.offset = entry.offset,
         .end = entry.offset + reader::stored_block_size(entry.size, ndb.file().width),
         .bid = entry.bid});
  }
  std::ranges::sort(places_, {}, &Place::offset);
}

std::span<const Owners::Part> Owners::of(Bid bid) const {
  const Bid plain{bid.value & ~kReservedBit};
  // Not std::ranges::equal_range: clang 14 does not compile what it returns.
  const auto first = std::ranges::lower_bound(parts_, plain, {}, &Part::bid);
  return {first, std::ranges::upper_bound(first, parts_.end(), plain, {}, &Part::bid)};
}

std::optional<Bid> Owners::block_at(std::uint64_t offset) const {
  const auto next = std::ranges::upper_bound(places_, offset, {}, &Place::offset);
  if (next == places_.begin() || offset >= std::prev(next)->end) {
    return std::nullopt;
  }
  return std::prev(next)->bid;
}

References count_references(const reader::Ndb& ndb) {
  return ndb.file().width == Width::Unicode ? Counter<disk::u64>(ndb).count()
                                            : Counter<disk::u32>(ndb).count();
}

}  // namespace pst::check
