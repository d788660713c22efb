// A Unicode store without encoding, byte by byte: one leaf page for each index, and the blocks that
// a test makes up. It shares the checksum with the reader, and nothing with the writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace test {

class RawStore {
 public:
  static constexpr std::uint64_t kNodesPage = 0x4600;
  static constexpr std::uint64_t kBlocksPage = 0x4800;
  static constexpr std::uint64_t kFirstBlock = 0x4A00;

  RawStore();

  struct Node {
    std::uint32_t nid = 0;
    std::uint64_t data = 0;
    std::uint64_t subnodes = 0;
    std::uint32_t parent = 0;
  };
  /// An entry of the NBT page, in the order in which they are added.
  RawStore& node(const Node& node);
  /// A block, and its entry of the BBT page.
  RawStore& block(std::uint64_t bid, std::span<const std::byte> data);
  /// A block that the BBT does not name.
  RawStore& stray(std::uint64_t bid, std::span<const std::byte> data);

  /// Pages and header are made now. Break what it returns, then seal() what shall look right.
  [[nodiscard]] std::vector<std::byte> content() const;

  /// Gives the page at `offset` the trailer it must have.
  static void seal_page(std::vector<std::byte>& content, std::uint64_t offset, std::uint8_t type,
                        std::uint64_t bid);
  static void seal_header(std::vector<std::byte>& content);
  static void put(std::vector<std::byte>& content, std::uint64_t offset, std::uint64_t value,
                  std::size_t size);
  /// Where block `bid` lies.
  [[nodiscard]] std::uint64_t offset_of(std::uint64_t bid) const;

 private:
  struct Block {
    std::uint64_t bid = 0;
    std::uint64_t offset = 0;
    std::uint16_t size = 0;
    bool listed = true;
  };
  void store(std::uint64_t bid, std::span<const std::byte> data, bool listed);

  std::vector<Node> nodes_;
  std::vector<Block> blocks_;
  std::vector<std::byte> content_;
};

/// A property context of one block, byte by byte: the records by id, HIDs counting `items` from
/// 0x60.
struct RawProperty {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  std::uint32_t value = 0;
};
[[nodiscard]] std::vector<std::byte> property_heap(
    const std::vector<RawProperty>& properties,
    const std::vector<std::vector<std::byte>>& items = {});

/// An SLBLOCK.
[[nodiscard]] std::vector<std::byte> subnode_block(const std::vector<RawStore::Node>& entries);

/// Bytes from hexadecimal text; blanks are ignored.
[[nodiscard]] std::vector<std::byte> from_hex(const char* text);

}  // namespace test
