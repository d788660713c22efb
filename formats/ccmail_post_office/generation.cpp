#include "formats/ccmail_post_office/generation.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "formats/ccmail_post_office/file_names.h"

namespace ccmail_post_office {
namespace {

/// What the names tell, role by role.
struct Names {
  std::set<std::string> directory;  // at most CLANDATA
  std::set<std::string> messages;
  std::set<std::string> users;
  std::set<std::string> dictionary;
  std::set<std::string> store;
  std::set<std::string> mailbox;
  std::set<std::string> beside;  // CCVER.TB, CCINTL.TB, NFTCHECK

  [[nodiscard]] bool has_pair() const { return !directory.empty() && !messages.empty(); }
  [[nodiscard]] bool has_db8() const {
    return !dictionary.empty() && (!store.empty() || !mailbox.empty());
  }
};

Names sort_names(const std::vector<std::string>& names) {
  Names sorted;
  for (const std::string& name : names) {
    std::string upper = to_upper(name);
    switch (meaning_of(upper).role) {
      case FileRole::Directory:
        sorted.directory.insert(std::move(upper));
        break;
      case FileRole::Messages:
        sorted.messages.insert(std::move(upper));
        break;
      case FileRole::UserFile:
        sorted.users.insert(std::move(upper));
        break;
      case FileRole::DataDictionary:
        sorted.dictionary.insert(std::move(upper));
        break;
      case FileRole::MessageStore:
        sorted.store.insert(std::move(upper));
        break;
      case FileRole::MailboxFile:
        sorted.mailbox.insert(std::move(upper));
        break;
      case FileRole::Table:
      case FileRole::IntegrityMark:
        sorted.beside.insert(std::move(upper));
        break;
      default:
        break;
    }
  }
  return sorted;
}

/// "CCPODD.00, CCPODD.01"; of many the first three and their number.
std::string list_of(const std::set<std::string>& names) {
  constexpr std::size_t kListed = 3;
  std::string text;
  std::size_t listed = 0;
  for (const std::string& name : names) {
    if (listed++ == kListed) {
      return text + ", … (" + std::to_string(names.size()) + ")";
    }
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

void tell(Judgement& judgement, const std::set<std::string>& names, std::string_view meaning) {
  if (!names.empty()) {
    judgement.evidence.push_back(list_of(names) + ": " + std::string(meaning));
  }
}

std::vector<std::string> evidence_of(const Names& names) {
  Judgement told;
  tell(told, names.directory, "directory of a DB6 post office (documented)");
  tell(told, names.messages, "messages of a DB6 post office (documented)");
  tell(told, names.users, "mailboxes of users (documented)");
  tell(told, names.dictionary, "data dictionary of a DB8 post office (assumed from the name)");
  tell(told, names.store, "message store of a DB8 post office (assumed from the name)");
  tell(told, names.mailbox, "what Microsoft's programs know a post office by (reported)");
  tell(told, names.beside, "stands beside every post office (reported)");
  return told.evidence;
}

Judgement verdict(Generation generation, Confidence confidence, std::string_view rule) {
  return {.generation = generation, .confidence = confidence, .rule = rule, .evidence = {}};
}

Judgement judge(const Names& names) {
  if (names.has_db8() && !names.directory.empty()) {
    return verdict(Generation::Both, Confidence::Low, "P6");
  }
  if (names.has_db8()) {
    return verdict(Generation::Db8, Confidence::Medium, "P4");
  }
  if (names.has_pair()) {
    switch (names.users.size()) {
      case 0:
        return verdict(Generation::Db6OrDb7, Confidence::High, "P1");
      case 1:
        return verdict(Generation::Db6OrDb7, Confidence::Medium, "P3");
      default:
        return verdict(Generation::Db6, Confidence::High, "P2");
    }
  }
  if (!names.directory.empty() || !names.messages.empty() || !names.users.empty()) {
    return verdict(Generation::PartOfDb6, Confidence::Medium, "P7");
  }
  if (!names.mailbox.empty()) {
    return verdict(Generation::Unknown, Confidence::Medium, "P5");
  }
  if (!names.dictionary.empty() || !names.store.empty()) {
    return verdict(Generation::Unknown, Confidence::Low, "P9");
  }
  return names.beside.empty() ? Judgement() : verdict(Generation::Remains, Confidence::Low, "P8");
}

}  // namespace

std::string_view name_of(Generation generation) {
  switch (generation) {
    case Generation::Db6:
      return "DB6";
    case Generation::Db6OrDb7:
      return "DB6 or DB7";
    case Generation::Db8:
      return "DB8";
    case Generation::Unknown:
      return "generation unknown";
    case Generation::Both:
      return "DB6 and DB8";
    case Generation::PartOfDb6:
      return "DB6, incomplete";
    case Generation::Remains:
      return "remains";
    case Generation::None:
      break;
  }
  return "none";
}

std::string_view name_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::High:
      return "high";
    case Confidence::Medium:
      return "medium";
    case Confidence::Low:
      return "low";
    case Confidence::None:
      break;
  }
  return "none";
}

Judgement judge_names(const std::vector<std::string>& names) {
  const Names sorted = sort_names(names);
  Judgement judgement = judge(sorted);
  if (judgement.generation != Generation::None) {
    judgement.evidence = evidence_of(sorted);
  }
  return judgement;
}

}  // namespace ccmail_post_office
