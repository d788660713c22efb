#include "converters/run/resume_filter.h"

#include <type_traits>
#include <utility>

namespace run {
namespace {

using bytes::ErrorKind;

tl::unexpected<bytes::Error> unknown_folder() {
  return bytes::fail(ErrorKind::Internal, "a record names a folder that never came",
                     "this is a bug in the program; please report it");
}

std::string note_key(const model::Note& note) { return "note\n" + note.where + "\n" + note.text; }

std::string loss_key(const model::Loss& loss, std::optional<std::size_t> folder) {
  return "loss\n" + std::to_string(static_cast<int>(loss.kind)) + "\n" +
         (folder ? std::to_string(*folder) : "") + "\n" + loss.native_id + "\n" +
         (loss.offset ? std::to_string(*loss.offset) : "") + "\n" + loss.why;
}

}  // namespace

void ResumeFilter::begin_run() {
  ++runs_;
  of_this_run_.clear();
  for (auto& folder : folders_) {
    folder.announced_this_run = 0;
    folder.unnamed_this_run = 0;
  }
}

bool ResumeFilter::wants(std::string_view native_id) const {
  const std::string id(native_id);
  return !crashed_ids_.contains(id) && !items_.contains(id);
}

bool ResumeFilter::add_crash(const std::string& native_id, const std::string& why) {
  if (native_id.empty()) {
    return false;
  }
  crashed_ids_.insert(native_id);
  crashes_.push_back({.native_id = native_id, .why = why, .near = last_folder_});
  return true;
}

/// Remembers an error of the target: it must not be taken for one of the reader.
template <class T>
T ResumeFilter::watched(T result) {
  if (!result) {
    target_error_ = result.error();
  } else {
    ++passed_;
  }
  return result;
}

std::optional<std::size_t> ResumeFilter::known(model::FolderId id) const {
  const auto found = of_this_run_.find(id.value);
  if (found == of_this_run_.end()) {
    return std::nullopt;
  }
  return found->second;
}

bool ResumeFilter::is_new(const std::string& key) {
  return records_.insert(key).second || first_run();
}

std::string ResumeFilter::item_key(std::size_t folder, std::string_view native_id) {
  // An item without an id is known by its place among its like: the walk is the same each time.
  const auto id = native_id.empty() ? "\n" + std::to_string(folders_[folder].unnamed_this_run++)
                                    : std::string(native_id);
  return "item\n" + std::to_string(folder) + "\n" + id;
}

model::Result<void> ResumeFilter::store(const model::Store& store) {
  if (saw_store()) {
    return {};
  }
  source_ = store.source;
  return watched(target_.store(store));
}

model::Result<void> ResumeFilter::folder(const model::Folder& folder) {
  const auto& native_id = folder.provenance.native_id;
  const auto key = native_id.empty()
                       ? "\n" + std::to_string(static_cast<int>(folder.role)) + "\n" + folder.name
                       : native_id;
  std::optional<std::size_t> parent;
  if (folder.parent) {
    parent = known(*folder.parent);
    if (!parent) {
      return unknown_folder();
    }
  }
  const auto seen = by_key_.find(key);
  if (seen != by_key_.end() && !first_run()) {
    of_this_run_[folder.id.value] = seen->second;
    return {};
  }
  const auto index = folders_.size();
  by_key_.emplace(key, index);
  of_this_run_[folder.id.value] = index;
  folders_.push_back({.key = key, .expected = folder.expected_items});
  last_folder_ = index;
  auto renumbered = folder;
  renumbered.id = {static_cast<std::uint32_t>(index)};
  if (parent) {
    renumbered.parent = model::FolderId{static_cast<std::uint32_t>(*parent)};
  }
  return watched(target_.folder(renumbered));
}

model::Result<void> ResumeFilter::expect(model::FolderId folder, std::uint64_t more) {
  const auto index = known(folder);
  if (!index) {
    return unknown_folder();
  }
  // What a restarted reader announces again is known already, up to what it announced before.
  auto& state = folders_[*index];
  state.announced_this_run += more;
  if (state.announced_this_run <= state.announced) {
    return {};
  }
  const auto news = state.announced_this_run - state.announced;
  state.announced = state.announced_this_run;
  state.expected += news;
  return watched(target_.expect({static_cast<std::uint32_t>(*index)}, news));
}

/// A restarted reader leaves out what was read before, perhaps also when it announces items it has
/// to search for: an item it does deliver is then one more than it said.
model::Result<void> ResumeFilter::make_room(std::size_t folder) {
  auto& state = folders_[folder];
  if (first_run() || state.delivered < state.expected) {
    return {};
  }
  ++state.expected;
  return watched(target_.expect({static_cast<std::uint32_t>(folder)}, 1));
}

model::Result<model::Delivered> ResumeFilter::message(const model::Message& message) {
  const auto index = known(message.folder);
  if (!index) {
    return tl::unexpected(unknown_folder().value());
  }
  const auto& native_id = message.provenance.native_id;
  if (!is_new(item_key(*index, native_id))) {
    return model::Delivered{};
  }
  if (auto room = make_room(*index); !room) {
    return tl::unexpected(room.error());
  }
  last_folder_ = index;
  ++folders_[*index].delivered;
  remember(native_id);
  if (message.folder.value == *index) {
    return watched(target_.message(message));
  }
  auto renumbered = message;
  renumbered.folder = {static_cast<std::uint32_t>(*index)};
  return watched(target_.message(renumbered));
}

model::Result<void> ResumeFilter::loss(const model::Loss& loss) {
  auto renumbered = loss;
  std::optional<std::size_t> index;
  if (loss.folder) {
    index = known(*loss.folder);
    if (!index && loss.kind == model::LossKind::Item) {
      return unknown_folder();
    }
    // A folder that was lost before it could be delivered has no number here.
    renumbered.folder.reset();
    if (index) {
      renumbered.folder = model::FolderId{static_cast<std::uint32_t>(*index)};
    }
  }
  const bool counts = loss.kind == model::LossKind::Item && index.has_value();
  if (!is_new(counts ? item_key(*index, loss.native_id) : loss_key(loss, index))) {
    return {};
  }
  if (counts) {
    if (auto room = make_room(*index); !room) {
      return room;
    }
    last_folder_ = index;
    ++folders_[*index].delivered;
    remember(loss.native_id);
  }
  return watched(target_.loss(renumbered));
}

model::Result<void> ResumeFilter::leave_out(const model::LeftOut& item) {
  const auto index = known(item.folder);
  if (!index) {
    return unknown_folder();
  }
  if (!is_new("left out\n" + item_key(*index, item.native_id))) {
    return {};
  }
  auto renumbered = item;
  renumbered.folder = {static_cast<std::uint32_t>(*index)};
  return watched(target_.leave_out(renumbered));
}

model::Result<void> ResumeFilter::note(const model::Note& note) {
  if (!is_new(note_key(note))) {
    return {};
  }
  return watched(target_.note(note));
}

model::Result<void> ResumeFilter::finish() {
  saw_end_ = true;
  return {};
}

std::optional<std::size_t> ResumeFilter::folder_with_gap(std::optional<std::size_t> first) const {
  const auto start = first.value_or(0);
  for (std::size_t step = 0; step < folders_.size(); ++step) {
    const auto index = (start + step) % folders_.size();
    if (has_gap(index)) {
      return index;
    }
  }
  return std::nullopt;
}

model::Loss ResumeFilter::loss_of(model::LossKind kind, std::optional<std::size_t> folder,
                                  const std::string& native_id, const std::string& why) const {
  model::Loss loss;
  loss.kind = kind;
  loss.source = source_;
  loss.native_id = native_id;
  loss.why = why;
  if (folder) {
    loss.folder = model::FolderId{static_cast<std::uint32_t>(*folder)};
  }
  return loss;
}

model::Result<void> ResumeFilter::settle_crash(const Crash& crash) {
  // A folder itself, or a piece of it by the folder's id and a slash: its contents, a row of them.
  const auto piece = crash.native_id.find('/');
  const auto folder = by_key_.find(crash.native_id.substr(0, piece));
  const bool is_row =
      piece != std::string::npos && folder != by_key_.end() && has_gap(folder->second);
  if (folder != by_key_.end() && !is_row) {
    return watched(target_.loss(loss_of(model::LossKind::Folder, folder->second, crash.native_id,
                                        crash.why + " while reading this folder")));
  }
  // The reader has been to its end: where an announced item is still missing, it is one of those
  // that crashed. The next such folder from where the reader was is the one it was reading.
  if (const auto gap = folder_with_gap(is_row ? std::optional(folder->second) : crash.near)) {
    ++folders_[*gap].delivered;
    return watched(target_.loss(loss_of(model::LossKind::Item, *gap, crash.native_id,
                                        crash.why + " while reading this item")));
  }
  return watched(target_.loss(loss_of(model::LossKind::Structure, std::nullopt, crash.native_id,
                                      crash.why + " while reading this")));
}

model::Result<void> ResumeFilter::lose_what_is_missing(const std::string& gave_up) {
  for (const auto& crash : crashes_) {
    if (auto settled = settle_crash(crash); !settled) {
      return settled;
    }
  }
  if (!gave_up.empty()) {
    const auto loss = loss_of(model::LossKind::Structure, std::nullopt, "", gave_up);
    if (auto told = watched(target_.loss(loss)); !told) {
      return told;
    }
  } else if (first_run()) {
    return {};  // whatever does not close now is the reader's own mistake
  }
  const auto why = gave_up.empty() ? std::string("not delivered by the reader after its restart")
                                   : "not read: " + gave_up;
  for (std::size_t folder = 0; folder < folders_.size(); ++folder) {
    while (has_gap(folder)) {
      ++folders_[folder].delivered;
      auto told = watched(target_.loss(loss_of(model::LossKind::Item, folder, "", why)));
      if (!told) {
        return told;
      }
    }
  }
  return {};
}

}  // namespace run
