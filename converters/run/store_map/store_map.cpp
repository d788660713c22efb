#include "converters/run/store_map/store_map.h"

#include <algorithm>
#include <vector>

#include "formats/ddrescue/mapfile.h"

namespace run {

std::string_view name_of(bytes::RangeClass kind) {
  using bytes::RangeClass;
  switch (kind) {
    case RangeClass::Header:
      return "header";
    case RangeClass::Index:
      return "index";
    case RangeClass::Data:
      return "data";
    case RangeClass::Slack:
      return "slack";
    case RangeClass::Free:
      return "free";
    case RangeClass::Recovered:
      return "recovered";
    case RangeClass::Unreferenced:
      return "unreferenced";
    case RangeClass::BadChecksum:
      return "bad checksum";
    case RangeClass::Unreadable:
      break;
  }
  return "unreadable";
}

const std::array<bytes::RangeClass, bytes::kRangeClasses>& classes_in_order() {
  using bytes::RangeClass;
  static constexpr std::array<RangeClass, bytes::kRangeClasses> kAll = {
      RangeClass::Header,       RangeClass::Index,       RangeClass::Data,
      RangeClass::Slack,        RangeClass::Free,        RangeClass::Recovered,
      RangeClass::Unreferenced, RangeClass::BadChecksum, RangeClass::Unreadable};
  return kAll;
}

ClassTotal total_of(const bytes::StoreMap& map, bytes::RangeClass kind) {
  ClassTotal total;
  for (const auto& range : map.ranges) {
    if (range.kind == kind) {
      total.bytes += range.length;
      ++total.ranges;
    }
  }
  return total;
}

bool is_damaged(const bytes::StoreMap& map) {
  const auto bad = [](const bytes::Range& range) {
    return range.kind == bytes::RangeClass::BadChecksum ||
           range.kind == bytes::RangeClass::Unreadable;
  };
  const auto hurt = [](const bytes::MappedItem& item) {
    return item.hit == bytes::ItemHit::Partial || item.hit == bytes::ItemHit::Lost;
  };
  return map.findings != 0 || map.contradictions.total() != 0 ||
         std::ranges::any_of(map.ranges, bad) || std::ranges::any_of(map.items, hurt);
}

std::string to_mapfile(const MappedStore& store, std::string_view program) {
  using bytes::RangeClass;
  const auto status = [](RangeClass kind) {
    switch (kind) {
      case RangeClass::BadChecksum:
      case RangeClass::Unreadable:
        return ddrescue::Status::BadSector;
      case RangeClass::Unreferenced:
        return ddrescue::Status::NonTried;
      default:
        return ddrescue::Status::Finished;
    }
  };
  std::vector<ddrescue::Block> blocks;
  for (const auto& range : store.map.ranges) {
    blocks.push_back(
        {.position = range.offset, .size = range.length, .status = status(range.kind)});
  }
  return ddrescue::write_mapfile(blocks, program);
}

}  // namespace run
