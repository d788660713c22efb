#include "converters/mime/reader/mime_to_model.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "converters/mime/manifest.h"
#include "converters/mime/reader/mail_tree.h"
#include "converters/mime/reader/manifest_folders.h"
#include "converters/mime/reader/message_delivery.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/mime/ascii.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

namespace fs = std::filesystem;
using model::Result;

struct NamedRole {
  std::string_view name;
  model::FolderRole role;
};

// Top folders of mail programs, in the words of Outlook, Exchange, and IMAP's special uses (RFC
// 6154). Other languages' names are names.
constexpr std::array kRoles{
    NamedRole{"inbox", model::FolderRole::Inbox},
    NamedRole{"outbox", model::FolderRole::Outbox},
    NamedRole{"sent items", model::FolderRole::Sent},
    NamedRole{"sent", model::FolderRole::Sent},
    NamedRole{"deleted items", model::FolderRole::Deleted},
    NamedRole{"trash", model::FolderRole::Deleted},
    NamedRole{"drafts", model::FolderRole::Drafts},
    NamedRole{"junk e-mail", model::FolderRole::Junk},
    NamedRole{"junk", model::FolderRole::Junk},
    NamedRole{"recovered items", model::FolderRole::Recovered},
    NamedRole{"lost and found", model::FolderRole::LostAndFound},
};

std::string to_utf8(const std::string& name) { return text::decode(name, text::kUtf8).utf8; }

/// "dir/x.eml" as "x.eml", "dir/" as "dir".
std::string file_name(const fs::path& path) {
  const fs::path name = path.filename().empty() ? path.parent_path().filename() : path.filename();
  return to_utf8(name.string());
}

model::Store store_of(const fs::path& path, MailKind kind, std::uint64_t size) {
  model::Store store;
  store.source = path.string();
  store.format = name_of(kind);
  store.display_name = kind == MailKind::Message || kind == MailKind::Mbox
                           ? to_utf8(path.stem().string())
                           : file_name(path);
  store.size = size;
  return store;
}

/// Each role goes to one folder: the first of a name of that meaning.
class Roles {
 public:
  /// `is_ours`: the names of our own folders for what was recovered count, too.
  model::FolderRole take(std::string_view name, bool is_ours) {
    const auto* const known = std::ranges::find(kRoles, ::mime::lower_case(name), &NamedRole::name);
    const bool is_known =
        known != kRoles.end() && (is_ours || (known->role != model::FolderRole::Recovered &&
                                              known->role != model::FolderRole::LostAndFound));
    return is_known && taken_.insert(known->role).second ? known->role : model::FolderRole::None;
  }

 private:
  std::set<model::FolderRole> taken_;
};

std::uint64_t count_messages(std::span<const std::byte> file) {
  ::mime::MboxReader reader(file);
  std::uint64_t count = 0;
  while (reader.next()) {
    ++count;
  }
  return count;
}

class Reading {
 public:
  Reading(const fs::path& path, MailKind kind, const model::ReadOptions& options,
          model::ReadMonitor& monitor, model::Sink& sink)
      : path_(path),
        kind_(kind),
        options_(options),
        delivery_(file_name(path), options, monitor, sink),
        sink_(sink) {}

  Result<void> read_file() {
    auto view = bytes::FileView::open(path_);
    if (!view) {
      return tl::unexpected(view.error());
    }
    const auto data = (*view)->bytes();
    if (auto done = sink_.store(store_of(path_, kind_, data.size())); !done) {
      return done;
    }
    const bool is_mbox = kind_ == MailKind::Mbox;
    const std::string name = to_utf8(path_.stem().string());
    if (auto done = add_folder({0}, std::nullopt, name, Roles().take(name, false),
                               is_mbox ? count_messages(data) : 1);
        !done) {
      return done;
    }
    auto read = is_mbox ? read_mbox({0}, file_name(path_), *view)
                        : read_message({0}, file_name(path_), *view, std::nullopt);
    return read ? sink_.finish() : read;
  }

  Result<void> read_directory() {
    auto tree = walk_mail_tree(path_, kind_);
    if (!tree) {
      return tl::unexpected(tree.error());
    }
    has_manifest_ = fs::exists(path_ / kManifestName);
    if (has_manifest_) {
      manifest_ = read_manifest(path_);
    }
    if (auto done = sink_.store(store_of(path_, kind_, tree->size)); !done) {
      return done;
    }
    if (auto done = tell(*tree); !done) {
      return done;
    }
    for (std::size_t i = 0; i < tree->folders.size(); ++i) {
      if (auto done = open_folder(*tree, i); !done) {
        return done;
      }
    }
    for (std::size_t i = 0; i < tree->folders.size(); ++i) {
      for (const fs::path& file : tree->folders[i].files) {
        if (auto done = read_tree_file(id_of(i), file); !done) {
          return done;
        }
      }
    }
    return sink_.finish();
  }

