#include "formats/mmf/store_walk.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace mmf {
namespace {

using bytes::DamageKind;

/// A map and how well it fits the file.
struct Candidate {
  NodeMap map;
  bytes::DamageLog damage;
  std::size_t inside = 0;  // live nodes whose objects would lie in the file
  std::size_t agreeing = 0;
  std::size_t live = 0;
  std::size_t aligned = 0;  // live nodes whose objects begin where objects can begin
  bool has_first = false;   // node 0 is what it has to be

  /// FORMAT.md 10: more than half of what lies in the file agrees. Of a file that was cut before
  /// its objects, that their places make sense has to do.
  [[nodiscard]] bool fits() const {
    if (inside > 0) {
      return agreeing * 2 > inside;
    }
    return live > 0 ? is_whole() : has_first;
  }
  [[nodiscard]] bool is_whole() const { return has_first && live > 0 && aligned * 2 > live; }
};

bool is_inside(const StoreFile& file, const Node& node) {
  return file.holds(node.offset, sizeof(disk::ObjectHeader) + std::uint64_t{node.size});
}

void measure(const StoreFile& file, Candidate& candidate) {
  candidate.has_first = is_first_node(file, candidate.map.offset);
  for (const auto& node : candidate.map.nodes) {
    if (!node || !is_live(*node) || node->is_link()) {
      continue;
    }
    ++candidate.live;
    candidate.aligned += node->offset % disk::kAllocation == 0 ? 1U : 0U;
    if (!is_inside(file, *node)) {
      continue;
    }
    ++candidate.inside;
    candidate.agreeing += agrees(file, *node) ? 1U : 0U;
  }
}

Candidate read_candidate(const StoreFile& file, std::uint64_t offset, std::uint32_t count) {
  Candidate candidate;
  // Whether a map that was moved has an object's header in front is not known: FORMAT.md 2.
  const std::uint64_t behind = offset + sizeof(disk::ObjectHeader);
  const bool is_behind = !is_first_node(file, offset) && is_first_node(file, behind);
  candidate.map = read_map(file, is_behind ? behind : offset, count, candidate.damage);
  measure(file, candidate);
  return candidate;
}

Candidate read_candidate(const StoreFile& file, const Header& header, std::size_t index) {
  const MapPlace& place = header.maps.at(index);
  // Whether node 0 counts as in use is not settled: one more is read, and ignored when blank.
  const std::uint32_t most = header.capacity == 0 ? 0 : header.capacity - 1U;
  return read_candidate(file, place.offset, std::min<std::uint32_t>(place.in_use, most) + 1);
}

/// Finds the map to follow, and the one to ask where that one has gaps.
class Choice {
 public:
  Choice(const StoreFile& file, const std::optional<Header>& header, bytes::DamageLog& damage)
      : file_(file), header_(header), damage_(damage) {}

  /// The map may not be as long as it was.
  [[nodiscard]] bool is_doubtful() const { return is_doubtful_; }

  MapUse run(std::vector<Candidate>& chosen) {
    if (header_ && by_header(chosen)) {
      return use_;
    }
    if (by_looks(chosen)) {
      return MapUse::Found;
    }
    tell("map", 0, file_.size());
    return MapUse::None;
  }

 private:
  void tell(std::string_view field, std::uint64_t offset, std::uint64_t length) {
    damage_.add(
        {.offset = offset, .length = length, .kind = DamageKind::Inconsistent, .field = field});
  }

  bool by_header(std::vector<Candidate>& chosen) {
    const std::size_t current = header_->current_map;
    auto first = read_candidate(file_, *header_, current);
    auto second = read_candidate(file_, *header_, 1 - current);
    bool first_fits = first.fits();
    bool second_fits = second.fits();
    if (!first_fits && !second_fits) {
      // Whole, though of another file, as it were: everything behind it was moved.
      first_fits = first.is_whole();
      second_fits = second.is_whole();
    }
    if (!first_fits && !second_fits) {
      return false;
    }
    // A map that fails the importer's test loses to one that passes it, but beats none at all.
    const bool use_second = !first_fits || (!is_plausible(*header_, current) && second_fits &&
                                            is_plausible(*header_, 1 - current));
    if (use_second) {
      tell("map", first.map.offset < file_.size() ? first.map.offset : 0,
           sizeof(disk::Node) * (first.map.offset < file_.size()
                                     ? std::min<std::uint64_t>(
                                           first.map.nodes.size(),
                                           (file_.size() - first.map.offset) / sizeof(disk::Node))
                                     : 0));
      std::swap(first, second);
    }
    use_ = use_second ? MapUse::Other : MapUse::Current;
    if (!is_plausible(*header_, use_second ? 1 - current : current)) {
      // What it says of the map's size may be wrong, too: some of it may be missing.
      is_doubtful_ = true;
      damage_.add({.offset = offsetof(disk::Header, capacity),
                   .length = sizeof(bytes::u16),
                   .kind = DamageKind::Inconsistent,
                   .field = "header.capacity",
                   .found = header_->capacity});
    }
    chosen.push_back(std::move(first));
    chosen.push_back(std::move(second));
    return true;
  }

