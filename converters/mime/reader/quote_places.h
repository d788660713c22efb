// Where the octets of a message lie in its mailbox, once the '>' before "From " are taken off.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace convert::mime {

class QuotePlaces {
 public:
  // Eight megabytes of them. Behind so many in one message, places are too small by the rest.
  static constexpr std::size_t kMost = 1'000'000;

  /// A '>' stood before what is at `offset`, in octets of the message without them, counted from
  /// where it begins in the file. Rising.
  void add(std::uint64_t offset) {
    if (removed_.size() < kMost) {
      removed_.push_back(offset);
    }
  }
  /// What is at `offset`, counted so, as an offset in the file.
  [[nodiscard]] std::uint64_t in_file(std::uint64_t offset) const {
    const auto behind = std::ranges::upper_bound(removed_, offset);
    return offset + static_cast<std::uint64_t>(behind - removed_.begin());
  }

 private:
  std::vector<std::uint64_t> removed_;
};

}  // namespace convert::mime
