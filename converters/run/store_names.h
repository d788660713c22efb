// What the names of files say about them.
#pragma once

#include <filesystem>
#include <string>

namespace run {

/// With its dot, ASCII letters in lower case: ".pst".
[[nodiscard]] std::string lower_extension(const std::filesystem::path& path);

/// Who gave a file this name held it for a store: that it is none must be said.
[[nodiscard]] bool has_store_name(const std::filesystem::path& path);

/// What Microsoft Mail's client called stores, and what they were before a repair (Q104362).
[[nodiscard]] bool may_be_mmf(const std::filesystem::path& path);

/// Whether a file of the same name with the extension of an MMF lies beside `path`.
[[nodiscard]] bool has_mmf_beside(const std::filesystem::path& path);

/// Whether a file is called like an archive or a packed file; those that can be unpacked are known
/// by their content.
[[nodiscard]] bool has_packed_name(const std::filesystem::path& path);

}  // namespace run
