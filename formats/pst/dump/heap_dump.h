// What a heap says, a block at a time; for the sources of this room. [MS-PST] 2.3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "formats/pst/dump/emitter.h"
#include "formats/pst/dump/heap_roles.h"
#include "formats/pst/reader/ltp/heap.h"
#include "formats/pst/reader/messaging/name_map.h"

namespace pst::dump {

/// Parts of a record that are told below it.
struct Below {
  Emitter& emitter;
  unsigned depth = 0;
};

/// Tells rows of a table, each as a record: `rows` are whole rows from `first` on, and what is left
/// of them is no part of one.
struct RowsOfTable {
  const reader::TableShape& table;
  const reader::NameMap& names;
  const reader::Heap& heap;
};
void tell_rows(const RowsOfTable& of, const FileBytes& rows, std::size_t first, Below below);

class HeapDump {
 public:
  /// All of them outlive the object.
  HeapDump(const reader::Heap& heap, const HeapRoles& roles, const reader::NameMap& names)
      : heap_(heap), roles_(roles), names_(names) {}

  /// The header, the allocations by their places, and the page map of block `number`, whose data is
  /// `data`.
  void tell_block(std::size_t number, const FileBytes& data, Below below) const;

 private:
  void tell_header(std::size_t number, const FileBytes& data, Below below) const;
  void tell_item(Hid hid, const FileBytes& item, Below below) const;
  void tell_records(Hid hid, const HeapRole& role, const FileBytes& item, Below below) const;
  void tell_property(const FileBytes& place, Below below) const;
  void tell_table(Hid hid, const FileBytes& item, Below below) const;

  const reader::Heap& heap_;
  const HeapRoles& roles_;
  const reader::NameMap& names_;
};

/// What an HNID leads to: "heap 0x80 at 0x6000: \"Hello\"", "subnode 0x8025"; empty of 0.
[[nodiscard]] std::string hnid_words(const reader::Heap& heap, std::uint32_t hnid,
                                     std::uint16_t type);

}  // namespace pst::dump
