#include "converters/run/sniff.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include "converters/run/exchange_files.h"
#include "converters/run/input_stream.h"
#include "converters/run/mail_sources.h"
#include "converters/run/migration_sources.h"
#include "converters/spool/spool.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/system_error.h"
#include "formats/iff/sniff.h"
#include "formats/imcsave/tree.h"
#include "formats/mmf/header.h"
#include "formats/mmf/store_sweep.h"
#include "formats/pff/sniff.h"
#include "formats/schedule/schedule_text.h"
#include "formats/text/code_page.h"
#include "formats/tnef/attribute.h"
#include "formats/wgpo/ffapi.h"
#include "formats/wgpo/post_office.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

// Enough for the gzip header and the first line of a spool.
constexpr std::uint32_t kPostOfficePage = 850;
constexpr std::size_t kHeadBytes = std::size_t{64} * 1024;

std::string hex_bytes(std::span<const std::byte> data) {
  std::string text;
  for (std::size_t i = 0; i < data.size(); ++i) {
    text += i == 0 ? "" : " ";
    text += bytes::to_hex(data.subspan(i, 1), bytes::HexCase::Upper);
  }
  return text;
}

std::string lower_extension(const fs::path& path) {
  auto extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return extension;
}

/// Who gave a file this name held it for a store: that it is none must be said.
bool has_store_name(const fs::path& path) {
  const auto extension = lower_extension(path);
  return extension == ".pst" || extension == ".ost" || extension == ".pab" || extension == ".mmf" ||
         extension == ".sc2" || extension == ".edb" || extension == ".spool";
}

/// What Microsoft Mail's client called stores, and what they were before a repair (Q104362).
bool may_be_mmf(const fs::path& path) {
  const auto extension = lower_extension(path);
  constexpr std::size_t kNumbered = 4;
  const bool is_numbered = extension.size() == kNumbered && extension[1] == '0' &&
                           std::isdigit(static_cast<unsigned char>(extension[2])) != 0 &&
                           std::isdigit(static_cast<unsigned char>(extension[3])) != 0;
  return extension == ".mmf" || extension == ".bak" || is_numbered;
}

bool has_mmf_beside(const fs::path& path) {
  std::error_code ignored;
  return std::ranges::any_of(std::array{".MMF", ".mmf"}, [&](const char* extension) {
    auto beside = path;
    beside.replace_extension(extension);
    return fs::exists(beside, ignored);
  });
}

bytes::Result<std::vector<std::byte>> read_head(const fs::path& path) {
  auto input = open_input(path, {});
  if (!input) {
    return tl::unexpected(input.error());
  }
  std::vector<std::byte> head(kHeadBytes);
  std::size_t filled = 0;
  while (filled < head.size()) {
    const auto got = (*input)->read(std::span(head).subspan(filled));
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      break;
    }
    filled += *got;
  }
  head.resize(filled);
  return head;
}

std::string to_text(const pff::Evidence& evidence) {
  std::array<char, 16> value{};
  const int length = std::snprintf(value.data(), value.size(), "0x%X", evidence.found);
  return std::string(evidence.field) + " = " +
         std::string(value.data(), static_cast<std::size_t>(length)) +
         (evidence.expected ? "" : ", which is not known");
}

bytes::Error not_a_store(const fs::path& path, std::span<const std::byte> head) {
  const auto shown = head.first(std::min<std::size_t>(4, head.size()));
  bytes::Error error{
      .kind = ErrorKind::NotThisFormat,
      .what = path.string() +
              ": not a PST, OST or PAB file, no Microsoft Mail store, no TNEF stream, no Schedule+ "
              "interchange text, and no spool: it begins with " +
              hex_bytes(shown),
      .hint = "check that it is the right file, and whole"};
  if (auto hint = information_store_hint(path); !hint.empty()) {
    error.hint = std::move(hint);
  }
  const auto extension = lower_extension(path);
  if (extension == ".pst" || extension == ".pab") {
    // Q148271: Macintosh PST and PAB files are another format under the same name.
    error.hint =
        "a file of this name without the mark !BDN may come from Outlook for the Macintosh, whose "
        "files are a different format that cannot be read; or its beginning is damaged";
  }
  return error;
}

