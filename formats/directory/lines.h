// The lines of a text file, decoded, each with its place.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/directory/finding.h"
#include "formats/text/code_page.h"

namespace directory {

/// Larger is no directory: an organisation of a million objects exports less. Lines are bounded,
/// too, because each costs more memory than its bytes.
inline constexpr std::uint64_t kMostFileBytes = std::uint64_t{1} << 30U;
inline constexpr std::size_t kMostLines = 8'000'000;

struct Line {
  std::uint64_t number = 0;  // the first is 1
  std::uint64_t offset = 0;  // in the file
  std::uint64_t length = 0;  // bytes, with the line end
  std::string text{};        // UTF-8, without the line end
};

struct Lines {
  std::vector<Line> lines;
  text::CodePageNumber code_page = text::kUtf8;  // in which the file is
};

/// Splits `file` at CR LF, LF and CR and decodes each line whole, so that no character is ever
/// divided (KB Q152449). A byte order mark says UTF-8 or UTF-16 of either order; without one the
/// file is in `charset`, and when that is 0 in UTF-8 if all of it is, else in Windows 1252. A last
/// line that is a DOS end of file (1A) is none. Findings: "line.text", Undecodable. LimitExceeded
/// beyond kMostFileBytes or kMostLines.
[[nodiscard]] bytes::Result<Lines> read_lines(std::span<const std::byte> file,
                                              text::CodePageNumber charset, FindingLog& findings);

}  // namespace directory
