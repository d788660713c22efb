// The stores in archives and images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "converters/run/find_sources.h"

namespace run {

/// Whether the file is an archive, or an image of a disk that nobody here reads; fills `source`
/// when it is: the error says what to do. A spool is none, although it is a gzip file, nor is what
/// is called .eml. `head` is what read_head() gives.
[[nodiscard]] bool judge_archive(Source& source, std::span<const std::byte> head);

/// Whether the user named the archive, or it was met in a directory.
enum class Named : std::uint8_t { Yes, No };

/// Unpacks the archive and adds the sources in it to `found`, as find_sources() says.
void add_archive(const Source& archive, Named named, const SearchOptions& options, Found& found);

}  // namespace run
