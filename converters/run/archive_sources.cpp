#include "converters/run/archive_sources.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "converters/mime/reader/mime_to_model.h"
#include "converters/run/unpack.h"
#include "converters/spool/spool.h"
#include "formats/archives/disk_image.h"
#include "formats/bytes/file_view.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

// An archive in an archive is unpacked, too; one in that is not.
constexpr std::size_t kMostArchives = 2;

bool is_inside(const fs::path& file, const fs::path& directory) {
  return !directory.empty() &&
         std::mismatch(directory.begin(), directory.end(), file.begin(), file.end()).first ==
             directory.end();
}

/// Whether the file is part of what the source is read from.
bool is_of(const Source& source, const fs::path& file) {
  return source.path == file || is_inside(file, source.directory) ||
         std::ranges::find(source.pieces, file) != source.pieces.end();
}

/// A source that met trouble on its way out of the archive is damaged; what became of no source is
/// an entry by itself.
void tell(const UnpackTrouble& trouble, const std::string& shown, std::vector<Source>& sources) {
  const auto owner = std::ranges::find_if(sources, [&trouble](const Source& source) {
    return !trouble.file.empty() && !source.error && is_of(source, trouble.file);
  });
  if (owner != sources.end()) {
    // Told of the source, whose name it has.
    const std::string prefix = shown + "!" + trouble.member + ": ";
    const auto& what = trouble.error.what;
    owner->damages.push_back(what.starts_with(prefix) ? what.substr(prefix.size()) : what);
    return;
  }
  sources.push_back(
      unusable(trouble.member.empty() ? shown : shown + "!" + trouble.member, trouble.error));
}

/// Gives what was found below the root of `tree` to it.
void take_over(Found& below, const std::shared_ptr<const UnpackedArchive>& tree) {
  for (auto& source : below.sources) {
    if (source.unpacked) {
      continue;  // of an archive in this one, whose words know this one's
    }
    source.unpacked = tree;
    for (auto& line : source.evidence) {
      line = tree->in_words(std::move(line));
    }
    if (source.error) {
      source.error->what = tree->in_words(std::move(source.error->what));
      source.error->hint = tree->in_words(std::move(source.error->hint));
    }
  }
  for (auto& note : below.notes) {
    note = tree->in_words(std::move(note));
  }
}

}  // namespace

bool judge_archive(Source& source, std::span<const std::byte> head) {
  if (convert::spool::is_spool(head) || convert::mime::is_eml_name(source.path)) {
    return false;
  }
  const auto view = bytes::FileView::open(source.path);
  if (!view) {
    return false;  // whoever reads it tells why
  }
  const auto file = (*view)->bytes();
  source.form = archives::sniff(file);
  if (source.form != archives::Form::None) {
    source.kind = SourceKind::Archive;
    source.certainty = Certainty::Sure;
    source.what = archives::name_of(source.form);
    source.evidence = {"its first bytes are those of a " + source.what};
    source.error = bytes::Error{.kind = ErrorKind::Unsupported,
                                .what = source.path.string() + ": is a " + source.what,
                                .hint = "mailconvert looks into it; or unpack it"};
    return true;
  }
  const std::string file_system(archives::file_system_of(file));
  if (file_system.empty()) {
    return false;
  }
  source.kind = SourceKind::DiskImage;
  source.certainty = Certainty::Sure;
  source.what = "disk image";
  source.version = file_system;
  source.evidence = {"its first sector begins a file system of " + file_system};
  const auto path = source.path.string();
  const auto mount = "mount -o loop,ro " + path + " FOLDER (as root)";
  const auto copy = "mcopy -s -i " + path + " :: FOLDER (of mtools), or ";
  source.error = bytes::Error{
      .kind = ErrorKind::Unsupported,
      .what =
          path + ": an image of a disk with " + file_system + ", which this program cannot open",
      .hint = (file_system == "NTFS" ? mount : copy + mount) + " gives its files: convert FOLDER"};
  return true;
}

void add_archive(const Source& archive, Named named, const SearchOptions& options, Found& found) {
  const auto shown = options.within == nullptr ? archive.path.string()
                                               : options.within->in_words(archive.path.string());
  if (options.within != nullptr && options.within->depth() >= kMostArchives) {
    found.sources.push_back(unusable(
        archive.path,
        {.kind = ErrorKind::LimitExceeded,
         .what = shown + ": a " + archive.what + " in an archive in an archive: not looked into",
         .hint = "unpack it, and convert what comes out"}));
    return;
  }
  auto unpacked = unpack(archive.path, archive.form, options.within);
  if (!unpacked) {
    found.sources.push_back(unusable(archive.path, unpacked.error()));
    return;
  }
  auto inner = options;
  inner.within = unpacked->tree.get();
  Found below = find_sources({unpacked->tree->root()}, inner);
  const bool has_nothing = below.sources.size() == 1 && below.sources.front().error &&
                           below.sources.front().error->kind == ErrorKind::NoInput &&
                           below.sources.front().path == unpacked->tree->root();
  if (has_nothing && (named == Named::No || !unpacked->troubles.empty())) {
    below.sources.clear();
  }
  if (has_nothing && unpacked->troubles.empty() && named == Named::No) {
    below.notes.push_back(shown + ": a " + archive.what + " without a store in it");
  }
  take_over(below, unpacked->tree);
  for (const auto& trouble : unpacked->troubles) {
    tell(trouble, shown, below.sources);
  }
  std::ranges::move(below.sources, std::back_inserter(found.sources));
  std::ranges::move(unpacked->notes, std::back_inserter(found.notes));
  std::ranges::move(below.notes, std::back_inserter(found.notes));
}

}  // namespace run