 private:
  static model::FolderId id_of(std::size_t index) { return {static_cast<std::uint32_t>(index)}; }

  Result<void> tell(const MailTree& tree) {
    for (const std::string& note : tree.notes) {
      if (auto done = sink_.note({.where = file_name(path_), .text = note, .warning = true});
          !done) {
        return done;
      }
    }
    for (const std::string& why : tree.unread_directories) {
      if (auto done = sink_.loss({.kind = model::LossKind::Folder,
                                  .folder = {},
                                  .source = file_name(path_),
                                  .native_id = {},
                                  .offset = {},
                                  .length = {},
                                  .why = why});
          !done) {
        return done;
      }
    }
    if (manifest_.is_unread) {
      return sink_.note({.where = std::string(kManifestName),
                         .text = "it is too long, or cannot be opened: folders have the names of "
                                 "their directories",
                         .warning = true});
    }
    return tell_missing();
  }

  /// Files that were here: each is a loss, and so are those behind the first that are named.
  Result<void> tell_missing() {
    const auto lose = [this](const std::string& file, const std::string& why) {
      return sink_.loss({.kind = model::LossKind::Structure,
                         .folder = {},
                         .source = file_name(path_),
                         .native_id = file,
                         .offset = {},
                         .length = {},
                         .why = why});
    };
    const std::string listed = std::string(kManifestName) + " lists ";
    for (const std::string& file : manifest_.missing) {
      if (auto done = lose(file, listed + file + ", which is not there"); !done) {
        return done;
      }
    }
    const std::uint64_t others = manifest_.missing_count - manifest_.missing.size();
    return others == 0
               ? Result<void>()
               : lose({}, listed + std::to_string(others) + " more files that are not there");
  }

  Result<void> add_folder(model::FolderId id, std::optional<model::FolderId> parent,
                          std::string name, model::FolderRole role, std::uint64_t expected) {
    model::Folder folder;
    folder.id = id;
    folder.parent = parent;
    folder.name = std::move(name);
    folder.role = role;
    folder.expected_items = expected;
    folder.provenance.source = file_name(path_);
    return sink_.folder(folder);
  }

  /// The top of a tree is the mailbox itself; that of a Maildir++ which is none of ours is its
  /// inbox.
  Result<void> open_folder(const MailTree& tree, std::size_t index) {
    const MailFolder& folder = tree.folders[index];
    auto expected = expected_in(folder);
    if (index == 0) {
      const bool is_inbox = kind_ == MailKind::Maildir && !has_manifest_;
      return add_folder({0}, std::nullopt, is_inbox ? "Inbox" : file_name(path_),
                        is_inbox ? roles_.take("inbox", false) : model::FolderRole::IpmSubtree,
                        expected);
    }
    const auto original = manifest_.originals.find(folder.key);
    const std::string name = original == manifest_.originals.end() || folder.key.empty()
                                 ? folder.path.back()
                                 : original_names(folder.path, original->second).back();
    const bool is_top = folder.parent == 0;
    // Beside an inbox stand the folders that a Maildir++ has below its top.
    const bool has_parent = !is_top || kind_ != MailKind::Maildir || has_manifest_;
    return add_folder(
        id_of(index), has_parent ? std::optional(id_of(*folder.parent)) : std::nullopt, name,
        is_top ? roles_.take(name, has_manifest_) : model::FolderRole::None, expected);
  }

  /// A file is a message; of an mbox its messages are counted. One that cannot be opened is one
  /// item, and lost.
  [[nodiscard]] std::uint64_t expected_in(const MailFolder& folder) const {
    if (kind_ == MailKind::Maildir && !options_.deleted) {
      return static_cast<std::uint64_t>(std::ranges::count_if(
          folder.files, [](const fs::path& file) { return !is_trashed(file); }));
    }
    if (kind_ != MailKind::MboxTree) {
      return folder.files.size();
    }
    std::uint64_t count = 0;
    for (const fs::path& file : folder.files) {
      const auto view = bytes::FileView::open(file);
      count += view ? count_messages((*view)->bytes()) : 1;
    }
    return count;
  }

  static bool is_trashed(const fs::path& file) {
    return ::mime::maildir_flags(file.filename().string()).trashed;
  }

