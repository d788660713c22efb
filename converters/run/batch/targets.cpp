#include "converters/run/batch/targets.h"

#include <cstddef>
#include <map>
#include <optional>
#include <system_error>

#include "formats/bytes/output_place.h"
#include "formats/text/code_page.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;

/// "out/" is "out"; a link is what it points to.
fs::path own_name(fs::path path) {
  path = path.lexically_normal();
  if (path.filename().empty()) {
    path = path.parent_path();
  }
  std::error_code error;
  if (fs::is_symlink(fs::symlink_status(path, error))) {
    auto real = fs::canonical(path, error);
    return error ? path : real;
  }
  return path;
}

/// Whether a relative target leads out of `directory`, as it is written.
bool leaves(const fs::path& directory, const fs::path& target) {
  const auto there = (directory / target).lexically_normal();
  const auto relative = there.lexically_relative(directory.lexically_normal());
  return !target.is_absolute() && (relative.empty() || *relative.begin() == "..");
}

/// What is at a place, or is to be.
struct Claim {
  std::string owner;
  std::string target;
  fs::path place;
  bool is_work = false;
};

/// Places, and the claim to each.
using Taken = std::map<fs::path, std::size_t>;

std::optional<std::size_t> taken_above(const Taken& taken, fs::path path) {
  while (path.has_relative_path() && path.parent_path() != path) {
    path = path.parent_path();
    if (const auto found = taken.find(path); found != taken.end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

}  // namespace

bytes::Result<std::vector<PlannedTarget>> plan_targets(const std::vector<ListEntry>& entries,
                                                       const TargetRules& rules) {
  std::vector<PlannedTarget> targets;
  targets.reserve(entries.size());
  for (const ListEntry& entry : entries) {
    const auto path = own_name(rules.directory / entry.row.target);
    if (rules.is_given && leaves(rules.directory, entry.row.target)) {
      return bytes::fail(bytes::ErrorKind::Unsupported,
                         line_name(entry) + ": the target " + entry.row.target + " is not below " +
                             rules.directory.string(),
                         "write it without .., or as an absolute path");
    }
    const auto kind = target_kind(rules.as, path);
    if (!kind) {
      auto error = kind.error();
      error.what = line_name(entry) + ": " + error.what;
      return tl::unexpected(std::move(error));
    }
    targets.push_back({.path = path, .kind = *kind});
  }
  return targets;
}

std::string line_name(const ListEntry& entry) {
  return "line " + std::to_string(entry.line) + ", " + name_of(entry.row);
}

fs::path place_of(const fs::path& path) {
  std::error_code error;
  const auto absolute = fs::absolute(path, error).lexically_normal();
  const auto real = fs::weakly_canonical(absolute, error);
  return text::fold_case((error ? absolute : real).lexically_normal().string());
}

std::vector<bytes::Error> find_collisions(const std::vector<ListEntry>& entries,
                                          const std::vector<PlannedTarget>& targets,
                                          const std::vector<KeptOutput>& kept) {
  std::vector<Claim> claims;
  claims.reserve(targets.size() + kept.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    claims.push_back({.owner = line_name(entries[i]),
                      .target = entries[i].row.target,
                      .place = place_of(targets[i].path),
                      .is_work = true});
  }
  for (const KeptOutput& output : kept) {
    claims.push_back({.owner = output.owner + ", which is done",
                      .target = output.path.string(),
                      .place = place_of(own_name(output.path))});
  }
  std::vector<bytes::Error> errors;
  const auto refuse = [&](std::size_t first, std::size_t second, const std::string& why) {
    if (!claims[first].is_work && !claims[second].is_work) {
      return;  // neither is written
    }
    errors.push_back({.kind = bytes::ErrorKind::Exists,
                      .what = claims[first].owner + " and " + claims[second].owner + ": " + why +
                              " " + claims[second].target,
                      .hint = "give each mailbox a target of its own"});
  };
  Taken taken;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto [place, is_new] = taken.emplace(claims[i].place, i);
    if (!is_new) {
      refuse(place->second, i, "both have the target");
    }
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (const auto above = taken_above(taken, claims[i].place); above) {
      refuse(*above, i, "the target of the first holds that of the second,");
    }
    const auto partial = taken.find(bytes::partial_of(claims[i].place));
    if (partial != taken.end()) {
      refuse(i, partial->second,
             "the target of the first, while it is written, is that of the second,");
    }
  }
  return errors;
}

}  // namespace run::batch
