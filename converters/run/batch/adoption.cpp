#include "converters/run/batch/adoption.h"

#include <algorithm>
#include <set>

namespace run::batch {
namespace {

std::string value_of(const Settings& settings, const std::string& name) {
  const auto found = settings.find(name);
  return found == settings.end() ? "not given" : "\"" + found->second + "\"";
}

std::vector<std::string> settings_that_differ(const Settings& now, const Settings& before) {
  std::set<std::string> names;
  for (const auto* settings : {&now, &before}) {
    for (const auto& [name, value] : *settings) {
      names.insert(name);
    }
  }
  std::vector<std::string> differences;
  for (const auto& name : names) {
    if (value_of(now, name) != value_of(before, name)) {
      differences.push_back("--" + name + " was " + value_of(before, name) + ", now " +
                            value_of(now, name));
    }
  }
  return differences;
}

}  // namespace

Differences compare(const Wanted& wanted, const Settings& settings,
                    const std::vector<MailboxEntry>& mailboxes) {
  Differences differences;
  differences.begun = std::ranges::any_of(
      mailboxes, [](const MailboxEntry& mailbox) { return mailbox.attempts > 0; });
  if (differences.begun) {
    differences.settings = settings_that_differ(wanted.settings, settings);
  }
  std::set<std::string> known;
  for (const MailboxEntry& mailbox : mailboxes) {
    known.insert(key_of(mailbox.row));
  }
  std::set<std::string> asked = wanted.settled;
  for (const Row& row : wanted.rows) {
    asked.insert(key_of(row));
    if (!known.contains(key_of(row))) {
      const bool is_retried = wanted.retried.contains(key_of(row));
      (is_retried ? differences.retried : differences.unknown).push_back(row);
    }
  }
  std::ranges::copy_if(
      mailboxes, std::back_inserter(differences.gone), [&asked](const MailboxEntry& mailbox) {
        return mailbox.state != MailboxState::Done && !asked.contains(key_of(mailbox.row));
      });
  return differences;
}

bytes::Error refusal(const Differences& differences, const std::filesystem::path& journal) {
  std::string what;
  const auto add = [&what](const std::string& text) { what += (what.empty() ? "" : "; ") + text; };
  for (const auto& setting : differences.settings) {
    add(setting);
  }
  if (!differences.unknown.empty()) {
    add(std::to_string(differences.unknown.size()) + " of the list's mailboxes are not in it, as " +
        name_of(differences.unknown.front()));
  }
  if (!differences.gone.empty()) {
    add(std::to_string(differences.gone.size()) +
        " of its mailboxes that are not done are not in the list, as " +
        name_of(differences.gone.front().row));
  }
  return {.kind = bytes::ErrorKind::Exists,
          .what = journal.string() + ": is the journal of " +
                  (differences.settings.empty() ? "another list" : "a run with other options") +
                  ": " + what,
          .hint = differences.settings.empty()
                      ? "--force takes the new list over; what is done stays done"
                      : "give the same options, or --force to convert every mailbox again"};
}

bytes::Result<void> adopt(Journal& journal, const Wanted& wanted, const Differences& differences) {
  std::vector<std::int64_t> gone;
  gone.reserve(differences.gone.size());
  for (const MailboxEntry& mailbox : differences.gone) {
    gone.push_back(mailbox.id);
  }
  if (auto removed = gone.empty() ? bytes::Result<void>() : journal.remove(gone); !removed) {
    return removed;
  }
  if (!differences.settings.empty()) {
    if (auto restarted = journal.restart(); !restarted) {
      return restarted;
    }
  }
  if (auto set = journal.set_settings(wanted.settings); !set) {
    return set;
  }
  std::vector<Row> added = differences.unknown;
  added.insert(added.end(), differences.retried.begin(), differences.retried.end());
  return added.empty() ? bytes::Result<void>() : journal.add(added);
}

}  // namespace run::batch
