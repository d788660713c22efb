// The data of a PST as nodes and subnodes name it, for readers of what lies above.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "formats/pst/ndb/ndb_writer.h"
#include "tests/formats/pst/ndb_image.h"

namespace test {

using Bytes = std::vector<std::byte>;

class StoredTrees {
 public:
  StoredTrees() = default;
  StoredTrees(const StoredTrees&) = delete;
  StoredTrees(StoredTrees&&) = delete;
  StoredTrees& operator=(const StoredTrees&) = delete;
  StoredTrees& operator=(StoredTrees&&) = delete;
  virtual ~StoredTrees() = default;

  [[nodiscard]] pst::Width width() {
    return image().unicode() ? pst::Width::Unicode : pst::Width::Ansi;
  }
  /// The data blocks of a tree, each with its data.
  [[nodiscard]] std::vector<Bytes> blocks(pst::Bid tree) {
    std::vector<Bytes> out;
    for (const auto bid : image().data_blocks(tree.value)) {
      out.push_back(image().block_data(bid));
    }
    return out;
  }
  [[nodiscard]] Bytes data(pst::Bid tree) { return image().data(tree.value); }
  [[nodiscard]] std::map<std::uint32_t, pst::Subnode> subnodes(pst::Bid tree) {
    std::map<std::uint32_t, pst::Subnode> out;
    for (const auto& entry : image().subnodes(tree.value)) {
      out[entry.nid] = {.nid = {entry.nid}, .data = {entry.data}, .subnodes = {entry.subnodes}};
    }
    return out;
  }

  [[nodiscard]] virtual const NdbImage& image() = 0;
};

}  // namespace test
