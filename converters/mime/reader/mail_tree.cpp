#include "converters/mime/reader/mail_tree.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "converters/mime/manifest.h"
#include "formats/bytes/system_error.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/maildir_name.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

namespace fs = std::filesystem;

// The file of messages in no folder, as our writer names it (formats/mime/FORMAT.md 5).
constexpr std::string_view kTopMbox = "(top).mbox";

/// Names on disk are bytes; what is no UTF-8 is shown with U+FFFD.
std::string to_utf8(const fs::path& name) { return text::decode(name.string(), text::kUtf8).utf8; }

bool has_extension(const fs::path& path, std::string_view extension) {
  return ::mime::same_word(path.extension().string(), extension);
}

bool is_ours(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == kManifestName || name == kLossesName;
}

struct Entries {
  std::vector<fs::path> directories;
  std::vector<fs::path> files;
};

class Walk {
 public:
  explicit Walk(MailKind kind) : kind_(kind) {}

  bytes::Result<MailTree> run(const fs::path& directory) {
    top_ = directory;
    auto entries = list(directory);
    if (!entries) {
      return tl::unexpected(entries.error());
    }
    tree_.folders.push_back({});
    switch (kind_) {
      case MailKind::Maildir:
        add_maildir(*entries);
        break;
      case MailKind::MboxTree:
        add_mboxes(*entries, 0);
        break;
      default:
        add_files(*entries, 0);
        break;
    }
    if (others_ != 0) {
      tree_.notes.push_back(std::to_string(others_) +
                            (kind_ == MailKind::MboxTree ? " files are not called .mbox"
                                                         : " files are not called .eml") +
                            " and were left out, such as " + first_other_);
    }
    return std::move(tree_);
  }

