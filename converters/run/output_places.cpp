#include "converters/run/output_places.h"

#include <algorithm>
#include <system_error>

#include "converters/run/migration_sources.h"

namespace run {

namespace fs = std::filesystem;

OutputPlaces::OutputPlaces(const std::vector<Source>& sources, const fs::path& output,
                           const ConversionOptions& options)
    : output_(output),
      options_(options),
      sources_(sources.size()),
      mailboxes_(static_cast<std::size_t>(std::ranges::count_if(
          sources, [](const Source& source) { return !is_set_itself(source); }))) {}

fs::path OutputPlaces::place_of(const Source& source, const model::Store& store,
                                const MailboxMatch& match, const std::set<fs::path>& taken) {
  if (sources_ == 1 || (mailboxes_ == 1 && !is_set_itself(source))) {
    return output_;
  }
  if (mailboxes_ == 1) {
    return name_beside(output_, source.mailbox, extension_of(options_.target.kind));
  }
  auto name = below(source, store, match);
  while (taken.contains(name)) {
    name = below(source, store, match);
  }
  return name;
}

/// Outputs below one directory need it; made on demand, so that a run that converts nothing leaves
/// nothing.
fs::path OutputPlaces::below(const Source& source, const model::Store& store,
                             const MailboxMatch& mailbox) {
  if (!options_.target.dry_run) {
    std::error_code ignored;  // opening the output tells what is wrong
    fs::create_directories(output_, ignored);
  }
  const auto extension = extension_of(options_.target.kind);
  if (mailbox && mailbox->match.outcome == convert::directory::Outcome::Matched) {
    const auto& object = options_.book->directory().objects()[mailbox->match.objects.front()];
    const auto& alias = object.alias.empty() ? object.common_name : object.alias;
    return output_ /
           names_.add(alias.empty() ? label_of(object) : alias, extension, Numbering::Joined);
  }
  const auto& name = store.display_name.empty() ? source.path.stem().string() : store.display_name;
  return output_ / names_.add(name, extension);
}

}  // namespace run
