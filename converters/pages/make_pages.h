// A conversion's outputs as pages that a browser opens from the disk. README.md says what is where.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace convert::pages {

/// The file at the top of every set of pages: --force replaces only directories that have it.
inline constexpr std::string_view kPagesMark = "restante-pages.txt";

struct PagesOptions {
  std::filesystem::path report{};  // of the conversion; empty: none
  bytes::Overwrite overwrite = bytes::Overwrite::Refuse;
  /// Told how many bytes of how many of the tables are done; false stops. May be empty.
  std::function<bool(std::uint64_t done, std::uint64_t total)> tell{};
};

struct PagesResult {
  std::uint64_t mailboxes = 0;
  std::uint64_t messages = 0;
  std::uint64_t attachments = 0;
  std::uint64_t losses = 0;      // items and folders that the conversion could not have
  std::uint64_t damages = 0;     // damaged pieces of the store, which may have cost nothing
  std::uint64_t incomplete = 0;  // messages of the conversion that lack something
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  /// What of the output could not be put into the pages, and why: the first thousand.
  std::vector<std::string> troubles{};
  std::uint64_t trouble_count = 0;
  std::vector<std::string> notes{};  // what lies beside the trees, and is not on the pages
};

/// "mail-report" beside "mail": nothing is written into a conversion's output.
[[nodiscard]] std::filesystem::path default_target(const std::filesystem::path& output);

/// Writes the pages of the trees that `output` is or holds to `target`, which appears when they are
/// complete. Exists when `target` is, holds, or lies in `output`, or holds the report, or is
/// something that is no set of pages; Interrupted when told to stop; LimitExceeded beyond
/// kMostListed messages; else as find_mail_trees(), read_report(), match_report() and
/// open_directory_tree().
[[nodiscard]] bytes::Result<PagesResult> make_pages(const std::filesystem::path& output,
                                                    const std::filesystem::path& target,
                                                    const PagesOptions& options);

}  // namespace convert::pages
