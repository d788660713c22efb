// An object of a store, and how it was found. FORMAT.md 4 and 5.
#pragma once

#include <cstdint>

#include "formats/mmf/disk.h"
#include "formats/mmf/oid.h"

namespace mmf {

enum class Origin : std::uint8_t {
  Map,       // the map in force names it
  OtherMap,  // only the map of the transaction before does
  Swept,     // found by what it looks like
};

struct Object {
  Oid oid;
  Oid parent;                // 0 where no map tells
  Oid auxiliary;             // 0 where no map tells
  std::uint64_t offset = 0;  // of its header
  std::uint32_t size = 0;    // of its data
  std::uint16_t flags = 0;
  Origin origin = Origin::Map;
  bool has_header = true;  // false: overwritten; the map tells what stood there
  bool is_cut = false;     // it ends with the file; `size` is what there is of it

  [[nodiscard]] std::uint64_t data() const { return offset + sizeof(disk::ObjectHeader); }
  [[nodiscard]] std::uint64_t end() const { return data() + size; }
  /// FORMAT.md 4.1: with the slack behind it.
  [[nodiscard]] std::uint64_t allocation() const {
    return (sizeof(disk::ObjectHeader) + size + disk::kAllocation - 1) / disk::kAllocation *
           disk::kAllocation;
  }
  [[nodiscard]] bool only_for_links() const { return (flags & disk::kOnlyForLinks) != 0; }
};

/// A cheap copy of a message: its data are the target's.
struct Link {
  Oid oid;
  Oid parent;
  Oid target;
};

}  // namespace mmf
