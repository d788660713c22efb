#include "converters/mmf/mmf_to_model.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
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
using ::mmf::MapUse;
using ::mmf::Object;
using ::mmf::ObjectType;
using ::mmf::Store;
using model::FolderRole;
using model::Result;

constexpr std::size_t kMostListed = 20;  // things named in one note

/// What stands beside a store after Microsoft's client repaired it (Q104362).
std::vector<std::string> backups_beside(const std::filesystem::path& path) {
  std::vector<std::string> found;
  for (const char* extension : {".BAK", ".bak", ".001", ".002", ".003"}) {
    auto beside = path;
    beside.replace_extension(extension);
    std::error_code ignored;
    if (beside != path && std::filesystem::is_regular_file(beside, ignored)) {
      found.push_back(beside.filename().string());
    }
  }
  return found;
}

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

std::string_view kind_name(ObjectType type) {
  switch (type) {
    case ObjectType::SearchResults:
      return "search results";
    case ObjectType::SearchControl:
      return "search";
    case ObjectType::OutgoingQueue:
      return "outgoing queue";
    case ObjectType::System:
      return "system object";
    case ObjectType::ClassAttributes:
      return "attribute names";
    case ObjectType::MessageFolders:
      return "folders of a message";
    case ObjectType::SmallList:
      return "small list";
    default:
      return "object of another program";
  }
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
        repaired_(context_) {}

  Result<void> run(const bytes::DamageLog& damage) {
    const std::array<std::function<Result<void>()>, 7> steps = {
        [this] { return sink_.store(to_store()); },
        [this] { return tell_store(); },
        [this, &damage] { return tell_damage(damage); },
        [this] { return open_folders(); },
        [this] { return deliver_all(); },
        [this] { return tell_rest(); },
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

  Result<void> note(std::string text, bool damage = false, bool warning = false) {
    return sink_.note(
        {.where = context_.source, .text = std::move(text), .damage = damage, .warning = warning});
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

  /// How the store was read, and what its user should know of it.
  Result<void> tell_store() {
    std::vector<std::string> remarks;
    remarks.push_back("8-bit text is read in code page " + std::to_string(page_.number) + ": " +
                      page_.why);
    remarks.emplace_back(
        "the format has no checksums: bytes that were changed within a text or an attachment "
        "cannot "
        "be noticed");
    const auto& header = store_.header();
    if (header) {
      constexpr unsigned kVersionDigits = 8;
      const std::string version = bytes::hex_number(header->version, kVersionDigits);
      if (::mmf::kind_of(header->version) == ::mmf::VersionKind::Older) {
        remarks.push_back("the version " + version + " is an older one, read like 0F00C00F");
      } else if (::mmf::kind_of(header->version) == ::mmf::VersionKind::Unknown) {
        if (auto done =
                note("the version " + version + " is not known, read like 0F00C00F", false, true);
            !done) {
          return done;
        }
      }
    }
    if (store_.uncommitted() > 0) {
      remarks.push_back(std::to_string(store_.uncommitted()) +
                        " objects belong to a transaction that was not finished");
    }
    if (store_.odd_flags() > 0) {
      remarks.push_back(std::to_string(store_.odd_flags()) +
                        " nodes of the map have flags that are not known");
    }
    for (const std::string& backup : backups_beside(path_)) {
      remarks.push_back("beside it lies " + backup +
                        ", which may be the store as it was before a repair: convert it, too, if "
                        "mail is missing");
    }
    for (std::string& remark : remarks) {
      if (auto done = note(std::move(remark)); !done) {
        return done;
      }
    }
    return tell_way();
  }

  Result<void> tell_way() {
    const auto& shifts = store_.file().shifts();
    if (!shifts.empty()) {
      if (auto done = note("from " + bytes::hex_offset(shifts.front().from) +
                               " on the file was enciphered for a place " +
                               bytes::hex_offset(shifts.front().distance) +
                               " bytes further on (modulo 64 KiB): a piece before it is missing",
                           true);
          !done) {
        return done;
      }
    }
    switch (store_.map_use()) {
      case MapUse::Current:
        return {};
      case MapUse::Other:
        return note("the map in force is unusable: read with the map of the transaction before",
                    true);
      case MapUse::Found:
        return note("the file has no header that could be used: read with a map found by its looks",
                    true);
      case MapUse::None:
        return note(
            "no map is left: each object was found by its looks; folders come from the lists that "
            "name their messages",
            true);
    }
    return {};
  }

  Result<void> tell_damage(const bytes::DamageLog& damage) {
    for (const bytes::Damage& one : damage.items()) {
      const bool is_object = one.field == "object" && one.kind != bytes::DamageKind::OutOfRange;
      std::string text = mapi::describe_at(one);
      if (is_object) {
        text += ": the object " + to_string(::mmf::Oid{static_cast<std::uint32_t>(one.found)}) +
                " does not lie where the map says, nor anywhere else";
      }
      // Bytes behind a list's end are allowed: FORMAT.md 6.1.
      if (auto done = note(std::move(text), one.kind != bytes::DamageKind::Unclaimed); !done) {
        return done;
      }
    }
    if (damage.total() > damage.items().size()) {
      return note("and " + std::to_string(damage.total() - damage.items().size()) + " more faults",
                  true);
    }
    return {};
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

  /// What holds no mail, what was left out, what nobody accounts for.
  Result<void> tell_rest() {
    if (mailbox_.duplicates > 0) {
      if (auto done = note(std::to_string(mailbox_.duplicates) +
                           " deleted copies of messages that are still there were left out "
                           "(--keep-duplicates)");
          !done) {
        return done;
      }
    }
    if (const std::string doubt = impression_.doubt(context_.code_page); !doubt.empty()) {
      if (auto done = note(doubt, false, true); !done) {
        return done;
      }
    }
    if (auto done = tell_others(); !done) {
      return done;
    }
    if (auto done = tell_behind(); !done) {
      return done;
    }
    if (auto done = tell_unclaimed(); !done) {
      return done;
    }
    if (const auto error = view_.read_error()) {
      return note("the disk could not be read from " + bytes::hex_offset(*error) +
                      " on: what lies there is missing",
                  true);
    }
    return {};
  }

  Result<void> tell_others() {
    std::string text;
    std::size_t count = 0;
    for (const Object* object : mailbox_.others) {
      if (++count <= kMostListed) {
        text += (text.empty() ? "" : ", ") + std::string(kind_name(object->oid.type())) + " " +
                to_string(object->oid) + " at " + bytes::hex_offset(object->offset) + "+" +
                std::to_string(object->end() - object->offset);
      }
    }
    if (count > 0) {
      const std::string more =
          count > kMostListed ? " and " + std::to_string(count - kMostListed) + " more" : "";
      if (auto done = note("not converted, because it holds no mail: " + text + more); !done) {
        return done;
      }
    }
    for (const Object& object : store_.lost()) {
      if (object.oid.type() == ObjectType::Message ||
          object.oid.type() == ObjectType::ProviderMessage) {
        continue;  // told in their folders
      }
      if (auto done = sink_.loss({.kind = model::LossKind::Structure,
                                  .folder = std::nullopt,
                                  .source = context_.source,
                                  .native_id = "oid " + to_string(object.oid),
                                  .offset = object.offset,
                                  .length = object.end() - object.offset,
                                  .why = "the map names it, and it is nowhere in the file"});
          !done) {
        return done;
      }
    }
    return {};
  }

  /// Something that stands behind the store in its file: another one, for all anybody knows.
  Result<void> tell_behind() {
    const auto& header = store_.header();
    const std::uint64_t size = store_.file().size();
    constexpr std::uint64_t kBlock =
        128;  // the one published size of a store ends in a part of one
    const std::uint64_t end = header ? header->maps.at(header->current_map).end_of_file : size;
    if (end == 0 || size <= end || size - end < kBlock) {
      return {};
    }
    const auto rest = store_.file().raw().subspan(static_cast<std::size_t>(end));
    const bool is_store = ::mmf::is_store(rest);
    const std::string what = is_store ? "another store" : "what it is, this program does not know";
    return note(std::to_string(size - end) + " bytes stand behind the end of the store, at " +
                    bytes::hex_offset(end) + ": " + what + "; cut them off (tail -c +" +
                    std::to_string(end + 1) + ") and convert them by themselves",
                true);
  }

  Result<void> tell_unclaimed() {
    std::uint64_t bytes = 0;
    std::string places;
    std::size_t count = 0;
    for (const bytes::Range& range : store_.claims().unclaimed()) {
      bytes += range.length;
      if (++count <= kMostListed) {
        places += (places.empty() ? "" : ", ") + bytes::hex_offset(range.offset) + "+" +
                  std::to_string(range.length);
      }
    }
    if (count == 0) {
      return {};
    }
    return note(std::to_string(bytes) + " bytes belong to nothing that was recognised: " + places +
                (count > kMostListed ? " and more" : ""));
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
