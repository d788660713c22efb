#include "converters/run/match_report.h"

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

std::string rows_of(const AddressBook& book, const MailboxResult& result) {
  const MatchedMailbox& mailbox = *result.match;
  const auto& name =
      mailbox.identity.display_name.empty() ? mailbox.identity.name : mailbox.identity.display_name;
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

std::string match_rows(const Report& report) {
  auto rows = text::csv_record(
      {"kind", "mailbox", "legacy address", "rule", "object", "smtp", "file", "line", "output"});
  if (report.book == nullptr) {
    return rows;
  }
  for (const auto& result : report.mailboxes) {
    rows += result.match ? rows_of(*report.book, result) : std::string();
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
