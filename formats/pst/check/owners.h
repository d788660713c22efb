// Which nodes a block belongs to, and how often blocks are named.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "formats/pst/check/course.h"
#include "formats/pst/reader/ndb/ndb.h"

namespace pst::check {

/// Made once of a store; 16 bytes for each block of each node, at most 16 times for each block and
/// node of the index: what hostile files have beyond that has no owner.
class Owners {
 public:
  /// What is asked of a course that was stopped is not complete.
  Owners(const reader::Ndb& ndb, Course& course);

  /// A block, and a node of the node B-tree whose data or subnodes reach it.
  struct Part {
    Bid bid;
    Nid node;
    /// The (sub)node it is part of holds a table.
    bool table = false;
  };
  /// In the order of their nodes.
  [[nodiscard]] std::span<const Part> of(Bid bid) const;
  /// The block that lies at `offset`, or around it.
  [[nodiscard]] std::optional<Bid> block_at(std::uint64_t offset) const;

 private:
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t end = 0;
    Bid bid;
  };
  std::vector<Part> parts_;    // by bid
  std::vector<Place> places_;  // by offset
};

/// How many NBT, SL, SI, X and XX entries name each block ([MS-PST] 2.2.2.7.7.3: cRef is one more).
struct References {
  std::unordered_map<std::uint64_t, std::uint32_t> counts;  // by bid, without its bit 0
  bool complete = true;  // every block that names others was read, and nobody stopped it
};
[[nodiscard]] References count_references(const reader::Ndb& ndb, Course& course);

}  // namespace pst::check
