#include "formats/iff/lost_files.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "formats/text/code_page.h"

namespace iff {
namespace {

std::string lost_stem(const std::string& name) {
  return text::fold_case(std::filesystem::path(name).stem().string());
}

/// "ann" is the name in "SMTP:ann@north.example", too.
bool is_called(const SetMailbox& mailbox, const std::string& stem) {
  const std::string behind = mailbox.address.substr(mailbox.address.rfind(':') + 1);
  const std::array<std::string, 4> names = {mailbox.name, mailbox.display, behind,
                                            behind.substr(0, behind.find('@'))};
  return std::ranges::any_of(
      names, [&](const std::string& name) { return text::fold_case(name) == stem; });
}

}  // namespace

std::vector<std::string> LostFiles::assign(std::vector<SetMailbox>& mailboxes) {
  std::vector<std::size_t> without;
  for (std::size_t i = 0; i < mailboxes.size(); ++i) {
    if (mailboxes[i].sections.empty()) {
      without.push_back(i);
    }
  }
  std::vector<std::string> nobodys;
  for (const LostFile& file : files_) {
    const std::string stem = lost_stem(file.name);
    const auto called =
        std::ranges::find_if(without, [&](std::size_t i) { return is_called(mailboxes[i], stem); });
    if (called == without.end() && without.size() != 1) {
      nobodys.push_back(file.why);
      continue;
    }
    const std::size_t owner = called == without.end() ? without.front() : *called;
    mailboxes[owner].lost_files.push_back(file.why);
    owners_.emplace(stem, owner);
  }
  if (!nobodys.empty()) {
    for (const std::size_t i : without) {
      if (mailboxes[i].lost_files.empty()) {
        mailboxes[i].doubts.push_back(
            "no section is of it, and its mail may have been in what the set has lost: " +
            nobodys.front() +
            (nobodys.size() == 1 ? "" : ", and " + std::to_string(nobodys.size() - 1) + " more"));
      }
    }
  }
  return nobodys;
}

std::optional<std::size_t> LostFiles::owner_of(const SetFile& secondary) const {
  const auto alike = owners_.find(lost_stem(secondary.name));
  if (alike != owners_.end()) {
    return alike->second;
  }
  return files_.size() == 1 && owners_.size() == 1 ? std::optional(owners_.begin()->second)
                                                   : std::nullopt;
}

}  // namespace iff
