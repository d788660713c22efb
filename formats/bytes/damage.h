// What a parser found wrong, as data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bytes {

enum class DamageKind : std::uint8_t {
  Truncated,     // the bytes end before the structure does
  BadMagic,      // a fixed value is not what the specification fixes
  BadChecksum,   // stored and computed checksums differ; the content was still read
  OutOfRange,    // a count, size or offset points outside its container
  Inconsistent,  // two fields that must agree do not
  Cycle,         // a structure refers back to itself
  Unclaimed,     // bytes that no structure accounts for
  Undecodable,   // text that its code page cannot explain; the bytes were kept
  Unreadable,    // the disk or the reading library would not deliver it
};

struct Damage {
  std::uint64_t offset = 0;  // in the file
  std::uint64_t length = 0;
  DamageKind kind = DamageKind::Truncated;
  std::string_view field;  // a literal, in the specification's own words: "BTPAGE.cEnt"
  std::uint64_t found = 0;
  std::uint64_t expected = 0;

  friend bool operator==(const Damage&, const Damage&) = default;
};

/// Keeps the first `kKept` entries and counts the rest: a wrecked file must not eat the memory.
class DamageLog {
 public:
  static constexpr std::size_t kKept = 1000;

  void add(const Damage& damage) {
    ++total_;
    if (items_.size() < kKept) {
      items_.push_back(damage);
    }
  }
  /// Everything that `other` holds, and the number of what it only counted.
  void add(const DamageLog& other) {
    for (const Damage& one : other.items_) {
      add(one);
    }
    total_ += other.total_ - other.items_.size();
  }
  [[nodiscard]] const std::vector<Damage>& items() const { return items_; }
  [[nodiscard]] std::size_t total() const { return total_; }

 private:
  std::vector<Damage> items_;
  std::size_t total_ = 0;
};

}  // namespace bytes
