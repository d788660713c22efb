// A store of our own writer, which a test damages in places that it knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "formats/pst/ndb/ids.h"
#include "formats/pst/reader/ndb/subnodes.h"
#include "tests/support/collecting_sink.h"

namespace test {

/// A folder "Letters" with messages: "whole" before and behind them, "rich" with a body of 30,000
/// characters, two recipients, a category, an attachment of 50,000 bytes and one that is a message.
class WrittenStore {
 public:
  static constexpr std::size_t kMessages = 5;

  /// With so many further messages behind them, "more 1" and so on.
  explicit WrittenStore(std::size_t more = 0);

  /// Every block of that use that the item with this subject is made of, its subnodes' included.
  struct Place {
    std::uint64_t offset = 0;
    std::size_t size = 0;  // of the data
    pst::Nid owner;        // the node or subnode
  };
  [[nodiscard]] std::vector<Place> blocks_of(std::uint32_t identifier,
                                             pst::reader::BlockUse use) const;
  /// The blocks of subnodes of this type only.
  [[nodiscard]] std::vector<Place> blocks_of(std::uint32_t identifier, pst::NidType owner) const;
  /// By subject.
  [[nodiscard]] std::uint32_t message(const std::string& subject) const;
  [[nodiscard]] std::uint32_t folder() const { return folder_; }
  /// The leaf page of the node index that has this node.
  [[nodiscard]] std::uint64_t page_of(std::uint32_t identifier) const;

  /// Changes one byte in the middle of a block.
  void hurt(const Place& block);
  void flip(std::uint64_t offset);
  void zero(std::uint64_t offset, std::size_t size);

  /// What the converter makes of it now.
  void read(CollectingSink& sink) const;

 private:
  std::vector<std::byte> content_;
  std::vector<std::pair<std::string, std::uint32_t>> messages_;
  std::uint32_t folder_ = 0;
};

}  // namespace test
