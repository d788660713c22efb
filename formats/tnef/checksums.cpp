#include "formats/tnef/checksums.h"

#include <numeric>

namespace tnef {
namespace {

constexpr std::size_t kBlock = 512;

std::uint32_t sum_of(std::span<const std::byte> data) {
  return std::accumulate(
      data.begin(), data.end(), std::uint32_t{0},
      [](std::uint32_t sum, std::byte byte) { return sum + std::to_integer<std::uint32_t>(byte); });
}

}  // namespace

Checksums::Checksums(std::span<const std::byte> data) : data_(data) {
  at_blocks_.reserve(data.size() / kBlock + 1);
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at + kBlock <= data.size(); at += kBlock) {
    at_blocks_.push_back(static_cast<std::uint16_t>(sum));
    sum += sum_of(data.subspan(at, kBlock));
  }
  at_blocks_.push_back(static_cast<std::uint16_t>(sum));
}

std::uint32_t Checksums::before(std::size_t end) const {
  const std::size_t block = end / kBlock;
  return at_blocks_[block] + sum_of(data_.subspan(block * kBlock, end % kBlock));
}

std::uint16_t Checksums::of(std::size_t begin, std::size_t length) const {
  return static_cast<std::uint16_t>(before(begin + length) - before(begin));
}

}  // namespace tnef
