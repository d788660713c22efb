// The interchange text of Schedule+ (.SC2): "SCHEDULE+2 EXPORT VERSION 103". FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/schedule/object.h"
#include "formats/text/code_page.h"

namespace schedule {

/// Whether `head`, the beginning of a file, is "SCHEDULE+2 EXPORT VERSION", whatever the case.
[[nodiscard]] bool is_schedule(std::span<const std::byte> head);

/// The version that the first line names; nullopt without a number. 103 is documented.
[[nodiscard]] std::optional<std::uint32_t> version_of(std::span<const std::byte> head);

/// Objects within each other; a recurring object with its exceptions, and items in them, has three.
inline constexpr std::size_t kDeepest = 8;
/// Nested ones included: a file of 32 MiB has fewer that say anything.
inline constexpr std::size_t kMostObjects = 1'000'000;
/// Of one object; the largest kind has 34 names.
inline constexpr std::size_t kMostProperties = 1'000;

struct File {
  std::optional<std::uint32_t> version;
  std::vector<Object> objects;
  std::vector<std::string_view> unclaimed;  // text outside of every object, and beyond the limits
  bool had_doubled_backslashes = false;     // they are single in the values
  std::uint64_t inner_quotes = 0;           // unescaped ones, which were taken as they are
};

/// `file` must outlive the result; `page` is the code page of its text. Damage: BadMagic for a
/// first line that is another, or an object without its opening brace; Truncated for one without
/// its closing brace; Unclaimed for text that is no property; OutOfRange for what lies beyond the
/// limits; strings as string_reader.h says.
[[nodiscard]] File read_schedule(std::span<const std::byte> file, text::CodePageNumber page,
                                 bytes::DamageLog& damage);

}  // namespace schedule
