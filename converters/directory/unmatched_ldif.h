// Users to be made for mailboxes that the directory does not know.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "converters/directory/directory.h"
#include "converters/directory/match.h"

namespace convert::directory {

/// One mailbox of a run, and what was found for it.
struct MatchedMailbox {
  Identity identity{};
  Match match{};
};

/// LDIF to review and import. Each unmatched mailbox becomes a disabled user (userAccountControl
/// 514, as the wizard made them: KB 328809) below `base`, a distinguished name, with its old
/// address as a secondary proxy (EX as X500) so that a later run finds it. Contacts that stand for
/// the user (Match::contacts) are merged: all of their addresses go to the user, those of type
/// MIGRATE included, and a delete record takes the contact away before. A contact with an address
/// that has no type, which no proxy address can hold, is not deleted: a comment has the address. So
/// is one that was met by another rule than the X.500 address, and a comment tells it. A matched
/// mailbox has records only when such contacts do. Suggested and ambiguous mailboxes are comments:
/// somebody has to decide. Names and accounts that are equal get a number from 2 (KB Q152927). What
/// LDIF cannot address, because the object comes from a CSV file, is a comment. The same input
/// gives the same bytes.
[[nodiscard]] std::string unmatched_ldif(const Directory& directory,
                                         std::span<const MatchedMailbox> mailboxes,
                                         std::string_view base);

}  // namespace convert::directory
