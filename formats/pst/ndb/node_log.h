// Remembers nodes, and hands out their ids: what the node B-tree is made of. [MS-PST] 2.2.2.7.7.4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "formats/pst/ndb/btree_writer.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/record_log.h"
#include "formats/pst/ndb/section_writer.h"
#include "formats/pst/ndb/width.h"

namespace pst {

class NodeLog {
 public:
  explicit NodeLog(Width width);

  [[nodiscard]] Nid next_nid(NidType type);
  /// An id given out elsewhere is in use, by a node or a subnode.
  void note_use(Nid nid);
  [[nodiscard]] bytes::Result<void> add(Nid nid, Bid data, Bid subnodes, Nid parent);

  [[nodiscard]] std::uint64_t count() const;
  /// [MS-PST] 2.2.2.6 rgnid: the highest index in use of each type (FORMAT.md 2.2).
  [[nodiscard]] const std::array<std::uint32_t, 32>& counters() const { return counters_; }
  [[nodiscard]] bytes::Result<BlockRef> write_tree(SectionWriter& sections,
                                                   std::uint64_t& next_page);
  [[nodiscard]] static std::size_t entry_size(Width width);

 private:
  struct Entry {
    Nid nid;
    Nid parent;
    Bid data;
    Bid subnodes;
  };

  Width width_;
  std::array<std::uint32_t, 32> counters_{};
  RecordLog messages_;    // of the two types whose nodes are many,
  RecordLog associated_;  // each in the order of its ids
  std::vector<Entry> others_;
};

}  // namespace pst
