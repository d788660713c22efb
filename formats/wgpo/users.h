// Who has which mailbag. FORMAT.md 3 and 9.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"

namespace wgpo {

struct User {
  std::string name;        // of the mailbox, at most ten bytes, 8-bit text; may be empty
  std::string hexid;       // of the mailbag: "0000001A"
  std::size_t record = 0;  // of ACCESS2.GLB
};

struct Users {
  std::vector<User> users;
  bool is_known = false;        // false: no place in the records holds mailbags' names
  std::size_t odd_records = 0;  // not empty, and without a mailbag at that place
};

/// The users of ACCESS2.GLB. Where its records have name and mailbag is not published: the place is
/// taken at which at least three quarters of the records that are not empty name a mailbag of
/// `mailbags` (eight digits, upper case), and, for the name, hold a text of at most ten characters.
[[nodiscard]] Users read_users(std::span<const std::byte> access2,
                               const std::vector<std::string>& mailbags);

/// A record of an address list (NME).
struct Name {
  std::string name;   // 8-bit text
  unsigned type = 0;  // 2: elsewhere, 4: a group; another: local
  std::uint32_t first_link = 0;
  std::uint32_t second_link = 0;
  std::uint32_t mailbag = 0;  // of a local user
};
[[nodiscard]] std::vector<Name> read_names(std::span<const std::byte> nme);

/// A group and its members, by their tuple ids.
struct Group {
  std::string name;
  std::vector<std::uint32_t> members;
};
/// FORMAT.md 9.2 and 9.3: which word of a record is which is told by testing; when no assignment
/// fits all, no group has members. Chains that do not end are told and cut.
[[nodiscard]] std::vector<Group> read_groups(const std::vector<Name>& names,
                                             std::span<const std::byte> grp,
                                             bytes::DamageLog& damage);
/// The tuple id of a record, by the assignment that the groups agree on. 0: unknown.
[[nodiscard]] std::uint32_t tuple_id(const Name& name, const std::vector<Name>& names,
                                     std::uint64_t grp_size);

}  // namespace wgpo
