#include "converters/run/filter_sink.h"

#include <utility>

#include "formats/text/code_page.h"

namespace run {
namespace {

bool is_frame(model::FolderRole role) {
  return role == model::FolderRole::Root || role == model::FolderRole::IpmSubtree;
}

}  // namespace

FilterSink::FilterSink(model::Sink& target, const FilterOptions& options,
                       std::function<void(const model::Note&)> tell)
    : ForwardingSink(target),
      filter_(options),
      tell_(std::move(tell)),
      used_(filter_.folders().size()),
      excluded_used_(filter_.excluded_folders().size()) {}

/// Every pattern is asked, so that each is known to be of use.
bool FilterSink::match(const std::vector<FolderPattern>& patterns, std::vector<bool>& used,
                       const Entry& entry) {
  bool found = false;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (patterns[i].matches(entry.seen) || patterns[i].matches(entry.path)) {
      used[i] = true;
      found = true;
    }
  }
  return found;
}

model::Result<void> FilterSink::folder(const model::Folder& folder) {
  Entry entry{.parent = folder.parent};
  if (const auto parent = folder.parent ? folders_.find(folder.parent->value) : folders_.end();
      parent != folders_.end()) {
    entry.path = parent->second.path;
    entry.seen = parent->second.seen;
  }
  if (auto name = text::fold_case(folder.name); !name.empty()) {
    entry.path.push_back(name);
    if (!is_frame(folder.role)) {
      entry.seen.push_back(std::move(name));
    }
  }
  const bool is_named = match(filter_.folders(), used_, entry) || filter_.folders().empty();
  entry.wanted = !match(filter_.excluded_folders(), excluded_used_, entry) && is_named;
  entry.waiting = folder;
  const bool passes = entry.wanted || is_frame(folder.role);
  folders_.insert_or_assign(folder.id.value, std::move(entry));
  return passes ? pass_on(folder.id) : model::Result<void>();
}

/// With those above it, which are at most as many as a reader nests.
model::Result<void> FilterSink::pass_on(model::FolderId id) {
  const auto found = folders_.find(id.value);
  if (found == folders_.end() || !found->second.waiting) {
    return {};
  }
  const model::Folder folder = *std::exchange(found->second.waiting, std::nullopt);
  if (folder.parent) {
    if (auto above = pass_on(*folder.parent); !above) {
      return above;
    }
  }
  return next().folder(folder);
}

model::Result<void> FilterSink::expect(model::FolderId folder, std::uint64_t more) {
  const auto found = folders_.find(folder.value);
  if (found == folders_.end()) {
    return bytes::fail(bytes::ErrorKind::Internal, "items announced for a folder that never came");
  }
  if (found->second.waiting) {
    found->second.waiting->expected_items += more;
    return {};
  }
  return next().expect(folder, more);
}

model::Result<model::Delivered> FilterSink::message(const model::Message& message) {
  const auto folder = folders_.find(message.folder.value);
  const bool is_wanted_folder = folder != folders_.end() && folder->second.wanted;
  const std::string_view why = is_wanted_folder
                                   ? filter_.refusal(message)
                                   : "in a folder that --folder or --exclude-folder leaves out";
  if (!why.empty()) {
    return model::Delivered{
        .disposition = model::Disposition::Skipped, .why = std::string(why), .path = {}};
  }
  return next().message(message);  // its folder is wanted, and so has come through
}

model::Result<void> FilterSink::loss(const model::Loss& loss) {
  if (loss.folder) {
    if (auto passed = pass_on(*loss.folder); !passed) {
      return passed;
    }
  }
  return next().loss(loss);
}

/// Nobody behind has to hear of what is left out of a folder that is left out.
model::Result<void> FilterSink::leave_out(const model::LeftOut& item) {
  const auto folder = folders_.find(item.folder.value);
  const bool is_wanted = folder != folders_.end() && folder->second.wanted;
  return is_wanted ? next().leave_out(item) : model::Result<void>();
}

void FilterSink::tell_unused(const std::vector<FolderPattern>& patterns,
                             const std::vector<bool>& used, const char* option) const {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (!used[i]) {
      tell_({.where = std::string(option) + " " + patterns[i].text(),
             .text = "no folder of this mailbox is called so",
             .warning = true});
    }
  }
}

model::Result<void> FilterSink::finish() {
  tell_unused(filter_.folders(), used_, "--folder");
  tell_unused(filter_.excluded_folders(), excluded_used_, "--exclude-folder");
  return next().finish();
}

}  // namespace run
