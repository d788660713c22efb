#include "converters/run/batch/reconciliation.h"

#include <map>

namespace run::batch {
namespace {

/// Everything the rows say of one mailbox.
struct Evidence {
  const ListEntry* work = nullptr;
  const ListEntry* success = nullptr;  // the latest
  const ListEntry* failure = nullptr;  // the latest
  std::uint64_t entries = 0;
};

/// nullopt is before every time.
bool is_later(const ListEntry& one, const ListEntry* other) {
  return other == nullptr || one.time >= other->time;
}

void note(Evidence& evidence, const ListEntry& entry) {
  ++evidence.entries;
  const ListEntry** place = nullptr;
  switch (entry.outcome) {
    case Outcome::Pending:
      if (evidence.work == nullptr) {
        evidence.work = &entry;
      }
      return;
    case Outcome::Success:
      place = &evidence.success;
      break;
    case Outcome::Failure:
      place = &evidence.failure;
      break;
  }
  if (is_later(entry, *place)) {
    *place = &entry;
  }
}

Reconciled judge(const Evidence& evidence) {
  Reconciled result;
  result.entries = evidence.entries;
  if (evidence.success == nullptr && evidence.failure == nullptr) {
    result.last = *evidence.work;
    return result;
  }
  if (evidence.failure == nullptr ||
      (evidence.success != nullptr && evidence.success->time > evidence.failure->time)) {
    result.last = *evidence.success;
    result.verdict = Verdict::Done;
    return result;
  }
  result.last = *evidence.failure;
  result.verdict = Verdict::Failed;
  result.why = evidence.failure->message;
  if (evidence.success != nullptr) {
    const bool is_later = evidence.success->time < evidence.failure->time;
    result.verdict = Verdict::Contradictory;
    result.why = is_later
                     ? "succeeded, later attempt failed: " + evidence.failure->message
                     : "a success and a failure of the same time: " + evidence.failure->message;
  }
  return result;
}

}  // namespace

std::vector<Reconciled> reconcile(std::span<const ListEntry> entries) {
  std::map<std::string, std::size_t> places;
  std::vector<Evidence> evidence;
  for (const ListEntry& entry : entries) {
    const auto [place, is_new] = places.emplace(key_of(entry.row), evidence.size());
    if (is_new) {
      evidence.emplace_back();
    }
    note(evidence[place->second], entry);
  }
  std::vector<Reconciled> result;
  result.reserve(evidence.size());
  for (const Evidence& one : evidence) {
    result.push_back(judge(one));
  }
  return result;
}

VerdictCounts count(std::span<const Reconciled> mailboxes) {
  VerdictCounts counts;
  for (const Reconciled& mailbox : mailboxes) {
    switch (mailbox.verdict) {
      case Verdict::Done:
        ++counts.done;
        break;
      case Verdict::Failed:
        ++counts.failed;
        break;
      case Verdict::Pending:
        ++counts.pending;
        break;
      case Verdict::Contradictory:
        ++counts.contradictory;
        break;
    }
  }
  return counts;
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Done:
      return "done";
    case Verdict::Failed:
      return "failed";
    case Verdict::Pending:
      return "pending";
    case Verdict::Contradictory:
      return "contradictory";
  }
  return "pending";
}

}  // namespace run::batch
