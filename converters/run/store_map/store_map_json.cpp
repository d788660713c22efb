#include <string_view>

#include "converters/run/json_document.h"
#include "converters/run/store_map/store_map.h"

namespace run {
namespace {

Json hit_json(bytes::ItemHit hit) {
  switch (hit) {
    case bytes::ItemHit::None:
      return nullptr;
    case bytes::ItemHit::Intact:
      return "intact";
    case bytes::ItemHit::Partial:
      return "partial";
    case bytes::ItemHit::Lost:
      break;
  }
  return "lost";
}

/// A line for each of what may be millions: no document holds them all at once.
template <class Each>
std::string lines_of(std::string_view name, std::size_t count, Each each) {
  std::string text = ",\n  \"" + std::string(name) + "\": [";
  for (std::size_t i = 0; i < count; ++i) {
    text += i == 0 ? "\n    " : ",\n    ";
    text += Json(each(i)).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text + (count == 0 ? "]" : "\n  ]");
}

}  // namespace

std::string to_json(const MappedStore& store) {
  const auto& map = store.map;
  Json head{{"path", store.path.string()}, {"size", map.size},
            {"format", store.format},      {"verdict", is_damaged(map) ? "damaged" : "sound"},
            {"findings", map.findings},    {"contradictions", map.contradictions.total()}};
  for (const auto kind : classes_in_order()) {
    const auto total = total_of(map, kind);
    head["classes"].push_back(
        {{"class", name_of(kind)}, {"bytes", total.bytes}, {"ranges", total.ranges}});
  }
  auto text = document_of(head);
  text.erase(text.rfind("\n}"));
  text += lines_of("ranges", map.ranges.size(), [&](std::size_t i) {
    const auto& range = map.ranges[i];
    return Json{{"offset", range.offset},
                {"length", range.length},
                {"class", name_of(range.kind)},
                {"owner", range.owner},
                {"group", range.group}};
  });
  text += lines_of("groups", map.groups.size(), [&](std::size_t i) {
    return Json{{"items", map.groups[i].items}, {"more", map.groups[i].more}};
  });
  text += lines_of("items", map.items.size(), [&](std::size_t i) {
    const auto& item = map.items[i];
    return Json{{"native_id", item.id},
                {"kind", item.kind},
                {"name", item.name},
                {"state", hit_json(item.hit)}};
  });
  return text + "\n}\n";
}

}  // namespace run
