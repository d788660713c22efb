#include "converters/mmf/mmf_to_model.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/mapi/damage_text.h"
#include "converters/mapi/mapi_to_model.h"
#include "converters/mmf/address_book.h"
#include "converters/mmf/attachments.h"
#include "converters/mmf/code_page.h"
#include "converters/mmf/elements.h"
#include "converters/mmf/message.h"
#include "converters/mmf/repaired_copies.h"
#include "converters/mmf/store_remarks.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/temporary_file.h"
#include "formats/mapi/property_tags.h"
#include "formats/mmf/mailbox.h"
#include "formats/mmf/store.h"
#include "formats/text/code_page.h"
#include "formats/text/page_impression.h"

namespace convert::mmf {
namespace {

using ::mmf::Item;
using ::mmf::Mailbox;
using ::mmf::Object;
using ::mmf::ObjectType;
using ::mmf::Store;
using model::FolderRole;
using model::Result;

FolderRole role_of(::mmf::Oid oid) {
  constexpr std::array<std::pair<::mmf::Oid, FolderRole>, 4> kRoles = {
      {{::mmf::kInbox, FolderRole::Inbox},
       {::mmf::kOutbox, FolderRole::Outbox},
       {::mmf::kSentMail, FolderRole::Sent},
       {::mmf::kWastebasket, FolderRole::Deleted}}};
  for (const auto& [known, role] : kRoles) {
    if (known == oid) {
      return role;
    }
  }
  return FolderRole::None;
}

/// Delivers one store.
class Delivery {
 public:
  Delivery(const std::filesystem::path& path, const model::ReadOptions& options,
           const bytes::FileView& view, const Store& store, const Mailbox& mailbox,
           model::ReadMonitor& monitor, model::Sink& sink)
      : path_(path),
        view_(view),
        store_(store),
        mailbox_(mailbox),
        monitor_(monitor),
        sink_(sink),
        page_(choose_page(options.charset, store.header() ? store.header()->language : "")),
        context_{.store = store,
                 .mailbox = mailbox,
                 .source = path.filename().string(),
                 .code_page = page_.number},
        repaired_(context_),
        remarks_(path_, context_, sink) {}

