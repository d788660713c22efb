// A store's map: where each object lies. FORMAT.md 4.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/mmf/disk.h"
#include "formats/mmf/oid.h"
#include "formats/mmf/store_file.h"

namespace mmf {

struct Node {
  std::uint16_t inod = 0;
  Oid oid;
  Oid parent;
  Oid auxiliary;
  std::uint16_t flags = 0;
  std::uint16_t type_flags = 0;
  std::uint32_t size = 0;
  std::uint32_t offset = 0;       // of the object; of a link, the target's OID
  std::uint16_t target_inod = 0;  // of a link
  bool temporary = false;         // bit 31 of the size

  [[nodiscard]] bool is_free() const { return (flags & disk::kFree) != 0; }
  /// FORMAT.md 4: OIDs that are no objects' names.
  [[nodiscard]] bool is_pseudo() const {
    const auto type = oid.type();
    return type == ObjectType::SpareNode || type == ObjectType::Transient ||
           type == ObjectType::Internal || type == ObjectType::FreeBlock;
  }
  [[nodiscard]] bool is_link() const { return (flags & disk::kLink) != 0; }
  [[nodiscard]] bool is_blank() const { return oid.value == 0 && offset == 0 && size == 0; }
};

/// The nodes of one map, by inod. Those that cannot be read (past the end of the file, or in a
/// sector that somebody overwrote) are nullopt.
struct NodeMap {
  std::uint64_t offset = 0;  // of node 0
  std::vector<std::optional<Node>> nodes;
};

/// FORMAT.md 4: a store has at most about FEC0 nodes.
inline constexpr std::uint32_t kMostNodes = 65'536;

/// `count` nodes at `offset`. What cannot be read is told, once for each run of nodes.
[[nodiscard]] NodeMap read_map(const StoreFile& file, std::uint64_t offset, std::uint32_t count,
                               bytes::DamageLog& damage);

/// Whether node 0 lies there: all zero, but committed.
[[nodiscard]] bool is_first_node(const StoreFile& file, std::uint64_t offset);

/// Whether the node's object lies where it says: inside the file, with its OID and size in front.
[[nodiscard]] bool agrees(const StoreFile& file, const Node& node);
/// The same of an object whose end lies behind the end of the file.
[[nodiscard]] bool agrees_as_far_as(const StoreFile& file, const Node& node);

/// Whether the node names an object, or a link: FORMAT.md 4.
[[nodiscard]] bool is_live(const Node& node);

/// Whether the node can be one at all: a place where objects can lie, a link between messages.
[[nodiscard]] bool is_sane(const Node& node);

/// Maps found by what they look like, for stores without a header: longest first.
[[nodiscard]] std::vector<NodeMap> find_maps(const StoreFile& file);

}  // namespace mmf
