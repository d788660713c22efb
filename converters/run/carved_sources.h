// PSTs inside something larger: a disk image, a backup, a file with something in front.
#pragma once

#include <filesystem>
#include <vector>

#include "converters/run/sniff.h"

namespace run {

/// The stores that pst::reader::find_stores() finds in the file at `path`, in the order of their
/// offsets, a source each. One source with an error when there is none, the file cannot be read, or
/// the user has stopped the search.
[[nodiscard]] std::vector<Source> carved_sources(const std::filesystem::path& path);

}  // namespace run
