// FFAPI message text: the import and export format of Microsoft Mail's gateways. FORMAT.md 12.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace wgpo {

struct FfapiAttachment {
  std::string_view name;          // as stored, path and all
  std::string_view logical_name;  // of an external one
  std::span<const std::byte> content;
  bool is_external = false;  // in a file of its own, which `name` names
  bool is_complete = true;
};

/// All text is 8-bit and points into the file.
struct FfapiMessage {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::vector<std::string_view> to;  // "[type:]address"
  std::string_view from;
  std::string_view date;  // "yyyy-mm-dd"
  std::string_view time;  // "hh:mm"
  std::string_view subject;
  std::string_view priority;
  std::span<const std::byte> text;
  bool is_text_complete = true;
  std::string_view external_text;             // the name of its file
  std::optional<std::uint32_t> header_lines;  // HEADLEN: lines of the text that are no body
  std::vector<FfapiAttachment> attachments;
  std::vector<std::string_view> unknown_lines;
};

/// "VERSION:" at the beginning, whatever the case of its letters.
[[nodiscard]] bool is_ffapi(std::span<const std::byte> head);

inline constexpr std::size_t kMostFfapiMessages = 1'000'000;

/// The messages of the file, in their order. A size that does not end at the next message or the
/// end of the file is told, and the next "VERSION:" at the begin of a line taken.
[[nodiscard]] std::vector<FfapiMessage> read_ffapi(std::span<const std::byte> file,
                                                   bytes::DamageLog& damage);

}  // namespace wgpo
