#include "converters/ccmail_plan/collected_to_model.h"

#include <optional>
#include <string>

#include "converters/ccmail/ccmail_to_model.h"
#include "converters/model/forwarding_sink.h"

namespace convert::ccmail_plan {

using ccmail_post_office::CollectedUser;

namespace {

std::string address_of(const CollectedUser& user) {
  return user.row.name + (user.row.post_office.empty() ? "" : " at " + user.row.post_office);
}

/// Whose mailbox it is stands in the map.
void set_owner(model::Store& store, const CollectedUser& user) {
  store.source = user.folder.string();
  store.format = "cc:Mail export";
  store.display_name = user.row.name;
  store.legacy_address = "CCMAIL:" + address_of(user);
}

/// How EXPORT ended, and what lies beside. What it may not have written is a loss.
model::Result<void> tell(const CollectedUser& user, model::Sink& sink) {
  model::Result<void> told;
  if (user.is_complete()) {
    told = sink.note({.where = user.row.id, .text = describe(user)});
  } else {
    told = sink.loss({.kind = model::LossKind::Structure,
                      .folder = std::nullopt,
                      .source = user.row.id,
                      .native_id = {},
                      .offset = std::nullopt,
                      .length = std::nullopt,
                      .why = "mail may be missing: " + describe(user)});
  }
  for (const std::string& other : user.others) {
    if (!told) {
      break;
    }
    told = sink.note({.where = user.row.id, .text = other + ": not read"});
  }
  return told;
}

/// The user's streams, called by the user's name.
class UserSink final : public model::ForwardingSink {
 public:
  UserSink(model::Sink& next, const CollectedUser& user) : ForwardingSink(next), user_(user) {}

  model::Result<void> store(const model::Store& store) override {
    model::Store named = store;
    set_owner(named, user_);
    return next().store(named);
  }
  model::Result<void> finish() override {
    auto told = tell(user_, next());
    return told ? next().finish() : told;
  }

 private:
  const CollectedUser& user_;
};

model::Result<void> read_streams(const CollectedUser& user, model::ReadOptions options,
                                 model::ReadMonitor& monitor, model::Sink& sink) {
  options.owner = address_of(user);
  UserSink of_user(sink, user);
  auto read = ccmail::ccmail_to_model(user.streams, user.folder.string(), user.row.name, options,
                                      monitor, of_user);
  if (!read && !user.is_complete()) {
    read.error().what += "; " + describe(user);
  }
  return read;
}

}  // namespace

model::Result<void> collected_to_model(const CollectedUser& user, const model::ReadOptions& options,
                                       model::ReadMonitor& monitor, model::Sink& sink) {
  if (!user.streams.empty()) {
    return read_streams(user, options, monitor, sink);
  }
  if (!user.is_complete()) {
    return bytes::fail(
        bytes::ErrorKind::NotThisFormat,
        user.folder.string() + ": no mail of " + user.row.name + ": " + describe(user),
        "CHECKLIST.TXT of the plan says how to export it again");
  }
  model::Store store;
  set_owner(store, user);
  store.code_page = options.charset;
  store.size = user.bytes;
  if (auto told = sink.store(store); !told) {
    return told;
  }
  if (auto told = tell(user, sink); !told) {
    return told;
  }
  return sink.finish();
}

}  // namespace convert::ccmail_plan
