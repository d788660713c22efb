#include "converters/run/evidence/output_files.h"

#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "converters/run/evidence/walk_files.h"
#include "converters/run/quantity.h"
#include "formats/bytes/system_error.h"

namespace run::evidence {
namespace {

namespace fs = std::filesystem;

/// "X-2.pst: Inbox": the part in front.
std::string part_of(const std::string& place, const std::vector<OutputPart>& parts) {
  std::string longest;
  for (const auto& part : parts) {
    if (place.starts_with(part.name + ": ") && part.name.size() > longest.size()) {
      longest = part.name;
    }
  }
  return longest;
}

}  // namespace

bytes::Result<std::string> OutputFiles::digest(const fs::path& file) {
  if (const auto known = shared_.find(file); known != shared_.end()) {
    return known->second;
  }
  auto digests = digest_file(file, {});
  if (!digests) {
    return tl::unexpected(digests.error());
  }
  if (auto told = on_file_(file, *digests); !told) {
    return tl::unexpected(told.error());
  }
  if (has_a_file_each()) {
    ++item_files_;
  } else {
    shared_.emplace(file, digests->sha256);
  }
  return digests->sha256;
}

bytes::Result<OutputPlace> OutputFiles::place_of(const ItemRecord& record) {
  OutputPlace place{.file = result_.output, .item = record.output_id, .sha256 = {}};
  if (has_a_file_each()) {
    place.file /= record.place;
  } else if (kind_ == TargetKind::Mboxrd) {
    const auto mark = record.place.rfind('#');
    place.file /= record.place.substr(0, mark);
    place.item = record.place.substr(mark + 1);
  } else if (is_pst(kind_)) {
    place.file = result_.output.parent_path() / part_of(record.place, result_.parts);
  }
  auto sha256 = digest(place.file);
  if (!sha256) {
    return tl::unexpected(sha256.error());
  }
  place.sha256 = std::move(*sha256);
  return place;
}

bool OutputFiles::is_file_of_item(const fs::path& path) const {
  switch (kind_) {
    case TargetKind::EmlTree:
      return path.extension() == ".eml";
    case TargetKind::Maildir:
      return path.parent_path().filename() == "cur";
    default:
      return false;
  }
}

bytes::Result<void> OutputFiles::tell_others() {
  std::vector<fs::path> others;
  std::uint64_t there = 0;
  bytes::Result<void> walked;
  std::error_code ignored;
  if (fs::is_directory(result_.output, ignored)) {
    walk_files(
        result_.output,
        [&](const fs::path& path) {
          if (is_file_of_item(path)) {
            ++there;
          } else {
            others.push_back(path);
          }
        },
        [&](const fs::path& path, const std::error_code& error) {
          walked = tl::unexpected(
              bytes::input_error(path.string(), "read the directory", error.value()));
        });
  } else {
    others.push_back(result_.output);
    for (const auto& part : result_.parts) {
      others.push_back(result_.output.parent_path() / part.name);
    }
    for (const auto& name : result_.further_files) {
      others.push_back(result_.output.parent_path() / name);
    }
  }
  if (walked && there != item_files_) {
    walked = bytes::fail(bytes::ErrorKind::Io,
                         result_.output.string() + ": has files of " + format_items(there, "item") +
                             ", and of " + format_count(item_files_) + " some were written",
                         "let nobody change an output before its evidence is complete");
  }
  for (const auto& file : others) {
    if (!walked) {
      return walked;
    }
    if (shared_.contains(file)) {
      continue;
    }
    const auto digests = digest_file(file, {});
    walked = digests ? on_file_(file, *digests) : tl::unexpected(digests.error());
    if (digests) {
      shared_.emplace(file, digests->sha256);  // a PST's first part is named twice
    }
  }
  return walked;
}

}  // namespace run::evidence
