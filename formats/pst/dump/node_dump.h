// A node of a PST: its entry, its blocks, and what they say; for the sources of this room.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "formats/pst/dump/emitter.h"
#include "formats/pst/dump/heap_dump.h"
#include "formats/pst/dump/heap_roles.h"
#include "formats/pst/dump/ndb_records.h"
#include "formats/pst/reader/store.h"

namespace pst::dump {

class NodeDump {
 public:
  /// Both outlive the object.
  NodeDump(const reader::Store& store, Emitter& emitter)
      : store_(store), ndb_(store.ndb()), emitter_(emitter) {}

  /// Each block once, however often it is named.
  void tell(const reader::NodeEntry& entry);

 private:
  /// A node or subnode, while its blocks are told.
  struct Part {
    Nid nid{};
    Bid data{};
    Bid subnodes{};
    const HeapRole* role = nullptr;                            // of a subnode: what names it
    const RowsOfTable* rows = nullptr;                         // when it holds the rows of a table
    std::size_t leaves = 0;                                    // of its data
    std::unordered_map<std::uint64_t, std::size_t> numbers{};  // of them, by bid; of several only
    const HeapDump* heap = nullptr;                            // when that is one
  };

  void part(Part part, unsigned depth, int levels);
  void data_block(const Part& part, Bid bid, unsigned depth, int levels);
  void leaf(const Part& part, TakenBlock taken, Bid bid, unsigned depth);
  void subnode_block(Bid bid, unsigned depth, int levels);
  /// nullopt, and a record that says so, when the index has no such block.
  [[nodiscard]] std::optional<TakenBlock> take(Bid bid, unsigned depth, std::string_view field);
  [[nodiscard]] bool is_told(Bid bid) const { return seen_.contains(bid.value | kReservedBit); }
  [[nodiscard]] bool is_new(Bid bid) { return seen_.insert(bid.value | kReservedBit).second; }

  const reader::Store& store_;
  reader::NdbPtr ndb_;
  Emitter& emitter_;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace pst::dump
