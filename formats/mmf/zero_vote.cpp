#include "formats/mmf/zero_vote.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "formats/mmf/cipher.h"

namespace mmf {
namespace {

constexpr std::size_t kPeriod = 65'536;
constexpr std::size_t kWindow = 5;
constexpr std::uint64_t kMostAsked = std::uint64_t{16} << 20U;
constexpr std::uint32_t kFewestVotes = 32;

/// Where each window of enciphered zeros stands.
class ZeroTable {
 public:
  ZeroTable() : zeros_(kPeriod + kWindow) {
    encipher(zeros_, 0, Cipher{});
    places_.reserve(kPeriod);
    for (std::size_t i = 0; i < kPeriod; ++i) {
      places_.push_back({.window = window_at(zeros_, i), .place = static_cast<std::uint16_t>(i)});
    }
    std::ranges::sort(places_, {}, &Place::window);
  }

  [[nodiscard]] std::optional<std::uint16_t> find(std::uint64_t window) const {
    const auto found = std::ranges::lower_bound(places_, window, {}, &Place::window);
    if (found == places_.end() || found->window != window) {
      return std::nullopt;
    }
    return found->place;
  }

  static std::uint64_t window_at(std::span<const std::byte> data, std::size_t at) {
    std::uint64_t window = 0;
    for (const std::byte byte : data.subspan(at, kWindow)) {
      window = (window << 8U) | std::to_integer<std::uint64_t>(byte);
    }
    return window;
  }

 private:
  struct Place {
    std::uint64_t window = 0;
    std::uint16_t place = 0;
  };
  std::vector<std::byte> zeros_;
  std::vector<Place> places_;
};

const ZeroTable& table() {
  static const ZeroTable made;
  return made;
}

}  // namespace

std::optional<std::uint64_t> distance_by_zeros(const StoreFile& file, std::uint64_t offset,
                                               std::uint64_t length) {
  if (!file.cipher().is_normal()) {
    return std::nullopt;
  }
  const auto part = file.raw().subspan(static_cast<std::size_t>(offset),
                                       static_cast<std::size_t>(std::min(length, kMostAsked)));
  std::vector<std::uint32_t> votes(kPeriod);
  std::uint32_t all = 0;
  for (std::size_t i = 0; i + kWindow <= part.size(); ++i) {
    if (const auto place = table().find(ZeroTable::window_at(part, i))) {
      ++votes[(*place + kPeriod - (offset + i) % kPeriod) % kPeriod];
      ++all;
    }
  }
  const auto winner = std::ranges::max_element(votes);
  if (*winner < kFewestVotes || *winner < all - all / 4) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(winner - votes.begin());
}

}  // namespace mmf
