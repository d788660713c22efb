#include "formats/bytes/apple_double.h"

#include <cstdint>

namespace bytes {
namespace {

// RFC 1740 appendix A.
constexpr std::uint32_t kMagic = 0x00051607;
constexpr std::uint32_t kVersion = 0x00020000;
constexpr std::size_t kFiller = 16;
constexpr std::uint16_t kEntries = 3;
constexpr std::size_t kHeader = 4 + 4 + kFiller + 2;
constexpr std::size_t kEntry = 12;
constexpr std::uint32_t kResourceFork = 2;
constexpr std::uint32_t kRealName = 3;
constexpr std::uint32_t kFinderInfo = 9;
constexpr std::size_t kFinderBytes = 32;  // FInfo and FXInfo

void put(std::vector<std::byte>& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = bytes; i-- > 0;) {
    out.push_back(static_cast<std::byte>(value >> (8U * i)));
  }
}

void put(std::vector<std::byte>& out, std::string_view text, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) {
    out.push_back(i < text.size() ? static_cast<std::byte>(text[i]) : std::byte{0});
  }
}

}  // namespace

std::vector<std::byte> apple_double_header(std::string_view name, std::string_view type,
                                           std::string_view creator, std::size_t resource_size) {
  std::vector<std::byte> out;
  put(out, kMagic, 4);
  put(out, kVersion, 4);
  put(out, std::string_view(), kFiller);
  put(out, kEntries, 2);
  const std::size_t finder_at = kHeader + kEntries * kEntry;
  const std::size_t name_at = finder_at + kFinderBytes;
  const auto entry = [&out](std::uint32_t id, std::size_t at, std::size_t size) {
    put(out, id, 4);
    put(out, at, 4);
    put(out, size, 4);
  };
  entry(kFinderInfo, finder_at, kFinderBytes);
  entry(kRealName, name_at, name.size());
  entry(kResourceFork, name_at + name.size(), resource_size);
  put(out, type, 4);
  put(out, creator, 4);
  put(out, std::string_view(), kFinderBytes - 8);
  put(out, name, name.size());
  return out;
}

}  // namespace bytes
