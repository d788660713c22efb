// One mailbox, contact or list of a directory, with all of its addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/directory/record.h"
#include "formats/text/proxy_address.h"

namespace convert::directory {

enum class ObjectKind : std::uint8_t { Mailbox, Contact, List, Other };

/// All text is UTF-8; an empty string means the file has none.
struct Object {
  std::string file{};      // as the user named it
  std::uint64_t line = 0;  // where it begins there
  ObjectKind kind = ObjectKind::Mailbox;
  std::string dn{};  // of LDIF
  std::string alias{};
  std::string common_name{};
  std::string display_name{};
  std::string given_name{};
  std::string surname{};
  std::string account{};      // of Windows NT: DOMAIN\name, or sAMAccountName
  std::string sid{};          // "S-1-5-21-…"
  std::string source_name{};  // of a user list: the mailbox in the post office
  /// Each as the file has it, in its order; legacyExchangeDN is one of type EX, mail one of type
  /// SMTP.
  std::vector<text::ProxyAddress> addresses{};
  std::vector<std::string> members{};  // of a list, as they stand

  friend bool operator==(const Object&, const Object&) = default;
};

/// What a directory's CSV does not say: "/o=Org/ou=Site", of which each distinguished name begins.
struct Site {
  std::string dn{};  // empty: unknown, and no distinguished name is made
};

/// The object of a record. The kind is that of its object class (Mailbox, Remote, dl; user,
/// contact, group and their like); one without a class is a mailbox. Placeholders (USER:) are no
/// addresses. A CSV record gets its distinguished name, of type EX, from its container when that is
/// a whole one
/// ("/o=…"), else from `site`: <site>/cn=<container, or Recipients>/cn=<Directory Name> (KB
/// Q314739, Q302669).
[[nodiscard]] Object to_object(const ::directory::Record& record, std::string file,
                               const Site& site);

/// The address that mail is sent from: the primary SMTP address, else the only SMTP address there
/// is. Empty: there is none, or nobody can tell which.
[[nodiscard]] std::string smtp_of(const Object& object);

/// What people call it: display name, else alias, common name, distinguished name, or its line.
[[nodiscard]] std::string label_of(const Object& object);

/// "mailbox", "contact", "list", "other".
[[nodiscard]] std::string_view name_of(ObjectKind kind);

}  // namespace convert::directory
