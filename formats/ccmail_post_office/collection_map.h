// USERS.MAP and USER.MAP: whose mail the folders of a collection hold. FORMAT.md 8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace ccmail_post_office {

inline constexpr std::string_view kUsersMap = "USERS.MAP";     // in the folder of the collection
inline constexpr std::string_view kUserMap = "USER.MAP";       // in each user's: its own row
inline constexpr std::string_view kResultFile = "RESULT.TXT";  // EXPORT ended with 0
inline constexpr std::string_view kFailedFile = "FAILED.TXT";  // with anything else
inline constexpr std::string_view kStreamExtension = ".CCM";

/// A post office has 493,214 directory entries at most (FORMAT.md 5).
inline constexpr std::size_t kMostRows = 1'000'000;
/// What a plan writes is shorter: a name is a line of a directory at most, 4,096 bytes, of which
/// each can be three in UTF-8.
inline constexpr std::size_t kLongestRow = std::size_t{16} * 1024;

/// What the plan did with a user.
enum class Planned : std::uint8_t {
  Scripted,    // a batch file exports the mailbox
  NoPassword,  // none was filled in
  ByHand,      // no command line can name the user, or none is documented
  Gone,        // an earlier plan had the user; the directory has not any more
};
[[nodiscard]] std::string_view name_of(Planned planned);

struct MapRow {
  std::string id;  // "U0001": the folder, and the name of the file
  Planned planned = Planned::Scripted;
  std::string name;         // UTF-8
  std::string post_office;  // UTF-8
  std::string reason{};     // why it is not scripted; may be empty
  friend bool operator==(const MapRow&, const MapRow&) = default;
};

/// "U0001", "U10000": a name of DOS.
[[nodiscard]] std::string id_of(std::uint32_t number);
/// The number of an id that id_of() made.
[[nodiscard]] std::optional<std::uint32_t> number_of_id(std::string_view id);

/// `utf8` as it stands in a map: U+FFFD for each control character and each byte that is no UTF-8.
[[nodiscard]] std::string map_text(std::string_view utf8);

/// The map with these rows.
[[nodiscard]] std::string write_map(const std::vector<MapRow>& rows);

/// Whether a text begins like a map.
[[nodiscard]] bool is_map(std::string_view text);
/// The rows that can be read, in their order; others are damage: Inconsistent for a second row of
/// an id, else BadMagic (the first line), OutOfRange (too long, too many) or Undecodable.
[[nodiscard]] std::vector<MapRow> read_map(std::string_view text, bytes::DamageLog& damage);

}  // namespace ccmail_post_office
