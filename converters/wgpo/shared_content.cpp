#include "converters/wgpo/shared_content.h"

#include <algorithm>
#include <map>

#include "converters/mapi/field_text.h"
#include "converters/wgpo/attachment.h"
#include "converters/wgpo/text_parts.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/wgpo/folder_file.h"

namespace convert::wgpo {
namespace {

using model::FolderRole;
using model::Result;

Result<void> deliver(model::Message& message, model::FolderId folder,
                     const std::vector<std::string>& notes, MailboxSink& sink) {
  message.folder = folder;
  for (const std::string& text : notes) {
    if (auto done = sink.note({.where = message.provenance.native_id, .text = text}); !done) {
      return done;
    }
  }
  if (auto done = sink.message(message); !done) {
    return tl::unexpected(done.error());
  }
  return {};
}

Result<void> deliver_groups(const ::wgpo::PostOffice& office, const LetterContext& context,
                            model::ReadMonitor& monitor, MailboxSink& sink) {
  if (office.groups().empty()) {
    return {};
  }
  std::map<std::uint32_t, const ::wgpo::Name*> by_tuple;
  for (const ::wgpo::Name& name : office.names()) {
    by_tuple[tuple_id(name, office.names(), office.group_file_size())] = &name;
  }
  const auto folder =
      sink.open_below(std::nullopt, "Groups", office.groups().size(), model::ItemKind::Contacts);
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  std::size_t number = 0;
  for (const ::wgpo::Group& group : office.groups()) {
    const std::string id = "group " + std::to_string(++number);
    if (!monitor.enter(id)) {
      continue;
    }
    model::Message message;
    const mapi::FieldText text(context.code_page, message);
    message.message_class = "IPM.DistList";
    message.code_page = context.code_page;
    message.subject = text(group.name);
    message.provenance.source = "NME/ADMIN.NME";
    message.provenance.native_id = id;
    model::DistributionList list{.name = message.subject, .members = {}};
    for (const std::uint32_t member : group.members) {
      const auto found = member == 0 ? by_tuple.end() : by_tuple.find(member);
      if (found == by_tuple.end()) {
        message.provenance.miss("member " + std::to_string(list.members.size() + 1),
                                "no record of the address list has its number");
        list.members.emplace_back();
      } else {
        list.members.push_back(
            {.name = text(found->second->name), .type = {}, .address = {}, .smtp = {}});
      }
    }
    if (group.members.empty()) {
      message.provenance.miss("members", "the chain of its members cannot be followed");
    }
    message.list = std::move(list);
    if (auto done = deliver(message, *folder, {}, sink); !done) {
      return done;
    }
  }
  return {};
}

Result<void> deliver_folder_file(const ::wgpo::TreeFile& file, model::FolderId parent,
                                 const LetterContext& context, model::ReadMonitor& monitor,
                                 MailboxSink& sink) {
  const auto view = bytes::FileView::open(file.path);
  const auto pieces =
      view ? ::wgpo::find_letters((*view)->bytes()) : std::vector<::wgpo::LetterPlace>();
  const auto folder = sink.open_below(parent, file.name, pieces.size());
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  if (!view) {
    return sink.loss({.kind = model::LossKind::Folder,
                      .folder = *folder,
                      .source = file.name,
                      .native_id = file.name,
                      .offset = std::nullopt,
                      .length = std::nullopt,
                      .why = view.error().what});
  }
  // FORMAT.md 10: byte 0x31 says what kind of folder it is.
  constexpr std::size_t kTypeAt = 0x31;
  std::uint64_t accounted = 0;
  for (const ::wgpo::LetterPlace& piece : pieces) {
    accounted += piece.length;
    const std::string id = file.name + " at " + bytes::hex_offset(piece.offset);
    if (!monitor.enter(id)) {
      continue;
    }
    std::vector<std::string> notes = {
        "recovered from the file of a folder, whose layout is not "
        "published: found by what letters look like"};
    auto message = message_in(context, file,
                              (*view)->bytes().subspan(static_cast<std::size_t>(piece.offset),
                                                       static_cast<std::size_t>(piece.length)),
                              piece.offset, notes);
    message.provenance.state = model::State::Recovered;
    if (auto done = deliver(message, *folder, notes, sink); !done) {
      return done;
    }
  }
  const auto all = (*view)->bytes();
  const unsigned type = all.size() > kTypeAt ? std::to_integer<unsigned>(all[kTypeAt]) : 0;
  const std::string kind = type == 2 ? ", a group folder" : type == 3 ? ", a shared folder" : "";
  return sink.note(
      {.where = file.name,
       .text = std::to_string(all.size()) + " bytes" + kind + ", of which " +
               std::to_string(accounted) +
               " are letters that were found; the layout of the rest is not published"});
}

}  // namespace

Result<void> deliver_unreferenced(const ::wgpo::PostOffice& office, const LetterContext& context,
                                  model::ReadMonitor& monitor, MailboxSink& sink) {
  const auto& letters = office.unreferenced_letters();
  const auto& attachments = office.unreferenced_attachments();
  const auto folder = sink.open(FolderRole::LostAndFound, "Lost and Found",
                                letters.size() + (attachments.empty() ? 0U : 1U));
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  for (const ::wgpo::TreeFile* file : letters) {
    if (!monitor.enter(file->name)) {
      continue;
    }
    std::vector<std::string> notes = {"no mailbag names this letter"};
    auto message = to_message(context, *file, nullptr, notes);
    if (message.provenance.state == model::State::Intact) {
      message.provenance.state = model::State::Recovered;
    }
    if (auto done = deliver(message, *folder, notes, sink); !done) {
      return done;
    }
  }
  if (attachments.empty() || !monitor.enter("attachments of no letter")) {
    return {};
  }
  model::Message message;
  message.message_class = "IPM.Note";
  message.subject = "Unreferenced attachments";
  message.code_page = context.code_page;
  message.provenance.native_id = "attachments of no letter";
  message.provenance.state = model::State::Recovered;
  std::vector<std::string> notes;
  for (const ::wgpo::TreeFile* file : attachments) {
    message.attachments.push_back(
        to_attachment(*file, {}, context.office.key(), context.code_page, notes));
  }
  return deliver(message, *folder, notes, sink);
}

Result<void> deliver_shared(const ::wgpo::PostOffice& office, const LetterContext& context,
                            model::ReadMonitor& monitor, MailboxSink& sink) {
  if (auto done = deliver_groups(office, context, monitor, sink); !done) {
    return done;
  }
  std::vector<const ::wgpo::TreeFile*> files;
  for (const auto& [name, file] : office.tree().files()) {
    if (name.starts_with("FOLDERS/") && name.ends_with(".FLD")) {
      files.push_back(&file);
    }
  }
  if (files.empty()) {
    return {};
  }
  const auto parent = sink.open_below(std::nullopt, "Folders", 0);
  if (!parent) {
    return tl::unexpected(parent.error());
  }
  for (const ::wgpo::TreeFile* file : files) {
    if (auto done = deliver_folder_file(*file, *parent, context, monitor, sink); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace convert::wgpo
