// What lies in the directory of a cc:Mail post office: FORMAT.md. No byte of a binary file is
// interpreted: their layout is not published, and healthy ones are enciphered.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/ccmail_post_office/file_names.h"
#include "formats/ccmail_post_office/generation.h"
#include "formats/ccmail_post_office/impression.h"

namespace ccmail_post_office {

struct InventoryFile {
  std::string name;  // as it stands in the directory
  std::filesystem::path path;
  std::uint64_t size = 0;
  FileMeaning meaning;
  /// Of the files that are, or perhaps are, enciphered when healthy, of board files and of
  /// archives; nullopt for others, when nothing was read (Reading::Names), and when the file could
  /// not be read.
  std::optional<Impression> impression{};
};

enum class FindingKind : std::uint8_t {
  PlainText,      // text in a file that shows none when it is healthy: written over
  NotEnciphered,  // so much text, or so little variety, that the file is not what its name says
  Empty,
  Missing,       // a file that such a post office has
  DamageLog,     // NFTERROR.LOG is there
  ShutDown,      // CCPODOWN is there
  Undelivered,   // CCMAIL.UND holds messages
  TwoOfOneName,  // names that differ in case alone
  Unreadable,
  Note,  // nothing wrong: what the owner should know
};
[[nodiscard]] std::string_view name_of(FindingKind kind);
/// Whether something is wrong with the files, not only worth knowing.
[[nodiscard]] bool is_damage(FindingKind kind);

struct Finding {
  FindingKind kind = FindingKind::Note;
  std::string file;  // may be empty: of the whole
  std::string text;  // a line
  std::optional<std::uint64_t> offset{};
  std::optional<std::uint64_t> length{};
  std::string quoted{};  // what stands there, printable ASCII
};

/// A limit of the product. FORMAT.md 5.
struct Limit {
  std::string_view what;
  std::uint64_t most = 0;
  std::optional<std::uint64_t> found{};  // nullopt: it cannot be read
};

struct Inventory {
  std::filesystem::path directory;
  Judgement judgement;
  std::vector<InventoryFile> files;  // that have a meaning, by name
  std::uint64_t other_files = 0;     // in the directory
  std::uint64_t directories = 0;
  std::uint64_t bytes = 0;       // of `files`
  std::uint64_t user_files = 0;  // USRnnnnn
  bool shut_down = false;        // CCPODOWN
  std::vector<Finding> findings;
  std::vector<Limit> limits;
};

/// Whether the directory holds a post office, or a part or the remains of one. Looks at names only;
/// links are not followed. A directory that cannot be read is none.
[[nodiscard]] bool is_post_office(const std::filesystem::path& directory);

enum class Reading : std::uint8_t {
  Names,  // names and sizes
  All,    // every byte of the files that have an impression
};

/// NotThisFormat when the directory has nothing of a post office; else as for reading it. Files
/// that cannot be read are findings.
[[nodiscard]] bytes::Result<Inventory> take_inventory(const std::filesystem::path& directory,
                                                      Reading reading);

/// The inventory for people: lines without an end. Of many files the first are listed.
[[nodiscard]] std::vector<std::string> to_lines(const Inventory& inventory);

/// Why a post office cannot be read, and what its owner can do: Unsupported.
[[nodiscard]] bytes::Error cannot_read(const Inventory& inventory);
/// The same of one file: a binary archive of a user.
[[nodiscard]] bytes::Error cannot_read_archive(const std::filesystem::path& file);

/// Fills Inventory::findings and limits from its files. `take_inventory` calls it.
void add_findings(Inventory& inventory);

}  // namespace ccmail_post_office
