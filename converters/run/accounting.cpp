#include "converters/run/accounting.h"

#include <algorithm>
#include <string>
#include <utility>

#include "converters/run/message_pieces.h"
#include "converters/run/stop.h"
#include "formats/iff/migration_set.h"

namespace run {
namespace {

using bytes::ErrorKind;

model::Result<void> check_stop(const model::Store& store) {
  if (stop_signal() != 0) {
    return bytes::fail(ErrorKind::Interrupted, store.source + ": stopped by the user");
  }
  return {};
}

void add_outcome(Outcome& outcome, model::Disposition disposition) {
  switch (disposition) {
    case model::Disposition::Written:
      ++outcome.written;
      return;
    case model::Disposition::Skipped:
      ++outcome.skipped;
      return;
    case model::Disposition::Failed:
      ++outcome.failed;
      return;
  }
}

void add_disposition(Tally& tally, model::Disposition disposition) {
  switch (disposition) {
    case model::Disposition::Written:
      ++tally.written;
      return;
    case model::Disposition::Skipped:
      ++tally.skipped;
      return;
    case model::Disposition::Failed:
      ++tally.failed;
      return;
  }
}

std::uint64_t& count_of(StateCounts& counts, model::State state) {
  switch (state) {
    case model::State::Partial:
      return counts.partial;
    case model::State::Recovered:
      return counts.recovered;
    case model::State::Carved:
      return counts.carved;
    case model::State::Intact:
      break;
  }
  return counts.intact;
}

void add_reason(std::vector<SkippedReason>& reasons, const std::string& why) {
  const auto found = std::ranges::find(reasons, why, &SkippedReason::why);
  if (found != reasons.end()) {
    ++found->count;
  } else if (reasons.size() < Kept<SkippedReason>::kKept) {
    reasons.push_back({.why = why, .count = 1});
  }
}

/// An item the target refused, as a loss.
model::Loss refused(const model::Message& message, const std::string& why) {
  model::Loss loss;
  loss.folder = message.folder;
  loss.source = message.provenance.source;
  loss.native_id = message.provenance.native_id;
  loss.why = why;
  if (!message.provenance.ranges.empty()) {
    loss.offset = message.provenance.ranges.front().offset;
    loss.length = message.provenance.ranges.front().length;
  }
  return loss;
}

bool is_recovered(model::State state) {
  return state == model::State::Recovered || state == model::State::Carved;
}

std::string describe(const Tally& tally) {
  return std::to_string(tally.expected) + " expected, " + std::to_string(tally.written) +
         " written, " + std::to_string(tally.skipped) + " skipped, " +
         std::to_string(tally.failed) + " failed";
}

/// What a migration set has beside its mailboxes: nobody's, and told as losses alone.
bool is_of_set_itself(const model::Store& store) { return store.display_name == iff::kSetItself; }

bool holds_contacts(const FolderAccount& folder) {
  return folder.role == model::FolderRole::Contacts ||
         folder.item_kind == model::ItemKind::Contacts;
}

}  // namespace

AccountingSink::AccountingSink(model::Sink& target, std::function<void(const Account&)> on_item,
                               Announcer announcer)
    : target_(target), on_item_(std::move(on_item)), announcer_(announcer) {}

tl::unexpected<bytes::Error> AccountingSink::fault(std::string what) const {
  return announcer_ == Announcer::Program
             ? bytes::fail(ErrorKind::Internal, std::move(what),
                           "this is a bug in the program; please report it")
             : bytes::fail(ErrorKind::NotThisFormat, account_.store.source + ": " + what,
                           "the spool is damaged; make it anew from the store");
}

model::Result<void> AccountingSink::store(const model::Store& store) {
  account_.store = store;
  account_.store.properties = {};
  return target_.store(store);
}

model::Result<void> AccountingSink::folder(const model::Folder& folder) {
  if (auto stopped = check_stop(account_.store); !stopped) {
    return stopped;
  }
  FolderAccount entry;
  entry.role = folder.role;
  entry.item_kind = folder.item_kind;
  if (folder.parent) {
    const auto* parent = find(*folder.parent);
    if (parent == nullptr) {
      return fault("folder " + folder.name + " came before its parent");
    }
    entry.path = parent->path;
  }
  entry.path.push_back(folder.name);
  entry.tally.expected = folder.expected_items;
  if (!index_.emplace(folder.id.value, account_.folders.size()).second) {
    return fault("folder " + to_text(entry.path) + " came twice");
  }
  record_damage(folder, entry.path);
  account_.folders.push_back(std::move(entry));
  return target_.folder(folder);
}

model::Result<void> AccountingSink::expect(model::FolderId folder, std::uint64_t more) {
  auto* account = find(folder);
  if (account == nullptr) {
    return fault("items announced for a folder that never came");
  }
  account->tally.expected += more;
  return target_.expect(folder, more);
}

model::Result<model::Delivered> AccountingSink::message(const model::Message& message) {
  if (auto stopped = check_stop(account_.store); !stopped) {
    return tl::unexpected(stopped.error());
  }
  if (auto admitted = admit(message.folder, message.provenance.native_id); !admitted) {
    return tl::unexpected(admitted.error());
  }
  auto delivered = target_.message(message);
  if (delivered) {
    record(message, *delivered);
  }
  return delivered;
}

model::Result<void> AccountingSink::loss(const model::Loss& loss) {
  if (auto stopped = check_stop(account_.store); !stopped) {
    return stopped;
  }
  LossEntry entry{.loss = loss, .folder = {}};
  auto* folder = loss.folder ? find(*loss.folder) : nullptr;
  if (folder != nullptr) {
    entry.folder = folder->path;
  }
  switch (loss.kind) {
    case model::LossKind::Item:
      if (!loss.folder) {
        ++account_.unplaced.expected;
        ++account_.unplaced.failed;
      } else if (auto admitted = admit(*loss.folder, loss.native_id); !admitted) {
        return admitted;
      } else {
        ++folder->tally.failed;
      }
      ++account_.shown;
      break;
    case model::LossKind::Folder:
      ++account_.lost_folders;
      if (folder != nullptr) {
        folder->lost = true;
      }
      break;
    case model::LossKind::Structure:
      ++account_.lost_structures;
      break;
  }
  account_.losses.add(std::move(entry));
  if (on_item_) {
    on_item_(account_);
  }
  return target_.loss(loss);
}

model::Result<void> AccountingSink::leave_out(const model::LeftOut& item) {
  if (auto stopped = check_stop(account_.store); !stopped) {
    return stopped;
  }
  auto* folder = find(item.folder);
  if (folder == nullptr) {
    return fault("item " + item.native_id + " belongs to a folder that never came");
  }
  ++folder->tally.expected;
  ++folder->tally.skipped;
  add_reason(account_.skipped, item.why);
  if (list_skipped_) {
    list_skipped_({.folder = folder->path,
                   .native_id = item.native_id,
                   .subject = item.subject,
                   .why = item.why,
                   .repeats = item.repeats});
  }
  ++account_.shown;
  if (on_item_) {
    on_item_(account_);
  }
  return target_.leave_out(item);
}

model::Result<void> AccountingSink::note(const model::Note& note) {
  account_.add(note);
  return target_.note(note);
}

/// No item, and pieces of the store that nobody could read: this is not an empty mailbox, and
/// "0 expected" would be a guess.
model::Result<void> AccountingSink::check_reached() const {
  if (account_.total().expected != 0 || account_.lost_folders + account_.lost_structures == 0 ||
      is_of_set_itself(account_.store)) {
    return {};
  }
  return bytes::fail(ErrorKind::NotThisFormat,
                     account_.store.source + ": nothing of this mailbox can be reached: " +
                         account_.losses.items().front().loss.why,
                     "try another copy of the file; this one is too damaged for this version");
}

model::Result<void> AccountingSink::finish() {
  if (auto closed = check_books(); !closed) {
    return closed;
  }
  if (auto reached = check_reached(); !reached) {
    return reached;
  }
  // Q229754: a mailbox without an address book says so.
  if (std::ranges::none_of(account_.folders, holds_contacts)) {
    account_.add({.where = account_.store.source, .text = "address book: none found"});
  }
  if (auto finished = target_.finish(); !finished) {
    return finished;
  }
  finished_ = true;
  return {};
}

model::Result<Reconciliation> AccountingSink::reconcile() const {
  if (!finished_) {
    return fault(account_.store.source + ": the stream ended without its end record");
  }
  return Reconciliation(account_);
}

FolderAccount* AccountingSink::find(model::FolderId id) {
  const auto found = index_.find(id.value);
  return found == index_.end() ? nullptr : &account_.folders[found->second];
}

model::Result<void> AccountingSink::admit(model::FolderId id, std::string_view native_id) {
  const auto* folder = find(id);
  if (folder == nullptr) {
    return fault("item " + std::string(native_id) + " belongs to a folder that never came");
  }
  if (folder->tally.done() >= folder->tally.expected) {
    return fault("reconciliation does not close: " + to_text(folder->path) + ": item " +
                 std::string(native_id) + " is beyond the " +
                 std::to_string(folder->tally.expected) + " expected");
  }
  return {};
}

void AccountingSink::record_damage(const model::Folder& folder, const FolderPath& path) {
  const auto& provenance = folder.provenance;
  if (provenance.missing.empty() && provenance.state != model::State::Partial) {
    return;
  }
  account_.partial_folders.add({.native_id = provenance.native_id,
                                .folder = path,
                                .path = {},
                                .state = provenance.state,
                                .missing = provenance.missing});
  account_.partial_recovered_folders += is_recovered(provenance.state) ? 1U : 0U;
}

void AccountingSink::record(const model::Message& message, const model::Delivered& delivered) {
  auto& folder = *find(message.folder);
  const auto state = message.provenance.state;
  add_disposition(folder.tally, delivered.disposition);
  ++count_of(account_.states, state);
  if (message.associated) {
    add_outcome(account_.hidden, delivered.disposition);
  }
  const bool recovered = is_recovered(state);
  if (recovered) {
    add_outcome(account_.recovered, delivered.disposition);
  }
  if (delivered.disposition == model::Disposition::Failed) {
    account_.losses.add({.loss = refused(message, delivered.why), .folder = folder.path});
  }
  if (delivered.disposition == model::Disposition::Skipped) {
    add_reason(account_.skipped, delivered.why);
    if (list_skipped_) {
      list_skipped_(skipped_item(message, delivered, folder.path));
    }
  }
  if (delivered.disposition == model::Disposition::Written) {
    auto missing = missing_of(message);
    const bool partial = state == model::State::Partial || !missing.empty();
    if (partial) {
      account_.partial.add({.native_id = message.provenance.native_id,
                            .folder = folder.path,
                            .path = delivered.path,
                            .state = state,
                            .missing = std::move(missing)});
      account_.partial_recovered += recovered ? 1U : 0U;
    }
    const auto undecodable = undecodable_in(message) + delivered.undecodable;
    account_.undecodable += recovered ? 0U : undecodable;
    if (undecodable != 0) {
      account_.add({.where = message.provenance.native_id,
                    .text = std::to_string(undecodable) +
                            " of its texts have bytes that their code page does not explain"});
    }
    const Written written{.folder = index_.at(message.folder.value),
                          .associated = message.associated,
                          .partial = partial,
                          .state = state,
                          .pieces = pieces_of(message)};
    account_.pieces.attachments += written.pieces.attachments;
    account_.pieces.embedded += written.pieces.embedded;
    latest_.push_back(written);
    if (latest_.size() > kMostTakenBack) {
      latest_.pop_front();
    }
  }
  ++account_.shown;
  if (on_item_) {
    on_item_(account_);
  }
}

void AccountingSink::take_back(std::uint64_t count) {
  for (; count != 0 && !latest_.empty(); --count) {
    const Written& last = latest_.back();
    --account_.folders[last.folder].tally.written;
    account_.hidden.written -= last.associated ? 1U : 0U;
    account_.recovered.written -= is_recovered(last.state) ? 1U : 0U;
    if (last.partial) {
      account_.partial.take_back_last();
      account_.partial_recovered -= is_recovered(last.state) ? 1U : 0U;
    }
    --count_of(account_.states, last.state);
    account_.pieces.attachments -= last.pieces.attachments;
    account_.pieces.embedded -= last.pieces.embedded;
    --account_.shown;
    latest_.pop_back();
  }
}

model::Result<void> AccountingSink::check_books() const {
  for (const auto& folder : account_.folders) {
    if (!folder.tally.closes()) {
      return fault("reconciliation does not close: " + to_text(folder.path) + ": " +
                   describe(folder.tally));
    }
  }
  return {};
}

}  // namespace run
