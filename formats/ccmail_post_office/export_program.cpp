#include "formats/ccmail_post_office/export_program.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/ccmail_post_office/file_names.h"

namespace ccmail_post_office {
namespace {

constexpr ProgramVersion kOldestForDb6{.major = 5, .minor = 12};  // Q152500
constexpr ProgramVersion kOldestForDb8{.major = 6};               // Q174740

struct Defect {
  ProgramVersion from;
  ProgramVersion below;
  std::string_view text;
};

// FORMAT.md 6.2.
constexpr auto kDefects = std::to_array<Defect>({
    {{.major = 5, .minor = 15},
     {.major = 5, .minor = 16},
     "does not finish messages with PCX items (Q202240)"},
    {{.major = 6}, {.major = 6, .minor = 1}, "does not finish messages with PCX items (Q202240)"},
    {{.major = 8}, {.major = 8, .minor = 1}, "does not finish messages with PCX items (Q202240)"},
    {{.major = 6}, {.major = 6, .minor = 1}, "writes damaged Macintosh items (Q166561)"},
    {{.major = 6, .minor = 1},
     {.major = 6, .minor = 2},
     "damages attachments of Office 97 that clients of release 7 sent (Q194905)"},
    {{.major = 0}, {.major = 8, .minor = 20}, "cuts headers beyond 4 KB (Q266711)"},
    {{.major = 8, .minor = 30},
     {.major = 8, .minor = 31},
     "may drop the user from To addresses (Q249133)"},
});

std::string version_of(const Banner& banner) { return "EXPORT " + to_text(banner.version); }

bool has_beside(const ExportProgram& program, std::string_view name) {
  return std::ranges::find(*program.beside, name) != program.beside->end();
}

bool is_os2(const ExportProgram& program) {
  const bool says_so = program.banner && program.banner->program == "EXPORT2";
  return says_so || program.machine == Machine::Os2 || to_upper(program.file) == "EXPORT2.EXE";
}

bool is_32_bit(const ExportProgram& program) {
  if (program.machine && *program.machine != Machine::Unknown) {
    return *program.machine == Machine::Windows32;
  }
  return to_upper(program.file) == "EXPORT32.EXE" ||
         (program.banner && program.banner->program == "EXPORT32");
}

/// Whether anything is known of the program's width.
bool is_known(const ExportProgram& program) {
  return !program.file.empty() || program.machine ||
         (program.banner && !program.banner->program.empty());
}

void judge_version(Database database, const ProgramVersion& version, const std::string& name,
                   ProgramVerdict& verdict) {
  switch (database) {
    case Database::Db6:
      if (version < kOldestForDb6) {
        verdict.refusals.push_back(name +
                                   " hangs on DB6 (Q152500): 5.12 is the oldest that may be "
                                   "used, 5.14 is recommended");
      } else if (version >= kOldestForDb8) {
        verdict.refusals.push_back(name +
                                   " is of DB8 (Q174740): DB6 needs EXPORT 5.12 to 5.15, 5.14 "
                                   "is recommended");
      } else if (version != ProgramVersion{.major = 5, .minor = 14}) {
        verdict.advice.push_back(name + " may be used; 5.14 is recommended");
      }
      return;
    case Database::Db8:
      if (version < kOldestForDb8) {
        verdict.refusals.push_back(name +
                                   " is of DB6 (Q174740): DB8 needs EXPORT 6.0 or later, 8.01 "
                                   "is recommended");
      } else if (version != ProgramVersion{.major = 8, .minor = 1}) {
        verdict.advice.push_back(name +
                                 " may be used; 8.01 is recommended for messages, 8.30.03 or "
                                 "later for private address books");
      }
      return;
    case Database::Release85:
      if (version < kOldestForDb8) {
        verdict.refusals.push_back(name + " is of DB6 (Q174740): it corrupts other post offices");
      }
      return;
    case Database::Db7:
      verdict.advice.push_back(name + ": use the EXPORT of the release that the Mobile client has");
      return;
  }
}

void judge_width(Database database, const ExportProgram& program, ProgramVerdict& verdict) {
  if (is_os2(program)) {
    verdict.refusals.emplace_back(
        "it is the program for OS/2, which ends with a memory error (Q183590) and runs neither in "
        "DOSBox nor on Windows: use EXPORT.EXE");
    return;
  }
  if (database == Database::Release85 && is_known(program) && !is_32_bit(program)) {
    verdict.refusals.emplace_back(
        "every 16-bit EXPORT corrupts a post office of release 8.5 (Q248195): use EXPORT32.EXE on "
        "Windows");
  }
  if (database == Database::Db6 && is_32_bit(program)) {
    verdict.refusals.emplace_back(
        "a 32-bit EXPORT is of DB8 (Q174740): DB6 needs EXPORT.EXE 5.12 to 5.15 for DOS");
  }
  if (program.machine == Machine::Windows16) {
    verdict.refusals.emplace_back(
        "it is a program for 16-bit Windows, which DOSBox does not run: use EXPORT.EXE for DOS");
  }
  if (program.machine == Machine::Unknown) {
    verdict.refusals.emplace_back("it does not begin with MZ: it is no program, or a damaged one");
  }
  if (program.machine == Machine::BoundOs2) {
    verdict.advice.emplace_back(
        "its header is that of a program for OS/2: if EXPORT /? prints Export2, it cannot be used "
        "(Q183590)");
  }
}

void judge_companions(Database database, const ExportProgram& program, ProgramVerdict& verdict) {
  for (const std::string_view name : companions_of(database, verdict.platform)) {
    if (!program.beside) {
      verdict.advice.push_back(std::string(name) + " must lie beside it");
    } else if (!has_beside(program, name)) {
      verdict.refusals.push_back(
          std::string(name) + " is missing beside it" +
          (name == "IE.RI" ? ": EXPORT would stop with R0002 (Q190275)" : " (Q248195)"));
    }
  }
}

}  // namespace

std::string_view name_of(Database database) {
  switch (database) {
    case Database::Db6:
      return "DB6";
    case Database::Db7:
      return "DB7, of cc:Mail Mobile";
    case Database::Db8:
      return "DB8, release 6 to 8.3";
    case Database::Release85:
      break;
  }
  return "DB8 as changed by release 8.5";
}

std::optional<Database> database_by_name(std::string_view any_case) {
  static constexpr std::array<std::pair<std::string_view, Database>, 4> kNames = {
      {{"DB6", Database::Db6},
       {"DB7", Database::Db7},
       {"DB8", Database::Db8},
       {"8.5", Database::Release85}}};
  const std::string name = to_upper(any_case);
  for (const auto& [known, database] : kNames) {
    if (known == name) {
      return database;
    }
  }
  return std::nullopt;
}

bool can_be(Generation generation, Database database) {
  const bool is_db8 = database == Database::Db8 || database == Database::Release85;
  switch (generation) {
    case Generation::Db6:
      return database == Database::Db6;
    case Generation::Db6OrDb7:
      return !is_db8;
    case Generation::Db8:
      return is_db8;
    case Generation::Unknown:
    case Generation::Both:
      return true;
    case Generation::PartOfDb6:
    case Generation::Remains:
    case Generation::None:
      break;
  }
  return false;
}

std::optional<Database> certain_database(Generation generation) {
  return generation == Generation::Db6 ? std::optional(Database::Db6) : std::nullopt;
}

ProgramVerdict judge_program(Database database, const ExportProgram& program) {
  ProgramVerdict verdict;
  const bool needs_windows =
      database == Database::Release85 || (database == Database::Db8 && is_32_bit(program));
  verdict.platform = needs_windows ? Platform::Windows : Platform::DosBox;
  judge_width(database, program, verdict);
  if (program.banner) {
    judge_version(database, program.banner->version, version_of(*program.banner), verdict);
    for (const Defect& defect : kDefects) {
      if (program.banner->version >= defect.from && program.banner->version < defect.below) {
        verdict.advice.push_back(version_of(*program.banner) + " " + std::string(defect.text));
      }
    }
  } else {
    verdict.advice.emplace_back("its version is not known here: EXPORT /? prints it; " +
                                recommended_program(database) + " is the one to use");
  }
  judge_companions(database, program, verdict);
  return verdict;
}

std::string recommended_program(Database database) {
  switch (database) {
    case Database::Db6:
      return "EXPORT.EXE 5.14 for DOS (5.12 at least, below 6.0)";
    case Database::Db7:
      return "EXPORT.EXE of the release that the Mobile client has";
    case Database::Db8:
      return "EXPORT.EXE 8.01 (6.0 at least) with IE.RI";
    case Database::Release85:
      break;
  }
  return "EXPORT32.EXE with CDMW800.DLL, CFW803.DLL, CIW803.DLL and IMPEXP.RI, on Windows";
}

std::string_view command_of(Database database, Platform platform) {
  return database == Database::Release85 || platform == Platform::Windows ? "EXPORT32" : "EXPORT";
}

std::vector<std::string_view> companions_of(Database database, Platform platform) {
  if (database == Database::Release85) {
    return {"CDMW800.DLL", "CFW803.DLL", "CIW803.DLL", "IMPEXP.RI"};
  }
  return database == Database::Db8 && platform == Platform::DosBox
             ? std::vector<std::string_view>{"IE.RI"}
             : std::vector<std::string_view>();
}

}  // namespace ccmail_post_office
