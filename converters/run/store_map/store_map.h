// What every byte of a store is: made for a file, and shown. formats/bytes/MAPS.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "converters/run/sniff.h"
#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"
#include "formats/bytes/store_map.h"

namespace run {

struct MappedStore {
  std::filesystem::path path;
  std::string format;  // "PST Unicode"
  bytes::StoreMap map;
};

struct MapOptions {
  /// Asked all the while, in bytes of the file; false stops it. May be empty.
  std::function<bool(std::uint64_t done)> progress{};
  /// As ConversionOptions::unread.
  std::shared_ptr<const bytes::Extents> unread{};
};

/// The map of a file that was sniffed. Errors: Source::error; Unsupported for a source of which
/// there is no map, which names what it is; those of the format; Interrupted; Io when the disk does
/// not deliver all of it.
[[nodiscard]] bytes::Result<MappedStore> map_source(const Source& source,
                                                    const MapOptions& options = {});

/// "bad checksum".
[[nodiscard]] std::string_view name_of(bytes::RangeClass kind);
/// Each class in the order of legends: what is whole first, what is damaged last.
[[nodiscard]] const std::array<bytes::RangeClass, bytes::kRangeClasses>& classes_in_order();
/// The bytes and ranges of a class.
struct ClassTotal {
  std::uint64_t bytes = 0;
  std::size_t ranges = 0;
};
[[nodiscard]] ClassTotal total_of(const bytes::StoreMap& map, bytes::RangeClass kind);

/// Something is unreadable or not what was written, structures contradict each other, an item is
/// partial or lost, or a reading of the store met damage in another way.
[[nodiscard]] bool is_damaged(const bytes::StoreMap& map);

/// A table of all ranges, the totals, the items that are hit, and the verdict last.
[[nodiscard]] std::string to_text(const MappedStore& store);
/// What storemap --json prints (storemap(1)).
[[nodiscard]] std::string to_json(const MappedStore& store);
/// A picture: the file as rows of a strip, with a legend. What is damaged has a mark in the margin
/// and is never narrower than can be seen.
[[nodiscard]] std::string to_svg(const MappedStore& store);
/// In ddrescue's format (formats/ddrescue/FORMAT.md); `program` is named in a comment.
[[nodiscard]] std::string to_mapfile(const MappedStore& store, std::string_view program);

}  // namespace run
