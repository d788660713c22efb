// The report of a conversion (converters/run/report.schema.json), as far as pages show it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "formats/bytes/result.h"

namespace convert::pages {

// Each mailbox lists at most some thousand losses and notes; of ten thousand mailboxes.
inline constexpr std::uint64_t kMaxReport = std::uint64_t{1024} * 1024 * 1024;

struct ReportSource {
  std::string path{};
  std::string format{};
  std::string sha256{};  // empty: it was not taken
  std::uint64_t size = 0;
};

/// Something that a report says of a place: a note, or a piece that is missing.
struct ReportRemark {
  std::string where{};
  std::string text{};
};

struct ReportMailbox {
  std::string source{};
  std::string output{};
  std::string status{};
  std::string error{};  // why there is no complete output
  std::uint64_t expected = 0;
  std::uint64_t written = 0;
  std::uint64_t skipped = 0;
  std::uint64_t failed = 0;
  std::uint64_t not_reached = 0;
  std::vector<std::pair<std::string, std::uint64_t>> skipped_because{};
  std::vector<ReportRemark> partial_folders{};
  std::vector<ReportRemark> notes{};
  std::uint64_t note_count = 0;  // those that are not listed, too
};

struct ReportFile {
  std::string tool{};
  std::string version{};
  std::string verdict{};
  std::string started{};
  std::string ended{};
  std::vector<std::pair<std::string, std::string>> options{};
  std::vector<ReportSource> sources{};
  std::vector<ReportMailbox> mailboxes{};  // each beside its source, in the same order
  std::vector<std::string> notes{};
};

/// NotThisFormat for what is no report; LimitExceeded; else as for opening `path`. Members that are
/// not there, or of another kind, are empty.
[[nodiscard]] bytes::Result<ReportFile> read_report(const std::filesystem::path& path);

}  // namespace convert::pages
