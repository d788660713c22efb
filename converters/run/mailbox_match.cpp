#include "converters/run/mailbox_match.h"

#include <algorithm>
#include <utility>

namespace run {
namespace {

/// Whether a source may be somebody's mailbox: what a post office keeps for itself is not, nor are
/// public folders.
bool is_of_person(const Source& source) {
  if (source.kind == SourceKind::Iff) {
    const auto& all = source.set->mailboxes();
    const auto mailbox = std::ranges::find(all, source.mailbox, &iff::SetMailbox::name);
    return mailbox != all.end() && !mailbox->is_public && mailbox->name != iff::kSetItself;
  }
  if (source.kind != SourceKind::Wgpo) {
    return true;
  }
  const auto& all = source.office->mailboxes();
  const auto place = std::ranges::find(all, source.mailbox, &wgpo::MailboxPlace::name);
  return place != all.end() && !place->user.empty();
}

}  // namespace

MailboxMatch match_mailbox(const AddressBook* book, const Source& source, const model::Store& store,
                           const ListedName& listed) {
  if (book == nullptr || !book->has_directory() || !is_of_person(source)) {
    return std::nullopt;
  }
  convert::directory::MatchedMailbox mailbox;
  mailbox.identity = {
      .name = source.directory.empty() ? source.path.stem().string() : store.display_name,
      .display_name = store.display_name,
      .legacy_address = store.legacy_address};
  mailbox.match = book->match(mailbox.identity);
  if (!listed.alias.empty() || !listed.display_name.empty()) {
    mailbox.identity.name = listed.alias;
    mailbox.identity.display_name = listed.display_name;
    auto by_list = book->match(mailbox.identity);
    if (by_list.outcome != convert::directory::Outcome::Unmatched) {
      mailbox.match = std::move(by_list);
    }
  }
  return mailbox;
}

}  // namespace run
