// Whether a deleted message is still there under another number. FORMAT.md 10.5.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <vector>

#include "formats/mmf/store.h"

namespace mmf {

/// A set of messages by what they say: all attributes but the status and the time of change, which
/// a copy need not share. Contents are compared only where the sizes of all of them agree.
class Duplicates {
 public:
  /// `store` must outlive this.
  explicit Duplicates(const Store& store) : store_(store) {}

  /// False: one that says the same is there already.
  bool add(const Object& object);

 private:
  using Digest = std::array<std::byte, 32>;
  struct Group {
    std::vector<const Object*> waiting;  // their contents were not looked at yet
    std::set<Digest> digests;
  };

  [[nodiscard]] std::vector<Element> saying(const Object& object) const;
  [[nodiscard]] Digest digest(const Object& object) const;

  const Store& store_;
  std::unordered_map<std::uint64_t, Group> groups_;  // by a hash of keys and sizes
};

}  // namespace mmf
