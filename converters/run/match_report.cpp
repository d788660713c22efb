#include "converters/run/match_report.h"

#include <map>
#include <utility>

#include "converters/directory/unmatched_ldif.h"
#include "formats/text/csv.h"

namespace run {
namespace {

using convert::directory::MatchedMailbox;

MatchedObject object_of(const AddressBook& book, std::size_t place) {
  const auto& object = book.directory().objects()[place];
  return {.name = label_of(object),
          .smtp = smtp_of(object),
          .file = object.file,
          .line = std::to_string(object.line)};
}

std::vector<MatchedObject> objects_of(const AddressBook& book,
                                      const std::vector<std::size_t>& places) {
  std::vector<MatchedObject> objects;
  for (const std::size_t place : places) {
    objects.push_back(object_of(book, place));
  }
  return objects;
}

std::string row(std::string kind, const MatchRecord& record, const MatchedObject& object) {
  return text::csv_record({std::move(kind), record.mailbox, record.legacy_address, record.rule,
                           object.name, object.smtp, object.file, object.line, record.output});
}

std::string rows_of(const MatchRecord& record) {
  std::string rows = record.objects.empty() ? row(record.outcome, record, {}) : std::string();
  for (const MatchedObject& object : record.objects) {
    rows += row(record.outcome, record, object);
  }
  for (const MatchedObject& object : record.contacts) {
    rows += row("contact", record, object);
  }
  for (const MatchedObject& object : record.kept_contacts) {
    rows += row("contact kept", record, object);
  }
  return rows;
}

}  // namespace

std::optional<MatchRecord> match_record(const MailboxResult& result) {
  if (!result.match || result.book == nullptr) {
    return std::nullopt;
  }
  const MatchedMailbox& mailbox = *result.match;
  const auto& identity = mailbox.identity;
  return MatchRecord{
      .mailbox = identity.display_name.empty() ? identity.name : identity.display_name,
      .legacy_address = identity.legacy_address,
      .outcome = std::string(name_of(mailbox.match.outcome)),
      .rule = std::string(name_of(mailbox.match.rule)),
      .objects = objects_of(*result.book, mailbox.match.objects),
      .contacts = objects_of(*result.book, mailbox.match.contacts),
      .kept_contacts = objects_of(*result.book, mailbox.match.kept_contacts),
      .output = result.output.string()};
}

std::vector<MatchRecord> match_records(const Report& report) {
  std::vector<MatchRecord> records;
  const auto add = [&records](std::optional<MatchRecord> record) {
    if (record) {
      records.push_back(std::move(*record));
    }
  };
  for (const auto& result : report.mailboxes) {
    add(match_record(result));
  }
  for (const auto& mailbox : report.rendered) {
    add(match_record(mailbox));
  }
  return records;
}

std::vector<SharedObject> shared_objects(const std::vector<MatchRecord>& records) {
  std::vector<SharedObject> found;
  std::map<std::pair<std::string, std::string>, std::size_t> places;  // by file and line
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].objects.size() != 1) {
      continue;
    }
    const MatchedObject& object = records[i].objects.front();
    const auto [place, is_new] = places.emplace(std::pair(object.file, object.line), found.size());
    if (is_new) {
      found.push_back({.object = object});
    }
    found[place->second].mailboxes.push_back(i);
  }
  std::erase_if(found, [](const SharedObject& each) { return each.mailboxes.size() < 2; });
  return found;
}

std::vector<std::string> shared_notes(const Report& report) {
  const auto records = match_records(report);
  std::vector<std::string> notes;
  for (const auto& shared : shared_objects(records)) {
    std::string note = std::to_string(shared.mailboxes.size()) + " mailboxes are " +
                       shared.object.name + " (" + shared.object.file + " line " +
                       shared.object.line + ") of the directory:";
    for (const std::size_t mailbox : shared.mailboxes) {
      note += (mailbox == shared.mailboxes.front() ? " " : "; ") + records[mailbox].mailbox;
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

std::string match_rows(const Report& report) {
  auto rows = text::csv_record(
      {"kind", "mailbox", "legacy address", "rule", "object", "smtp", "file", "line", "output"});
  const auto records = match_records(report);
  for (const MatchRecord& record : records) {
    rows += rows_of(record);
  }
  for (const auto& shared : shared_objects(records)) {
    for (const std::size_t place : shared.mailboxes) {
      rows += row("shared", records[place], shared.object);
    }
  }
  if (report.book == nullptr) {
    return rows;
  }
  for (const auto& collision : report.book->collisions()) {
    for (const std::size_t place : collision.objects) {
      rows += row("collision", {.mailbox = collision.what}, object_of(*report.book, place));
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
