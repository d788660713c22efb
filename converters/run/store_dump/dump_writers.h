// The writers of the forms of a dump, and what they share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "converters/run/store_dump/store_dump.h"
#include "formats/bytes/hex.h"
#include "formats/text/utf8.h"

namespace run {

/// Gathers text, and hands it on in large pieces.
class DumpOutput {
 public:
  explicit DumpOutput(bytes::OutputFile& file) : file_(file) {}

  [[nodiscard]] bytes::Result<void> write(std::string_view text) {
    gathered_ += text;
    return gathered_.size() < kPiece ? bytes::Result<void>() : flush();
  }
  [[nodiscard]] bytes::Result<void> flush() {
    auto written = file_.write(std::string_view(gathered_));
    gathered_.clear();
    return written;
  }

 private:
  static constexpr std::size_t kPiece = 64UL * 1024;

  bytes::OutputFile& file_;
  std::string gathered_;
};

/// As much of a field's bytes as is shown.
[[nodiscard]] inline std::span<const std::byte> shown_bytes(std::span<const std::byte> data,
                                                            bool full) {
  return full || data.size() <= kShownBytes ? data : data.first(kShownBytes);
}
/// As much of a value.
[[nodiscard]] inline std::string shown_text(std::string_view text, bool full) {
  const auto front = full ? text : text::utf8_front(text, kShownText);
  return front.size() == text.size() ? std::string(text) : std::string(front) + "...";
}

/// "21 00 00"
[[nodiscard]] inline std::string spaced_hex(std::span<const std::byte> data) {
  std::string text;
  for (const auto each : data) {
    text += (text.empty() ? "" : " ") + bytes::hex_number(std::to_integer<std::uint8_t>(each), 2);
  }
  return text;
}

[[nodiscard]] std::unique_ptr<DumpWriter> text_dump_writer(bool full, bytes::OutputFile& output);
[[nodiscard]] std::unique_ptr<DumpWriter> html_dump_writer(bool full, bytes::OutputFile& output);
[[nodiscard]] std::unique_ptr<DumpWriter> json_dump_writer(bool full, bytes::OutputFile& output);

}  // namespace run