void judge(Source& source, std::span<const std::byte> head) {
  const auto confidence = pff::sniff(head);
  if (confidence.certainty != pff::Certainty::None) {
    source.kind = SourceKind::Pff;
    source.certainty =
        confidence.certainty == pff::Certainty::Sure ? Certainty::Sure : Certainty::Possible;
    source.what = pff::name_of(confidence.content);
    source.version = pff::name_of(confidence.layout);
    source.evidence = {to_text(confidence.magic), to_text(confidence.client),
                       to_text(confidence.version)};
    return;
  }
  if (convert::spool::is_spool(head)) {
    source.kind = SourceKind::Spool;
    source.certainty = Certainty::Sure;
    source.what = "spool";
    source.evidence = {"the first line is the opening record of a spool"};
    return;
  }
  if (mmf::is_store(head)) {
    constexpr std::size_t kVersionAt = 4;
    source.kind = SourceKind::Mmf;
    source.certainty = Certainty::Sure;
    source.what = "MMF";
    source.version = mmf::name_of_version(head);
    source.evidence = {"the mark AD DE AF 01 at 0",
                       "version " + hex_bytes(head.subspan(kVersionAt, 4)) + " at 4"};
    return;
  }
  if (wgpo::is_ffapi(head)) {
    source.kind = SourceKind::Ffapi;
    source.certainty = Certainty::Sure;
    source.what = "FFAPI text";
    source.evidence = {"it begins with VERSION:"};
    return;
  }
  if (schedule::is_schedule(head)) {
    const auto version = schedule::version_of(head);
    source.kind = SourceKind::Schedule;
    source.certainty = Certainty::Sure;
    source.what = "Schedule+ interchange";
    source.version = version ? std::to_string(*version) : "";
    source.evidence = {"it begins with SCHEDULE+2 EXPORT VERSION"};
    return;
  }
  if (judge_information_store(source, head)) {
    return;
  }
  if (const auto sort = iff::sniff(head); sort != iff::FileSort::None) {
    judge_migration_file(source, sort);
    return;
  }
  if (tnef::is_stream(head)) {
    const auto begin = *tnef::find_stream(head);
    source.kind = SourceKind::Tnef;
    source.certainty = begin == 0 ? Certainty::Sure : Certainty::Possible;
    source.what = "TNEF";
    source.evidence = {"the signature 0x223E9F78 at " + std::to_string(begin) +
                       (begin == 0 ? "" : ", and an attribute behind it")};
    return;
  }
  if (judge_mail(source, head)) {
    return;
  }
  source.evidence = {"the file begins with " +
                     hex_bytes(head.first(std::min<std::size_t>(16, head.size())))};
  source.error = not_a_store(source.path, head);
}

