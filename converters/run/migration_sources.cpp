#include "converters/run/migration_sources.h"

#include <algorithm>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "converters/run/store_names.h"
#include "formats/bytes/file_view.h"
#include "formats/iff/migration_set.h"
#include "formats/iff/section_header.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

namespace fs = std::filesystem;

std::string counted(std::uint64_t count, const char* one, const char* several) {
  return std::to_string(count) + " " + (count == 1 ? one : several);
}

Source mailbox_of(const fs::path& path, const iff::SetMailbox& mailbox,
                  const std::shared_ptr<const iff::MigrationSet>& set) {
  Source source;
  source.set = set;
  source.pieces = set->members();
  source.mailbox = mailbox.name;
  source.path = path.string() + "/" + mailbox.name;  // a name may begin with a slash
  source.kind = SourceKind::Iff;
  source.certainty = Certainty::Sure;
  source.what = "mailbox of a migration set";
  source.size = mailbox.size;
  for (const iff::SectionPlace place : mailbox.sections) {
    const auto& primary = set->primaries()[place.primary];
    const auto& section = primary.sections[place.section];
    source.evidence.push_back(primary.file.name + " line " + std::to_string(section.at.line) +
                              ": " + std::string(iff::keyword_of(section.kind)) + ", code page " +
                              std::to_string(primary.code_page));
  }
  for (const std::string& key : mailbox.secondaries) {
    const auto* file = set->secondary(key);
    source.evidence.push_back(file->name + ", " + std::to_string(file->size) + " bytes");
  }
  if (source.evidence.empty()) {
    source.evidence = {"an entry of the directory, without a section of messages"};
  }
  return source;
}

}  // namespace

void judge_migration_file(Source& source, iff::FileSort sort) {
  source.kind = SourceKind::Iff;
  source.certainty = Certainty::Sure;
  switch (sort) {
    case iff::FileSort::PackingList:
      source.what = "packing list of migration files";
      source.evidence = {"a code page, and the line Filename,Filetype"};
      return;
    case iff::FileSort::Primary:
      source.what = "primary migration file";
      source.evidence = {"it begins with DIRECTORY, PAB or MAILMESSAGE"};
      return;
    case iff::FileSort::Secondary:
    case iff::FileSort::None:
      break;
  }
  source.what = "secondary migration file";
  source.evidence = {"it begins with " + std::string(iff::kSecondaryHeader)};
  source.error = bytes::Error{.kind = bytes::ErrorKind::NotThisFormat,
                              .what = source.path.string() +
                                      ": a secondary migration file, which has bodies and files "
                                      "of messages, and no messages",
                              .hint = "name the .PKL or .PRI file that belongs to it"};
}

bool begins_migration_set(const fs::path& path) {
  const std::string extension = text::fold_case(path.extension().string());
  std::error_code ignored;
  if ((extension != ".pkl" && extension != ".pri") || !fs::is_regular_file(path, ignored)) {
    return false;
  }
  const auto view = bytes::FileView::open(path);
  const auto sort = view ? iff::sniff((*view)->bytes()) : iff::FileSort::None;
  if (sort == iff::FileSort::PackingList || sort == iff::FileSort::Primary) {
    return true;
  }
  // Junk in front of the first section hides no mailbox.
  bytes::DamageLog unheard;
  return view && extension == ".pri" &&
         !iff::read_sections((*view)->bytes(), text::kWindows1252, unheard).empty();
}

std::string hint_without_list(const fs::path& path) {
  if (lower_extension(path) != ".pkl") {
    return {};
  }
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code error;
  fs::path first;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (lower_extension(entry->path()) == ".pri") {
      first = first.empty() ? entry->path() : std::min(first, entry->path());
    }
  }
  return first.empty()
             ? std::string()
             : "the list is not needed: name its directory, or " + first.filename().string() +
                   ", and what lies there is converted without it";
}

std::vector<fs::path> add_migration_set(const fs::path& path, std::uint32_t charset, Found& found) {
  auto opened = iff::MigrationSet::open(path, charset);
  if (!opened) {
    Source source;
    source.path = path;
    source.what = "unknown";
    source.error = opened.error();
    if (auto hint = hint_without_list(path); !hint.empty()) {
      source.error->hint = std::move(hint);
    }
    found.sources.push_back(std::move(source));
    return {};
  }
  const auto set = std::make_shared<const iff::MigrationSet>(std::move(*opened));
  for (const std::string& remark : set->remarks()) {
    found.notes.push_back(path.string() + ": " + remark);
  }
  if (const auto& count = set->directory(); count.total() != 0) {
    found.notes.push_back(
        path.string() + ": its directory has " + counted(count.total(), "entry", "entries") + ": " +
        counted(count.mailboxes, "mailbox", "mailboxes") + ", " +
        counted(count.remotes, "address", "addresses") + " elsewhere, " +
        counted(count.lists, "list", "lists") + ", " + counted(count.others, "other", "others") +
        "; they are no items of a mailbox");
  }
  for (const iff::SetMailbox& mailbox : set->mailboxes()) {
    found.sources.push_back(mailbox_of(path, mailbox, set));
  }
  return set->members();
}

bool is_set_itself(const Source& source) {
  return source.kind == SourceKind::Iff && source.mailbox == iff::kSetItself;
}

}  // namespace run
