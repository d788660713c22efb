#include "converters/run/evidence/source_files.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "converters/run/evidence/walk_files.h"
#include "converters/run/unpacked_archive.h"
#include "formats/bytes/system_error.h"
#include "formats/text/code_page.h"

namespace run::evidence {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::string name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Unchanged:
      return "unchanged";
    case Verdict::Changed:
      return "changed";
    case Verdict::Gone:
      return "gone";
    case Verdict::Appeared:
      return "appeared";
    case Verdict::Unread:
      break;
  }
  return "unread";
}

Verdict SourceFile::verdict() const {
  if (before && after) {
    return *before == *after ? Verdict::Unchanged : Verdict::Changed;
  }
  if (after) {
    return Verdict::Appeared;
  }
  std::error_code ignored;
  const bool is_gone = before && !fs::exists(fs::symlink_status(path, ignored));
  return is_gone ? Verdict::Gone : Verdict::Unread;
}

void FileNames::add(const std::string& name, std::size_t number) {
  add(exact_, name, number);
  add(folded_, text::fold_case(name), number);
}

void FileNames::add(Numbers& numbers, const std::string& name, std::size_t number) {
  const auto [place, is_first] = numbers.try_emplace(name, number);
  if (!is_first && place->second != number) {
    place->second = std::nullopt;
  }
}

bool FileNames::contains(const std::string& name) const {
  return folded_.contains(text::fold_case(name));
}

std::optional<std::size_t> FileNames::find(const std::string& name) const {
  if (const auto exact = exact_.find(name); exact != exact_.end()) {
    return exact->second;
  }
  const auto folded = folded_.find(text::fold_case(name));
  return folded == folded_.end() ? std::nullopt : folded->second;
}

SourceFiles::SourceFiles(const std::vector<Source>& sources) {
  for (const Source& source : sources) {
    auto& group = groups_[source.path];
    if (group == nullptr) {
      group = make_group(source);
    }
  }
}

std::shared_ptr<SourceFiles::Group> SourceFiles::make_group(const Source& source) {
  auto group = std::make_shared<Group>();
  if (source.unpacked) {
    // The file that the user has; what came out of it is gone when the run ends.
    const auto& archive = source.unpacked->archive();
    Group of_archive;
    of_archive.source = archive;
    add(of_archive, archive, false);
    group->unpacked = source.unpacked;
  }
  if (!source.pieces.empty()) {
    group->source = source.path;
    for (const auto& piece : source.pieces) {
      add(*group, piece, false);
    }
    return group;
  }
  std::error_code ignored;
  const bool is_directory = fs::is_directory(source.path, ignored);
  if (source.directory.empty() && !is_directory) {
    group->source = source.path;
    add(*group, source.path, false);
    return group;
  }
  const fs::path directory = source.directory.empty() ? source.path : source.directory;
  auto& shared = directories_[directory];
  if (shared == nullptr) {
    group->source = directory;
    group->directory = directory;
    add_below(*group, false);
    shared = std::move(group);
  }
  return shared;
}

void SourceFiles::add(Group& group, const fs::path& path, bool appeared) {
  const auto [known, is_new] = known_.try_emplace(path, files_.size());
  if (is_new) {
    const auto shown = [&group](const fs::path& one) {
      return group.unpacked ? group.unpacked->in_words(one.string()) : one.string();
    };
    files_.push_back({.path = path,
                      .name = shown(path),
                      .source = shown(group.source),
                      .archive = group.unpacked ? group.unpacked->archive().string() : ""});
  }
  if (appeared) {
    return;  // no item can have come from it
  }
  const std::size_t number = known->second;
  group.first = group.first.value_or(number);
  group.by_name.add(path.filename().string(), number);
  if (!group.directory.empty()) {
    group.by_path.add(path.lexically_relative(group.directory).generic_string(), number);
  }
}

void SourceFiles::add_below(Group& group, bool appeared) {
  walk_files(
      group.directory, [&](const fs::path& path) { add(group, path, appeared); },
      [&](const fs::path& path, const std::error_code& error) {
        add(group, path, appeared);
        auto& file = files_[known_.at(path)];
        file.trouble = bytes::input_error(file.name, "read the directory", error.value()).what;
      });
}

bytes::Result<void> SourceFiles::take(Progress& progress, const std::string& what,
                                      std::optional<FileDigests> SourceFile::*digests) {
  for (SourceFile& file : files_) {
    if (!file.trouble.empty()) {
      continue;
    }
    std::error_code error;
    const auto size = fs::file_size(file.path, error);
    progress.start(what + file.path.filename().string(), error ? 0 : size);
    auto taken = digest_file(file.path, [&progress](std::uint64_t done) { progress.bytes(done); });
    if (taken) {
      file.*digests = std::move(*taken);
    } else if (taken.error().kind == bytes::ErrorKind::Interrupted) {
      return tl::unexpected(taken.error());
    } else {
      // digest_file() names it by its path.
      file.trouble = taken.error().what;
      if (const auto path = file.path.string(); file.trouble.starts_with(path)) {
        file.trouble.replace(0, path.size(), file.name);
      }
    }
  }
  progress.clear();
  return {};
}

bytes::Result<void> SourceFiles::take_before(Progress& progress) {
  return take(progress, "hashing ", &SourceFile::before);
}

bytes::Result<void> SourceFiles::take_after(Progress& progress) {
  for (const auto& [directory, group] : directories_) {
    add_below(*group, true);
  }
  return take(progress, "hashing again ", &SourceFile::after);
}

const SourceFile* SourceFiles::find(const fs::path& path) const {
  const auto known = known_.find(path);
  return known == known_.end() ? nullptr : &files_[known->second];
}

std::optional<std::size_t> SourceFiles::file_of(const Source& source, const std::string& file,
                                                const std::string& native_id) const {
  const auto found = groups_.find(source.path);
  if (found == groups_.end() || source.kind == SourceKind::Spool) {
    return std::nullopt;
  }
  const Group& group = *found->second;
  if (source.carved_at) {
    return group.first;  // the image, whatever the store in it is called
  }
  if (source.kind == SourceKind::Mime && !native_id.empty()) {
    // Its mail is named by the file it lies in, and in an mbox by its number there.
    const std::string place = native_id.substr(0, native_id.rfind('#'));
    for (const auto& name : {native_id, place}) {
      if (group.by_path.contains(name)) {
        return group.by_path.find(name);
      }
    }
    const bool is_it = group.directory.empty() &&
                       (group.by_name.contains(native_id) || group.by_name.contains(place)) &&
                       group.by_name.contains(file);
    return is_it ? group.first : std::nullopt;
  }
  return group.by_path.contains(file) ? group.by_path.find(file)
                                      : group.by_name.find(fs::path(file).filename().string());
}

}  // namespace run::evidence
