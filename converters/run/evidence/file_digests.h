// What a file's bytes come to: SHA-256, and MD5 for case systems that know nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "formats/bytes/result.h"

namespace run::evidence {

struct FileDigests {
  std::uint64_t size = 0;
  std::string sha256;  // hexadecimal, lower case
  std::string md5;
  friend bool operator==(const FileDigests&, const FileDigests&) = default;
};

/// Reads `path` once, from the beginning to the end. `on_progress` hears how many bytes were read;
/// may be empty. Io for what is no file that can be read twice (a FIFO, a terminal), Interrupted
/// when a stop is asked for, else as open_input().
[[nodiscard]] bytes::Result<FileDigests> digest_file(
    const std::filesystem::path& path, std::function<void(std::uint64_t)> on_progress);

/// A line as sha256sum and md5sum write and check it, with its line feed. They escape what would
/// not stay on one line.
[[nodiscard]] std::string checksum_line(const std::string& digest, const std::string& path);

}  // namespace run::evidence
