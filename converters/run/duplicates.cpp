#include "converters/run/duplicates.h"

#include <utility>

namespace run {

std::string_view name_of(DuplicateKey key) {
  return key == DuplicateKey::Exact ? "exact" : "content";
}

std::string to_text(const ItemPlace& place) {
  return (place.native_id.empty() ? "(no id)" : place.native_id) + " in \"" +
         to_text(place.folder) + "\"";
}

model::Result<void> DuplicateSink::folder(const model::Folder& folder) {
  FolderPath path;
  if (folder.parent) {
    path = folders_[folder.parent->value];
  }
  path.push_back(folder.name);
  folders_[folder.id.value] = std::move(path);
  return next().folder(folder);
}

ItemPlace DuplicateSink::place_of(std::uint32_t folder, const std::string& native_id) const {
  const auto path = folders_.find(folder);
  return {.native_id = native_id, .folder = path == folders_.end() ? FolderPath() : path->second};
}

void DuplicateSink::record(First& first, const model::Message& copy) {
  constexpr std::size_t kMost = Kept<ItemPlace>::kKept;
  if (!std::exchange(first.has_copies, true)) {
    ++found_.groups;
    if (listed_ + 2 <= kMost) {
      first.group = found_.listed.size();
      found_.listed.push_back({.items = {place_of(first.folder, first.native_id)}});
      ++listed_;
    }
  }
  ++found_.copies;
  if (first.group) {
    auto& group = found_.listed[*first.group];
    ++group.copies;
    if (listed_ < kMost) {
      group.items.push_back(place_of(copy.folder.value, copy.provenance.native_id));
      ++listed_;
    }
  }
}

model::Result<model::Delivered> DuplicateSink::message(const model::Message& message) {
  const auto digest = item_digest(message, found_.options.key);
  if (!digest) {
    return next().message(message);
  }
  const auto known = firsts_.find(*digest);
  if (known == firsts_.end()) {
    auto delivered = next().message(message);
    const bool is_kept = delivered && delivered->disposition == model::Disposition::Written &&
                         message.provenance.state != model::State::Recovered;
    if (is_kept) {
      firsts_.emplace(*digest, First{.folder = message.folder.value,
                                     .native_id = message.provenance.native_id});
    }
    return delivered;
  }
  record(known->second, message);
  if (found_.options.mode == Dedupe::Report) {
    return next().message(message);
  }
  return model::Delivered{
      .disposition = model::Disposition::Skipped,
      .why = "a duplicate (--dedupe skip, key " + std::string(name_of(found_.options.key)) + ")",
      .path = {},
      .repeats = to_text(place_of(known->second.folder, known->second.native_id))};
}

}  // namespace run
