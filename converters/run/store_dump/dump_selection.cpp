#include "converters/run/store_dump/dump_selection.h"

#include <algorithm>
#include <charconv>

#include "converters/run/store_map/store_map.h"
#include "formats/bytes/hex.h"

namespace run {
namespace {

using bytes::ErrorKind;

bytes::Result<bytes::Extents> bytes_of_item(const Source& source, const DumpOptions& options) {
  const auto mapped = map_source(source, {.progress = options.progress});
  if (!mapped) {
    return tl::unexpected(mapped.error());
  }
  const auto& map = mapped->map;
  bytes::Extents found;
  for (const auto& range : map.ranges) {
    const auto& group = map.groups.at(range.group);
    if (std::ranges::any_of(group.items, [&](std::uint32_t item) {
          return map.items.at(item).id == options.selection.item;
        })) {
      found.add(range.offset, range.length);
    }
  }
  if (found.empty()) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "has no byte of an item \"" + options.selection.item + "\"",
                       "storemap --json lists the items, each with its native_id");
  }
  return found;
}

}  // namespace

bytes::Result<void> check_offset(const Source& source, std::uint64_t offset) {
  if (offset < source.size) {
    return {};
  }
  return bytes::fail(ErrorKind::NotThisFormat, "has no byte at " + bytes::hex_offset(offset),
                     source.size == 0
                         ? "it is empty"
                         : "its offsets are 0 to " + bytes::hex_offset(source.size - 1));
}

bytes::Result<bytes::Extents> selected_bytes(const Source& source, const DumpOptions& options) {
  const auto& wanted = options.selection;
  if (wanted.node || wanted.object) {
    return bytes::fail(
        ErrorKind::Unsupported,
        "is a " + source.what + ", which has no " + (wanted.node ? "nodes" : "objects with an OID"),
        "select by --offset, or by --item: storemap lists the items");
  }
  bytes::Extents found;
  if (wanted.offset) {
    if (auto there = check_offset(source, *wanted.offset); !there) {
      return tl::unexpected(there.error());
    }
    found.add(*wanted.offset, 1);
    return found;
  }
  return wanted.item.empty() ? found : bytes_of_item(source, options);
}

std::optional<std::uint64_t> number_of_item(std::string_view item, std::string_view word) {
  const auto prefix = std::string(word) + "0x";
  if (!item.starts_with(prefix)) {
    return std::nullopt;
  }
  constexpr int kHexadecimal = 16;
  std::uint64_t number = 0;
  const auto* const end = item.data() + item.size();
  const auto parsed = std::from_chars(item.data() + prefix.size(), end, number, kHexadecimal);
  return parsed.ec == std::errc{} && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

std::string selection_text(const DumpSelection& selection) {
  if (selection.node) {
    return "node " + bytes::hex_offset(*selection.node);
  }
  if (selection.object) {
    return "object " + bytes::hex_offset(*selection.object);
  }
  if (selection.offset) {
    return "offset " + bytes::hex_offset(*selection.offset);
  }
  return selection.item.empty() ? "" : "item " + selection.item;
}

}  // namespace run
