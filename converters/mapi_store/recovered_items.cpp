#include "converters/mapi_store/recovered_items.h"

#include <string>
#include <utility>

#include "converters/mapi_store/made_folder.h"
#include "converters/mapi_store/message.h"

namespace convert::mapi_store {

using model::Result;

/// Whether the same message was delivered already, from its folder or among these.
bool RecoveredItems::is_copy(const model::Message& message) {
  if (session_.options.keep_duplicates) {
    return false;
  }
  const auto own = fingerprint(message);
  if (!own) {
    return false;  // unreadable is not equal
  }
  for (const auto identifier : walk_.live().candidates(message)) {
    const auto item = session_.from.item(identifier);
    if (!item) {
      continue;
    }
    const auto live = read_message(session_, **item, Place{});
    const auto theirs = live ? fingerprint(**live) : tl::unexpected(live.error());
    if (theirs && *theirs == *own) {
      return true;
    }
  }
  return !seen_.insert(*own).second;
}

Result<void> RecoveredItems::deliver(model::Message& message) {
  auto remarks = std::exchange(session_.remarks, {});
  if (is_copy(message)) {  // reads live items again: their remarks were made before
    session_.remarks.clear();
    ++copies_;
    return {};
  }
  if (!folder_) {
    auto made = make_folder(session_, "Recovered Items", model::FolderRole::Recovered);
    if (!made) {
      return tl::unexpected(made.error());
    }
    folder_ = *made;
  }
  session_.remarks = std::move(remarks);
  message.folder = *folder_;
  message.provenance.state = model::State::Recovered;
  if (auto expected = session_.sink.expect(*folder_, 1); !expected) {
    return expected;
  }
  const auto delivered = session_.sink.message(message);
  if (!delivered) {
    return tl::unexpected(delivered.error());
  }
  return session_.pass_on_remarks();
}

Result<void> RecoveredItems::tell_copies() const {
  if (copies_ == 0) {
    return {};
  }
  return session_.note("recovery", std::to_string(copies_) +
                                       " deleted items are copies of items that are there, and "
                                       "were left out");
}

}  // namespace convert::mapi_store
