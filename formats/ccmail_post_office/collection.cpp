#include "formats/ccmail_post_office/collection.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/ccmail_post_office/file_names.h"
#include "formats/text/ascii.h"

namespace ccmail_post_office {
namespace {

namespace fs = std::filesystem;

/// Folders of a user's folder, one within another: EXPORT makes none, people do.
constexpr int kMostLevels = 16;

/// What lies in a folder and below it.
struct Tree {
  std::vector<fs::path> files;     // regular ones, by name
  std::vector<fs::path> unlisted;  // folders that cannot be read, or lie too deep
};

/// Whether the folder itself can be read.
bool list_below(const fs::path& folder, int levels, Tree& out) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    const auto status = entry->symlink_status(ignored);
    if (fs::is_regular_file(status)) {
      out.files.push_back(entry->path());
    } else if (fs::is_directory(status) &&
               (levels == 0 || !list_below(entry->path(), levels - 1, out))) {
      out.unlisted.push_back(entry->path());
    }
  }
  return !error;
}

bool is_stream(const fs::path& file) {
  return to_upper(file.filename().string()).ends_with(kStreamExtension);
}

/// The folders of this name, whatever the case: of those that differ in case alone DOS had one.
std::vector<fs::path> find_folders(const fs::path& folder, std::string_view upper_name) {
  std::vector<fs::path> found;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (to_upper(entry->path().filename().string()) == upper_name &&
        fs::is_directory(entry->symlink_status(ignored))) {
      found.push_back(entry->path());
    }
  }
  std::ranges::sort(found);  // capitals, as the plan writes them, come first
  return found;
}

bytes::Result<std::string> read_text(const fs::path& path) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  std::string text(bytes::as_text((*view)->bytes()));
  if ((*view)->read_error()) {
    return bytes::fail(bytes::ErrorKind::Io, path.string() + ": cannot be read");
  }
  return text;
}

/// USERS.MAP, or else USER.MAP, whatever the case: every directory that is searched is asked.
std::optional<fs::path> find_map(const fs::path& folder) {
  std::optional<fs::path> of_one;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = to_upper(entry->path().filename().string());
    std::error_code ignored;
    if ((name != kUsersMap && name != kUserMap) ||
        !fs::is_regular_file(entry->symlink_status(ignored))) {
      continue;
    }
    if (name == kUsersMap) {
      return entry->path();
    }
    of_one = entry->path();
  }
  return of_one;
}

/// "3" of "U0001 3". Only what a batch file of ours writes: at most 8 characters.
std::string read_result(const fs::path& file) {
  constexpr std::size_t kLongest = 8;
  constexpr std::string_view kBlanks = " \t\r\n\x1A";
  const auto text = read_text(file);
  const auto trimmed = text ? text::trim(*text, kBlanks) : std::string_view();
  const std::size_t blank = trimmed.rfind(' ');
  const auto word =
      blank == std::string_view::npos ? std::string_view() : trimmed.substr(blank + 1);
  return word.empty() || word.size() > kLongest ? "unreadable" : to_upper(word);
}

Outcome outcome_of(const CollectedUser& user) {
  if (user.result == "0") {
    return user.streams.empty() ? Outcome::WithoutMail : Outcome::Exported;
  }
  if (!user.result.empty()) {
    return Outcome::Failed;
  }
  if (user.streams.empty()) {
    return Outcome::NotExported;
  }
  return user.row.planned == Planned::Scripted ? Outcome::Unfinished : Outcome::Exported;
}

void look_into(CollectedUser& user, const std::vector<fs::path>& folders) {
  Tree tree;
  bool is_there = false;
  for (const fs::path& folder : folders) {
    const bool is_read = list_below(folder, kMostLevels, tree);
    is_there = is_there || is_read;
    if (!is_read) {
      tree.unlisted.push_back(folder);
    }
  }
  if (!is_there) {
    user.outcome = Outcome::FolderMissing;
    return;
  }
  std::ranges::sort(tree.files);
  for (const fs::path& folder : tree.unlisted) {
    user.others.push_back(folder.lexically_relative(user.folder).generic_string() +
                          ", a folder that cannot be looked into");
  }
  for (const fs::path& file : tree.files) {
    const std::string name = to_upper(file.filename().string());
    if (name == kFailedFile || (name == kResultFile && user.result.empty())) {
      user.result = read_result(file);
    } else if (is_stream(file)) {
      std::error_code unknown;
      const auto size = fs::file_size(file, unknown);
      if (unknown || size != 0) {
        user.streams.push_back(file);
        user.bytes += unknown ? 0 : size;
      }
    } else if (name != kUserMap && name != kUsersMap) {
      user.others.push_back(file.lexically_relative(user.folder).generic_string());
    }
  }
  user.outcome = outcome_of(user);
}