Source unusable(const fs::path& path, bytes::Error error) {
  Source source;
  source.path = path;
  source.what = "unknown";
  source.error = std::move(error);
  return source;
}

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
                      .what = directory.string() +
                              ": no PST, OST, PAB, MMF, TNEF, PKL, PRI or spool file in it",
                      .hint = "name the directory that holds the stores"}));
    }
  }

 private:
  void look_into(const fs::path& directory) {
    if (imcsave::is_tree(directory)) {
      add_saved_queues(directory);
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

  void add_saved_queues(const fs::path& directory) {
    const auto tree = imcsave::read_tree(directory);
    if (!tree) {
      found_.sources.push_back(unusable(directory, tree.error()));
      return;
    }
    Source source;
    source.path = directory;
    source.directory = directory;
    source.kind = SourceKind::Imcsave;
    source.certainty = tree->packing_list ? Certainty::Sure : Certainty::Possible;
    source.what = "queues saved by IMCSAVE";
    for (const imcsave::Queue& queue : tree->queues) {
      source.evidence.push_back(queue.name + ", " + std::to_string(queue.files.size()) + " files");
      for (const fs::path& file : queue.files) {
        std::error_code unknown;
        const auto size = fs::file_size(file, unknown);
        source.size += unknown ? 0 : size;
      }
    }
    found_.sources.push_back(std::move(source));
  }

  void add_post_office(const fs::path& directory) {
    auto opened = wgpo::PostOffice::open(directory);
    if (!opened) {
      found_.sources.push_back(unusable(directory, opened.error()));
      return;
    }
    const auto office = std::make_shared<const wgpo::PostOffice>(std::move(*opened));
    for (const std::string& remark : office->remarks()) {
      found_.notes.push_back(directory.string() + ": " + remark);
    }
    for (const wgpo::MailboxPlace& place : office->mailboxes()) {
      found_.sources.push_back(mailbox_of(directory, place, office));
    }
    if (office->mailboxes().empty()) {
      found_.sources.push_back(unusable(
          directory, {.kind = ErrorKind::NotThisFormat,
                      .what = directory.string() + ": a post office without any mailbox",
                      .hint = "look for the directories MBG, KEY and MMF of the original"}));
    }
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

  static Source mailbox_of(const fs::path& directory, const wgpo::MailboxPlace& place,
                           const std::shared_ptr<const wgpo::PostOffice>& office) {
    Source source;
    source.office = office;
    source.directory = directory;
    source.mailbox = place.name;
    source.path = directory / text::decode(place.name, kPostOfficePage).utf8;
    source.kind = SourceKind::Wgpo;
    source.certainty =
        office->kind() == wgpo::TreeKind::PostOffice ? Certainty::Sure : Certainty::Possible;
    source.what = "mailbox of a post office";
    for (const auto* file : {place.mailbag, place.key, place.store}) {
      if (file != nullptr) {
        source.size += file->size;
        source.evidence.push_back(file->name + ", " + std::to_string(file->size) + " bytes");
      }
    }
    if (source.evidence.empty()) {
      source.evidence = {"it has no file of its own"};
    }
    return source;
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
    return std::ranges::any_of(options_.outputs, [&path](const fs::path& output) {
      std::error_code ignored;
      return fs::equivalent(path, output, ignored);
    });
  }

  const SearchOptions& options_;
  Found& found_;
};

}  // namespace

Source sniff_file(const fs::path& path) {
  std::error_code code;
  const auto status = fs::status(path, code);
  if (code) {
    return unusable(path, bytes::input_error(path.string(), "open", code.value()));
  }
  if (!fs::is_regular_file(status)) {
    return unusable(path, {.kind = ErrorKind::NotThisFormat,
                           .what = path.string() + ": not a regular file",
                           .hint = "copy its content into a file first"});
  }
  const auto head = read_head(path);
  if (!head) {
    return unusable(path, head.error());
  }
  if (head->empty()) {
    auto source = unusable(path, {.kind = ErrorKind::NotThisFormat,
                                  .what = path.string() + ": the file is empty",
                                  .hint = "look for another copy: nothing of it is left here"});
    source.evidence = {"the file is empty"};
    return source;
  }
  Source source;
  source.path = path;
  source.what = "unknown";
  source.size = fs::file_size(path, code);
  judge(source, *head);
  return source;
}

namespace {

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

void search_for_mmf(Source& source) {
  if (source.kind != SourceKind::Unknown || !source.error || source.size == 0 ||
      source.error->kind != ErrorKind::NotThisFormat) {
    return;
  }
  const auto view = bytes::FileView::open(source.path);
  if (!view) {
    return;
  }
  const auto key = mmf::find_key(mmf::StoreFile((*view)->bytes(), *view));
  if (!key) {
    return;
  }
  source.kind = SourceKind::Mmf;
  source.certainty = Certainty::Possible;
  source.what = "MMF";
  source.version = "without header";
  source.evidence.push_back(
      "objects of a Microsoft Mail store, " +
      std::string(key->cipher.is_normal() ? "in the normal cipher" : "in the DoubleSpace cipher"));
  if (!key->shifts.empty()) {
    source.evidence.push_back("a piece of a store: its beginning is missing");
  }
  source.error.reset();
}

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

std::string name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::None:
      return "none";
    case Certainty::Possible:
      return "possible";
    case Certainty::Sure:
      return "sure";
  }
  return "none";
}

}  // namespace run
