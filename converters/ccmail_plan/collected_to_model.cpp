#include "converters/ccmail_plan/collected_to_model.h"

namespace convert::ccmail_plan {

using ccmail_post_office::CollectedUser;

namespace {

model::Store store_of(const CollectedUser& user, const model::ReadOptions& options) {
  model::Store store;
  store.source = user.folder.string();
  store.format = "cc:Mail export";
  store.display_name = user.row.name;
  store.legacy_address = "CCMAIL:" + user.row.name + " at " + user.row.post_office;
  store.code_page = options.charset;
  store.size = user.bytes;
  return store;
}

}  // namespace

model::Result<void> collected_to_model(const CollectedUser& user, const model::ReadOptions& options,
                                       model::ReadMonitor& /*monitor*/, model::Sink& sink) {
  if (!user.streams.empty()) {
    return bytes::fail(bytes::ErrorKind::Unsupported,
                       user.folder.string() + ": EXPORT text of cc:Mail, " + describe(user) +
                           ": this version does not read it",
                       "keep the collection as it is");
  }
  if (!user.is_complete()) {
    return bytes::fail(
        bytes::ErrorKind::NotThisFormat,
        user.folder.string() + ": no mail of " + user.row.name + ": " + describe(user),
        "CHECKLIST.TXT of the plan says how to export it again");
  }
  if (auto told = sink.store(store_of(user, options)); !told) {
    return told;
  }
  if (auto noted = sink.note({.where = user.row.id, .text = describe(user)}); !noted) {
    return noted;
  }
  return sink.finish();
}

}  // namespace convert::ccmail_plan
