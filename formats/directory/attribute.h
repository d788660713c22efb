// What the columns of directory files mean, under all of their names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace directory {

/// FORMAT.md 2.
enum class Attribute : std::uint8_t {
  ObjectClass,
  Mode,
  GivenName,
  Surname,
  DisplayName,
  Alias,
  CommonName,
  NtAccount,
  HomeServer,
  EmailAddress,
  ProxyAddresses,
  SecondaryProxyAddresses,
  Mail,
  TargetAddress,
  LegacyName,
  Sid,
  Members,
  Container,
  HideFromAddressBook,
  Comment,
  SourceName,      // SFS_UserName: the mailbox in the post office
  SourceFullName,  // SFS_FullName
  MigrateUser,
  Native,  // of an address map
  Smtp,    // likewise
};

/// By a column's name: letter case, blanks, hyphens and underlines do not count, nor do the options
/// of an LDIF attribute (";binary"). Administrator's and schema's names mix (Directory Access
/// Function Files). nullopt: a column of no use here; it is kept under its own name.
[[nodiscard]] std::optional<Attribute> attribute_of(std::string_view name);

/// One of the object classes of Exchange's import (Mailbox, Remote, dl), letter case aside.
[[nodiscard]] bool is_object_class(std::string_view value);

/// A `%` list of TYPE:address in a CSV file.
[[nodiscard]] bool holds_addresses(Attribute attribute);

}  // namespace directory
