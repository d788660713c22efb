#include "converters/run/store_map/map_migration.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "converters/iff/iff_to_model.h"
#include "converters/run/store_map/map_items.h"
#include "formats/iff/map.h"
#include "formats/iff/migration_set.h"
#include "formats/iff/restored_file.h"
#include "formats/iff/sniff.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

/// The items of every mailbox of the set that lie in the file.
bytes::Result<bytes::StoreMap> with_mailboxes(bytes::StoreMap map, const Source& source,
                                              const iff::MigrationSet& set,
                                              const MapOptions& options) {
  const auto read = [&](model::ReadMonitor& monitor, model::Sink& sink) {
    for (const auto& mailbox : set.mailboxes()) {
      auto done =
          convert::iff::iff_to_model(set, source.path.string(), mailbox.name, {}, monitor, sink);
      if (!done) {
        return done;
      }
    }
    return model::Result<void>();
  };
  const auto going_on = [&] { return !options.progress || options.progress(source.size); };
  if (auto added = add_items(map, source.path.filename().string(), read, going_on); !added) {
    return tl::unexpected(added.error());
  }
  return map;
}

bytes::Result<bytes::StoreMap> map_one_primary(const Source& source, const bytes::FileView& view,
                                               const MapOptions& options) {
  const auto set = iff::MigrationSet::open(source.path, 0);
  if (!set) {
    return tl::unexpected(set.error());
  }
  std::vector<iff::Section> sections;
  for (const auto& primary : set->primaries()) {
    sections.insert(sections.end(), primary.sections.begin(), primary.sections.end());
  }
  return with_mailboxes(iff::map_primary(view.bytes(), sections), source, *set, options);
}

bytes::Result<bytes::StoreMap> map_one_secondary(const Source& source, const bytes::FileView& view,
                                                 const MapOptions& options) {
  const auto folder = source.path.has_parent_path() ? source.path.parent_path() : fs::path(".");
  const auto set = iff::MigrationSet::open(folder, 0);
  std::vector<std::uint64_t> pointers;
  if (set) {
    for (const auto& [key, file] : set->files().all()) {
      std::error_code ignored;
      if (fs::equivalent(file.path, source.path, ignored)) {
        pointers = set->pointers(key);
      }
    }
  }
  if (iff::restore_line_ends(view.bytes(), pointers)) {
    return bytes::fail(ErrorKind::Unsupported,
                       "is a secondary migration file whose line ends were changed on the way, and "
                       "there is no byte map of such a file",
                       "map a copy that was transferred as it is");
  }
  auto map = iff::map_secondary(view.bytes(), pointers);
  return set ? with_mailboxes(std::move(map), source, *set, options)
             : bytes::Result<bytes::StoreMap>(std::move(map));
}

}  // namespace

bytes::Result<bytes::StoreMap> map_migration_file(const Source& source, const bytes::FileView& view,
                                                  const MapOptions& options) {
  switch (iff::sniff(view.bytes())) {
    case iff::FileSort::Primary:
      return map_one_primary(source, view, options);
    case iff::FileSort::Secondary:
      return map_one_secondary(source, view, options);
    case iff::FileSort::PackingList:
    case iff::FileSort::None:
      break;
  }
  return bytes::fail(ErrorKind::Unsupported,
                     "is a " + source.what + ", of which there is no byte map",
                     "name a .PRI or .SEC file of the set");
}

}  // namespace run
