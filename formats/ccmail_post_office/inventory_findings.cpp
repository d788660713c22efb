// What an inventory says of its files. FORMAT.md 3 to 5.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "formats/ccmail_post_office/inventory.h"

namespace ccmail_post_office {
namespace {

// FORMAT.md 4; both are choices.
constexpr double kLeastEntropy = 6.0;
constexpr std::uint64_t kLeastSize = 1024;
// FORMAT.md 5.
constexpr std::uint64_t kMostDirectoryEntries = 493'214;
constexpr std::uint64_t kMostDosFile = 0x7FFFFFFF;

void add(Inventory& inventory, FindingKind kind, std::string file, std::string text) {
  inventory.findings.push_back({.kind = kind, .file = std::move(file), .text = std::move(text)});
}

/// Line ends and tabs as blanks: what is quoted stands in one line.
std::string in_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\t' || c == '\r' || c == '\n'; }, ' ');
  return text;
}

void tell_runs(Inventory& inventory, const InventoryFile& file, const Impression& seen) {
  for (const PlainRun& run : seen.runs) {
    inventory.findings.push_back(
        {.kind = FindingKind::PlainText,
         .file = file.name,
         .text = "plain text, of which a healthy file shows none: written over by another program",
         .offset = run.offset,
         .length = run.length,
         .quoted = in_one_line(run.text)});
  }
  if (seen.run_count > seen.runs.size()) {
    add(inventory, FindingKind::PlainText, file.name,
        std::to_string(seen.run_count - seen.runs.size()) + " further runs of plain text");
  }
}

void judge_bytes(Inventory& inventory, const InventoryFile& file) {
  const Impression& seen = *file.impression;
  const bool is_text = seen.plain > seen.size / 2;
  if (file.meaning.role == FileRole::Archive) {
    add(inventory, FindingKind::Note, file.name,
        is_text ? "an archive that is text: convert it as EXPORT text"
                : "a binary archive, by its extension only: its layout is not published");
    return;
  }
  const bool is_varied = seen.size < kLeastSize || seen.entropy >= kLeastEntropy;
  if (file.meaning.perhaps_enciphered) {
    if (seen.run_count != 0 || !is_varied) {
      add(inventory, FindingKind::Note, file.name,
          std::to_string(seen.run_count) + " runs of plain text, entropy " + entropy_text(seen) +
              " bits a byte: damage, if the file is enciphered like those of DB6, which is assumed "
              "(KB Q179072 speaks of CLANDATA, MLANDATA and USR files alone)");
    }
    return;
  }
  if (!file.meaning.enciphered) {
    return;
  }
  if (is_text) {
    add(inventory, FindingKind::NotEnciphered, file.name,
        "mostly plain text: the file is not what its name says");
    return;
  }
  tell_runs(inventory, file, seen);
  if (!is_varied) {
    add(inventory, FindingKind::NotEnciphered, file.name,
        "entropy " + entropy_text(seen) +
            " bits a byte: it does not look enciphered; zeroed, or written over");
  }
}

void judge_file(Inventory& inventory, const InventoryFile& file) {
  switch (file.meaning.role) {
    case FileRole::DamageLog:
      add(inventory, FindingKind::DamageLog, file.name,
          "IMPORT wrote it when CLANDATA failed its check: read it; the post office was damaged");
      break;
    case FileRole::ShutdownFlag:
      add(inventory, FindingKind::ShutDown, file.name,
          "the post office is shut down, and EXPORT ends with 4: delete the file in the copy");
      break;
    case FileRole::Undeliverable:
      if (file.size != 0) {
        add(inventory, FindingKind::Undelivered, file.name,
            "messages that IMPORT could not deliver, as EXPORT text: convert them, too");
      }
      break;
    default:
      break;
  }
  if (file.size == 0 && (file.meaning.enciphered || file.meaning.perhaps_enciphered)) {
    add(inventory, FindingKind::Empty, file.name, "the file is empty");
  }
  if (file.impression) {
    judge_bytes(inventory, file);
  }
}

std::set<FileRole> roles_of(const Inventory& inventory) {
  std::set<FileRole> roles;
  for (const InventoryFile& file : inventory.files) {
    roles.insert(file.meaning.role);
  }
  return roles;
}

void find_missing(Inventory& inventory) {
  const auto roles = roles_of(inventory);
  const auto need = [&](FileRole role, const char* file, const char* why) {
    if (!roles.contains(role)) {
      add(inventory, FindingKind::Missing, file, why);
    }
  };
  switch (inventory.judgement.generation) {
    case Generation::Db6:
    case Generation::Db6OrDb7:
    case Generation::PartOfDb6:
      need(FileRole::Directory, "CLANDATA",
           "the directory is missing: EXPORT cannot run; look for it in the backup");
      need(FileRole::Messages, "MLANDATA",
           "the messages are missing: EXPORT cannot run; look for them in the backup");
      need(FileRole::UserFile, "USRnnnnn", "no user's mailbox is there");
      break;
    case Generation::Db8:
    case Generation::Both:
      need(FileRole::MessageStore, "CCPOMS", "no file called like the message store");
      need(FileRole::MailboxFile, "CCPOMBOX.*",
           "without it Microsoft's programs did not take the directory for a post office");
      break;
    case Generation::Unknown:
      need(FileRole::DataDictionary, "CCPODD.nn", "no file called like the data dictionary");
      need(FileRole::MessageStore, "CCPOMS", "no file called like the message store");
      break;
    case Generation::Remains:
      add(inventory, FindingKind::Missing, "",
          "nothing but files that stand beside a post office: look for CLANDATA and MLANDATA, or "
          "CCPODD.00 and CCPOMS");
      break;
    case Generation::None:
      break;
  }
}

/// Numbers that are not there: deleted users, or files that were not copied.
void tell_gaps(Inventory& inventory) {
  std::set<std::uint32_t> numbers;
  for (const InventoryFile& file : inventory.files) {
    if (const auto number = user_file_number(file.name)) {
      numbers.insert(*number);
    }
  }
  if (numbers.size() < 2) {
    return;
  }
  const std::uint64_t span = std::uint64_t{*numbers.rbegin()} - *numbers.begin() + 1;
  if (span > numbers.size()) {
    add(inventory, FindingKind::Note, "USRnnnnn",
        std::to_string(span - numbers.size()) + " of the numbers from " +
            std::to_string(*numbers.begin()) + " to " + std::to_string(*numbers.rbegin()) +
            " are not there: deleted users, or files that were not copied");
  }
}

void tell_doubles(Inventory& inventory) {
  std::map<std::string, std::string> seen;
  for (const InventoryFile& file : inventory.files) {
    const auto [first, is_new] = seen.emplace(to_upper(file.name), file.name);
    if (!is_new) {
      add(inventory, FindingKind::TwoOfOneName, file.name,
          "the same name as " + first->second + " to DOS: which of them belongs there?");
    }
  }
}

void add_limits(Inventory& inventory) {
  const auto& judged = inventory.judgement.generation;
  const bool is_db6 = judged == Generation::Db6 || judged == Generation::Db6OrDb7;
  std::uint64_t largest = 0;
  for (const InventoryFile& file : inventory.files) {
    largest = std::max(largest, file.size);
  }
  if (is_db6) {
    inventory.limits.push_back({.what = "directory entries of DB6; user files",
                                .most = kMostDirectoryEntries,
                                .found = inventory.user_files});
  }
  inventory.limits.push_back({.what = "bytes of a file that a 16-bit program can reach",
                              .most = kMostDosFile,
                              .found = largest});
  inventory.limits.push_back({.what = "folders of a user", .most = 201});
  inventory.limits.push_back({.what = "bulletin boards", .most = 201});
  inventory.limits.push_back({.what = "messages of a folder", .most = 32'767});
  for (const Limit& limit : inventory.limits) {
    if (limit.found && *limit.found > limit.most) {
      add(inventory, FindingKind::Note, "",
          std::to_string(*limit.found) + " is more than the limit of " +
              std::to_string(limit.most) + ": " + std::string(limit.what));
    }
  }
}

}  // namespace

std::string_view name_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::PlainText:
      return "plain text";
    case FindingKind::NotEnciphered:
      return "not enciphered";
    case FindingKind::Empty:
      return "empty";
    case FindingKind::Missing:
      return "missing";
    case FindingKind::DamageLog:
      return "damage log";
    case FindingKind::ShutDown:
      return "shut down";
    case FindingKind::Undelivered:
      return "undelivered";
    case FindingKind::TwoOfOneName:
      return "two of one name";
    case FindingKind::Unreadable:
      return "unreadable";
    case FindingKind::Note:
      break;
  }
  return "note";
}

bool is_damage(FindingKind kind) {
  switch (kind) {
    case FindingKind::PlainText:
    case FindingKind::NotEnciphered:
    case FindingKind::Empty:
    case FindingKind::Missing:
    case FindingKind::DamageLog:
    case FindingKind::TwoOfOneName:
    case FindingKind::Unreadable:
      return true;
    case FindingKind::ShutDown:
    case FindingKind::Undelivered:
    case FindingKind::Note:
      break;
  }
  return false;
}

void add_findings(Inventory& inventory) {
  for (const InventoryFile& file : inventory.files) {
    judge_file(inventory, file);
  }
  find_missing(inventory);
  tell_gaps(inventory);
  tell_doubles(inventory);
  add_limits(inventory);
}

}  // namespace ccmail_post_office
