// What stands where a file is to be written.
#pragma once

#include <cstdint>
#include <filesystem>

#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace bytes {

enum class Found : std::uint8_t { Nothing, File, Directory, Special };

/// Through links. What cannot be looked at counts as nothing: opening it will say why.
[[nodiscard]] Found look_at(const std::filesystem::path& path);

/// The name a file has while it is written.
[[nodiscard]] std::filesystem::path partial_of(const std::filesystem::path& target);

/// Exists when a file is there and `overwrite` is Refuse; CannotCreate for a directory.
[[nodiscard]] Result<void> check_target(const std::filesystem::path& target, Overwrite overwrite);
/// Exists when `target`.partial is there and `overwrite` is Refuse.
[[nodiscard]] Result<void> check_partial(const std::filesystem::path& target, Overwrite overwrite);

}  // namespace bytes
