#include "formats/pst/messaging/store_writer.h"

#include <algorithm>
#include <span>
#include <utility>

#include "formats/bytes/sha256.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/messaging/folders.h"
#include "formats/pst/messaging/message_writer.h"
#include "formats/pst/messaging/name_map.h"
#include "formats/pst/messaging/object_writer.h"
#include "formats/pst/messaging/property_size.h"
#include "formats/pst/messaging/row.h"
#include "formats/pst/messaging/store_object.h"
#include "formats/pst/messaging/tags.h"
#include "formats/pst/messaging/templates.h"

namespace pst {
namespace {

// Blocks of the fixed nodes, and of the name map beside its streams.
constexpr std::uint64_t kFixedSize = std::uint64_t{128} * 1024;

bool is_unread(const MessageContent& message) {
  const auto* flags = message.properties.find(tag::PidTagMessageFlags);
  const auto* value = flags != nullptr ? std::get_if<std::uint32_t>(&flags->value) : nullptr;
  return !message.associated && (value == nullptr || (*value & tag::kMessageRead) == 0);
}

}  // namespace

struct StoreWriter::State {
  State(std::unique_ptr<NdbWriter> database, Templates first, StoreOptions chosen)
      : ndb(std::move(database)),
        templates(first),
        options(std::move(chosen)),
        messages(*ndb),
        folders(*ndb, options.subtree_name, options.search_root_name, options.deleted_name) {}

  void add_row_only_cells(const MessageContent& message, Row& row);
  [[nodiscard]] Result<void> write_name_map();
  [[nodiscard]] Result<void> write_objects();
  [[nodiscard]] Guid key(std::string_view purpose, const bytes::Sha256::Digest& content) const;

  std::unique_ptr<NdbWriter> ndb;
  Templates templates;
  StoreOptions options;
  NameMap names;
  MessageWriter messages;
  Folders folders;
  std::vector<StoredProperty> store_properties;
  std::vector<bytes::Error> source_errors;  // of folders and the store
};

/// FORMAT.md 4.3: what a contents row has although its message does not.
void StoreWriter::State::add_row_only_cells(const MessageContent& message, Row& row) {
  const auto& layout = folders.layout(message.associated);
  row.add_number(layout.find(tag::PidTagMessageStatus)->bit, message.status);
  const auto* conversation = layout.find(tag::PidTagConversationId);
  if (message.conversation_id && conversation != nullptr) {
    row.add_bytes(conversation->bit, *message.conversation_id);
  }
}

/// The first 16 bytes of a digest, which is no less unique than a GUID that was drawn.
Guid StoreWriter::State::key(std::string_view purpose, const bytes::Sha256::Digest& content) const {
  bytes::Sha256 hash;
  hash.update(std::as_bytes(std::span(purpose)));
  hash.update(std::as_bytes(std::span(options.identity_seed)));
  hash.update(content);
  const auto digest = hash.finish();
  Guid out{};
  std::ranges::copy(std::span(digest).first<sizeof(Guid)>(), out.begin());
  return out;
}

StoreWriter::StoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreWriter::~StoreWriter() = default;

Result<std::unique_ptr<StoreWriter>> StoreWriter::create(bytes::PatchableFile& file,
                                                         StoreOptions options) {
  auto ndb = NdbWriter::create(file, {.width = options.width, .encoding = options.encoding});
  if (!ndb) {
    return tl::unexpected(ndb.error());
  }
  const auto templates = Templates::write(**ndb);
  if (!templates) {
    return tl::unexpected(templates.error());
  }
  return std::unique_ptr<StoreWriter>(
      new StoreWriter(std::make_unique<State>(std::move(*ndb), *templates, std::move(options))));
}

Result<void> StoreWriter::set_store(PropertyList properties) {
  return store_properties(*state_->ndb, std::move(properties), state_->source_errors)
      .map([this](std::vector<StoredProperty> stored) {
        state_->store_properties = std::move(stored);
      });
}

Result<std::uint16_t> StoreWriter::id_of(const PropertyName& name) {
  const auto id = state_->names.id_of(name);
  if (!id) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "a PST has room for 32,767 named properties, and they are all taken");
  }
  return *id;
}

