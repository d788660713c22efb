// Control lists and result files of mailbox moves, as Migrate.exe reads and writes them (KB
// Q177776).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/text/code_page.h"

namespace run::batch {

/// A list of half a million rows has some 64 MB; no migration is larger.
inline constexpr std::uint64_t kMostListBytes = std::uint64_t{64} * 1024 * 1024;
/// Lines that one result may be wrapped over.
inline constexpr std::size_t kMostWrappedLines = 4;
/// Records that may share a line: the article's example has two.
inline constexpr std::size_t kMostRecordsInLine = 100;

/// One mailbox: "Display Name,Alias,Source,Target".
struct Row {
  std::string display_name;
  std::string alias;
  std::string source;
  std::string target;
  friend bool operator==(const Row&, const Row&) = default;
};

/// Equal for rows that mean the same mailbox: alias, source and target, letter case apart.
[[nodiscard]] std::string key_of(const Row& row);
/// `"Ann Ash" (AnnA)`, for people.
[[nodiscard]] std::string name_of(const Row& row);

enum class Outcome : std::uint8_t { Pending, Success, Failure };

/// A row of a list: work, or the result of an earlier tool or run.
struct ListEntry {
  Row row;
  Outcome outcome = Outcome::Pending;
  std::string message{};             // of a result, word for word
  std::string time_text{};           // of a result, as it stands there
  std::optional<std::int64_t> time;  // seconds since 1970 on a clock of unknown zone
  std::uint64_t line = 0;            // from 1
  std::size_t offset = 0;            // of its line in the file; two rows may share a line
  std::size_t length = 0;
  friend bool operator==(const ListEntry&, const ListEntry&) = default;
};

/// A line that is no row, or a remark about one that is.
struct LineRemark {
  std::uint64_t line = 0;
  std::string text;
  friend bool operator==(const LineRemark&, const LineRemark&) = default;
};

struct ControlList {
  std::vector<ListEntry> entries;
  std::vector<LineRemark> bad;      // lines that are no row, with the reason
  std::vector<LineRemark> remarks;  // what had to be understood: joined, split, skipped lines
  /// Offsets are those of the file, so that lines can be taken out of it; not in UTF-16.
  bool has_offsets = true;
};

/// Reads the rows of `bytes`: four fields are work; a first field SUCCESS or FAILURE (any case) and
/// seven fields are a result, perhaps with four numbers behind them (to_csv()); records that share
/// a line and results that are wrapped over lines are told apart, with a remark. Code page: what a
/// byte order mark says, else UTF-8 where it is valid, else `charset`, else 1252. A line that is
/// none of these is in `bad`.
[[nodiscard]] ControlList parse_control_list(std::string_view bytes, text::CodePageNumber charset);

/// The bytes of a list. NoInput, Permission, Io; LimitExceeded beyond kMostListBytes.
[[nodiscard]] bytes::Result<std::string> read_list_bytes(const std::filesystem::path& path);

/// "5/10/96 10:05:00" (month first, 24 hours, AM and PM are understood, years of two digits from
/// 1970 to 2069) in seconds since 1970; nullopt for what is no such time.
[[nodiscard]] std::optional<std::int64_t> parse_list_time(std::string_view text);
/// The same, written: no leading zero in date and hour.
[[nodiscard]] std::string list_time(std::int64_t unix_seconds);

}  // namespace run::batch