  Result<void> read_tree_file(model::FolderId folder, const fs::path& file) {
    if (kind_ == MailKind::Maildir && !options_.deleted && is_trashed(file)) {
      return {};
    }
    const std::string place = to_utf8(file.lexically_relative(path_).string());
    auto view = bytes::FileView::open(file);
    if (!view) {
      return delivery_.lose(folder, place, view.error());
    }
    if (kind_ == MailKind::MboxTree) {
      return read_mbox(folder, place, *view);
    }
    std::optional<::mime::MaildirFlags> flags;
    if (kind_ == MailKind::Maildir) {
      flags = ::mime::maildir_flags(file.filename().string());
    }
    return read_message(folder, place, *view, flags);
  }

  Result<void> read_message(model::FolderId folder, const std::string& place,
                            const std::shared_ptr<const bytes::FileView>& view,
                            std::optional<::mime::MaildirFlags> flags) {
    const auto data = view->bytes();
    if (data.empty()) {
      return delivery_.lose(folder, place,
                            {.kind = bytes::ErrorKind::NotThisFormat,
                             .what = place + ": the file is empty",
                             .hint = {}});
    }
    auto delivered = delivery_.deliver({.folder = folder,
                                        .native_id = place,
                                        .place = place,
                                        .bytes = data,
                                        .offset = 0,
                                        .view = view,
                                        .flags = flags});
    delivery_.advance(data.size());
    return delivered;
  }

  Result<void> read_mbox(model::FolderId folder, const std::string& place,
                         const std::shared_ptr<const bytes::FileView>& view) {
    ::mime::MboxReader reader(view->bytes());
    std::uint64_t number = 0;
    for (auto message = reader.next(); message; message = reader.next()) {
      const std::string id = place + "#" + std::to_string(++number);
      if (message->offset == 0 && message->content_offset == 0) {
        if (auto done = sink_.note({.where = id,
                                    .text = place + ": it does not begin with a separator: what "
                                                    "stands before the first is a message",
                                    .damage = true});
            !done) {
          return done;
        }
      }
      auto delivered = delivery_.deliver({.folder = folder,
                                          .native_id = id,
                                          .place = place,
                                          .bytes = message->content,
                                          .offset = message->content_offset,
                                          .view = view,
                                          .mbox = &*message});
      if (!delivered) {
        return delivered;
      }
      delivery_.advance(message->length);
    }
    return {};
  }

  const fs::path& path_;
  MailKind kind_;
  const model::ReadOptions& options_;
  MessageDelivery delivery_;
  model::Sink& sink_;
  bool has_manifest_ = false;
  ManifestFolders manifest_;
  Roles roles_;
};

}  // namespace

std::string_view name_of(MailKind kind) {
  switch (kind) {
    case MailKind::Message:
      return "EML";
    case MailKind::Mbox:
      return "mbox";
    case MailKind::EmlTree:
      return "EML tree";
    case MailKind::LooseFiles:
      return "EML files";
    case MailKind::MboxTree:
      return "mbox tree";
    case MailKind::Maildir:
      return "Maildir++";
  }
  return "mail";
}

std::optional<MailKind> sniff_mail_directory(const fs::path& directory) {
  std::error_code ignored;
  const auto has = [&](const char* name) { return fs::is_directory(directory / name, ignored); };
  if (has("cur") && (has("new") || has("tmp"))) {
    return MailKind::Maildir;
  }
  if (!fs::is_regular_file(directory / kManifestName, ignored)) {
    return std::nullopt;
  }
  // An mbox tree has its files at the top, or in a directory of the top folder's name.
  fs::recursive_directory_iterator entry(directory, ignored);
  for (; !ignored && entry != fs::recursive_directory_iterator(); entry.increment(ignored)) {
    if (is_eml_name(entry->path())) {
      return MailKind::EmlTree;
    }
    if (::mime::same_word(entry->path().extension().string(), ".mbox")) {
      return MailKind::MboxTree;
    }
  }
  return std::nullopt;
}

bool is_eml_name(const fs::path& path) {
  return ::mime::same_word(path.extension().string(), ".eml");
}

Result<void> mime_to_model(const fs::path& path, MailKind kind, const model::ReadOptions& options,
                           model::ReadMonitor& monitor, model::Sink& sink) {
  Reading reading(path, kind, options, monitor, sink);
  const bool is_file = kind == MailKind::Message || kind == MailKind::Mbox;
  return is_file ? reading.read_file() : reading.read_directory();
}

}  // namespace convert::mime
