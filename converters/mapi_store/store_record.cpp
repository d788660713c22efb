#include "converters/mapi_store/store_record.h"

#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi_store/properties.h"
#include "formats/bytes/result.h"

namespace convert::mapi_store {

using bytes::Result;

Result<void> deliver_store(Session& session, const std::string& path, std::string format,
                           Roles& roles) {
  constexpr std::uint32_t kMessageStore = 0x21;   // [MS-PST] 2.4.1
  constexpr std::uint32_t kProviderUid = 0x0FF9;  // PidTagRecordKey
  constexpr std::uint32_t kBinary = 0x0102;
  model::Store store;
  store.source = path;
  store.format = std::move(format);
  store.code_page = session.options.charset;
  store.size = session.size;
  model::Provenance provenance;
  const auto item = session.from.message_store();
  auto set = item ? (*item)->read_record_set(0) : tl::unexpected(item.error());
  if (!set) {
    provenance.miss("store properties", set.error().what);
    set = RecordSet();
  }
  if (set->find(kProviderUid) == nullptr) {
    // Message ids that are made up depend on it.
    if (auto key = session.from.key_of_entry_ids(); !key.empty()) {
      set->entries.push_back({.id = kProviderUid, .type = kBinary, .data = std::move(key)});
    }
  }
  add_properties(*set, store.properties, provenance);
  const auto doubts = roles.learn_store(*set, session.from);
  for (auto& piece : mapi::fill_store(store, {.code_page = session.options.charset})) {
    provenance.miss(std::move(piece.what), std::move(piece.why));
  }
  auto result = session.sink.store(store);
  for (const auto& missing : provenance.missing) {
    if (result) {
      result = session.lose(model::LossKind::Structure, std::nullopt, native_id(kMessageStore),
                            missing.what + ": " + missing.why);
    }
  }
  for (const auto& doubt : doubts) {
    result = result ? session.note(native_id(kMessageStore), "receive-folder table: " + doubt, true)
                    : result;
  }
  return result;
}

Result<void> check_size(const Session& session, std::uint64_t recorded) {
  if (recorded <= session.size) {
    return {};
  }
  return session.note(session.source,
                      "the file is cut off: it had " + std::to_string(recorded) +
                          " bytes and has " + std::to_string(session.size),
                      true);
}

}  // namespace convert::mapi_store
