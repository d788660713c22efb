#include "formats/bytes/mac_binary.h"

#include <algorithm>

#include "formats/bytes/byte_source.h"

namespace bytes {
namespace {

constexpr std::size_t kBlock = kMacBinaryBlock;
constexpr std::size_t kNameLengthAt = 1;
constexpr std::size_t kNameAt = 2;
constexpr std::size_t kLongestName = 63;
constexpr std::size_t kTypeAt = 65;
constexpr std::size_t kCreatorAt = 69;
constexpr std::size_t kZeroAt = 74;
constexpr std::size_t kOtherZeroAt = 82;
constexpr std::size_t kDataLengthAt = 83;
constexpr std::size_t kResourceLengthAt = 87;
constexpr std::size_t kCreatedAt = 91;
constexpr std::size_t kModifiedAt = 95;
constexpr std::size_t kCommentLengthAt = 99;
constexpr std::size_t kSecondHeaderAt = 120;
constexpr std::size_t kVersionAt = 122;
constexpr std::size_t kCrcAt = 124;

std::uint32_t big_endian(std::span<const std::byte> data, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value = (value << 8U) | std::to_integer<std::uint32_t>(data[at + i]);
  }
  return value;
}

/// CRC-16 of the polynomial 1021, begun with 0.
std::uint32_t crc16(std::span<const std::byte> data) {
  constexpr std::uint32_t kPolynomial = 0x1021;
  std::uint32_t crc = 0;
  for (const std::byte one : data) {
    crc ^= std::to_integer<std::uint32_t>(one) << 8U;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc & 0x8000U) != 0 ? (crc << 1U) ^ kPolynomial : crc << 1U;
    }
    crc &= 0xFFFFU;
  }
  return crc;
}

std::size_t padded(std::size_t length) { return (length + kBlock - 1) / kBlock * kBlock; }

bool has_check(std::span<const std::byte> header) {
  const std::uint32_t crc = big_endian(header, kCrcAt, 2);
  // MacBinary I has no CRC, and zeros where the later ones have their version.
  return crc == 0 ? big_endian(header, kVersionAt, 2) == 0 : crc == crc16(header.first(kCrcAt));
}

}  // namespace

std::optional<MacBinary> read_mac_binary(std::span<const std::byte> file) {
  if (file.size() < kBlock) {
    return std::nullopt;
  }
  const auto header = file.first(kBlock);
  const std::uint32_t name_length = big_endian(header, kNameLengthAt, 1);
  const bool has_zeros = big_endian(header, 0, 1) == 0 && big_endian(header, kZeroAt, 1) == 0 &&
                         big_endian(header, kOtherZeroAt, 1) == 0;
  if (!has_zeros || name_length == 0 || name_length > kLongestName || !has_check(header)) {
    return std::nullopt;
  }
  const std::size_t data = big_endian(header, kDataLengthAt, 4);
  const std::size_t resource = big_endian(header, kResourceLengthAt, 4);
  const std::size_t data_at = kBlock + padded(big_endian(header, kSecondHeaderAt, 2));
  const std::size_t resource_at = data_at + padded(data);
  // What the last fork is padded with may be missing.
  if (data > file.size() || resource > file.size() || data_at > file.size() ||
      data > file.size() - data_at ||
      (resource != 0 && (resource_at > file.size() || resource > file.size() - resource_at))) {
    return std::nullopt;
  }
  const std::size_t behind = resource_at + padded(resource);
  const std::size_t comment = big_endian(header, kCommentLengthAt, 2);
  const bool has_comment = comment != 0 && behind <= file.size() && comment <= file.size() - behind;
  const std::size_t end = has_comment ? behind + padded(comment) : behind;
  const std::string_view text = as_text(header);
  return MacBinary{.name = text.substr(kNameAt, name_length),
                   .type = text.substr(kTypeAt, 4),
                   .creator = text.substr(kCreatorAt, 4),
                   .data_fork = file.subspan(data_at, data),
                   .resource_fork = resource == 0 ? std::span<const std::byte>()
                                                  : file.subspan(resource_at, resource),
                   .created = big_endian(header, kCreatedAt, 4),
                   .modified = big_endian(header, kModifiedAt, 4),
                   .comment = has_comment ? as_text(file.subspan(behind, comment)) : "",
                   .size = std::min(end, file.size())};
}

}  // namespace bytes