 private:
  /// Sorted by name.
  bytes::Result<Entries> list(const fs::path& directory) {
    Entries entries;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      std::error_code ignored;
      const auto own = entry->symlink_status(ignored);
      const auto status = entry->status(ignored);
      if (fs::is_directory(own)) {
        entries.directories.push_back(entry->path());
      } else if (fs::is_symlink(own) && !fs::is_regular_file(status)) {
        tree_.notes.push_back(below(entry->path()) + ": left out: a link, which is not followed");
      } else {
        entries.files.push_back(entry->path());
      }
    }
    if (error) {
      return tl::unexpected(
          bytes::input_error(directory.string(), "read the directory", error.value()));
    }
    std::ranges::sort(entries.directories);
    std::ranges::sort(entries.files);
    return entries;
  }

  [[nodiscard]] std::string below(const fs::path& path) const {
    return to_utf8(path.lexically_relative(top_));
  }

  /// What lies in a directory below the top; nothing when it cannot be read, which is noted.
  Entries list_below(const fs::path& directory) {
    auto entries = list(directory);
    if (!entries) {
      tree_.unread_directories.push_back(entries.error().what);
      return {};
    }
    return std::move(*entries);
  }

  void add_file(const fs::path& file, std::size_t folder) {
    std::error_code ignored;
    const auto size = fs::file_size(file, ignored);
    tree_.size += ignored ? 0 : size;
    tree_.folders[folder].files.push_back(file);
  }

  void leave_out(const fs::path& file) {
    if (!is_ours(file)) {
      first_other_ = others_ == 0 ? below(file) : first_other_;
      ++others_;
    }
  }

  std::size_t add_folder(std::string name, std::size_t parent, std::string key) {
    MailFolder folder{
        .path = tree_.folders[parent].path, .key = std::move(key), .parent = parent, .files = {}};
    folder.path.push_back(std::move(name));
    tree_.folders.push_back(std::move(folder));
    return tree_.folders.size() - 1;
  }

  void add_files(const Entries& entries, std::size_t folder) {
    for (const fs::path& file : entries.files) {
      if (is_eml_name(file)) {
        add_file(file, folder);
      } else if (kind_ == MailKind::EmlTree) {
        leave_out(file);
      }
    }
    if (kind_ == MailKind::LooseFiles) {
      return;
    }
    for (const fs::path& directory : entries.directories) {
      const std::size_t inner = add_folder(to_utf8(directory.filename()), folder, below(directory));
      add_files(list_below(directory), inner);
    }
  }

  /// "A.mbox" beside the directory "A" of its children.
  void add_mboxes(const Entries& entries, std::size_t folder) {
    std::map<std::string, std::size_t> by_name;
    for (const fs::path& file : entries.files) {
      if (!has_extension(file, ".mbox")) {
        leave_out(file);
      } else if (folder == 0 && file.filename() == kTopMbox) {
        tree_.folders[0].key = kTopMbox;
        add_file(file, 0);
      } else {
        const std::size_t added = add_folder(to_utf8(file.stem()), folder, below(file));
        by_name.emplace(file.stem().string(), added);
        add_file(file, added);
      }
    }
    for (const fs::path& directory : entries.directories) {
      const auto known = by_name.find(directory.filename().string());
      const std::size_t inner = known != by_name.end()
                                    ? known->second
                                    : add_folder(to_utf8(directory.filename()), folder, {});
      add_mboxes(list_below(directory), inner);
    }
  }

  /// The folders of Maildir++ are ".A.B" at the top. Directories of other names are those of
  /// programs that nest them.
  void add_maildir(const Entries& entries) {
    add_messages(top_, 0);
    std::map<std::vector<std::string>, std::size_t> by_path{{{}, 0}};
    std::vector<fs::path> others;
    for (const fs::path& directory : entries.directories) {
      const auto path = ::mime::maildir_folder(directory.filename().string());
      if (path.empty() || !is_maildir(directory)) {
        others.push_back(directory);
        continue;
      }
      std::vector<std::string> prefix;
      std::size_t folder = 0;
      for (const std::string& name : path) {
        prefix.push_back(name);
        const auto known = by_path.find(prefix);
        folder = known != by_path.end() ? known->second : add_folder(name, folder, {});
        by_path.emplace(prefix, folder);
      }
      tree_.folders[folder].key = directory.filename().string();
      add_messages(directory, folder);
      add_nested(list_below(directory).directories, folder);
    }
    add_nested(others, 0);
  }

  /// Dovecot's LAYOUT=fs has a folder "B" of "A" at "A/B", KMail at ".A.directory/B".
  void add_nested(const std::vector<fs::path>& directories, std::size_t parent) {
    std::map<std::string, std::size_t> by_name;
    for (const fs::path& directory : directories) {
      const std::string name = directory.filename().string();
      if (name == "cur" || name == "new" || name == "tmp" || !kmail_parent(name).empty()) {
        continue;
      }
      const std::size_t folder = add_folder(to_utf8(name), parent, below(directory));
      if (is_maildir(directory)) {
        add_messages(directory, folder);
      }
      const Entries inner = list_below(directory);
      add_nested(inner.directories, folder);
      if (!is_maildir(directory) && tree_.folders.size() == folder + 1) {
        tree_.folders.pop_back();
        leave_out_directory(directory, inner);
      } else {
        by_name.emplace(name, folder);
      }
    }
    for (const fs::path& directory : directories) {
      const std::string name = kmail_parent(directory.filename().string());
      if (!name.empty()) {
        const auto known = by_name.find(name);
        add_nested(list_below(directory).directories,
                   known != by_name.end() ? known->second
                                          : add_folder(to_utf8(name), parent, below(directory)));
      }
    }
  }

  static bool is_maildir(const fs::path& directory) {
    std::error_code ignored;
    return fs::is_directory(directory / "cur", ignored) ||
           fs::is_directory(directory / "new", ignored);
  }

  /// ".A.directory" as "A"; empty for other names.
  static std::string kmail_parent(std::string_view name) {
    constexpr std::string_view kEnd = ".directory";
    const bool is_one =
        name.size() > kEnd.size() + 1 && name.front() == '.' && name.ends_with(kEnd);
    return is_one ? std::string(name.substr(1, name.size() - kEnd.size() - 1)) : std::string();
  }

  void leave_out_directory(const fs::path& directory, const Entries& inner) {
    if (!inner.files.empty() || !inner.directories.empty()) {
      tree_.notes.push_back(below(directory) + ": left out: it is no Maildir, and has none in it");
    }
  }

  /// "tmp" holds what was never delivered whole.
  void add_messages(const fs::path& maildir, std::size_t folder) {
    for (const char* part : {"cur", "new", "tmp"}) {
      std::error_code ignored;
      if (!fs::is_directory(maildir / part, ignored)) {
        continue;
      }
      const Entries entries = list_below(maildir / part);
      const auto is_hidden = [](const fs::path& file) {
        return file.filename().string().starts_with('.');
      };
      if (part == std::string_view("tmp")) {
        const auto count = std::ranges::count_if(
            entries.files, [&](const auto& file) { return !is_hidden(file); });
        if (count != 0) {
          tree_.notes.push_back(below(maildir / part) + ": " + std::to_string(count) +
                                " files whose delivery never ended were left out");
        }
        continue;
      }
      for (const fs::path& file : entries.files) {
        if (!is_hidden(file)) {
          add_file(file, folder);
        }
      }
    }
  }

  MailKind kind_;
  fs::path top_;
  MailTree tree_;
  std::uint64_t others_ = 0;
  std::string first_other_;
};

}  // namespace

bytes::Result<MailTree> walk_mail_tree(const fs::path& directory, MailKind kind) {
  return Walk(kind).run(directory);
}

}  // namespace convert::mime
