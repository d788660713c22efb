#include "formats/text/rtf_compression.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <memory>

#include "formats/bytes/crc.h"
#include "formats/text/rtf_compression_constants.h"

namespace text {
namespace {

/// Where in the last 4096 bytes a string occurred: chains of positions whose next two bytes are
/// equal, newest first. Positions count in the preset followed by the RTF.
class MatchFinder {
 public:
  struct Match {
    std::size_t position = 0;
    std::size_t length = 0;
  };

  explicit MatchFinder(std::string_view window) : window_(window) { newest_.fill(kNone); }

  /// Positions have to be added one after another.
  void add(std::size_t position) {
    if (window_.size() - position >= lzfu::kShortestMatch) {
      std::uint32_t& head = newest_[pair(position)];
      older_[position % lzfu::kDictionarySize] = head;
      head = static_cast<std::uint32_t>(position);
    }
  }

  /// The longest match for what stands at `position`; of equals the farthest, as the
  /// specification's examples have it.
  [[nodiscard]] Match find(std::size_t position) const {
    Match best;
    const std::size_t longest = std::min(window_.size() - position, lzfu::kLongestMatch);
    if (longest < lzfu::kShortestMatch) {
      return best;
    }
    std::size_t candidate = newest_[pair(position)];
    for (int tries = 0; tries < kMostTries && reaches(candidate, position); ++tries) {
      const std::size_t length = common(candidate, position, longest);
      if (length >= best.length) {
        best = {.position = candidate, .length = length};
      }
      const std::size_t next = older_[candidate % lzfu::kDictionarySize];
      if (next >= candidate) {
        break;  // that slot has been used again since
      }
      candidate = next;
    }
    return best;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr int kMostTries = 128;

  /// Whether the dictionary still has what stood at `candidate` when `position` is written. The
  /// place at the full distance is the write position, which a reference may not name.
  static bool reaches(std::size_t candidate, std::size_t position) {
    return candidate < position && position - candidate < lzfu::kDictionarySize;
  }

  [[nodiscard]] std::size_t pair(std::size_t position) const {
    return static_cast<unsigned char>(window_[position]) * 256U +
           static_cast<unsigned char>(window_[position + 1]);
  }

  [[nodiscard]] std::size_t common(std::size_t a, std::size_t b, std::size_t most) const {
    std::size_t length = 0;
    while (length < most && window_[a + length] == window_[b + length]) {
      ++length;
    }
    return length;
  }

  std::string_view window_;
  std::array<std::uint32_t, 65536> newest_{};
  std::array<std::uint32_t, lzfu::kDictionarySize> older_{};
};

/// 2.1.3.1.6: a control byte, then up to eight tokens.
class RunWriter {
 public:
  explicit RunWriter(std::vector<std::byte>& out) : out_(out) {}

  void literal(char c) {
    next_token(false);
    out_.push_back(static_cast<std::byte>(c));
  }

  void reference(std::size_t position, std::size_t length) {
    next_token(true);
    const std::size_t bits =
        ((position % lzfu::kDictionarySize) << 4U) | (length - lzfu::kShortestMatch);
    out_.push_back(static_cast<std::byte>(bits >> 8U));  // 2.1.3.1.5: big-endian
    out_.push_back(static_cast<std::byte>(bits & 0xFFU));
  }

 private:
  void next_token(bool is_reference) {
    if (tokens_ % lzfu::kTokensPerRun == 0) {
      control_ = out_.size();
      out_.push_back(std::byte{0});
    }
    if (is_reference) {
      out_[control_] |= std::byte{1} << static_cast<int>(tokens_ % lzfu::kTokensPerRun);
    }
    ++tokens_;
  }

  std::vector<std::byte>& out_;
  std::size_t tokens_ = 0;
  std::size_t control_ = 0;
};

}  // namespace

std::vector<std::byte> compress_rtf(std::string_view rtf) {
  assert(rtf.size() < 0x80000000);
  const std::string window = std::string(lzfu::kPreset) + std::string(rtf);
  std::vector<std::byte> result(sizeof(lzfu::Header));
  result.reserve(rtf.size() / 2 + 64);
  const auto finder = std::make_unique<MatchFinder>(window);
  RunWriter writer(result);
  std::size_t position = 0;
  while (position < lzfu::kPreset.size()) {
    finder->add(position++);
  }
  while (position < window.size()) {
    const MatchFinder::Match match = finder->find(position);
    if (match.length >= lzfu::kShortestMatch) {
      writer.reference(match.position, match.length);
    } else {
      writer.literal(window[position]);
    }
    const std::size_t next = position + std::max<std::size_t>(match.length, 1);
    while (position < next) {
      finder->add(position++);
    }
  }
  writer.reference(position, lzfu::kShortestMatch);  // the end mark

  const std::span<const std::byte> content = std::span(result).subspan(sizeof(lzfu::Header));
  const lzfu::Header header{.comp_size = static_cast<std::uint32_t>(content.size() + 12),
                            .raw_size = static_cast<std::uint32_t>(rtf.size()),
                            .comp_type = lzfu::kCompressed,
                            .crc = bytes::crc_from_zero(content)};
  std::memcpy(result.data(), &header, sizeof(header));
  return result;
}

}  // namespace text
