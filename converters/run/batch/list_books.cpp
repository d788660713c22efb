#include "converters/run/batch/list_books.h"

#include <set>
#include <string>

namespace run::batch {
namespace {

std::set<std::string> keys_of(const std::vector<MailboxEntry>& mailboxes) {
  std::set<std::string> keys;
  for (const MailboxEntry& mailbox : mailboxes) {
    keys.insert(key_of(mailbox.row));
  }
  return keys;
}

}  // namespace

ListBooks books_of(const std::vector<MailboxEntry>& mailboxes,
                   const std::vector<Reconciled>& settled) {
  ListBooks books;
  for (const MailboxEntry& mailbox : mailboxes) {
    const bool done = mailbox.state == MailboxState::Done;
    const bool failed = mailbox.state == MailboxState::Failed;
    books.intact += done && mailbox.finished.intact ? 1U : 0U;
    books.damaged += done && !mailbox.finished.intact ? 1U : 0U;
    books.failed += failed ? 1U : 0U;
    books.pending += done || failed ? 0U : 1U;
  }
  const auto known = keys_of(mailboxes);
  for (const Reconciled& one : settled) {
    if (known.contains(key_of(one.last.row))) {
      continue;
    }
    const bool done = one.verdict == Verdict::Done;
    const bool intact = one.last.message == "Migrated No Errors";
    books.intact += done && intact ? 1U : 0U;
    books.damaged += done && !intact ? 1U : 0U;
    books.failed += one.verdict == Verdict::Failed ? 1U : 0U;
    books.contradictory += one.verdict == Verdict::Contradictory ? 1U : 0U;
  }
  books.mailboxes =
      books.intact + books.damaged + books.failed + books.pending + books.contradictory;
  return books;
}

ResultRow row_of(const MailboxEntry& mailbox) {
  return {.failed = mailbox.state == MailboxState::Failed,
          .display_name = mailbox.row.display_name,
          .alias = mailbox.row.alias,
          .source = mailbox.row.source,
          .target = mailbox.row.target,
          .message = mailbox.finished.message,
          .tally = mailbox.finished.tally,
          .ended = mailbox.ended};
}

std::vector<Row> others_remaining(const std::vector<MailboxEntry>& mailboxes,
                                  const std::vector<Reconciled>& settled) {
  const auto known = keys_of(mailboxes);
  std::vector<Row> rows;
  for (const Reconciled& one : settled) {
    if (one.verdict != Verdict::Done && !known.contains(key_of(one.last.row))) {
      rows.push_back(one.last.row);
    }
  }
  return rows;
}

}  // namespace run::batch
