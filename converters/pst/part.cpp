#include "converters/pst/part.h"

#include <utility>

namespace convert::pst {

using bytes::Result;
using ::pst::Nid;
using ::pst::StoreWriter;

Part::Part(StoreForms forms, PartFile file, std::unique_ptr<StoreWriter> writer, Tell tell)
    : forms_(forms),
      file_(std::move(file)),
      writer_(std::move(writer)),
      names_([this](const ::pst::PropertyName& name) { return writer_->id_of(name); }),
      tell_(std::move(tell)) {}

Result<std::unique_ptr<Part>> Part::open(const StoreForms& forms, std::uint32_t number, Tell tell) {
  auto file = forms.options.open_part(number);
  if (!file) {
    return tl::unexpected(file.error());
  }
  std::vector<std::string> remarks;
  auto writer = StoreWriter::create(*file->file, store_options(forms, number, remarks));
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  if (tell && number == 1) {
    for (std::string& remark : remarks) {
      tell({.where = forms.store.source, .text = std::move(remark)});
    }
  }
  return std::unique_ptr<Part>(
      new Part(forms, std::move(*file), std::move(*writer), std::move(tell)));
}

void Part::tell(const model::Folder& folder, std::string text, bool damage) const {
  if (tell_) {
    const std::string& id = folder.provenance.native_id;
    tell_({.where = id.empty() ? folder.name : id, .text = std::move(text), .damage = damage});
  }
}

Result<Nid> Part::add_new(const FolderTree::Entry& entry, const FolderTree& tree) {
  const FolderTree::Entry* above = entry.parent ? tree.find(*entry.parent) : nullptr;
  auto parent = above == nullptr ? Result<Nid>(StoreWriter::subtree()) : make_folder(*above, tree);
  if (!parent) {
    return parent;
  }
  FolderMade made = to_content(entry, forms_, names_);
  if (made.lost_characters > 0) {
    tell(entry.folder,
         std::to_string(made.lost_characters) +
             " characters of the folder's texts have no place in the code page of this ANSI store",
         true);
  }
  for (std::string& remark : made.remarks) {
    tell(entry.folder, std::move(remark), true);
  }
  if (names_.error()) {
    tell(entry.folder, names_.error()->what + ": some properties of the folder were left out",
         true);
    names_.forgive();
  }
  switch (entry.place) {
    case FolderPlace::Root:
      writer_->set_folder(StoreWriter::root(), std::move(made.content.properties));
      return StoreWriter::root();
    case FolderPlace::Subtree:
      writer_->set_folder(StoreWriter::subtree(), std::move(made.content.properties));
      return StoreWriter::subtree();
    case FolderPlace::SearchRoot:
      writer_->set_folder(StoreWriter::search_root(), std::move(made.content.properties));
      return StoreWriter::search_root();
    case FolderPlace::Deleted:
      writer_->set_folder(StoreWriter::deleted(), std::move(made.content.properties));
      return StoreWriter::deleted();
    case FolderPlace::New:
    case FolderPlace::LeftOut:
      break;
  }
  return writer_->add_folder(*parent, std::move(made.content));
}

Result<Nid> Part::make_folder(const FolderTree::Entry& entry, const FolderTree& tree) {
  if (const auto known = folders_.find(entry.folder.id); known != folders_.end()) {
    return known->second;
  }
  auto nid = add_new(entry, tree);
  if (nid) {
    folders_.emplace(entry.folder.id, *nid);
  }
  return nid;
}

std::size_t Part::missing_folders(const FolderTree::Entry& entry, const FolderTree& tree) const {
  std::size_t missing = 0;
  const FolderTree::Entry* at = &entry;
  while (at != nullptr && !folders_.contains(at->folder.id)) {
    ++missing;
    at = at->parent ? tree.find(*at->parent) : nullptr;
  }
  return missing;
}

std::uint64_t Part::items_in(model::FolderId id) const {
  const auto known = folders_.find(id);
  return known == folders_.end() ? 0 : writer_->items_in(known->second);
}

bool Part::has_room(model::FolderId id) const {
  const auto known = folders_.find(id);
  return known == folders_.end() || writer_->has_room(known->second);
}

Result<StoreWriter::WrittenMessage> Part::add_message(Nid folder, ::pst::MessageContent message) {
  auto written = writer_->add_message(folder, std::move(message));
  messages_ += written ? 1U : 0U;
  return written;
}

Result<void> Part::complete() {
  auto finished = writer_->finish();
  if (!finished) {
    return tl::unexpected(finished.error());
  }
  for (bytes::Error& error : *finished) {
    if (tell_) {
      tell_({.where = forms_.store.source, .text = std::move(error.what), .damage = true});
    }
  }
  writer_.reset();
  return file_.file->sync();
}

}  // namespace convert::pst