  /// Which of several was in force, nobody tells: the one that fits best.
  bool by_looks(std::vector<Candidate>& chosen) {
    for (auto& map : find_maps(file_)) {
      Candidate candidate;
      candidate.map = std::move(map);
      measure(file_, candidate);
      chosen.push_back(std::move(candidate));
    }
    std::ranges::stable_sort(chosen, std::ranges::greater(), &Candidate::agreeing);
    return !chosen.empty();
  }

  const StoreFile& file_;
  const std::optional<Header>& header_;
  bytes::DamageLog& damage_;
  MapUse use_ = MapUse::None;
  bool is_doubtful_ = false;
};

Object to_object(const Node& node, Origin origin) {
  return {.oid = node.oid,
          .parent = node.parent,
          .auxiliary = node.auxiliary,
          .offset = node.offset,
          .size = node.size,
          .flags = node.flags,
          .origin = origin};
}

/// Sorts the nodes of the maps.
class Sorter {
 public:
  Sorter(const StoreFile& file, Walk& out) : file_(file), out_(out) {}

  void take_followed(const Candidate& followed, const Candidate* other, bytes::DamageLog& damage) {
    const auto& nodes = followed.map.nodes;
    for (std::size_t inod = 0; inod < nodes.size(); ++inod) {
      if (nodes[inod] && (!is_live(*nodes[inod]) || is_sane(*nodes[inod]))) {
        take(*nodes[inod], Origin::Map);
        continue;
      }
      out_.has_gaps = true;
      if (nodes[inod]) {
        damage.add({.offset = followed.map.offset + inod * sizeof(disk::Node),
                    .length = sizeof(disk::Node),
                    .kind = DamageKind::OutOfRange,
                    .field = "map.node",
                    .found = nodes[inod]->offset});
      }
      // The map of the transaction before has the same node in the same place, most likely.
      const auto* witness =
          other != nullptr && inod < other->map.nodes.size() && other->map.nodes[inod]
              ? &*other->map.nodes[inod]
              : nullptr;
      if (witness != nullptr && is_live(*witness) && is_sane(*witness)) {
        take(*witness, Origin::OtherMap);
      }
    }
  }

  /// Objects that only the other map names: the last transaction deleted them.
  void take_former(const Candidate& other) {
    for (const auto& node : other.map.nodes) {
      if (node && is_live(*node) && is_sane(*node) && !node->is_link() &&
          !seen_.contains(node->oid.value) && agrees(file_, *node)) {
        out_.former.push_back(to_object(*node, Origin::OtherMap));
        seen_.insert(node->oid.value);
      }
    }
  }

  void take_all(const Candidate& found) {
    for (const auto& node : found.map.nodes) {
      if (node && is_sane(*node) && !seen_.contains(node->oid.value)) {
        take(*node, Origin::Map);
      }
    }
  }

 private:
  void take(const Node& node, Origin origin) {
    constexpr unsigned kKnownFlags = 0xF833;
    out_.odd_flags += (node.flags & ~kKnownFlags) != 0 && !node.is_blank() ? 1U : 0U;
    if (node.is_free() || node.oid.type() == ObjectType::FreeBlock) {
      if (node.is_pseudo() && node.offset % disk::kAllocation == 0) {
        out_.free_blocks.push_back(node);
      } else {
        out_.has_gaps = true;  // whatever this was
      }
      return;
    }
    if (!is_live(node)) {
      return;
    }
    const bool unfinished =
        (node.flags & (disk::kNotCommitted | disk::kFreedNotCommitted)) != 0 || node.temporary;
    out_.uncommitted += unfinished ? 1U : 0U;
    if (node.is_link()) {
      seen_.insert(node.oid.value);
      out_.links.push_back({.oid = node.oid, .parent = node.parent, .target = {node.offset}});
      return;
    }
    seen_.insert(node.oid.value);
    Object object = to_object(node, origin);
    if (agrees(file_, node)) {
      out_.objects.push_back(object);
    } else if (agrees_as_far_as(file_, node)) {
      object.is_cut = true;
      object.size = static_cast<std::uint32_t>(file_.size() - object.data());
      out_.objects.push_back(object);
    } else {
      out_.unread.push_back(object);
    }
  }

  const StoreFile& file_;
  Walk& out_;
  std::unordered_set<std::uint32_t> seen_;
};

}  // namespace

Walk walk(const StoreFile& file, const std::optional<Header>& header, bytes::DamageLog& damage) {
  Walk out;
  std::vector<Candidate> chosen;
  Choice choice(file, header, damage);
  out.use = choice.run(chosen);
  out.has_gaps = choice.is_doubtful();
  Sorter sorter(file, out);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    Candidate& candidate = chosen[i];
    if (i == 0) {
      for (const bytes::Damage& one : candidate.damage.items()) {
        damage.add(one);
      }
      sorter.take_followed(candidate, chosen.size() > 1 ? &chosen[1] : nullptr, damage);
    } else if (out.use == MapUse::Found && !is_first_node(file, candidate.map.offset)) {
      sorter.take_all(candidate);  // a piece of a map
      out.has_gaps = true;
    } else {
      sorter.take_former(candidate);
    }
  }
  for (Candidate& candidate : chosen) {
    out.maps.push_back(std::move(candidate.map));
  }
  return out;
}

}  // namespace mmf
