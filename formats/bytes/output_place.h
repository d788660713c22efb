// What stands where a file is to be written.
#pragma once

#include <cstdint>
#include <filesystem>

namespace bytes {

enum class Found : std::uint8_t { Nothing, File, Directory, Special };

/// Through links. What cannot be looked at counts as nothing: opening it will say why.
[[nodiscard]] Found look_at(const std::filesystem::path& path);

/// The name a file has while it is written.
[[nodiscard]] std::filesystem::path partial_of(const std::filesystem::path& target);

}  // namespace bytes
