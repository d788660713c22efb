// A picture of a source: where in it something was lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convert::pages {

// What a page names one by one, the picture shows in a thousand columns.
inline constexpr std::size_t kStripColumns = 1000;
// A megabyte and a half of them. What is more is counted.
inline constexpr std::size_t kMostMarks = 100'000;

struct DamageMark {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  // 0: unknown
  bool is_loss = false;      // an item that is gone, not a piece of one
};

/// The places that a reason names: each "at 0x5BF0+2", "at 0x5BF0". Words of a mail may stand in
/// it: what is no number of 64 bits is no place.
[[nodiscard]] std::vector<DamageMark> marks_in(std::string_view reason);

class DamageStrip {
 public:
  void add(const DamageMark& mark);
  [[nodiscard]] bool empty() const { return marks_.empty(); }

  /// SVG with a legend. `size` of the source; 0: unknown, then up to the last place.
  [[nodiscard]] std::string svg(std::string_view source, std::uint64_t size) const;

 private:
  std::vector<DamageMark> marks_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace convert::pages
