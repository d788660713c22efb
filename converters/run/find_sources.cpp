#include "converters/run/find_sources.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "converters/run/exchange_files.h"
#include "converters/run/mail_sources.h"
#include "converters/run/migration_sources.h"
#include "converters/run/post_office_sources.h"
#include "converters/run/store_names.h"
#include "formats/bytes/system_error.h"
#include "formats/imcsave/tree.h"
#include "formats/mmf/header.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

/// Looks through directories.
class Search {
 public:
  Search(const SearchOptions& options, Found& found) : options_(options), found_(found) {}

  void look_below(const fs::path& directory) {
    const auto before = found_.sources.size();
    look_into(directory);
    if (found_.sources.size() == before) {
      found_.sources.push_back(unusable(
          directory, {.kind = ErrorKind::NoInput,
                      .what = directory.string() + ": no store, set of stores or mail in it",
                      .hint = "name the directory that holds the stores"}));
    }
  }

 private:
  void look_into(const fs::path& directory) {
    if (imcsave::is_tree(directory)) {
      found_.sources.push_back(saved_queues(directory));
    } else if (wgpo::sniff_tree(directory) != wgpo::TreeKind::None) {
      add_post_office(directory);
    } else if (const auto mail = convert::mime::sniff_mail_directory(directory)) {
      found_.sources.push_back(mail_directory(directory, *mail));
      add_stores_in(directory);
    } else {
      add_directory(directory);
    }
  }

  /// Stores that somebody put into a directory of mail.
  void add_stores_in(const fs::path& directory) {
    std::error_code error;
    fs::recursive_directory_iterator entry(directory, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (has_store_name(entry->path()) && !is_output(entry->path())) {
        add_file(entry->path());
      }
    }
  }

  void add_post_office(const fs::path& directory) {
    auto opened = wgpo::PostOffice::open(directory);
    if (!opened) {
      found_.sources.push_back(unusable(directory, opened.error()));
      return;
    }
    const auto office = std::make_shared<const wgpo::PostOffice>(std::move(*opened));
    add_mailboxes(directory, office, found_);
    add_others_of(*office);
  }

  /// Trees inside the tree, at any level, and stores that somebody put there.
  void add_others_of(const wgpo::PostOffice& office) {
    constexpr std::string_view kMark = "GLB/MASTER.GLB";
    std::map<std::string, fs::path> roots;  // by their prefixes: "BACKUP/WGPO/"
    for (const auto& [name, file] : office.tree().files()) {
      const bool is_root = name.size() > kMark.size() && name.ends_with(kMark) &&
                           name[name.size() - kMark.size() - 1] == '/';
      if (is_root) {
        roots.emplace(name.substr(0, name.size() - kMark.size()),
                      file.path.parent_path().parent_path());
      }
    }
    std::vector<std::string> inner;
    for (const auto& [prefix, root] : roots) {
      // One within another is that one's to find; prefixes come before what they begin.
      if (inner.empty() || !prefix.starts_with(inner.back())) {
        inner.push_back(prefix);
        add_post_office(root);
      }
    }
    for (const auto& [name, file] : office.tree().files()) {
      if (!has_store_name(file.path) || is_output(file.path)) {
        continue;
      }
      const bool is_inside = std::ranges::any_of(
          inner, [&name](const std::string& prefix) { return name.starts_with(prefix); });
      const bool is_mailbox = std::ranges::any_of(
          office.mailboxes(),
          [&file](const wgpo::MailboxPlace& place) { return place.store == &file; });
      if (!is_inside && !is_mailbox) {
        add_file(file.path);
      }
    }
  }

