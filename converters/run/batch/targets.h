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
};

/// One for each row. Without a link at its end: outputs replace what a link points to.
[[nodiscard]] bytes::Result<std::vector<PlannedTarget>> plan_targets(
    const std::vector<ListEntry>& entries, const TargetRules& rules);

/// Reasons not to begin, naming the lines of both rows: one target for two, one within another, one
/// that is the unfinished name of another. Letter case does not tell targets apart.
[[nodiscard]] std::vector<bytes::Error> find_collisions(const std::vector<ListEntry>& entries,
                                                        const std::vector<PlannedTarget>& targets);

}  // namespace run::batch
