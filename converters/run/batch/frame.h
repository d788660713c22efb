// Numbers and texts as bytes, between two processes of the same program on the same machine.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace run::batch {

class FrameWriter {
 public:
  FrameWriter& number(std::uint64_t value) {
    char raw[sizeof(value)];  // NOLINT(*-avoid-c-arrays)
    std::memcpy(raw, &value, sizeof(value));
    bytes_.append(raw, sizeof(value));
    return *this;
  }
  FrameWriter& text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads back what a FrameWriter wrote. Once something is missing, everything is: ask is_whole()
/// at the end.
class FrameReader {
 public:
  explicit FrameReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    const auto raw = take(sizeof(value));
    if (raw.size() == sizeof(value)) {
      std::memcpy(&value, raw.data(), sizeof(value));
    }
    return value;
  }
  std::string text() { return std::string(take(number())); }
  /// Everything was there, and nothing is left.
  [[nodiscard]] bool is_whole() const { return whole_ && bytes_.empty(); }

 private:
  std::string_view take(std::uint64_t size) {
    whole_ = whole_ && size <= bytes_.size();
    if (!whole_) {
      return {};
    }
    const auto taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
  bool whole_ = true;
};

}  // namespace run::batch
