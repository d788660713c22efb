#include "formats/mmf/map.h"

#include <algorithm>
#include <string_view>

#include "formats/mmf/disk.h"
#include "formats/mmf/names.h"

namespace mmf {
namespace {

using bytes::Range;
using bytes::RangeClass;

class StoreMapper {
 public:
  explicit StoreMapper(const Store& store) : store_(store), ranges_(store.file().size()) {}

  bytes::StoreMap run() {
    claim_of("header", "header", RangeClass::Header);
    claim_of("map", "map", RangeClass::Index);
    for (const Object& one : store_.objects()) {
      if (one.origin == Origin::Map) {
        object(one, sort_of(one.oid).kind, map_.contradictions);
      }
    }
    bytes::DamageLog ignored;  // what was found by a search lies where nothing else does
    for (const Object& one : store_.objects()) {
      if (one.origin != Origin::Map) {
        object(one, RangeClass::Recovered, ignored);
      }
    }
    for (const auto* found : {&store_.strays(), &store_.deleted()}) {
      for (const Object& one : *found) {
        object(one, RangeClass::Recovered, ignored);
      }
    }
    for (const Object& one : store_.lost()) {
      lost(one, ignored);
    }
    claim_of("slack", "slack behind an object", RangeClass::Slack);
    claim_of("free", "free block", RangeClass::Free);
    rest(ignored);
    mark_foreign();
    map_.size = store_.file().size();
    map_.ranges = ranges_.all();
    return std::move(map_);
  }

 private:
  /// What the store claimed under one name.
  void claim_of(std::string_view name, std::string_view owner, RangeClass kind) {
    bytes::DamageLog taken;  // the slack of one object is where another lies
    for (const Range& claim : store_.claims().claims()) {
      if (claim.owner == name) {
        ranges_.claim(
            {.offset = claim.offset, .length = claim.length, .owner = owner, .kind = kind}, taken);
      }
    }
  }

  void object(const Object& one, RangeClass kind, bytes::DamageLog& damage) {
    const auto owner = sort_of(one.oid).owner;
    ranges_.claim(
        {.offset = one.offset, .length = one.end() - one.offset, .owner = owner, .kind = kind},
        damage);
    foreign_in(one.offset, one.end());
    if (!one.has_header) {
      bad_.push_back({.offset = one.offset, .length = sizeof(disk::ObjectHeader), .owner = {}});
    }
  }

  /// Where the map says that it lies, something else does.
  void lost(const Object& one, bytes::DamageLog& damage) {
    const auto size = store_.file().size();
    if (one.offset >= disk::kPlainSize && one.offset < size) {
      ranges_.claim({.offset = one.offset,
                     .length = std::min(one.end(), size) - one.offset,
                     .owner = sort_of(one.oid).owner,
                     .kind = RangeClass::BadChecksum},
                    damage);
    }
  }

  void rest(bytes::DamageLog& damage) {
    const auto size = store_.file().size();
    if (!store_.header() && store_.file().shifts().empty()) {
      ranges_.claim({.offset = 0,
                     .length = std::min<std::uint64_t>(disk::kPlainSize, size),
                     .owner = "header",
                     .kind = RangeClass::BadChecksum},
                    damage);
    }
    for (const Range& gap : ranges_.unclaimed()) {
      ranges_.claim({.offset = gap.offset,
                     .length = gap.length,
                     .owner = "space that neither map nor object names"},
                    damage);
    }
  }

  /// FORMAT.md 3.1: where the writer's bytes are gone.
  void foreign_in(std::uint64_t begin, std::uint64_t end) {
    const auto& file = store_.file();
    const auto raw = file.raw();
    while (begin < end) {
      const auto bad = file.foreign_bytes(begin, end - begin);
      if (!bad) {
        return;
      }
      begin = *bad;
      while (begin < end && raw[begin] == raw[*bad]) {
        ++begin;
      }
      bad_.push_back({.offset = *bad, .length = begin - *bad, .owner = {}});
    }
  }

  void mark_foreign() {
    for (const Range& claim : store_.claims().claims()) {
      if (claim.owner == "map") {
        foreign_in(claim.offset, claim.offset + claim.length);
      }
    }
    for (const Range& bad : bad_) {
      ranges_.mark(bad.offset, bad.length, RangeClass::BadChecksum);
    }
  }

  const Store& store_;
  bytes::RangeMap ranges_;
  bytes::StoreMap map_;
  std::vector<Range> bad_;
};

}  // namespace

bytes::StoreMap map_of(const Store& store) { return StoreMapper(store).run(); }

}  // namespace mmf
