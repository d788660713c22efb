// Whose mailbox a source is.
#pragma once

#include <optional>
#include <string>

#include "converters/directory/match.h"
#include "converters/directory/unmatched_ldif.h"
#include "converters/model/folder.h"
#include "converters/run/address_book.h"
#include "converters/run/sniff.h"

namespace run {

/// None: no directory was given, or the source is nobody's.
using MailboxMatch = std::optional<convert::directory::MatchedMailbox>;

/// What a control list calls a mailbox; empty: it does not.
struct ListedName {
  std::string display_name{};
  std::string alias{};
};

/// What the directory of `book`, which may be null, says of the mailbox at `source`, whose store is
/// `store`. None without a directory, for what a post office keeps for itself, for public folders.
/// Names that are listed go before those of the store; they are names, too: suggestions.
[[nodiscard]] MailboxMatch match_mailbox(const AddressBook* book, const Source& source,
                                         const model::Store& store, const ListedName& listed = {});

}  // namespace run
