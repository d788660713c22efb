// The books of a whole list: what its journal knows, and what only its own results tell.
#pragma once

#include <vector>

#include "converters/run/batch/journal.h"
#include "converters/run/batch/reconciliation.h"
#include "converters/run/report.h"

namespace run::batch {

/// Each mailbox once; without the name of the list.
[[nodiscard]] ListBooks books_of(const std::vector<MailboxEntry>& mailboxes,
                                 const std::vector<Reconciled>& settled);

/// A mailbox that is done or has failed, as a row of results.
[[nodiscard]] ResultRow row_of(const MailboxEntry& mailbox);

/// Failed or contradictory by results in the list, and not known to the journal.
[[nodiscard]] std::vector<Row> others_remaining(const std::vector<MailboxEntry>& mailboxes,
                                                const std::vector<Reconciled>& settled);

}  // namespace run::batch
