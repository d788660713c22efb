#include "formats/mime/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace mime {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Two characters for each twelve bits: half the look-ups of the plain alphabet, 8 KiB of cache.
constexpr auto kPairs = [] {
  std::array<std::array<char, 2>, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = {kAlphabet[i >> 6U], kAlphabet[i & 0x3FU]};
  }
  return pairs;
}();

/// `three` points at three bytes. Raw pointers: this loop is what writing large mail consists of.
char* encode_group(const std::byte* three, char* out) {
  const auto bits = std::to_integer<std::uint32_t>(three[0]) << 16U |
                    std::to_integer<std::uint32_t>(three[1]) << 8U |
                    std::to_integer<std::uint32_t>(three[2]);
  const auto* const pairs = kPairs.data();
  std::memcpy(out, pairs + (bits >> 12U), 2);
  std::memcpy(out + 2, pairs + (bits & 0xFFFU), 2);
  return out + 4;
}

char* encode(std::span<const std::byte> data, char* out) {
  const std::size_t whole = data.size() / 3 * 3;
  for (const std::byte *at = data.data(), *end = at + whole; at != end; at += 3) {
    out = encode_group(at, out);
  }
  const auto rest = data.subspan(whole);
  if (!rest.empty()) {
    std::array<std::byte, 3> last{};
    std::ranges::copy(rest, last.begin());
    out = encode_group(last.data(), out);
    std::fill(out - (3 - rest.size()), out, '=');
  }
  return out;
}

}  // namespace

std::size_t encode_base64_lines(std::span<const std::byte> data, char* out) {
  const char* const begin = out;
  while (!data.empty()) {
    const auto line = data.first(std::min(data.size(), kBase64LineBytes));
    out = encode(line, out);
    *out++ = '\r';
    *out++ = '\n';
    data = data.subspan(line.size());
  }
  return static_cast<std::size_t>(out - begin);
}

std::string encode_base64(std::string_view data) {
  std::string out((data.size() + 2) / 3 * 4, '\0');
  encode(std::as_bytes(std::span(data)), out.data());
  return out;
}

}  // namespace mime
