#include "formats/wgpo/string_cipher.h"

#include <string_view>

namespace wgpo {
namespace {

std::uint8_t plain_byte(std::span<const std::byte> data, std::size_t at, const StringKey& key) {
  const auto before = at == 0 ? std::uint8_t{0} : std::to_integer<std::uint8_t>(data[at - 1]);
  return static_cast<std::uint8_t>(std::to_integer<std::uint8_t>(data[at]) ^ before ^
                                   key.at(at % key.size()) ^ (at & 0xFFU));
}

/// How much like text a byte is.
int score(std::uint8_t byte) {
  if (byte == ' ' || byte == '/' || byte == 0 || (byte >= 'a' && byte <= 'z')) {
    return 3;
  }
  if ((byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '\r' ||
      byte == '\n') {
    return 2;
  }
  return byte >= ' ' && byte <= '~' ? 0 : byte >= 0x80 ? -1 : -3;
}

}  // namespace

std::string decipher(std::span<const std::byte> data, const StringKey& key) {
  std::string plain(data.size(), '\0');
  for (std::size_t i = 0; i < data.size(); ++i) {
    plain[i] = static_cast<char>(plain_byte(data, i, key));
  }
  return plain;
}

std::vector<std::byte> encipher(std::string_view plain, const StringKey& key) {
  std::vector<std::byte> data(plain.size());
  std::uint8_t before = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    before = static_cast<std::uint8_t>(static_cast<std::uint8_t>(plain[i]) ^ before ^
                                       key.at(i % key.size()) ^ (i & 0xFFU));
    data[i] = static_cast<std::byte>(before);
  }
  return data;
}

std::optional<StringKey> recover_key(std::span<const std::span<const std::byte>> strings) {
  constexpr std::size_t kFewestBytes = 24;  // for each byte of the key
  constexpr unsigned kValues = 256;
  StringKey key{};
  for (std::size_t place = 0; place < key.size(); ++place) {
    std::size_t bytes = 0;
    int best_score = -1;
    for (unsigned value = 0; value < kValues; ++value) {
      StringKey tried = key;
      tried.at(place) = static_cast<std::uint8_t>(value);
      int sum = 0;
      std::size_t seen = 0;
      for (const auto string : strings) {
        for (std::size_t i = place; i < string.size(); i += key.size()) {
          sum += score(plain_byte(string, i, tried));
          ++seen;
        }
      }
      if (sum > best_score) {
        best_score = sum;
        key.at(place) = static_cast<std::uint8_t>(value);
      }
      bytes = seen;
    }
    if (bytes < kFewestBytes || best_score < static_cast<int>(bytes)) {
      return std::nullopt;
    }
  }
  return key;
}

}  // namespace wgpo
