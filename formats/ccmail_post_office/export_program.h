// Which EXPORT may be run over which post office. FORMAT.md 6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/ccmail_post_office/generation.h"
#include "formats/ccmail_post_office/program_version.h"

namespace ccmail_post_office {

/// What the post office is, as its owner knows it: file names alone do not tell DB7 from DB6, nor
/// release 8.5 from DB8.
enum class Database : std::uint8_t { Db6, Db7, Db8, Release85 };
/// "DB8, release 6 to 8.3".
[[nodiscard]] std::string_view name_of(Database database);
/// "db6", "db7", "db8", "8.5", in any case.
[[nodiscard]] std::optional<Database> database_by_name(std::string_view name);

/// Whether files of this generation can be that database. Remains and parts of a post office can be
/// none: EXPORT cannot run on them.
[[nodiscard]] bool can_be(Generation generation, Database database);
/// What the files alone prove: DB6, of two users or more.
[[nodiscard]] std::optional<Database> certain_database(Generation generation);

enum class Platform : std::uint8_t { DosBox, Windows };

/// The owner's program, as far as it was looked at.
struct ExportProgram {
  std::string file;                  // its name, "EXPORT.EXE"; empty: not looked at
  std::optional<Machine> machine{};  // by its header
  std::optional<Banner> banner{};    // as the owner says
  /// The files beside it, in upper case; nullopt: not looked at.
  std::optional<std::vector<std::string>> beside{};
};

struct ProgramVerdict {
  Platform platform = Platform::DosBox;
  std::vector<std::string> refusals;  // why it must not be run; empty: it may
  std::vector<std::string> advice;    // defects that are known, what is better
  [[nodiscard]] bool accepted() const { return refusals.empty(); }
};

/// What §7.1 of the known versions says; what was not looked at is not refused, but advised on.
[[nodiscard]] ProgramVerdict judge_program(Database database, const ExportProgram& program);

/// "EXPORT.EXE 5.14 for DOS", for the checklist.
[[nodiscard]] std::string recommended_program(Database database);
/// "EXPORT" or "EXPORT32": what a command line begins with.
[[nodiscard]] std::string_view command_of(Database database, Platform platform);
/// What must lie beside the program.
[[nodiscard]] std::vector<std::string_view> companions_of(Database database, Platform platform);

}  // namespace ccmail_post_office
