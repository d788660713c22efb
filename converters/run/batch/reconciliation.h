// What became of each mailbox, from all the lists and result files of a project.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converters/run/batch/control_list.h"

namespace run::batch {

enum class Verdict : std::uint8_t { Done, Failed, Pending, Contradictory };

struct Reconciled {
  ListEntry last;  // what the verdict rests on: the latest result, or the row of work
  Verdict verdict = Verdict::Pending;
  std::string why;            // of Failed and Contradictory: the message, or what contradicts what
  std::uint64_t entries = 0;  // rows about this mailbox
  friend bool operator==(const Reconciled&, const Reconciled&) = default;
};

/// One for each mailbox (key_of), in the order of their first rows. The result with the latest time
/// decides, whatever the order of the rows; a result without a time comes before all that have one.
/// A row of work beside a result does not undo it: what has succeeded is never work again (Q177776:
/// each success deletes its entry). Contradictory: a success before a later failure ("succeeded,
/// later attempt failed"), and a success and a failure of the same time.
[[nodiscard]] std::vector<Reconciled> reconcile(std::span<const ListEntry> entries);

struct VerdictCounts {
  std::uint64_t done = 0;
  std::uint64_t failed = 0;
  std::uint64_t pending = 0;
  std::uint64_t contradictory = 0;
  friend bool operator==(const VerdictCounts&, const VerdictCounts&) = default;
};
[[nodiscard]] VerdictCounts count(std::span<const Reconciled> mailboxes);

/// "done", "failed", "pending", "contradictory".
[[nodiscard]] std::string_view name_of(Verdict verdict);

}  // namespace run::batch
