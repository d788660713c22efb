#include "formats/mmf/dump/map_dump.h"

#include <algorithm>
#include <string>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/record_faults.h"
#include "formats/mmf/disk_fields.h"
#include "formats/mmf/names.h"
#include "formats/mmf/node_map.h"

namespace mmf {
namespace {

constexpr std::uint64_t kNodeBytes = sizeof(disk::Node);

/// Which map of the header begins at `offset`, or behind an object's header there (FORMAT.md 2).
std::optional<std::size_t> index_of(const Store& store, std::uint64_t offset) {
  for (std::size_t i = 0; store.header() && i < store.header()->maps.size(); ++i) {
    const std::uint64_t place = store.header()->maps.at(i).offset;
    if (offset == place || offset == place + sizeof(disk::ObjectHeader)) {
      return i;
    }
  }
  return std::nullopt;
}

/// Whether a map begins at `at`, which lies in one or behind one whose claim begins at `begin`.
bool begins_at(const Store& store, std::uint64_t begin, std::uint64_t at) {
  if (index_of(store, at)) {
    const auto& header = *store.header();
    return is_first_node(store.file(), at) || at == header.maps.at(header.current_map).offset;
  }
  const bool is_by_looks = store.map_use() == MapUse::Found || !store.header();
  return is_by_looks && (at - begin) % kNodeBytes == 0 && is_first_node(store.file(), at);
}

/// Where in [begin, end), which is one map or several, they begin.
std::vector<std::uint64_t> beginnings(const Store& store, std::uint64_t begin, std::uint64_t end) {
  std::vector<std::uint64_t> found{begin};
  for (auto at = begin + sizeof(disk::ObjectHeader); at < end; at += sizeof(disk::ObjectHeader)) {
    if (begins_at(store, begin, at)) {
      found.push_back(at);
    }
  }
  return found;
}

class MapTeller {
 public:
  MapTeller(const DumpContext& context, const MapPart& map, std::optional<Oid> only)
      : context_(context), file_(context.store.file()), map_(map), only_(only) {}

  bytes::Result<void> run() {
    const auto count = static_cast<std::uint32_t>(map_.length / kNodeBytes);
    bytes::DamageLog damage;
    const auto nodes = read_map(file_, map_.offset, count, damage).nodes;
    if (!only_) {
      if (auto told = head(nodes.size(), damage); !told) {
        return told;
      }
    }
    for (std::size_t inod = 0; inod < nodes.size();) {
      auto end = inod;
      while (end < nodes.size() && is_zero(end)) {
        ++end;
      }
      const bool is_blank = end > inod;
      auto told = is_blank ? blank(inod, end) : node(inod, nodes[inod]);
      if (!told) {
        return told;
      }
      inod = is_blank ? end : inod + 1;
    }
    const auto end = nodes.size() * kNodeBytes;
    return end == map_.length || only_ ? bytes::Result<void>()
                                       : tell_plain_bytes(context_,
                                                          {.name = "part of a node",
                                                           .source = kSource,
                                                           .offset = map_.offset + end,
                                                           .length = map_.length - end,
                                                           .depth = 1},
                                                          "data");
  }

 private:
  static constexpr const char* kSource = "formats/mmf/FORMAT.md 4";

  [[nodiscard]] std::uint64_t place(std::size_t inod) const {
    return map_.offset + inod * kNodeBytes;
  }

  [[nodiscard]] bool is_zero(std::size_t inod) const {
    const auto plain = file_.read(place(inod), kNodeBytes);
    return std::ranges::all_of(plain, [](std::byte each) { return each == std::byte{0}; });
  }

  bytes::Result<void> head(std::size_t count, const bytes::DamageLog& damage) const {
    bytes::AnnotatedRecord record{
        .name = "map", .source = kSource, .offset = map_.offset, .length = map_.length};
    record.about = map_.index ? "maps[" + std::to_string(*map_.index) + "]" : "found by its looks";
    record.about += std::string(map_.in_force ? ", in force" : ", not in force") + ", " +
                    std::to_string(count) + " nodes";
    bytes::add_faults(record, damage);
    return context_.sink.record(record);
  }

  bytes::Result<void> blank(std::size_t begin, std::size_t end) const {
    if (only_) {
      return {};
    }
    return tell_plain_bytes(
        context_,
        {.name = "blank nodes",
         .about = "inod " + std::to_string(begin) + " to " + std::to_string(end - 1),
         .source = kSource,
         .offset = place(begin),
         .length = (end - begin) * kNodeBytes,
         .depth = 1},
        "data");
  }

  bytes::Result<void> node(std::size_t inod, const std::optional<Node>& read) const {
    const auto at = place(inod);
    if ((only_ && (!read || read->oid != *only_)) || !context_.sink.wants(at, kNodeBytes)) {
      return {};
    }
    const DecipheredBytes data(file_, at, kNodeBytes);
    auto record = bytes::annotate<disk::Node>(data.bytes(), "Node", kSource);
    record.about = "inod " + std::to_string(inod);
    record.depth = only_ ? 0 : 1;
    if (read) {
      explain(*read, record);
    } else {
      record.faults.emplace_back("the writer's bytes are gone");
    }
    return context_.sink.record(record);
  }

  void explain(const Node& node, bytes::AnnotatedRecord& record) const {
    if (node.oid.value != 0) {
      record.about += ", " + name_of(node.oid) + " " + to_string(node.oid);
    }
    record.explain("oid", name_of(node.oid));
    record.explain("parent", name_of(node.parent));
    record.explain("auxiliary", name_of(node.auxiliary));
    record.explain("flags", words_for_node_flags(node.flags));
    if (node.temporary) {
      record.explain("size", "uncommitted or temporary, " + std::to_string(node.size) + " bytes");
    }
    if (node.is_link()) {
      record.explain("offset", "OID of the target: " + name_of({node.offset}));
      record.explain("open_count", "inod of the target");
    }
    if (!map_.in_force || !is_live(node)) {
      return;
    }
    if (!is_sane(node)) {
      record.faults.emplace_back(node.is_link() ? "a link that is not between messages"
                                                : "no object can lie at this offset");
    } else if (!node.is_link() && !agrees(file_, node)) {
      record.faults.emplace_back("this object does not lie at this offset");
    }
  }

  const DumpContext& context_;
  const StoreFile& file_;
  const MapPart& map_;
  std::optional<Oid> only_;
};

}  // namespace

std::vector<MapPart> maps_of(const Store& store) {
  std::vector<MapPart> maps;
  for (const bytes::Range& claim : store.claims().claims()) {
    if (claim.owner != "map") {
      continue;
    }
    const auto end = claim.offset + claim.length;
    const auto begins = beginnings(store, claim.offset, end);
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const auto next = i + 1 < begins.size() ? begins[i + 1] : end;
      const auto index = index_of(store, begins[i]);
      const bool is_current = index && *index == store.header()->current_map;
      maps.push_back({.offset = begins[i],
                      .length = next - begins[i],
                      .index = index,
                      .in_force = index && (store.map_use() == MapUse::Current ? is_current
                                            : store.map_use() == MapUse::Other ? !is_current
                                                                               : false)});
    }
  }
  return maps;
}

bytes::Result<void> tell_map(const DumpContext& context, const MapPart& map,
                             std::optional<Oid> only) {
  if (!only && !context.sink.wants(map.offset, map.length)) {
    return {};
  }
  return MapTeller(context, map, only).run();
}

}  // namespace mmf
