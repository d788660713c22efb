// A file or standard input as a stream, watched on its way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "formats/bytes/byte_source.h"

namespace run {

/// Opens `path`, or standard input for "-", for one pass. `on_progress` hears how many bytes were
/// read; may be empty. A read that a stop request cuts short is Interrupted. Errors: NoInput,
/// Permission, Io.
[[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open_input(
    const std::filesystem::path& path, std::function<void(std::uint64_t)> on_progress);

}  // namespace run
