#include "converters/run/evidence/file_digests.h"

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <utility>
#include <vector>

#include "converters/run/input_stream.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/md5.h"
#include "formats/bytes/sha256.h"

namespace run::evidence {
namespace {

/// A mail is small, a store is not: what is read at once is no larger than the file.
std::size_t piece_size(const std::filesystem::path& path) {
  constexpr std::uintmax_t kLeast = 4096;
  constexpr std::uintmax_t kMost = std::uintmax_t{1} << 20U;
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return static_cast<std::size_t>(error ? kMost : std::clamp(size, kLeast, kMost));
}

}  // namespace

bytes::Result<FileDigests> digest_file(const std::filesystem::path& path,
                                       std::function<void(std::uint64_t)> on_progress) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (std::filesystem::is_fifo(status) || std::filesystem::is_character_file(status) ||
      std::filesystem::is_socket(status)) {
    return bytes::fail(bytes::ErrorKind::Io,
                       path.string() + ": is no file, and cannot be read twice",
                       "copy what comes out of it into a file");
  }
  auto input = open_input(path, std::move(on_progress));
  if (!input) {
    return tl::unexpected(input.error());
  }
  FileDigests digests;
  bytes::Sha256 sha256;
  bytes::Md5 md5;
  std::vector<std::byte> piece(piece_size(path));
  for (;;) {
    const auto got = (*input)->read(piece);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      break;
    }
    digests.size += *got;
    sha256.update(std::span(piece).first(*got));
    md5.update(std::span(piece).first(*got));
  }
  digests.sha256 = bytes::to_hex(sha256.finish());
  digests.md5 = bytes::to_hex(md5.finish());
  return digests;
}

std::string checksum_line(const std::string& digest, const std::string& path) {
  std::string name;
  for (const char c : path) {
    switch (c) {
      case '\\':
        name += "\\\\";
        break;
      case '\n':
        name += "\\n";
        break;
      case '\r':
        name += "\\r";
        break;
      default:
        name += c;
    }
  }
  return (name == path ? "" : "\\") + digest + "  " + name + "\n";
}

}  // namespace run::evidence