  Result<void> run(const bytes::DamageLog& damage) {
    const std::array<std::function<Result<void>()>, 6> steps = {
        [this] { return sink_.store(to_store()); },
        [this, &damage] { return remarks_.tell_beginning(page_, damage); },
        [this] { return open_folders(); },
        [this] { return deliver_all(); },
        [this] { return remarks_.tell_rest(impression_, view_); },
        [this] { return sink_.finish(); }};
    for (const auto& step : steps) {
      if (auto done = step(); !done) {
        return done;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] std::string decode(std::string_view text) const {
    return text::decode(text, context_.code_page).utf8;
  }

  [[nodiscard]] model::Store to_store() const {
    model::Store out;
    out.source = path_.string();
    out.format = store_.file().cipher().is_normal() ? "MMF" : "MMF (DoubleSpace)";
    out.display_name = path_.stem().string();
    out.code_page = page_.number;
    out.size = store_.file().size();
    return out;
  }

  Result<model::FolderId> open(std::string name, FolderRole role, std::uint64_t expected,
                               std::optional<model::FolderId> parent,
                               const std::function<void(model::Folder&)>& fill = {}) {
    model::Folder folder;
    folder.id = {++folders_};
    folder.parent = parent;
    folder.name = std::move(name);
    folder.role = role;
    folder.container_class = "IPF.Note";
    folder.expected_items = expected;
    folder.provenance.source = context_.source;
    if (fill) {
      fill(folder);
    }
    if (auto done = sink_.folder(folder); !done) {
      return tl::unexpected(done.error());
    }
    return folder.id;
  }

  Result<void> open_folders() {
    const auto root = open("", FolderRole::Root, 0, std::nullopt);
    if (!root) {
      return tl::unexpected(root.error());
    }
    const auto top = open("Top of Personal Folders", FolderRole::IpmSubtree, 0, *root);
    if (!top) {
      return tl::unexpected(top.error());
    }
    root_ = *root;
    top_ = *top;
    for (const ::mmf::Folder& source : mailbox_.folders) {
      if (auto done = open_folder(source); !done) {
        return done;
      }
    }
    return open_made_folders();
  }

  Result<void> open_folder(const ::mmf::Folder& source) {
    const auto fallback =
        source.kind == ::mmf::FolderKind::Hidden && source.oid.type() != ObjectType::ProviderFolder
            ? root_
            : top_;
    const auto parent = source.parent ? ids_.at(*source.parent) : fallback;
    const auto id = open(decode(source.name), role_of(source.oid), source.items.size(), parent,
                         [&](model::Folder& folder) { describe(source, folder); });
    if (!id) {
      return tl::unexpected(id.error());
    }
    ids_.push_back(*id);
    if (!source.has_list) {
      return sink_.loss({.kind = model::LossKind::Folder,
                         .folder = *id,
                         .source = context_.source,
                         .native_id = "oid " + to_string(source.oid),
                         .offset = std::nullopt,
                         .length = std::nullopt,
                         .why = "the list of its messages is damaged: they were looked for by the "
                                "folder they name"});
    }
    return {};
  }

  void describe(const ::mmf::Folder& source, model::Folder& folder) const {
    folder.provenance.native_id = "oid " + to_string(source.oid);
    if (const Object* object = store_.find(source.oid)) {
      folder.provenance.ranges.push_back(
          {.offset = object->offset, .length = object->end() - object->offset});
    }
    if (source.oid.type() == ObjectType::ProviderFolder) {
      folder.item_kind = model::ItemKind::Contacts;
      folder.container_class = "IPF.Contact";
    }
    if (!source.comment.empty()) {
      constexpr std::uint16_t kComment = 0x3004;  // PidTagComment
      folder.properties.add({.id = kComment,
                             .type = model::PropertyType::String,
                             .name = std::nullopt,
                             .value = decode(source.comment)});
    }
  }

  Result<void> open_made_folders() {
    struct Made {
      const char* name;
      FolderRole role;
      std::uint64_t expected;
      std::optional<model::FolderId>* id;
    };
    const std::array<Made, 3> all = {
        {{"Program messages", FolderRole::None, mailbox_.program_messages.size(), &programs_},
         {"Lost and Found", FolderRole::LostAndFound,
          mailbox_.lost_and_found.size() + (mailbox_.loose_attachments.empty() ? 0U : 1U), &lost_},
         {"Recovered Items", FolderRole::Recovered, mailbox_.recovered.size(), &recovered_}}};
    for (const Made& made : all) {
      if (made.expected == 0) {
        continue;
      }
      const auto id = open(made.name, made.role, made.expected, top_);
      if (!id) {
        return tl::unexpected(id.error());
      }
      *made.id = *id;
    }
    return {};
  }

  Result<void> deliver_all() {
    for (std::size_t i = 0; i < mailbox_.folders.size(); ++i) {
      if (auto done = deliver(mailbox_.folders[i].items, ids_[i]); !done) {
        return done;
      }
    }
    if (auto done = deliver(mailbox_.program_messages, programs_.value_or(top_)); !done) {
      return done;
    }
    if (auto done = deliver(mailbox_.lost_and_found, lost_.value_or(top_)); !done) {
      return done;
    }
    if (auto done = deliver_loose(); !done) {
      return done;
    }
    return deliver(mailbox_.recovered, recovered_.value_or(top_));
  }

  Result<void> deliver(const std::vector<Item>& items, model::FolderId folder) {
    for (const Item& item : items) {
      if (auto done = deliver_one(item, folder); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> deliver_one(const Item& item, model::FolderId folder) {
    const std::string id = item_id(item, folder);
    if (!monitor_.enter(id)) {
      return {};
    }
    if (item.object == nullptr && !item.row) {
      return sink_.loss(
          {.kind = model::LossKind::Item,
           .folder = folder,
           .source = context_.source,
           .native_id = id,
           .offset = std::nullopt,
           .length = std::nullopt,
           .why = "the map names the message, and its object is nowhere in the file"});
    }
    std::vector<std::string> notes;
    model::Message message = convert(item, notes);
    message.folder = folder;
    if (item.named_by.value != 0) {
      message.provenance.native_id += ", linked as oid " + to_string(item.named_by);
    }
    if (role_is_recovered(folder)) {
      message.provenance.state = model::State::Recovered;
    }
    done_ += item.object == nullptr ? 0 : item.object->allocation();
    return deliver_message(message, notes);
  }

  [[nodiscard]] bool role_is_recovered(model::FolderId folder) const {
    return recovered_ && *recovered_ == folder;
  }

  model::Message convert(const Item& item, std::vector<std::string>& notes) const {
    if (item.object == nullptr) {
      return message_of_row(context_, item, notes);
    }
    if (item.oid.type() == ObjectType::ProviderMessage) {
      return to_address_book_entry(context_, item, notes);
    }
    bytes::DamageLog ignored;
    if (item.row && !store_.read(*item.object, ignored)) {
      notes.emplace_back("of the message itself nothing can be read");
      return message_of_row(context_, item, notes);
    }
    auto message = to_message(context_, item, notes);
    repaired_.mend(*item.object, message, notes);
    return message;
  }

  Result<void> deliver_message(const model::Message& message,
                               const std::vector<std::string>& notes) {
    for (const std::string& text : notes) {
      if (auto noted = sink_.note({.where = message.provenance.native_id, .text = text}); !noted) {
        return noted;
      }
    }
    look_at(message);
    if (auto delivered = sink_.message(message); !delivered) {
      return tl::unexpected(delivered.error());
    }
    monitor_.progress(std::min(done_, store_.file().size()));
    return {};
  }

  /// The begin of a text is enough to see what it looks like.
  void look_at(const model::Message& message) {
    std::array<std::byte, 4096> front{};
    const auto stream = message.bodies.text ? message.bodies.text->content->open()
                                            : bytes::Result<std::unique_ptr<bytes::ByteStream>>();
    if (stream && *stream != nullptr) {
      if (const auto got = (*stream)->read(front)) {
        impression_.add(std::span(front).first(*got));
      }
    }
  }

  static std::string item_id(const Item& item, model::FolderId folder) {
    std::string id =
        item.object != nullptr ? native_id(*item.object) : "row of oid " + to_string(item.oid);
    if (item.named_by.value != 0) {
      id += ", linked as oid " + to_string(item.named_by);
    }
    return id + " in folder " + std::to_string(folder.value);
  }

  /// Attachments of no message, together in one.
  Result<void> deliver_loose() {
    if (mailbox_.loose_attachments.empty() || !monitor_.enter("attachments of no message")) {
      return {};
    }
    model::Message message;
    message.folder = lost_.value_or(top_);
    tnef::add_made_text(::mapi::PidTagMessageClass, "IPM.Note", message.properties);
    tnef::add_made_text(::mapi::PidTagSubject, "Unreferenced attachments", message.properties);
    message.provenance.source = context_.source;
    message.provenance.native_id = "attachments of no message";
    message.provenance.state = model::State::Recovered;
    std::vector<std::string> notes;
    bytes::DamageLog damage;
    for (const Object* object : mailbox_.loose_attachments) {
      message.attachments.push_back(to_attachment(context_, *object, damage, notes));
      const auto& own = message.attachments.back().provenance;
      message.provenance.ranges.insert(message.provenance.ranges.end(), own.ranges.begin(),
                                       own.ranges.end());
    }
    mapi::fill_message(message, {.code_page = context_.code_page, .notes = &notes});
    mapi::add_damage(damage, "attachments", message.provenance);
    return deliver_message(message, notes);
  }

  const std::filesystem::path& path_;
  const bytes::FileView& view_;
  const Store& store_;
  const Mailbox& mailbox_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
  PageChoice page_;
  Context context_;
  RepairedCopies repaired_;
  StoreRemarks remarks_;
  text::PageImpression impression_;
  std::uint32_t folders_ = 0;
  model::FolderId root_;
  model::FolderId top_;
  std::vector<model::FolderId> ids_;  // of Mailbox::folders
  std::optional<model::FolderId> programs_;
  std::optional<model::FolderId> lost_;
  std::optional<model::FolderId> recovered_;
  std::uint64_t done_ = 0;
};

/// The store whose bytes `view` has, under the name of `path`.
Result<void> convert_view(const std::filesystem::path& path,
                          const std::shared_ptr<const bytes::FileView>& view,
                          const model::ReadOptions& options, model::ReadMonitor& monitor,
                          model::Sink& sink) {
  bytes::DamageLog damage;
  const auto store = Store::open(view->bytes(), view, damage);
  if (!store) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       path.string() +
                           ": no Microsoft Mail message store: it has no header, and no "
                           "object of one can be found in it",
                       "see what it is with mailsniff");
  }
  const Mailbox mailbox = ::mmf::assemble(
      *store, {.deleted = options.deleted, .keep_duplicates = options.keep_duplicates}, damage);
  return Delivery(path, options, *view, *store, mailbox, monitor, sink).run(damage);
}

}  // namespace

Result<void> mmf_to_model(const std::filesystem::path& path, const model::ReadOptions& options,
                          model::ReadMonitor& monitor, model::Sink& sink) {
  auto view = bytes::FileView::open(path);
  return view ? convert_view(path, *view, options, monitor, sink) : tl::unexpected(view.error());
}

Result<void> mmf_to_model(const std::vector<std::filesystem::path>& pieces,
                          const model::ReadOptions& options, model::ReadMonitor& monitor,
                          model::Sink& sink) {
  constexpr std::size_t kStep = std::size_t{1} << 20U;
  auto joined = bytes::TemporaryFile::create();
  if (!joined) {
    return tl::unexpected(joined.error());
  }
  for (const auto& piece : pieces) {
    const auto view = bytes::FileView::open(piece);
    if (!view) {
      return tl::unexpected(view.error());
    }
    for (auto rest = (*view)->bytes(); !rest.empty();
         rest = rest.subspan(std::min(kStep, rest.size()))) {
      if (auto done = (*joined)->append(rest.first(std::min(kStep, rest.size()))); !done) {
        return done;
      }
    }
    if (const auto error = (*view)->read_error()) {
      return bytes::fail(
          bytes::ErrorKind::Io,
          piece.string() + ": the disk could not be read at " + bytes::hex_offset(*error),
          "copy what can be read with ddrescue, and convert the copy");
    }
  }
  auto view = bytes::FileView::open((*joined)->path());
  return view ? convert_view(pieces.front(), *view, options, monitor, sink)
              : tl::unexpected(view.error());
}

}  // namespace convert::mmf
