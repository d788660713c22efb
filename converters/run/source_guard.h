// Keeps outputs away from what is being read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "converters/run/sniff.h"
#include "formats/bytes/result.h"

namespace run {

/// Knows every source and every directory above one, by device and inode: neither links nor other
/// spellings of a name get round it.
class SourceGuard {
 public:
  explicit SourceGuard(const std::vector<Source>& sources);

  /// Exists when `output`, or the name it has while it is written, is a source or holds one, or
  /// lies in a directory that is one.
  [[nodiscard]] bytes::Result<void> check(const std::filesystem::path& output) const;

 private:
  struct Guarded {
    std::filesystem::path source;
    bool is_source = false;  // not a directory above it
  };
  using Id = std::pair<std::uint64_t, std::uint64_t>;

  void add(const std::filesystem::path& source);
  [[nodiscard]] bytes::Result<void> check_name(const std::filesystem::path& name) const;
  [[nodiscard]] bytes::Result<void> check_above(const std::filesystem::path& name) const;

  std::vector<std::filesystem::path> directories_;  // that are sources
  std::map<Id, Guarded> guarded_;
};

}  // namespace run
