// Puts the pages of a B-tree that a sweep found where the walk found none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "formats/pst/reader/ndb/store_file.h"
#include "formats/pst/reader/sweep/allocation_maps.h"
#include "formats/pst/reader/sweep/key_ranges.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::reader {

/// Pages are written anew when they change, under a higher id ([MS-PST] 2.6.1), and the old ones
/// lie about until their space is used again. So, of the pages that no walk led to: those that an
/// allocation map calls in use come before the others, newer ones before older ones, and a page
/// that leads to others before these. Where a key is accounted for, whatever else is said of it is
/// older.
class TreeRepair {
 public:
  /// Reads a leaf and returns its keys: those in `known` are old, the others are not. `in_use`: a
  /// map says so.
  struct Keys {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  using ReadLeaf = std::function<std::optional<Keys>(const FoundPage& page, bool in_use,
                                                     const KeyRanges& known)>;

  /// `pages` are of one type, and none was walked; `file` outlives the object.
  TreeRepair(const StoreFile& file, const AllocationMaps& maps,
             const std::vector<FoundPage>& pages);

  /// Reads every leaf once. `known`: the keys that the walk accounts for.
  void run(KeyRanges known, const ReadLeaf& read);

  /// The pages in use, in the order in which they were read.
  [[nodiscard]] const std::vector<FoundPage>& used() const { return used_; }
  /// The first tree that was read has its newest page in it, more levels than one, and lacks no
  /// page.
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  struct Child {
    std::uint64_t key = 0;
    std::uint64_t end = 0;  // the next child's key
    Bid bid;
    std::uint64_t offset = 0;
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  [[nodiscard]] std::vector<Child> children(const FoundPage& page, std::uint64_t end) const;
  [[nodiscard]] std::size_t find(const Child& child, const FoundPage& parent) const;
  void find_parents();
  [[nodiscard]] std::size_t top_of(std::size_t page) const;
  void visit(std::size_t page, std::uint64_t end, KeyRanges& known, const ReadLeaf& read);

  const StoreFile* file_;
  std::vector<FoundPage> pages_;  // the best first
  std::vector<bool> in_use_;      // by page, as the others
  std::vector<bool> visited_;
  std::vector<std::size_t> parents_;  // the best of them; kNone: no page leads here
  std::unordered_map<std::uint64_t, std::size_t> at_;  // by offset
  std::vector<FoundPage> used_;
  bool whole_ = false;
  bool lacks_page_ = false;
};

}  // namespace pst::reader
