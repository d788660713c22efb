// Unpacks an archive into a directory, within limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "converters/run/unpacked_archive.h"
#include "formats/archives/sniff.h"
#include "formats/bytes/result.h"

namespace run {

/// formats/archives/FORMAT.md 3.
struct UnpackLimits {
  std::uint64_t members = 200'000;
  std::uint64_t ratio = 200;  // unpacked bytes to those of the archive
  std::uint64_t free_of_ratio = std::uint64_t{64} * 1024 * 1024;
  std::uint64_t kept_free = std::uint64_t{64} * 1024 * 1024;  // of the temporary disk
};

/// A member, or (with an empty name) an archive, of which not all came out.
struct UnpackTrouble {
  std::filesystem::path file;  // what came of it; empty when nothing
  std::string member;
  bytes::Error error;
};

struct Unpacked {
  std::shared_ptr<const UnpackedArchive> tree;
  std::vector<std::string> notes;  // a line each: what was not followed, or lies elsewhere
  std::vector<UnpackTrouble> troubles;
};

/// Every file of the archive at `archive`, which itself came out of `within`, unless that is null.
/// Names that lead out of the archive lose what leads out; of equal names the later get a number;
/// links and devices are not made. Each of these is noted. A member that is damaged comes out as
/// far as it could be read. An Error when there is no place for it, or the user asked to stop
/// (Interrupted): asked for within members, too.
[[nodiscard]] bytes::Result<Unpacked> unpack(const std::filesystem::path& archive,
                                             archives::Form form, const UnpackedArchive* within,
                                             const UnpackLimits& limits = {});

}  // namespace run