  /// In the order of the names; what cannot be looked into is an entry with an error.
  void add_directory(const fs::path& directory) {
    std::vector<fs::path> entries;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      entries.push_back(entry->path());
    }
    if (error) {
      found_.sources.push_back(unusable(
          directory, bytes::input_error(directory.string(), "read the directory", error.value())));
    }
    std::ranges::sort(entries);
    std::ranges::move(notes_on_companions(entries), std::back_inserter(found_.notes));
    const auto before = found_.sources.size();
    const auto members = std::ranges::any_of(entries, begins_migration_set)
                             ? add_migration_set(directory, options_.charset, found_)
                             : std::vector<fs::path>();
    bool has_messages = false;
    for (const auto& path : entries) {
      if (std::ranges::find(members, path) != members.end()) {
        continue;
      }
      if (convert::mime::is_eml_name(path) && fs::is_regular_file(path, error)) {
        has_messages = true;
      } else {
        add_entry(path);
      }
    }
    settle_mail_tree(directory, has_messages, before, found_.sources);
  }

  void add_entry(const fs::path& path) {
    std::error_code error;
    const auto own = fs::symlink_status(path, error);
    const auto status = fs::status(path, error);
    if (is_output(path)) {
      found_.notes.push_back(path.string() + ": left out: it is the output");
    } else if (fs::is_symlink(own) && !fs::is_regular_file(status) && !has_store_name(path)) {
      // A link to a directory may lead back up; one to nothing holds nothing.
      found_.notes.push_back(path.string() + ": left out: a link, which is not followed");
    } else if (fs::is_directory(own)) {
      look_into(path);
    } else if (is_one_of(options_.own, path)) {
      return;
    } else if (fs::is_regular_file(status) || !fs::status_known(status) || has_store_name(path)) {
      add_file(path);
    }
  }

  void add_file(const fs::path& path) {
    auto source = sniff_file(path);
    if (may_be_mmf(path)) {
      search_for_mmf(source);
    }
    if (source.kind == SourceKind::Mmf && lower_extension(path) != ".mmf" &&
        !options_.with_unknown && has_mmf_beside(path)) {
      found_.notes.push_back(path.string() +
                             ": left out: a backup of the store beside it; name it to convert it");
      return;
    }
    const bool is_text = source.kind == SourceKind::Mime && !is_mailbox_file(source);
    if (is_text && !options_.with_unknown && !has_store_name(path)) {
      return;  // that a file begins like a message makes it no store
    }
    const bool no_store = source.error && source.error->kind == ErrorKind::NotThisFormat;
    if (!no_store || options_.with_unknown || has_store_name(path)) {
      found_.sources.push_back(std::move(source));
    }
  }

  [[nodiscard]] bool is_output(const fs::path& path) const {
    return is_one_of(options_.outputs, path);
  }
  static bool is_one_of(const std::vector<fs::path>& files, const fs::path& path) {
    return std::ranges::any_of(files, [&path](const fs::path& file) {
      std::error_code ignored;
      return fs::equivalent(path, file, ignored);
    });
  }

  const SearchOptions& options_;
  Found& found_;
};

/// How long the store says it is; 0 when it does not.
std::uint64_t announced_size(const fs::path& path) {
  const auto head = read_head(path);
  bytes::DamageLog ignored;
  const auto header = head ? mmf::read_header(*head, ignored) : std::nullopt;
  return header ? header->maps.at(header->current_map).end_of_file : 0;
}

/// FORMAT.md 1: a store that is shorter than it says, and behind it files that are nothing by
/// themselves and fill the gap: pieces of one.
void join_pieces(std::vector<Source>& sources) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Source& first = sources[i];
    const std::uint64_t announced =
        first.kind == SourceKind::Mmf && !first.error ? announced_size(first.path) : 0;
    std::uint64_t size = first.size;
    std::size_t end = i + 1;
    while (
        size < announced && end < sources.size() &&
        (sources[end].kind == SourceKind::Unknown ||
         (sources[end].kind == SourceKind::Mmf && sources[end].certainty == Certainty::Possible))) {
      size += sources[end].size;
      ++end;
    }
    // The one size of a real store that is published has a byte more than its blocks.
    constexpr std::uint64_t kMostOver = 128;
    if (end == i + 1 || size < announced || size - announced >= kMostOver) {
      continue;
    }
    Source joined = first;
    joined.size = size;
    for (std::size_t piece = i; piece < end; ++piece) {
      joined.pieces.push_back(sources[piece].path);
    }
    joined.evidence.push_back("with the files behind it, " + std::to_string(end - i) +
                              " pieces of one store of " + std::to_string(size) + " bytes");
    sources[i] = std::move(joined);
    sources.erase(sources.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                  sources.begin() + static_cast<std::ptrdiff_t>(end));
  }
}

}  // namespace

Found find_sources(const std::vector<fs::path>& paths, const SearchOptions& options) {
  Found found;
  Search search(options, found);
  for (const auto& path : paths) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
      search.look_below(path);
    } else {
      auto source = sniff_file(path);
      if (source.kind == SourceKind::Iff && !source.error) {
        (void)add_migration_set(path, options.charset, found);
        continue;
      }
      search_for_mmf(source);
      found.sources.push_back(std::move(source));
    }
  }
  join_pieces(found.sources);
  return found;
}

}  // namespace run
