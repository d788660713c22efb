#include "formats/ccmail_post_office/inventory.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "formats/bytes/file_view.h"
#include "formats/bytes/system_error.h"

namespace ccmail_post_office {
namespace {

namespace fs = std::filesystem;

/// The names of the files in `directory`, in order; links are told apart by the second.
struct Listing {
  std::vector<fs::directory_entry> files;  // regular ones, by name
  std::vector<std::string> links;
  std::uint64_t directories = 0;
  std::error_code error;
};

Listing list(const fs::path& directory) {
  Listing listing;
  fs::directory_iterator entry(directory, listing.error);
  for (; !listing.error && entry != fs::directory_iterator(); entry.increment(listing.error)) {
    std::error_code ignored;
    const auto status = entry->symlink_status(ignored);
    if (fs::is_regular_file(status)) {
      listing.files.push_back(*entry);
    } else if (fs::is_directory(status)) {
      ++listing.directories;
    } else if (fs::is_symlink(status)) {
      listing.links.push_back(entry->path().filename().string());
    }
  }
  std::ranges::sort(listing.files, {}, [](const fs::directory_entry& one) { return one.path(); });
  std::ranges::sort(listing.links);
  return listing;
}

std::vector<std::string> names_of(const Listing& listing) {
  std::vector<std::string> names;
  for (const auto& file : listing.files) {
    names.push_back(file.path().filename().string());
  }
  return names;
}

/// The whole file; one that shrinks or cannot be read to its end is an error.
bytes::Result<Impression> look_at(const fs::path& path) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  ImpressionTaker taker;
  taker.take((*view)->bytes());
  if (const auto offset = (*view)->read_error()) {
    return bytes::fail(bytes::ErrorKind::Io,
                       path.filename().string() + ": cannot be read at " + std::to_string(*offset));
  }
  return taker.finish();
}

bool is_looked_at(const FileMeaning& meaning) {
  return meaning.enciphered || meaning.perhaps_enciphered || meaning.role == FileRole::Archive ||
         meaning.role == FileRole::BoardFile;
}

void add_file(const fs::directory_entry& entry, Reading reading, Inventory& inventory) {
  std::error_code unknown;
  InventoryFile file{.name = entry.path().filename().string(),
                     .path = entry.path(),
                     .size = entry.file_size(unknown),
                     .meaning = meaning_of(entry.path().filename().string())};
  if (unknown) {
    file.size = 0;
    inventory.findings.push_back({.kind = FindingKind::Unreadable,
                                  .file = file.name,
                                  .text = bytes::system_reason(unknown.value())});
  }
  if (file.meaning.role == FileRole::Other) {
    ++inventory.other_files;
    return;
  }
  inventory.bytes += file.size;
  inventory.user_files += file.meaning.role == FileRole::UserFile ? 1 : 0;
  inventory.shut_down = inventory.shut_down || file.meaning.role == FileRole::ShutdownFlag;
  if (reading == Reading::All && is_looked_at(file.meaning)) {
    auto seen = look_at(entry.path());
    if (seen) {
      file.impression = std::move(*seen);
    } else {
      inventory.findings.push_back(
          {.kind = FindingKind::Unreadable, .file = file.name, .text = seen.error().what});
    }
  }
  inventory.files.push_back(std::move(file));
}

}  // namespace

bool is_post_office(const fs::path& directory) {
  // Every directory that is searched is asked: only files with a meaning are looked at.
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (meaning_of(name).role != FileRole::Other &&
        fs::is_regular_file(entry->symlink_status(ignored))) {
      names.push_back(std::move(name));
    }
  }
  return judge_names(names).generation != Generation::None;
}

bytes::Result<Inventory> take_inventory(const fs::path& directory, Reading reading) {
  const Listing listing = list(directory);
  if (listing.error) {
    return tl::unexpected(
        bytes::input_error(directory.string(), "read the directory", listing.error.value()));
  }
  Inventory inventory;
  inventory.directory = directory;
  inventory.directories = listing.directories;
  inventory.judgement = judge_names(names_of(listing));
  if (inventory.judgement.generation == Generation::None) {
    return bytes::fail(
        bytes::ErrorKind::NotThisFormat,
        directory.string() + ": no file of a cc:Mail post office in it",
        "name the directory that holds CLANDATA and MLANDATA, or CCPODD.00 and CCPOMS");
  }
  for (const auto& file : listing.files) {
    add_file(file, reading, inventory);
  }
  for (const std::string& link : listing.links) {
    if (meaning_of(link).role != FileRole::Other) {
      inventory.findings.push_back(
          {.kind = FindingKind::Unreadable, .file = link, .text = "a link, which is not followed"});
    }
  }
  add_findings(inventory);
  return inventory;
}

}  // namespace ccmail_post_office
