// What each allocation of a heap, and each subnode, is to the property context or table that the
// heap holds; for the sources of this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/pst/dump/value_fields.h"
#include "formats/pst/reader/ltp/heap.h"
#include "formats/pst/reader/ltp/table_shape.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::dump {

/// [MS-PST] 2.3.2 to 2.3.4.
struct HeapRole {
  enum class Kind : std::uint8_t {
    BthHeader,
    BthIndex,         // records of a key and the HID of the level below
    PropertyRecords,  // leaves: PCBTHRECORD
    RowIndex,         // leaves: TCROWID
    Records,          // leaves of a heap of another sort
    Value,
    TableInfo,
    Rows,
  };
  Kind kind = Kind::Value;
  std::uint8_t key_size = 0;   // of BthIndex and leaves
  std::uint8_t data_size = 0;  // of leaves
  PropertyKind property{};     // of a Value
};

class HeapRoles {
 public:
  /// Follows the trees, as far as the limits of the reader go. `in_name_map`: it is node 0x61.
  HeapRoles(const reader::Heap& heap, const reader::SubnodeTree& subnodes, bool in_name_map);

  /// nullptr: nothing leads there.
  [[nodiscard]] const HeapRole* of(Hid hid) const;
  /// Value or Rows; nullptr: no record names it.
  [[nodiscard]] const HeapRole* of_subnode(Nid nid) const;
  /// Of a table; null when it has none that can be read.
  [[nodiscard]] const std::shared_ptr<const reader::TableShape>& table() const { return table_; }
  [[nodiscard]] bool in_name_map() const { return in_name_map_; }
  /// What is wrong with the way to them.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 private:
  void bth(Hid header, HeapRole::Kind leaves);
  void bth_level(Hid hid, int levels, const HeapRole& leaf);
  void properties(std::span<const std::byte> leaf);
  void read_table();
  void note_value(std::uint32_t hnid, const PropertyKind& property);
  void fault(const bytes::Damage& damage);

  const reader::Heap& heap_;
  bool in_name_map_;
  std::unordered_map<std::uint32_t, HeapRole> items_;     // by HID
  std::unordered_map<std::uint32_t, HeapRole> subnodes_;  // by NID
  std::shared_ptr<const reader::TableShape> table_;
  std::vector<std::string> faults_;
};

}  // namespace pst::dump
