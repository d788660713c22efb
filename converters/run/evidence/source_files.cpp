#include "converters/run/evidence/source_files.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "converters/run/evidence/walk_files.h"
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
    files_.push_back({.path = path, .source = group.source});
  }
  if (appeared) {
    return;  // no item can have come from it
  }
  const std::size_t number = known->second;
  const auto name = text::fold_case(path.filename().string());
  const auto [place, is_first] = group.by_name.try_emplace(name, number);
  if (!is_first && place->second != number) {
    place->second = std::nullopt;
  }
  if (!group.directory.empty()) {
    const auto below = path.lexically_relative(group.directory).generic_string();
    group.by_path.try_emplace(text::fold_case(below), number);
  }
}

void SourceFiles::add_below(Group& group, bool appeared) {
  walk_files(
      group.directory, [&](const fs::path& path) { add(group, path, appeared); },
      [&](const fs::path& path, const std::error_code& error) {
        add(group, path, appeared);
        files_[known_.at(path)].trouble =
            bytes::input_error(path.string(), "read the directory", error.value()).what;
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
      file.trouble = taken.error().what;
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
    return group.by_name.begin()->second;  // the image, whatever the store in it is called
  }
  if (source.kind == SourceKind::Mime) {
    // Its mail is named by the file it lies in, and in an mbox by its number there.
    const std::string place = text::fold_case(native_id.substr(0, native_id.rfind('#')));
    const auto whole = group.by_path.find(text::fold_case(native_id));
    const auto within = group.by_path.find(place);
    if (whole != group.by_path.end()) {
      return whole->second;
    }
    if (within != group.by_path.end()) {
      return within->second;
    }
    const bool is_it =
        group.directory.empty() &&
        (group.by_name.contains(text::fold_case(native_id)) || group.by_name.contains(place)) &&
        group.by_name.contains(text::fold_case(file));
    return is_it ? group.by_name.begin()->second : std::nullopt;
  }
  if (const auto below = group.by_path.find(text::fold_case(file)); below != group.by_path.end()) {
    return below->second;
  }
  const auto named = group.by_name.find(text::fold_case(fs::path(file).filename().string()));
  return named == group.by_name.end() ? std::nullopt : named->second;
}

}  // namespace run::evidence