Nid StoreWriter::root() { return kRootFolder; }
Nid StoreWriter::subtree() { return kSubtree; }
Nid StoreWriter::search_root() { return kSearchRoot; }
Nid StoreWriter::deleted() { return kDeletedItems; }

Result<Nid> StoreWriter::add_folder(Nid parent, FolderContent content) {
  auto stored =
      store_properties(*state_->ndb, std::move(content.properties), state_->source_errors);
  return stored ? state_->folders.add(parent, content.role, std::move(*stored))
                : tl::unexpected(stored.error());
}

Result<void> StoreWriter::set_folder(Nid folder, PropertyList properties) {
  auto stored = store_properties(*state_->ndb, std::move(properties), state_->source_errors);
  if (!stored) {
    return tl::unexpected(stored.error());
  }
  state_->folders.set(folder, std::move(*stored));
  return {};
}

Result<StoreWriter::WrittenMessage> StoreWriter::add_message(Nid folder, MessageContent message) {
  if (auto checked = check_limits(message, state_->options.width); !checked) {
    return tl::unexpected(checked.error());
  }
  const bool associated = message.associated;
  const bool unread = is_unread(message);
  Row row;
  state_->add_row_only_cells(message, row);
  WrittenMessage out;
  const auto written = state_->messages.write(
      std::move(message), &state_->folders.layout(associated), &row, out.source_errors);
  if (!written) {
    return tl::unexpected(written.error());
  }
  out.nid = state_->ndb->next_nid(associated ? NidType::AssociatedMessage : NidType::NormalMessage);
  if (auto added = state_->ndb->add_node(out.nid, written->data, written->subnodes, folder);
      !added) {
    return tl::unexpected(added.error());
  }
  auto added = state_->folders.add_row(folder, {.message = out.nid,
                                                .associated = associated,
                                                .unread = unread,
                                                .cells = row.packed(),
                                                .shared = row.shared(),
                                                .weight = row.weight()});
  if (!added) {
    return tl::unexpected(added.error());
  }
  return out;
}

std::uint64_t StoreWriter::size_when_finished(std::uint64_t more) const {
  return state_->ndb->size_when_finished(more + state_->folders.pending_size() +
                                         state_->names.size() +
                                         stored_size(state_->store_properties) + kFixedSize);
}

std::uint64_t StoreWriter::items_in(Nid folder) const { return state_->folders.items_in(folder); }

bool StoreWriter::has_room(Nid folder) const {
  return state_->ndb->has_ids() && state_->folders.has_room(folder);
}

Result<void> StoreWriter::State::write_name_map() {
  const auto names_node = write_object(*ndb, names.properties(), {});
  return names_node ? ndb->add_node(kNameToIdMap, names_node->data, names_node->subnodes, {})
                    : tl::unexpected(names_node.error());
}

/// What is not known before every message is there, but for the trees.
Result<void> StoreWriter::State::write_objects() {
  if (auto written = folders.write_contents(templates); !written) {
    return written;
  }
  if (auto written = write_name_map(); !written) {
    return written;
  }
  const auto content = ndb->take_digest();
  const auto record_key = key("record key", content);
  if (auto written = folders.write(templates, record_key); !written) {
    return written;
  }
  if (auto written = write_receive_folders(*ndb, folders); !written) {
    return written;
  }
  if (auto written = write_fixed_nodes(*ndb, templates); !written) {
    return written;
  }
  return write_message_store(*ndb, folders, record_key, key("replica", content),
                             std::move(store_properties));
}

Result<std::vector<bytes::Error>> StoreWriter::finish() {
  if (auto written = state_->write_objects(); !written) {
    return tl::unexpected(written.error());
  }
  if (auto finished = state_->ndb->finish(); !finished) {
    return tl::unexpected(finished.error());
  }
  return std::move(state_->source_errors);
}

}  // namespace pst
