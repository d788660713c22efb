// A PST in memory, written by the node database and read back by other means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "formats/pst/ndb/ndb_writer.h"
#include "tests/formats/pst/stored_trees.h"
#include "tests/support/memory_file.h"

namespace test {

/// A number as it lies in `data` at `offset`; fails the test when it does not.
std::uint64_t number_at(std::span<const std::byte> data, std::size_t offset, std::size_t size);
/// Fails the test with `what` unless `law` holds: cheaper than REQUIRE in long loops.
void must(bool law, const char* what);

/// Everything is written first and read afterwards: the first reading finishes the file. What is
/// written need not belong to a node.
class MemoryStore final : public StoredTrees {
 public:
  explicit MemoryStore(pst::Width width);

  [[nodiscard]] pst::NdbWriter& ndb() { return *ndb_; }
  [[nodiscard]] const NdbImage& image() override;

 private:
  MemoryFile file_;
  std::unique_ptr<pst::NdbWriter> ndb_;
  std::optional<NdbImage> image_;
};

}  // namespace test
