// Whose mailbox a source is.
#pragma once

#include <optional>

#include "converters/directory/match.h"
#include "converters/directory/unmatched_ldif.h"
#include "converters/model/folder.h"
#include "converters/run/address_book.h"
#include "converters/run/sniff.h"

namespace run {

/// None: no directory was given, or the source is nobody's.
using MailboxMatch = std::optional<convert::directory::MatchedMailbox>;

/// What the directory of `book`, which may be null, says of the mailbox at `source`, whose store is
/// `store`. None without a directory, for what a post office keeps for itself, for public folders.
[[nodiscard]] MailboxMatch match_mailbox(const AddressBook* book, const Source& source,
                                         const model::Store& store);

}  // namespace run
