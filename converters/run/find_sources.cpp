#include "converters/run/find_sources.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "converters/run/archive_sources.h"
#include "converters/run/ccmail_post_office_sources.h"
#include "converters/run/ccmail_sources.h"
#include "converters/run/exchange_files.h"
#include "converters/run/mail_sources.h"
#include "converters/run/migration_sources.h"
#include "converters/run/post_office_sources.h"
#include "converters/run/store_names.h"
#include "converters/run/unpacked_archive.h"
#include "formats/bytes/system_error.h"
#include "formats/ccmail_post_office/collection.h"
#include "formats/imcsave/tree.h"
#include "formats/mmf/header.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

/// Files of one directory that are not converted.
struct LeftOut {
  std::uint64_t count = 0;
  fs::path first{};  // by name

  void add(const fs::path& file) {
    first = count == 0 ? file : std::min(first, file);
    ++count;
  }
  /// "mh: 3 files left out, such as 1: "
  [[nodiscard]] std::string text(const fs::path& directory) const {
    return directory.string() + ": " + std::to_string(count) + (count == 1 ? " file" : " files") +
           " left out, such as " + first.filename().string() + ": ";
  }
};

using LeftOutFiles = std::map<fs::path, LeftOut>;  // by directory

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
    tell_left_out();
  }

 private:
  void look_into(const fs::path& directory) {
    if (imcsave::is_tree(directory)) {
      found_.sources.push_back(saved_queues(directory));
    } else if (wgpo::sniff_tree(directory) != wgpo::TreeKind::None) {
      add_post_office(directory);
    } else if (ccmail_post_office::is_post_office(directory)) {
      const auto told =
          add_ccmail_post_office(directory,
                                 options_.with_unknown ? ccmail_post_office::Reading::All
                                                       : ccmail_post_office::Reading::Names,
                                 found_);
      in_sets_.insert(told.begin(), told.end());
      in_post_offices_.insert(directory);
      add_directory(directory);
    } else if (ccmail_post_office::is_collection(directory)) {
      add_collection(directory, found_);
    } else if (const auto mail = convert::mime::sniff_mail_directory(directory)) {
      found_.sources.push_back(mail_directory(directory, *mail));
      add_stores_in(directory);
      if (*mail == convert::mime::MailKind::Maildir) {
        look_for_strays(directory);
      }
    } else {
      add_directory(directory);
    }
  }

  void look_for_strays(const fs::path& maildir) {
    std::error_code error;
    fs::directory_iterator entry(maildir, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      std::error_code ignored;
      if (convert::mime::is_eml_name(entry->path()) && entry->is_regular_file(ignored)) {
        strays_[maildir].add(entry->path());
      }
    }
  }

  void tell_left_out() {
    tell(messages_, "what looks like a message and is not called .eml; name it to convert it");
    tell(strays_,
         "an .eml file beside cur and new is no part of the Maildir; name it to convert it");
    tell(packed_, "a packed file that this program cannot unpack; do it to convert what it holds");
  }

  /// A line for each directory.
  void tell(LeftOutFiles& all, std::string_view why) {
    for (const auto& [directory, files] : all) {
      found_.notes.push_back(files.text(directory) + std::string(why));
    }
    all.clear();
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
          inner, [&name = name](const std::string& prefix) { return name.starts_with(prefix); });
      const bool is_mailbox = std::ranges::any_of(
          office.mailboxes(),
          [&file = file](const wgpo::MailboxPlace& place) { return place.store == &file; });
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
    if (std::ranges::any_of(entries, begins_migration_set)) {
      const auto members = add_migration_set(directory, options_.charset, found_);
      in_sets_.insert(members.begin(), members.end());
      // Without a set, what begins one is told with the directory.
      std::ranges::copy_if(entries, std::inserter(in_sets_, in_sets_.end()), begins_migration_set);
    }
    if (auto queue = ccmail_queue(directory, entries, options_.labels)) {
      in_sets_.insert(queue->pieces.begin(), queue->pieces.end());
      found_.sources.push_back(std::move(*queue));
    }
    bool has_messages = false;
    for (const auto& path : entries) {
      if (in_sets_.contains(path) ||
          (in_post_offices_.contains(directory) && is_of_post_office(path))) {
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
    auto source = sniff_file(path, options_.labels);
    if (source.kind == SourceKind::Archive) {
      add_archive(source, Named::No, options_, found_);
      return;
    }
    if (source.kind == SourceKind::Iff && !source.error) {
      add_set_of(path);
      return;
    }
    if (may_be_mmf(path)) {
      search_for_mmf(source);
    }
    if (source.kind == SourceKind::Mmf && lower_extension(path) != ".mmf" &&
        !options_.with_unknown && has_mmf_beside(path)) {
      found_.notes.push_back(path.string() +
                             ": left out: a backup of the store beside it; name it to convert it");
      return;
    }
    if (source.kind == SourceKind::Ccmail && source.certainty == Certainty::Possible &&
        !options_.with_unknown && !has_export_name(path)) {
      found_.notes.push_back(path.string() +
                             ": left out: a text with what may be messages of a cc:Mail export; "
                             "name it to convert it");
      return;
    }
    const bool is_text = source.kind == SourceKind::Mime && !is_mailbox_file(source);
    if (is_text && !options_.with_unknown && !has_store_name(path)) {
      leave_out(source);
      return;
    }
    const bool no_store = source.error && source.error->kind == ErrorKind::NotThisFormat;
    const bool has_content_by_name = has_mailbox_name(path) || has_export_name(path);
    if (no_store && has_content_by_name && source.size == 0 && !options_.with_unknown) {
      found_.notes.push_back(path.string() + ": left out: the file is empty");
      return;
    }
    if (const auto list = no_store ? unread_list(path) : std::string();
        !list.empty() && !options_.with_unknown) {
      found_.notes.push_back(path.string() + ": left out: " + list);
      return;
    }
    if (!no_store || options_.with_unknown || has_store_name(path) || has_content_by_name) {
      found_.sources.push_back(std::move(source));
    } else if (has_packed_name(path)) {
      packed_[path.parent_path()].add(path);
    }
  }

  /// That a file begins like a message, or has one somewhere, makes it no store.
  void leave_out(const Source& source) {
    if (source.mail == convert::mime::MailKind::Mbox) {
      found_.notes.push_back(source.path.string() +
                             ": left out: it looks like an mbox whose beginning is damaged; name "
                             "it to convert it");
    } else {
      messages_[source.path.parent_path()].add(source.path);
    }
  }

  /// `path` begins like a file of a set, whatever its name: its directory is one. If it is none,
  /// the file is a text.
  void add_set_of(const fs::path& path) {
    const auto members = add_migration_set(path.parent_path(), options_.charset, found_);
    in_sets_.insert(members.begin(), members.end());
    if (members.empty() && !options_.with_unknown) {
      found_.sources.pop_back();
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
  LeftOutFiles messages_;
  LeftOutFiles strays_;  // by Maildir
  LeftOutFiles packed_;
  std::set<fs::path> in_sets_;          // files of migration sets
  std::set<fs::path> in_post_offices_;  // directories that are post offices of cc:Mail
};

/// How long the store says it is; 0 when it does not.
std::uint64_t announced_size(const fs::path& path) {
  const auto head = read_head(path);
  bytes::DamageLog ignored;
  const auto header = head ? mmf::read_header(*head, ignored) : std::nullopt;
  return header ? header->maps.at(header->current_map).end_of_file : 0;
}

/// formats/mmf/FORMAT.md 1: a store that is shorter than it says, and behind it files that are
/// nothing by themselves and fill the gap: pieces of one.
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

/// Where a source lies for the user: of an archive that is named twice, members come out twice.
fs::path known_path(const Source& source) {
  return source.unpacked
             ? source.unpacked->archive() / source.path.lexically_relative(source.unpacked->root())
             : source.path;
}

/// Of the sources from `first` on, those of path number `number`, drops what an earlier path has
/// found already.
void drop_repeated(Found& found, std::size_t first, std::size_t number,
                   std::map<std::string, std::size_t>& given) {
  const auto is_repeated = [&](const Source& source) {
    std::error_code failed;
    const fs::path place = fs::weakly_canonical(known_path(source), failed);
    const auto key = (failed ? source.path : place).string();
    const bool is_known = given.try_emplace(key, number).first->second != number;
    if (is_known) {
      found.notes.push_back(shown_path(source) + ": named twice: converted once");
    }
    return is_known;
  };
  const auto begin = found.sources.begin() + static_cast<std::ptrdiff_t>(first);
  found.sources.erase(std::remove_if(begin, found.sources.end(), is_repeated), found.sources.end());
}

}  // namespace

Found find_sources(const std::vector<fs::path>& paths, const SearchOptions& options) {
  Found found;
  Search search(options, found);
  std::map<std::string, std::size_t> given;  // each source, by the path it was found under
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const fs::path& path = paths[i];
    const std::size_t before = found.sources.size();
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
      search.look_below(path);
    } else {
      auto source = sniff_file(path, options.labels);
      if (source.kind == SourceKind::Archive) {
        add_archive(source, Named::Yes, options, found);
      } else if (source.kind == SourceKind::Iff && !source.error) {
        (void)add_migration_set(path, options.charset, found);
      } else {
        search_for_mmf(source);
        found.sources.push_back(std::move(source));
      }
    }
    drop_repeated(found, before, i, given);
  }
  join_pieces(found.sources);
  return found;
}

}  // namespace run
