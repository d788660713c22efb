#include "converters/mime/reader/manifest_folders.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

#include "converters/mime/manifest.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/mime/safe_name.h"
#include "formats/text/csv_reader.h"

namespace convert::mime {
namespace {

constexpr std::size_t kMostNamed = 100;

/// The path of a message without the message: the folder's key.
std::string key_of(const std::string& path) {
  if (const std::size_t mark = path.rfind('#');
      mark != std::string::npos && path.find(".mbox#") != std::string::npos) {
    return path.substr(0, mark);
  }
  const std::size_t slash = path.rfind('/');
  std::string directory = slash == std::string::npos ? std::string() : path.substr(0, slash);
  for (const std::string_view part : {"/cur", "/new"}) {
    if (directory.ends_with(part)) {
      directory.resize(directory.size() - part.size());
    }
  }
  return directory == "cur" || directory == "new" ? std::string() : directory;
}

/// The file that a row is about. A mail program may have given a Maildir's file other flags.
std::string file_of(const std::string& path) {
  const std::size_t mark = path.find(".mbox#");
  return mark == std::string::npos ? path : path.substr(0, mark + std::string_view(".mbox").size());
}

std::vector<std::string> split(const std::string& joined) {
  std::vector<std::string> names(1);
  for (const char c : joined) {
    if (c == '/') {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  return names;
}

/// Whether our writer names the directory of a folder called `name` so: safe, perhaps with a number
/// behind it, or shortened with a hash.
bool is_directory_of(std::string_view directory, const std::string& name) {
  std::string safe = ::mime::safe_name(name);
  if (directory == safe || directory == safe + "_") {
    return true;
  }
  if (directory.find('.') == std::string_view::npos) {
    std::ranges::replace(safe, '.', '_');  // in a Maildir++
  }
  if (directory == safe) {
    return true;
  }
  constexpr std::size_t kHash = 9;  // '-' and eight digits
  const bool is_shortened = directory.size() > kHash &&
                            directory[directory.size() - kHash] == '-' &&
                            safe.starts_with(directory.substr(0, directory.size() - kHash));
  return is_shortened || (directory.starts_with(safe + " (") && directory.ends_with(')'));
}

}  // namespace

ManifestFolders read_manifest(const std::filesystem::path& directory) {
  ManifestFolders result;
  const auto view = bytes::FileView::open(directory / kManifestName);
  if (!view || (*view)->bytes().size() > kMaxManifest) {
    result.is_unread = true;
    return result;
  }
  text::CsvReader reader(bytes::as_text((*view)->bytes()));
  const auto head = reader.next();
  if (!head || head->fields.size() < 2 || head->fields[0] != "path" ||
      head->fields[1] != "folder") {
    return result;
  }
  std::set<std::string> contradictory;
  std::set<std::string> seen;
  for (auto row = reader.next(); row; row = reader.next()) {
    if (row->fields.size() < 2 || row->unterminated) {
      continue;
    }
    const std::string key = key_of(row->fields[0]);
    const auto [place, is_new] = result.originals.try_emplace(key, row->fields[1]);
    if (!is_new && place->second != row->fields[1]) {
      contradictory.insert(key);
    }
    const std::string file = file_of(row->fields[0]);
    std::error_code ignored;
    const bool is_maildir = file.find(":2,") != std::string::npos;
    if (!is_maildir && (file == row->fields[0] || seen.insert(file).second) &&
        !std::filesystem::exists(directory / file, ignored)) {
      ++result.missing_count;
      if (result.missing.size() < kMostNamed) {
        result.missing.push_back(file);
      }
    }
  }
  for (const std::string& key : contradictory) {
    result.originals.erase(key);
  }
  return result;
}

std::vector<std::string> original_names(const std::vector<std::string>& path,
                                        const std::string& original) {
  const std::vector<std::string> pieces = split(original);
  std::vector<std::string> names(path.size());
  std::size_t end = pieces.size();
  for (std::size_t i = path.size(); i-- > 0;) {
    // A name may hold a '/' itself: then several pieces are one.
    std::string name;
    std::size_t begin = end;
    bool agrees = false;
    while (begin > 0 && !agrees) {
      --begin;
      name = pieces[begin] + (begin + 1 == end ? "" : "/") + name;
      agrees = is_directory_of(path[i], name);
    }
    if (!agrees) {
      return path;
    }
    names[i] = name;
    end = begin;
  }
  return names;
}

}  // namespace convert::mime
