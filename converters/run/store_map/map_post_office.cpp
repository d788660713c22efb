#include "converters/run/store_map/map_post_office.h"

#include "converters/run/office_file.h"
#include "converters/run/store_map/map_items.h"
#include "converters/wgpo/wgpo_to_model.h"
#include "formats/wgpo/map.h"

namespace run {

std::optional<bytes::Result<bytes::StoreMap>> map_post_office_file(const Source& source,
                                                                   const bytes::FileView& view,
                                                                   const MapOptions& options) {
  const auto found = find_office_file(source.path);
  if (!found) {
    return std::nullopt;
  }
  const auto& office = *found->office;
  auto map = wgpo::map_of(view.bytes(), found->name);
  const auto read = [&](model::ReadMonitor& monitor, model::Sink& sink) {
    for (const auto& mailbox : office.mailboxes()) {
      auto done =
          convert::wgpo::wgpo_to_model(office, found->root, mailbox.name, {}, monitor, sink);
      if (!done) {
        return done;
      }
    }
    return model::Result<void>();
  };
  const auto going_on = [&] { return !options.progress || options.progress(source.size); };
  if (auto added = add_items(map, found->name, read, going_on); !added) {
    return bytes::Result<bytes::StoreMap>(tl::unexpected(added.error()));
  }
  return bytes::Result<bytes::StoreMap>(std::move(map));
}

}  // namespace run
