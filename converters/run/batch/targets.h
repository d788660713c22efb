// Where the mailboxes of a list go, and whether two get in each other's way.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "converters/run/batch/control_list.h"
#include "converters/run/target.h"

namespace run::batch {

struct PlannedTarget {
  std::filesystem::path path;
  TargetKind kind = TargetKind::EmlTree;
};

/// How targets are understood.
struct TargetRules {
  std::filesystem::path directory;  // what relative targets are relative to
  std::string as;                   // --as; empty: each name decides
  bool is_given = false;            // the user named it: no relative target may leave it
};

/// One for each row; Unsupported for a target that leaves a directory it may not. Without a link at
/// its end: outputs replace what a link points to.
[[nodiscard]] bytes::Result<std::vector<PlannedTarget>> plan_targets(
    const std::vector<ListEntry>& entries, const TargetRules& rules);

/// An output that stands already and is not to be written again.
struct KeptOutput {
  std::string owner;  // "line 2, "Ann" (AnnA)"
  std::filesystem::path path;
};

/// Where `path` leads: equal for two names of one place. Links are followed, letter case does not
/// tell places apart.
[[nodiscard]] std::filesystem::path place_of(const std::filesystem::path& path);

/// Reasons not to begin, naming both mailboxes: one target for two, one within another, one that is
/// the unfinished name of another, each of two `targets` or of one and one of `kept`.
[[nodiscard]] std::vector<bytes::Error> find_collisions(const std::vector<ListEntry>& entries,
                                                        const std::vector<PlannedTarget>& targets,
                                                        const std::vector<KeptOutput>& kept = {});

/// `line 2, "Ann" (AnnA)`.
[[nodiscard]] std::string line_name(const ListEntry& entry);

}  // namespace run::batch
