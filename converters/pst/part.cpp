#include "converters/pst/part.h"

#include <utility>

namespace convert::pst {

using bytes::Result;
using ::pst::Nid;
using ::pst::StoreWriter;

Part::Part(StoreForms forms, PartFile file, std::unique_ptr<StoreWriter> writer, Tell tell,
           ToldFolders& told, std::uint32_t number)
    : forms_(forms),
      file_(std::move(file)),
      writer_(std::move(writer)),
      names_([this](const ::pst::PropertyName& name) { return writer_->id_of(name); }),
      tell_(std::move(tell)),
      told_(&told),
      number_(number) {
  if (forms_.options.verify != Verify::Never && file_.reopen) {
    receipts_.emplace();
  }
}

Result<std::unique_ptr<Part>> Part::open(const StoreForms& forms, std::uint32_t number, Tell tell,
                                         ToldFolders& told) {
  auto file = forms.options.open_part(number);
  if (!file) {
    return tl::unexpected(file.error());
  }
  auto writer = StoreWriter::create(*file->file, store_options(forms, number));
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  std::unique_ptr<Part> part(
      new Part(forms, std::move(*file), std::move(*writer), std::move(tell), told, number));
  std::vector<std::string> remarks;
  auto set = part->writer_->set_store(store_properties(forms, part->names_, remarks));
  if (!set) {
    return tl::unexpected(set.error());
  }
  if (part->tell_ && number == 1) {
    for (std::string& remark : remarks) {
      part->tell_({.where = forms.store.source, .text = std::move(remark), .damage = true});
    }
  }
  return part;
}

void Part::tell_of(const model::Folder& folder, FolderMade& made) {
  if (made.lost_characters > 0) {
    made.remarks.push_back(
        std::to_string(made.lost_characters) +
        " characters of the folder's texts have no place in the code page of this ANSI store");
  }
  if (made.undecodable > 0) {
    made.remarks.push_back(std::to_string(made.undecodable) +
                           " bytes of the folder's texts are no text in its code page");
  }
  if (names_.error()) {
    made.remarks.push_back(names_.error()->what + ": some properties of the folder were left out");
    names_.forgive();
  }
  if (!told_->insert(folder.id).second || !tell_) {
    return;
  }
  const std::string& id = folder.provenance.native_id;
  for (std::string& remark : made.remarks) {
    tell_({.where = id.empty() ? folder.name : id + " (" + folder.name + ")",
           .text = std::move(remark),
           .damage = true});
  }
}

Result<Nid> Part::add_new(const FolderTree::Entry& entry, Nid parent) {
  FolderMade made = to_content(entry, forms_, names_);
  tell_of(entry.folder, made);
  auto receipt = receipts_ ? receive(made.content.properties) : ReceivedList();
  const auto keep = [&](Nid folder, std::optional<Nid> above) {
    if (receipts_) {
      settle(receipt);
      receipts_->add_folder(folder, above, '"' + name_of(entry.folder) + '"', std::move(receipt));
    }
    return folder;
  };
  const auto set = [&](Nid folder) {
    return writer_->set_folder(folder, std::move(made.content.properties)).map([&] {
      return keep(folder, std::nullopt);
    });
  };
  switch (entry.place) {
    case FolderPlace::Root:
      return set(StoreWriter::root());
    case FolderPlace::Subtree:
      return set(StoreWriter::subtree());
    case FolderPlace::SearchRoot:
      return set(StoreWriter::search_root());
    case FolderPlace::Deleted:
      return set(StoreWriter::deleted());
    case FolderPlace::New:
    case FolderPlace::LeftOut:
      break;
  }
  return writer_->add_folder(parent, std::move(made.content)).map([&](Nid folder) {
    return keep(folder, parent);
  });
}

Result<Nid> Part::make_folder(const FolderTree::Entry& entry, const FolderTree& tree) {
  // The missing ones from the bottom up; a tree may be thousands of folders deep.
  std::vector<const FolderTree::Entry*> missing;
  const FolderTree::Entry* at = &entry;
  while (at != nullptr && !folders_.contains(at->folder.id)) {
    missing.push_back(at);
    at = at->parent ? tree.find(*at->parent) : nullptr;
  }
  Nid made = at == nullptr ? StoreWriter::subtree() : folders_.at(at->folder.id);
  for (; !missing.empty(); missing.pop_back()) {
    const auto nid = add_new(*missing.back(), made);
    if (!nid) {
      return nid;
    }
    made = *nid;
    folders_.emplace(missing.back()->folder.id, made);
  }
  return made;
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

Result<StoreWriter::WrittenMessage> Part::add_message(Nid folder, ::pst::MessageContent message,
                                                      const std::string& name) {
  auto receipt = receipts_ ? receive(message) : MessageReceipt();
  auto written = writer_->add_message(folder, std::move(message));
  messages_ += written ? 1U : 0U;
  if (written && receipts_) {
    settle(receipt);
    if (auto added = receipts_->add(written->nid, folder, name, receipt); !added) {
      return tl::unexpected(added.error());
    }
  }
  return written;
}

Result<void> Part::verify() const {
  if (!receipts_ || !file_.reopen) {
    return {};
  }
  auto view = file_.reopen();
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto store = ::pst::reader::Store::open(std::move(*view));
  auto same = store ? receipts_->verify(*store) : tl::unexpected(store.error());
  if (!same) {
    same.error().what = file_.name + ", read again: " + same.error().what;
    same.error().hint = "the disk may be failing: write to another one";
  }
  return same;
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
  auto synced = file_.file->sync();
  constexpr std::uint32_t kMostOpen = 500;
  return synced && number_ > kMostOpen ? file_.file->close() : synced;
}

}  // namespace convert::pst