/// Streams beside the folders, and folders with streams that no row names: somebody's mail.
std::vector<std::string> unlisted_mail(const fs::path& folder, const std::vector<MapRow>& rows) {
  std::set<std::string> ids;
  for (const MapRow& row : rows) {
    ids.insert(row.id);
  }
  std::vector<std::string> found;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    const auto status = entry->symlink_status(ignored);
    const std::string name = entry->path().filename().string();
    Tree tree;
    if (fs::is_regular_file(status)) {
      tree.files.push_back(entry->path());
    } else if (fs::is_directory(status) && !ids.contains(to_upper(name)) &&
               !list_below(entry->path(), kMostLevels, tree)) {
      tree.unlisted.push_back(entry->path());
    }
    if (std::ranges::any_of(tree.files, is_stream) || !tree.unlisted.empty()) {
      found.push_back(name);
    }
  }
  std::ranges::sort(found);
  return found;
}

/// FORMAT.md 7.
std::string_view meaning_of_result(std::string_view result) {
  if (result == "1") {
    return ": post office not accessible, or the program is of another version, or damage";
  }
  if (result == "3") {
    return ": wrong password or configuration, or damage";
  }
  if (result == "4") {
    return ": the post office is locked or shut down; delete CCPODOWN in the copy";
  }
  if (result == "5") {
    return ": undeliverable messages";
  }
  return "";
}

}  // namespace

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Exported:
      return "exported";
    case Outcome::WithoutMail:
      return "without mail";
    case Outcome::Failed:
      return "failed";
    case Outcome::Unfinished:
      return "unfinished";
    case Outcome::NotExported:
      return "not exported";
    case Outcome::FolderMissing:
      break;
  }
  return "folder missing";
}

bool is_collection(const fs::path& folder) {
  const auto map = find_map(folder);
  const auto view = map ? bytes::FileView::open(*map) : tl::unexpected(bytes::Error());
  return view && is_map(bytes::as_text((*view)->bytes()));
}

bytes::Result<Collection> read_collection(const fs::path& folder) {
  const auto map = find_map(folder);
  if (!map) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       folder.string() + ": no " + std::string(kUsersMap) + " in it",
                       "name the folder that ccmail-export-plan made for the mail");
  }
  const auto text = read_text(*map);
  if (!text) {
    return tl::unexpected(text.error());
  }
  if (!is_map(*text)) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       map->string() + ": it does not begin like a map of ccmail-export-plan",
                       "take the map from the plan again");
  }
  Collection collection;
  collection.folder = folder;
  const auto rows = read_map(*text, collection.damage);
  const bool is_of_one = to_upper(map->filename().string()) == kUserMap;
  for (const MapRow& row : rows) {
    const auto folders = is_of_one ? std::vector{folder} : find_folders(folder, row.id);
    CollectedUser user{.row = row, .folder = folders.empty() ? folder / row.id : folders.front()};
    look_into(user, folders);
    collection.users.push_back(std::move(user));
  }
  if (!is_of_one) {
    collection.unlisted = unlisted_mail(folder, rows);
  }
  return collection;
}

std::string describe(const CollectedUser& user) {
  switch (user.outcome) {
    case Outcome::Exported:
      return (user.result.empty() ? "exported by hand: " : "EXPORT ended with 0: ") +
             std::to_string(user.streams.size()) +
             (user.streams.size() == 1 ? " file, " : " files, ") + std::to_string(user.bytes) +
             " bytes";
    case Outcome::WithoutMail:
      return "EXPORT ended with 0 and wrote nothing: no mail, as far as it tells";
    case Outcome::Failed:
      return "EXPORT ended with " + user.result + std::string(meaning_of_result(user.result)) +
             (user.streams.empty() ? "; it wrote nothing" : "; what it wrote may be cut");
    case Outcome::Unfinished:
      return "EXPORT did not come to its end: the last message may be cut; run its batch file "
             "again";
    case Outcome::NotExported:
      return user.row.planned == Planned::Scripted
                 ? "EXPORT did not run: run its batch file"
                 : "not exported: " + (user.row.reason.empty()
                                           ? std::string(name_of(user.row.planned))
                                           : user.row.reason);
    case Outcome::FolderMissing:
      break;
  }
  return "its folder is missing: take it from the plan again, or look for it";
}

}  // namespace ccmail_post_office
