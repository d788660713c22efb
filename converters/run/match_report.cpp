#include "converters/run/match_report.h"

#include <unordered_map>
#include <utility>
#include <vector>

#include "converters/directory/unmatched_ldif.h"
#include "formats/text/csv.h"

namespace run {
namespace {

using convert::directory::MatchedMailbox;

/// What a row says of an object; empty when there is none.
std::vector<std::string> cells_of(const AddressBook& book, const std::size_t* place) {
  if (place == nullptr) {
    return {"", "", "", ""};
  }
  const auto& object = book.directory().objects()[*place];
  return {label_of(object), smtp_of(object), object.file, std::to_string(object.line)};
}

std::string row(std::string kind, std::string what, std::string legacy_address, std::string rule,
                const std::vector<std::string>& cells, std::string output) {
  std::vector<std::string> fields = {std::move(kind), std::move(what), std::move(legacy_address),
                                     std::move(rule)};
  fields.insert(fields.end(), cells.begin(), cells.end());
  fields.push_back(std::move(output));
  return text::csv_record(fields);
}

const std::string& label_of_mailbox(const MatchedMailbox& mailbox) {
  return mailbox.identity.display_name.empty() ? mailbox.identity.name
                                               : mailbox.identity.display_name;
}

std::string rows_of(const AddressBook& book, const MailboxResult& result) {
  const MatchedMailbox& mailbox = *result.match;
  const auto& name = label_of_mailbox(mailbox);
  const auto make = [&](std::string kind, const std::size_t* place) {
    return row(std::move(kind), name, mailbox.identity.legacy_address,
               std::string(name_of(mailbox.match.rule)), cells_of(book, place),
               result.output.string());
  };
  const std::string outcome(name_of(mailbox.match.outcome));
  std::string rows;
  if (mailbox.match.objects.empty()) {
    rows += make(outcome, nullptr);
  }
  for (const std::size_t place : mailbox.match.objects) {
    rows += make(outcome, &place);
  }
  for (const std::size_t place : mailbox.match.contacts) {
    rows += make("contact", &place);
  }
  for (const std::size_t place : mailbox.match.kept_contacts) {
    rows += make("contact kept", &place);
  }
  return rows;
}

}  // namespace

std::vector<SharedObject> shared_objects(const Report& report) {
  std::vector<SharedObject> found;
  std::unordered_map<std::size_t, std::size_t> places;
  for (std::size_t i = 0; report.book != nullptr && i < report.mailboxes.size(); ++i) {
    const auto& match = report.mailboxes[i].match;
    if (!match || match->match.objects.size() != 1) {
      continue;
    }
    const auto object = match->match.objects.front();
    const auto [place, is_new] = places.emplace(object, found.size());
    if (is_new) {
      found.push_back({.object = object});
    }
    found[place->second].mailboxes.push_back(i);
  }
  std::erase_if(found, [](const SharedObject& each) { return each.mailboxes.size() < 2; });
  return found;
}

std::vector<std::string> shared_notes(const Report& report) {
  std::vector<std::string> notes;
  for (const auto& shared : shared_objects(report)) {
    const auto& object = report.book->directory().objects()[shared.object];
    std::string note = std::to_string(shared.mailboxes.size()) + " mailboxes are " +
                       label_of(object) + " (" + object.file + " line " +
                       std::to_string(object.line) + ") of the directory:";
    for (const std::size_t mailbox : shared.mailboxes) {
      note += (mailbox == shared.mailboxes.front() ? " " : "; ") +
              label_of_mailbox(*report.mailboxes[mailbox].match);
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

std::string match_rows(const Report& report) {
  auto rows = text::csv_record(
      {"kind", "mailbox", "legacy address", "rule", "object", "smtp", "file", "line", "output"});
  if (report.book == nullptr) {
    return rows;
  }
  for (const auto& result : report.mailboxes) {
    rows += result.match ? rows_of(*report.book, result) : std::string();
  }
  for (const auto& shared : shared_objects(report)) {
    for (const std::size_t place : shared.mailboxes) {
      const auto& result = report.mailboxes[place];
      rows += row("shared", label_of_mailbox(*result.match), result.match->identity.legacy_address,
                  std::string(name_of(result.match->match.rule)),
                  cells_of(*report.book, &shared.object), result.output.string());
    }
  }
  for (const auto& collision : report.book->collisions()) {
    for (const std::size_t place : collision.objects) {
      rows += row("collision", collision.what, "", "", cells_of(*report.book, &place), "");
    }
  }
  return rows;
}

std::string match_ldif(const Report& report, std::string_view base) {
  if (report.book == nullptr) {
    return {};
  }
  std::vector<MatchedMailbox> mailboxes;
  for (const auto& result : report.mailboxes) {
    if (result.match) {
      mailboxes.push_back(*result.match);
    }
  }
  return unmatched_ldif(report.book->directory(), mailboxes, base);
}

}  // namespace run
