// What the tests of the node database share: content, and a database written to memory.
#pragma once

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "formats/pst/ndb/ndb_writer.h"
#include "tests/formats/pst/ndb_image.h"
#include "tests/support/memory_file.h"

namespace test {

using Bytes = std::vector<std::byte>;

/// `size` bytes that do not repeat soon, other ones for another `seed`.
inline Bytes content(std::size_t size, std::uint32_t seed = 1) {
  Bytes out(size);
  std::uint32_t state = seed * 2'654'435'761U + 1;
  for (auto& byte : out) {
    state = state * 1'664'525U + 1'013'904'223U;
    byte = static_cast<std::byte>(state >> 24U);
  }
  return out;
}

inline Bytes bytes_of(std::initializer_list<unsigned> values) {
  Bytes out;
  for (const auto value : values) {
    out.push_back(static_cast<std::byte>(value));
  }
  return out;
}

/// A database under construction; image() finishes it.
class NdbInMemory {
 public:
  explicit NdbInMemory(pst::Width width, pst::Encoding encoding = pst::Encoding::Permute)
      : writer_(pst::NdbWriter::create(file_, {.width = width, .encoding = encoding}).value()) {}

  [[nodiscard]] pst::NdbWriter& writer() { return *writer_; }
  [[nodiscard]] const MemoryFile& file() const { return file_; }

  /// A node of the next id that has `data`, or `subnodes`, or neither.
  pst::Nid add_node(pst::Bid data, pst::Bid subnodes = {}) {
    const auto nid = writer_->next_nid(pst::NidType::Internal);
    REQUIRE(writer_->add_node(nid, data, subnodes, {}));
    return nid;
  }
  /// A block of its own for a node of its own.
  pst::Nid add_block(std::size_t size, std::uint32_t seed = 1) {
    return add_node(writer_->write_block(content(size, seed)).value());
  }
  NdbImage image() {
    REQUIRE(writer_->finish());
    return NdbImage(file_);
  }

 private:
  MemoryFile file_;
  std::unique_ptr<pst::NdbWriter> writer_;
};

inline const std::vector<std::string> kNoComplaints;

}  // namespace test
