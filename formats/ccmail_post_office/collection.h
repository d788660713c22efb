// What the owner's EXPORT wrote, user by user: a folder each, and a map. FORMAT.md 8.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/ccmail_post_office/collection_map.h"

namespace ccmail_post_office {

/// What became of a user's mailbox.
enum class Outcome : std::uint8_t {
  Exported,       // there is mail, and EXPORT ended with 0, or somebody put the file there by hand
  WithoutMail,    // EXPORT ended with 0 and wrote nothing
  Failed,         // EXPORT ended with another result; what it wrote may be cut
  Unfinished,     // there is mail, and no result: EXPORT was stopped
  NotExported,    // EXPORT did not run
  FolderMissing,  // the map names the user, and there is no folder
};
[[nodiscard]] std::string_view name_of(Outcome outcome);

struct CollectedUser {
  MapRow row;
  std::filesystem::path folder;
  /// .CCM files with something in them, by name: also in folders of the folder, and in one whose
  /// name differs in case alone.
  std::vector<std::filesystem::path> streams{};
  std::uint64_t bytes = 0;            // of the streams
  std::vector<std::string> others{};  // further files there, from the folder on: not read
  Outcome outcome = Outcome::NotExported;
  std::string result{};  // "0", "3", "CRASH": what EXPORT ended with; empty: it did not

  /// Whether everything that the user had is in `streams`, as far as EXPORT tells.
  [[nodiscard]] bool is_complete() const {
    return outcome == Outcome::Exported || outcome == Outcome::WithoutMail;
  }
};

struct Collection {
  std::filesystem::path folder;
  std::vector<CollectedUser> users;   // as the map has them
  std::vector<std::string> unlisted;  // streams and folders with mail that the map does not name
  bytes::DamageLog damage;            // of the map
};

/// Whether `folder` has a map: USERS.MAP of a collection, or USER.MAP of one user of it.
[[nodiscard]] bool is_collection(const std::filesystem::path& folder);

/// Every user of the map is in it. NotThisFormat without a map; else as for reading it.
[[nodiscard]] bytes::Result<Collection> read_collection(const std::filesystem::path& folder);

/// "EXPORT ended with 3: wrong configuration, …": what is to be said of the user; a line.
[[nodiscard]] std::string describe(const CollectedUser& user);

}  // namespace ccmail_post_office
