// A whole PST in memory, written by the store writer and read back by other means.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "formats/pst/messaging/store_writer.h"
#include "tests/formats/pst/ltp_reader.h"
#include "tests/formats/pst/stored_trees.h"
#include "tests/support/memory_file.h"

namespace test {

class StoreImage final : public StoredTrees {
 public:
  explicit StoreImage(pst::Width width, pst::Encoding encoding = pst::Encoding::Permute);

  /// Before the first reading, which finishes the store.
  [[nodiscard]] pst::StoreWriter& writer() { return *writer_; }
  [[nodiscard]] const NdbImage& image() override;
  [[nodiscard]] const MemoryFile& file() const { return file_; }

  /// Of a node; fails the test when it is not there.
  [[nodiscard]] Bytes node_data(std::uint32_t nid);
  [[nodiscard]] Properties properties(std::uint32_t nid);
  [[nodiscard]] Table table(std::uint32_t nid);
  /// Of a subnode; tables of subnodes of their own are no values.
  [[nodiscard]] Properties properties(const pst::Subnode& object);
  [[nodiscard]] std::map<std::uint32_t, pst::Subnode> subnodes_of(std::uint32_t nid);

  [[nodiscard]] Bytes text(std::string_view ascii) const;
  /// The type of strings.
  [[nodiscard]] std::uint16_t string() const;

 private:
  pst::Width width_;
  MemoryFile file_;
  std::unique_ptr<pst::StoreWriter> writer_;
  std::optional<NdbImage> image_;
};

}  // namespace test
