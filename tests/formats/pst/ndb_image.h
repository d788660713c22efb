// Reads the node database of a PST and believes nothing: written from [MS-PST] 2.2 alone, it shares
// with the writer only the records' layout, the checksum and the cipher.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/memory_file.h"

namespace test {

struct NdbNode {
  std::uint32_t nid = 0;
  std::uint64_t data = 0;
  std::uint64_t subnodes = 0;
  std::uint32_t parent = 0;
  friend bool operator==(const NdbNode&, const NdbNode&) = default;
};

struct NdbSubnode {
  std::uint32_t nid = 0;
  std::uint64_t data = 0;
  std::uint64_t subnodes = 0;
  friend bool operator==(const NdbSubnode&, const NdbSubnode&) = default;
};

struct NdbBlock {
  std::uint64_t bid = 0;
  std::uint64_t offset = 0;
  std::uint16_t size = 0;        // of its data
  std::uint16_t references = 0;  // cRef
};

struct NdbPage {
  std::uint64_t offset = 0;
  std::uint64_t bid = 0;
  std::uint8_t level = 0;
  std::uint8_t entries = 0;
  std::uint8_t most_entries = 0;  // cEntMax
  std::uint64_t first_key = 0;
};

struct NdbHeader {
  std::uint16_t version = 0;
  std::uint8_t encoding = 0;
  std::uint64_t unused_bid = 0;
  std::uint64_t next_block = 0;
  std::uint64_t next_page = 0;
  std::uint32_t next_row_version = 0;
  std::array<std::uint32_t, 32> counters{};
  std::uint64_t file_size = 0;
  std::uint64_t last_amap = 0;
  std::uint64_t free_bytes = 0;
  std::uint64_t nbt_bid = 0;
  std::uint64_t nbt_offset = 0;
  std::uint64_t bbt_bid = 0;
  std::uint64_t bbt_offset = 0;
};

/// Everything is read and checked at once; what is not as a fresh file must be is told in words.
/// The file must outlive the image.
class NdbImage {
 public:
  explicit NdbImage(const MemoryFile& file);

  std::vector<std::string> complaints;
  NdbHeader header;
  std::vector<NdbNode> nodes;    // as the tree lists them
  std::vector<NdbBlock> blocks;  // as the tree lists them
  std::vector<NdbPage> node_pages;
  std::vector<NdbPage> block_pages;

  [[nodiscard]] bool unicode() const { return header.version == 23; }
  [[nodiscard]] const NdbNode* node(std::uint32_t nid) const;
  [[nodiscard]] const NdbBlock* block(std::uint64_t bid) const;
  /// The data of one block, decoded.
  [[nodiscard]] std::vector<std::byte> block_data(std::uint64_t bid) const;
  /// The data blocks of a tree, in order; a tree without data has none.
  [[nodiscard]] std::vector<std::uint64_t> data_blocks(std::uint64_t bid) const;
  /// All data of a tree, joined.
  [[nodiscard]] std::vector<std::byte> data(std::uint64_t bid) const;
  /// The entries of a subnode tree, in order.
  [[nodiscard]] std::vector<NdbSubnode> subnodes(std::uint64_t bid) const;

 private:
  struct Internal;  // a block that is no data, taken apart
  using Users = std::map<std::uint64_t, std::uint32_t>;

  /// `law`, or there is something to complain about.
  bool expect(bool law, std::string_view where, std::string_view what = {});
  template <class Word>
  void read();
  template <class Word>
  void read_header();
  template <class Word>
  void check_root();
  template <class Word>
  std::vector<std::byte> read_page(std::uint64_t offset, std::uint8_t type, std::uint64_t bid,
                                   bool is_signed);
  template <class Word>
  void read_tree(bool of_nodes, std::uint64_t offset, std::uint64_t bid);
  template <class Word>
  void read_tree_page(bool of_nodes, std::uint64_t offset, std::uint64_t bid,
                      std::optional<int> level, std::optional<std::uint64_t> first_key);
  template <class Word>
  void read_node_leaf(const std::vector<std::byte>& page, std::size_t entries);
  template <class Word>
  void read_block_leaf(const std::vector<std::byte>& page, std::size_t entries);
  template <class Word>
  void check_block(const NdbBlock& block);
  template <class Word>
  [[nodiscard]] std::optional<Internal> internal(std::uint64_t bid) const;
  template <class Word>
  void check_internal(const NdbBlock& block, Users& users);
  template <class Word>
  void check_data_tree(const NdbBlock& block, const Internal& parent);
  template <class Word>
  void check_subnode_tree(const NdbBlock& block, const Internal& parent);
  template <class Word>
  void check_users();
  template <class Word>
  void count_subnodes(std::uint64_t bid, std::array<std::uint32_t, 32>& highest);
  template <class Word>
  void check_counters();
  template <class Word>
  void check_maps();
  template <class Word>
  void check_fmap(std::uint64_t section, const std::vector<std::uint8_t>& runs);
  void check_unused_space();
  void use(std::uint64_t offset, std::uint64_t size, std::string_view what);
  [[nodiscard]] std::vector<std::byte> stored(const NdbBlock& block) const;

  const MemoryFile* file_;
  std::uint64_t sections_ = 0;
  std::vector<bool> used_;  // the 64-byte slots behind the header area
};

}  // namespace test
