// What the files of a cc:Mail post office are, by their names. FORMAT.md 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ccmail_post_office {

enum class FileRole : std::uint8_t {
  Directory,       // CLANDATA
  Messages,        // MLANDATA
  UserFile,        // USR and five digits
  BoardFile,       // BBD and five digits: nobody documents what it is
  DataDictionary,  // CCPODD.nn
  MessageStore,    // CCPOMS
  MailboxFile,     // CCPOMBOX.*
  Table,           // CCVER.TB, CCINTL.TB
  IntegrityMark,   // NFTCHECK
  DamageLog,       // NFTERROR.LOG
  ShutdownFlag,    // CCPODOWN
  Undeliverable,   // CCMAIL.UND
  AliasTable,      // SMTP.ADR
  Calendar,        // *.OR2
  Archive,         // *.CCA, *.IMP
  ClientFile,      // *.RUL, PRIVDIR.INI
  Program,         // the owner's EXPORT and IMPORT, and their files
  Other,
};

/// How well a fact about a file is known.
enum class Grade : std::uint8_t { Documented, Reported, Assumed, Unknown };
[[nodiscard]] std::string_view name_of(Grade grade);

struct FileMeaning {
  FileRole role = FileRole::Other;
  std::string_view meaning;  // a literal: "central directory"
  Grade grade = Grade::Unknown;
  /// Whether the file, when healthy, shows no plain text (KB Q179072).
  bool enciphered = false;
  /// Whether that is only assumed: nobody says it of the files of DB8.
  bool perhaps_enciphered = false;
};

/// `name` without its directory, in any case.
[[nodiscard]] FileMeaning meaning_of(std::string_view name);

/// The number in USRnnnnn; nullopt for other names.
[[nodiscard]] std::optional<std::uint32_t> user_file_number(std::string_view name);

/// With ASCII letters in upper case: DOS names do not know the difference.
[[nodiscard]] std::string to_upper(std::string_view name);

/// A decimal digit of ASCII.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace ccmail_post_office
