#include "formats/bytes/base64_vector.h"

#include <cstdlib>

#include "formats/bytes/base64.h"

#if defined(__x86_64__)
#include <tmmintrin.h>
#endif

namespace bytes {

#if defined(__x86_64__)
namespace {

// NOLINTBEGIN(portability-simd-intrinsics,cppcoreguidelines-pro-bounds-pointer-arithmetic)
// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast)

constexpr std::size_t kStepBytes = 12;
constexpr std::size_t kStepCharacters = 16;

/// W. Mula, D. Lemire: Faster Base64 Encoding and Decoding using AVX2 Instructions (2018), 3.1:
/// `groups` holds, for each three bytes a b c, the four b a c b.
[[gnu::target("ssse3")]] __m128i to_characters(__m128i groups) {
  const auto high = _mm_mulhi_epu16(_mm_and_si128(groups, _mm_set1_epi32(0x0FC0'FC00)),
                                    _mm_set1_epi32(0x0400'0040));
  const auto low = _mm_mullo_epi16(_mm_and_si128(groups, _mm_set1_epi32(0x003F'03F0)),
                                   _mm_set1_epi32(0x0100'0010));
  const auto digits = _mm_or_si128(high, low);
  // Five ranges of digits: 0 for 26..51, 1..10 for 52..61, 11 and 12 for '+' and '/', 13 below 26.
  const auto capital = _mm_and_si128(_mm_cmpgt_epi8(_mm_set1_epi8(26), digits), _mm_set1_epi8(13));
  const auto range = _mm_or_si128(_mm_subs_epu8(digits, _mm_set1_epi8(51)), capital);
  constexpr char kDigit = '0' - 52;
  const auto offsets = _mm_setr_epi8('a' - 26, kDigit, kDigit, kDigit, kDigit, kDigit, kDigit,
                                     kDigit, kDigit, kDigit, kDigit, '+' - 62, '/' - 63, 'A', 0, 0);
  return _mm_add_epi8(_mm_shuffle_epi8(offsets, range), digits);
}

/// Twelve bytes, of the sixteen at `from` those from `Skip` on.
template <char Skip>
[[gnu::target("ssse3")]] void encode_step(const std::byte* from, char* to) {
  const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  const auto order = _mm_setr_epi8(Skip + 1, Skip + 0, Skip + 2, Skip + 1, Skip + 4, Skip + 3,
                                   Skip + 5, Skip + 4, Skip + 7, Skip + 6, Skip + 8, Skip + 7,
                                   Skip + 10, Skip + 9, Skip + 11, Skip + 10);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), to_characters(_mm_shuffle_epi8(bytes, order)));
}

}  // namespace

bool has_vector_base64() {
  static const bool has = __builtin_cpu_supports("ssse3") != 0;
  return has;
}

[[gnu::target("ssse3")]] void encode_full_lines(std::span<const std::byte> data, char* out) {
  constexpr std::size_t kLineCharacters = 76;
  const auto* from = data.data();
  for (const auto* const end = from + data.size(); from != end; from += kBase64LineBytes) {
    for (std::size_t step = 0; step < 4; ++step) {
      encode_step<0>(from + step * kStepBytes, out + step * kStepCharacters);
    }
    // The last twelve bytes, three of them again: nothing behind the line is read.
    encode_step<4>(from + kBase64LineBytes - 16, out + kLineCharacters - kStepCharacters);
    out[kLineCharacters] = '\r';
    out[kLineCharacters + 1] = '\n';
    out += kLineCharacters + 2;
  }
}

// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
// NOLINTEND(portability-simd-intrinsics,cppcoreguidelines-pro-bounds-pointer-arithmetic)

#else

bool has_vector_base64() { return false; }

void encode_full_lines(std::span<const std::byte> /*data*/, char* /*out*/) { std::abort(); }

#endif

}  // namespace bytes
