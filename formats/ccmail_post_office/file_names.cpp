#include "formats/ccmail_post_office/file_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ccmail_post_office {
namespace {

constexpr std::size_t kDigits = 5;

/// "USR" and five digits, nothing else.
bool is_numbered(std::string_view name, std::string_view prefix) {
  return name.size() == prefix.size() + kDigits && name.starts_with(prefix) &&
         std::ranges::all_of(name.substr(prefix.size()), is_digit);
}

/// CCPODD and an extension of two digits.
bool is_data_dictionary(std::string_view name) {
  constexpr std::string_view kStem = "CCPODD.";
  return name.size() == kStem.size() + 2 && name.starts_with(kStem) &&
         std::ranges::all_of(name.substr(kStem.size()), is_digit);
}

struct Named {
  std::string_view name;
  FileMeaning meaning;
};

// FORMAT.md 1.
constexpr auto kExact = std::to_array<Named>({
    {"CLANDATA",
     {FileRole::Directory, "central directory: users, lists, pointers to all messages",
      Grade::Documented, true}},
    {"MLANDATA", {FileRole::Messages, "one copy of each message", Grade::Documented, true}},
    {"CCVER.TB", {FileRole::Table, "table of the version, by its name", Grade::Assumed, false}},
    {"CCINTL.TB", {FileRole::Table, "table of the language, by its name", Grade::Assumed, false}},
    {"NFTCHECK", {FileRole::IntegrityMark, "integrity mark", Grade::Documented, false}},
    {"NFTERROR.LOG",
     {FileRole::DamageLog, "written by IMPORT when CLANDATA fails its check", Grade::Reported,
      false}},
    {"CCPODOWN",
     {FileRole::ShutdownFlag, "while it is there, the post office is shut down", Grade::Documented,
      false}},
    {"CCMAIL.UND",
     {FileRole::Undeliverable, "undeliverable messages, EXPORT text", Grade::Documented, false}},
    {"SMTP.ADR",
     {FileRole::AliasTable, "alias table of the Internet gateway, text", Grade::Documented, false}},
    {"PRIVDIR.INI", {FileRole::ClientFile, "private address book, text", Grade::Documented, false}},
    {"EXPORT.EXE", {FileRole::Program, "the owner's EXPORT", Grade::Reported, false}},
    {"EXPORT2.EXE", {FileRole::Program, "EXPORT for OS/2", Grade::Reported, false}},
    {"EXPORT32.EXE", {FileRole::Program, "EXPORT for Windows", Grade::Reported, false}},
    {"IMPORT.EXE", {FileRole::Program, "the owner's IMPORT", Grade::Reported, false}},
    {"IMPORT2.EXE", {FileRole::Program, "IMPORT for OS/2", Grade::Reported, false}},
    {"IMPORT32.EXE", {FileRole::Program, "IMPORT for Windows", Grade::Reported, false}},
    {"IE.RI", {FileRole::Program, "resource file of EXPORT 6 and 8", Grade::Reported, false}},
    {"IMPEXP.RI", {FileRole::Program, "resource file of EXPORT32", Grade::Reported, false}},
    {"CDMW800.DLL", {FileRole::Program, "library of EXPORT32", Grade::Reported, false}},
    {"CFW803.DLL", {FileRole::Program, "library of EXPORT32", Grade::Reported, false}},
    {"CIW803.DLL", {FileRole::Program, "library of EXPORT32", Grade::Reported, false}},
});

}  // namespace

std::string_view name_of(Grade grade) {
  switch (grade) {
    case Grade::Documented:
      return "documented";
    case Grade::Reported:
      return "reported";
    case Grade::Assumed:
      return "assumed";
    case Grade::Unknown:
      break;
  }
  return "unknown";
}

FileMeaning meaning_of(std::string_view any_case) {
  const std::string name = to_upper(any_case);
  if (const auto* exact = std::ranges::find(kExact, name, &Named::name); exact != kExact.end()) {
    return exact->meaning;
  }
  if (user_file_number(name)) {
    return {FileRole::UserFile, "mailbox of a local user", Grade::Documented, true};
  }
  if (is_numbered(name, "BBD")) {
    return {FileRole::BoardFile, "perhaps a bulletin board; no source confirms it", Grade::Unknown,
            false};
  }
  if (is_data_dictionary(name)) {
    return {FileRole::DataDictionary, "data dictionary, by its name", Grade::Assumed, false, true};
  }
  if (name.starts_with("CCPOMBOX.")) {
    return {FileRole::MailboxFile, "what Microsoft's programs know a post office by",
            Grade::Reported, false, true};
  }
  if (name.starts_with("CCPOMS")) {
    return {FileRole::MessageStore, "message store, by its name", Grade::Assumed, false, true};
  }
  if (name.ends_with(".OR2")) {
    return {FileRole::Calendar, "group calendar of Organizer 2", Grade::Documented, false};
  }
  if (name.ends_with(".CCA") || name.ends_with(".IMP")) {
    return {FileRole::Archive, "archive of a user, or EXPORT text", Grade::Reported, false};
  }
  if (name.ends_with(".RUL")) {
    return {FileRole::ClientFile, "rules of a client", Grade::Reported, false};
  }
  return {};
}

std::optional<std::uint32_t> user_file_number(std::string_view any_case) {
  constexpr std::string_view kPrefix = "USR";
  const std::string name = to_upper(any_case);
  if (!is_numbered(name, kPrefix)) {
    return std::nullopt;
  }
  std::uint32_t number = 0;
  for (const char digit : std::string_view(name).substr(kPrefix.size())) {
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  return number;
}

std::string to_upper(std::string_view name) {
  std::string upper(name);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

}  // namespace ccmail_post_office
