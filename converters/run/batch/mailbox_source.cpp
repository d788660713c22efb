#include "converters/run/batch/mailbox_source.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "converters/run/find_sources.h"
#include "converters/run/migration_sources.h"
#include "formats/wgpo/tree.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

bool has_migration_set(const fs::path& directory) {
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (begins_migration_set(entry->path())) {
      return true;
    }
  }
  return false;
}

/// The first few names, for a hint.
std::string some_names(const std::vector<Source>& sources) {
  constexpr std::size_t kShown = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(sources.size(), kShown); ++i) {
    names += (i == 0 ? "" : ", ") + shown_path(sources[i]);
  }
  return names + (sources.size() > kShown ? ", …" : "");
}

}  // namespace

Source SourceFinder::find(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return only_mailbox_of(path);
  }
  if (fs::exists(fs::symlink_status(path, ignored))) {
    auto source = sniff_file(path, labels_);
    if (source.kind == SourceKind::Iff && !source.error) {
      return only_mailbox_of(path);
    }
    search_for_mmf(source);
    return source;
  }
  auto place = path.parent_path();
  while (place.has_relative_path() && !fs::exists(place, ignored)) {
    place = place.parent_path();
  }
  // Not every directory on the way up is searched: that could be the whole disk.
  const bool may_hold_mailboxes =
      fs::is_regular_file(place, ignored) ||
      (fs::is_directory(place, ignored) &&
       (wgpo::sniff_tree(place) != wgpo::TreeKind::None || has_migration_set(place)));
  if (may_hold_mailboxes) {
    return mailbox_in(place, path);
  }
  return unusable(path,
                  {.kind = ErrorKind::NoInput,
                   .what = path.string() + ": there is no such file",
                   .hint = path.string().find('\\') == std::string::npos
                               ? "check the row: its source is relative to the list"
                               : "write / between directories, and the path on this machine"});
}

Source SourceFinder::only_mailbox_of(const fs::path& path) {
  const auto& sources = all_in(path);
  if (sources.size() == 1) {
    return sources.front();
  }
  return unusable(path, {.kind = ErrorKind::Unsupported,
                         .what = path.string() + ": holds " + std::to_string(sources.size()) +
                                 " mailboxes, and a row names one",
                         .hint = "write a row for each: " + some_names(sources)});
}

const std::vector<Source>& SourceFinder::all_in(const fs::path& place) {
  const auto [entry, is_new] = searched_.try_emplace(place.lexically_normal());
  if (is_new) {
    auto found = find_sources({place}, {.own = own_, .charset = charset_, .labels = labels_});
    entry->second = std::move(found.sources);
    notes_.insert(notes_.end(), found.notes.begin(), found.notes.end());
  }
  return entry->second;
}

Source SourceFinder::mailbox_in(const fs::path& place, const fs::path& path) {
  const auto& sources = all_in(place);
  std::vector<Source> named;
  std::ranges::copy_if(sources, std::back_inserter(named), [&path](const Source& source) {
    return source.path.lexically_normal() == path.lexically_normal();
  });
  if (named.size() == 1) {
    return std::move(named.front());
  }
  if (named.empty()) {
    return unusable(path,
                    {.kind = ErrorKind::NoInput,
                     .what = path.string() + ": " + place.string() + " has no mailbox of this name",
                     .hint = "mailsniff prints them: " + some_names(sources)});
  }
  return unusable(path, {.kind = ErrorKind::Unsupported,
                         .what = path.string() + ": " + std::to_string(named.size()) +
                                 " mailboxes have this name",
                         .hint = "convert the directory without a list"});
}

}  // namespace run::batch
