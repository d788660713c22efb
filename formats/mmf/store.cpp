#include "formats/mmf/store.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "formats/mmf/store_sweep.h"
#include "formats/mmf/zero_vote.h"

namespace mmf {
namespace {

using bytes::DamageKind;
using bytes::Range;

/// Objects that a store holds at most in its free space; more is no store.
constexpr std::size_t kMostSwept = std::size_t{1} << 18U;

template <class T>
const T* find_by_oid(const std::vector<T>& sorted, Oid oid) {
  const auto found = std::ranges::lower_bound(sorted, oid, {}, &T::oid);
  return found == sorted.end() || found->oid != oid ? nullptr : &*found;
}

void tell(const Object& object, DamageKind kind, std::string_view field, bytes::DamageLog& damage,
          std::uint64_t file_size) {
  const std::uint64_t offset = std::min(object.offset, file_size);
  damage.add({.offset = offset,
              .length = std::min(object.end(), file_size) - offset,
              .kind = kind,
              .field = field,
              .found = object.oid.value});
}

/// Where pieces are missing, so that what follows was enciphered for another place: told by nodes
/// that agree up to a point and not behind it, and by the zeros behind it.
std::optional<Shift> find_shift(const StoreFile& file, const Walk& walk) {
  constexpr std::size_t kProof = 3;
  std::uint64_t good_end = disk::kPlainSize;
  for (const Object& object : walk.objects) {
    good_end = std::max(good_end, object.offset + object.allocation());
  }
  for (const NodeMap& map : walk.maps) {
    if (is_first_node(file, map.offset)) {
      good_end =
          std::max<std::uint64_t>(good_end, map.offset + map.nodes.size() * sizeof(disk::Node));
    }
  }
  const auto behind = std::ranges::count_if(
      walk.unread, [&](const Object& object) { return object.offset >= good_end; });
  if (static_cast<std::size_t>(behind) < kProof || good_end >= file.size()) {
    return std::nullopt;
  }
  const auto distance = distance_by_zeros(file, good_end, file.size() - good_end);
  if (!distance || *distance == 0) {
    return std::nullopt;
  }
  return Shift{.from = good_end, .distance = *distance};
}

/// How many of the elements' keys are objects that exist: of two copies of a list, the one with
/// more is the better one.
std::size_t count_named(const StoreFile& file, const Object& object,
                        const std::vector<Object>& sorted) {
  bytes::DamageLog ignored;
  const auto list = read_list(file, object.data(), object.size, ignored);
  if (!list) {
    return 0;
  }
  if (object.oid == kMessageClasses) {
    return list->elements.size();
  }
  return static_cast<std::size_t>(
      std::ranges::count_if(list->elements, [&](const Element& element) {
        return std::ranges::binary_search(sorted, Oid{element.key}, {}, &Object::oid);
      }));
}

bool is_container(Oid oid) {
  switch (oid.type()) {
    case ObjectType::System:
    case ObjectType::Hierarchy:
    case ObjectType::Folder:
    case ObjectType::HiddenFolder:
    case ObjectType::ProviderFolder:
    case ObjectType::AttachmentList:
      return true;
    default:
      return false;
  }
}

/// The free blocks in the order of the file, without overlaps.
std::vector<Range> free_ranges(const Walk& walk) {
  std::vector<Range> all;
  for (const Node& node : walk.free_blocks) {
    all.push_back({.offset = node.offset, .length = node.size, .owner = {}});
  }
  std::ranges::sort(all, {}, &Range::offset);
  std::vector<Range> out;
  for (const Range& range : all) {
    if (out.empty() || range.offset >= out.back().offset + out.back().length) {
      out.push_back(range);
    } else {
      const std::uint64_t end =
          std::max(out.back().offset + out.back().length, range.offset + range.length);
      out.back().length = end - out.back().offset;
    }
  }
  return out;
}

bool lies_in(const std::vector<Range>& sorted, std::uint64_t offset) {
  const auto behind = std::ranges::upper_bound(sorted, offset, {}, &Range::offset);
  return behind != sorted.begin() && offset - std::prev(behind)->offset < std::prev(behind)->length;
}

/// Finds for each node without its object the bytes that are its object after all.
class Rescue {
 public:
  Rescue(const StoreFile& file, std::vector<Object>& swept, bytes::DamageLog& damage)
      : file_(file), swept_(swept), damage_(damage), taken_(swept.size()) {
    for (std::size_t i = 0; i < swept.size(); ++i) {
      by_oid_.emplace(swept[i].oid.value, i);
      by_offset_.emplace(swept[i].offset, i);
    }
  }

  /// nullopt: it is lost.
  std::optional<Object> find(const Object& node) {
    if (auto found = by_oid(node)) {
      return found;
    }
    if (auto found = in_place(node)) {
      return found;
    }
    tell(node,
         file_.holds(node.offset, sizeof(disk::ObjectHeader) + std::uint64_t{node.size})
             ? DamageKind::Inconsistent
             : DamageKind::Truncated,
         "object", damage_, file_.size());
    return std::nullopt;
  }

  void drop_taken() {
    std::size_t i = 0;
    std::erase_if(swept_, [&](const Object& /*object*/) { return taken_[i++]; });
  }

 private:
  /// What the node knows of it, and where it really is.
  static Object joined(const Object& node, const Object& found) {
    Object object = node;
    object.offset = found.offset;
    object.size = found.size;
    object.origin = Origin::Swept;
    return object;
  }

  std::optional<Object> by_oid(const Object& node) {
    // Of several, the one of the node's size; then the last, which was written last most likely.
    std::optional<std::size_t> best;
    const auto [begin, end] = by_oid_.equal_range(node.oid.value);
    for (auto it = begin; it != end; ++it) {
      const auto rank = [&](std::size_t i) {
        return std::pair(swept_[i].size == node.size, swept_[i].offset);
      };
      if (!best || rank(it->second) > rank(*best)) {
        best = it->second;
      }
    }
    if (!best) {
      return std::nullopt;
    }
    taken_[*best] = true;
    const Object found = joined(node, swept_[*best]);
    tell(found, DamageKind::Inconsistent, "map.node.offset", damage_, file_.size());
    return found;
  }

  /// The bytes lie where the node says, and only what stands in front of them is wrong.
  std::optional<Object> in_place(const Object& node) {
    if (node.offset % disk::kAllocation != 0 || node.offset < disk::kPlainSize ||
        !file_.holds(node.offset, sizeof(disk::ObjectHeader) + std::uint64_t{node.size})) {
      return std::nullopt;
    }
    const auto there = by_offset_.find(node.offset);
    Object object = node;
    object.has_header = false;
    if (++served_[node.offset] > 1) {
      return std::nullopt;  // a place is one object's
    }
    if (there != by_offset_.end()) {
      // One of the two names is wrong, and nobody can say which: it is kept under both.
      const Object& found = swept_[there->second];
      if (found.size != node.size || found.oid.type() != node.oid.type()) {
        return std::nullopt;  // somebody else's
      }
    } else if (!is_data_of(file_, node.data(), {.oid = node.oid, .size = node.size}) &&
               !has_end(node)) {
      return std::nullopt;
    }
    tell(object, DamageKind::Inconsistent, "object.header", damage_, file_.size());
    return object;
  }

  [[nodiscard]] bool has_end(const Object& node) const {
    constexpr std::uint64_t kFront = 64;
    if (!file_.foreign_bytes(node.offset, std::min<std::uint64_t>(kFront, node.size))) {
      return false;
    }
    const auto list = read_list_from_end(file_, node.data(), node.size);
    return list && !list->elements.empty();
  }

  const StoreFile& file_;
  std::vector<Object>& swept_;
  bytes::DamageLog& damage_;
  std::vector<bool> taken_;
  std::unordered_multimap<std::uint32_t, std::size_t> by_oid_;
  std::unordered_map<std::uint64_t, std::size_t> by_offset_;
  std::unordered_map<std::uint64_t, std::size_t> served_;  // nodes, by the place they name
};

}  // namespace

Store::Store(StoreFile file, std::uint64_t size)
    : file_(std::move(file)), claims_(std::make_shared<bytes::RangeMap>(size)) {}

std::optional<Store> Store::open(std::span<const std::byte> all,
                                 std::shared_ptr<const bytes::FileView> view,
                                 bytes::DamageLog& told) {
  Store store(StoreFile(all, std::move(view)), all.size());
  bytes::DamageLog damage;
  bytes::DamageLog header_damage;
  store.header_ = read_header(all.first(std::min(all.size(), disk::kPlainSize)), header_damage);
  const bool knows_cipher =
      store.header_ && (!store.header_->doublespace || store.header_->divisor != 0);
  if (knows_cipher) {
    store.file_.set_cipher({.divisor = store.header_->doublespace ? store.header_->divisor : 0});
  } else {
    const auto key = find_key(store.file_);
    if (!key && !store.header_) {
      return std::nullopt;
    }
    if (key) {
      store.file_.set_cipher(key->cipher);
      store.file_.set_shifts(key->shifts);
    }
  }
  told.add(header_damage);
  if (store.header_) {
    const std::uint64_t end = store.header_->maps.at(store.header_->current_map).end_of_file;
    if (end > all.size()) {
      damage.add({.offset = all.size(),
                  .length = 0,
                  .kind = DamageKind::Truncated,
                  .field = "header.end_of_file",
                  .found = all.size(),
                  .expected = end});
    }
  }
  Walk found = walk(store.file_, store.header_, damage);
  if (store.header_ && store.file_.shifts().empty() && !found.unread.empty()) {
    if (const auto shift = find_shift(store.file_, found)) {
      store.file_.set_shifts({*shift});
      damage.add({.offset = shift->from,
                  .length = store.file_.size() - shift->from,
                  .kind = DamageKind::Inconsistent,
                  .field = "offset",
                  .found = shift->distance});
    }
  }
  store.merge(std::move(found), damage);
  if (store.header_ && store.objects_.size() <= store.lost_.size()) {
    store.retry_shifted(damage);
  }
  told.add(damage);
  return store;
}

void Store::retry_shifted(bytes::DamageLog& damage) {
  constexpr std::uint64_t kFirst = disk::kPlainSize;
  if (!file_.cipher().is_normal() || !file_.shifts().empty() || file_.size() <= kFirst) {
    return;
  }
  // Maps that stayed where they were speak for no shift, and louder: the second half is asked, too.
  for (const std::uint64_t begin : {kFirst, kFirst + (file_.size() - kFirst) / 2}) {
    const auto distance = distance_by_zeros(file_, begin, file_.size() - begin);
    if (!distance || *distance == 0) {
      continue;
    }
    Store other(file_, file_.size());
    other.header_ = header_;
    other.file_.set_shifts({{.from = kFirst, .distance = *distance}});
    bytes::DamageLog told;
    other.merge(walk(other.file_, std::nullopt, told), told);
    if (other.objects_.size() > objects_.size()) {
      damage = {};  // what was found missing was looked for in the wrong places
      damage.add({.offset = kFirst,
                  .length = file_.size() - kFirst,
                  .kind = DamageKind::Inconsistent,
                  .field = "offset",
                  .found = *distance});
      damage.add(told);
      *this = std::move(other);
      return;
    }
  }
}

const Object* Store::find(Oid oid) const {
  if (const Object* object = find_by_oid(objects_, oid)) {
    return object;
  }
  return find_by_oid(strays_, oid);
}

const Object* Store::find_deleted(Oid oid) const { return find_by_oid(deleted_, oid); }

const Link* Store::find_link(Oid oid) const { return find_by_oid(links_, oid); }

void Store::claim(const Walk& walk) {
  bytes::DamageLog overlaps;  // of objects: the first one keeps its bytes, and both are read
  if (header_) {
    claims_->claim({.offset = 0, .length = disk::kPlainSize, .owner = "header"}, overlaps);
  }
  for (const NodeMap& map : walk.maps) {
    if (&map != &walk.maps.front() && !is_first_node(file_, map.offset)) {
      continue;  // what lies there may be anything
    }
    const std::uint64_t nodes = walk.use == MapUse::Found || !header_
                                    ? map.nodes.size()
                                    : std::max<std::uint64_t>(header_->capacity, map.nodes.size());
    if (map.offset < file_.size()) {
      claims_->claim({.offset = map.offset,
                      .length = std::min(nodes * sizeof(disk::Node), file_.size() - map.offset),
                      .owner = "map"},
                     overlaps);
    }
  }
  for (const Object& object : walk.objects) {
    const std::uint64_t length = object.end() - object.offset;
    claims_->claim({.offset = object.offset, .length = length, .owner = "object"}, overlaps);
    const std::uint64_t slack =
        std::min(object.offset + object.allocation(), file_.size()) - object.end();
    claims_->claim({.offset = object.end(), .length = slack, .owner = "slack"}, overlaps);
  }
}

void Store::merge(Walk walk, bytes::DamageLog& damage) {
  use_ = walk.use;
  uncommitted_ = walk.uncommitted;
  odd_flags_ = walk.odd_flags;
  claim(walk);
  auto swept = sweep(file_, claims_->unclaimed(), kMostSwept);
  if (swept.size() == kMostSwept) {
    tell(swept.back(), DamageKind::OutOfRange, "object.count", damage, file_.size());
  }
  Rescue rescue(file_, swept, damage);
  std::vector<Object> objects = std::move(walk.objects);
  for (const Object& object : objects) {
    if (object.is_cut) {
      tell(object, DamageKind::Truncated, "object.size", damage, file_.size());
    }
  }
  for (const Object& node : walk.unread) {
    if (auto found = rescue.find(node)) {
      objects.push_back(*found);
    } else {
      lost_.push_back(node);
    }
  }
  rescue.drop_taken();
  if (use_ == MapUse::None) {
    objects.insert(objects.end(), swept.begin(), swept.end());
    swept.clear();
  }
  links_ = std::move(walk.links);
  std::ranges::stable_sort(links_, {}, &Link::oid);
  index(std::move(objects), damage);
  add_swept(std::move(swept), walk);
  index_attachments();
  claim_rest(free_ranges(walk));
}

void Store::index_attachments() {
  for (const auto* objects : {&objects_, &strays_}) {
    for (const Object& object : *objects) {
      if (object.oid.type() == ObjectType::Attachment && object.parent.value != 0) {
        attachments_.push_back(&object);
      }
    }
  }
  std::ranges::stable_sort(attachments_, {}, &Object::parent);
}

std::span<const Object* const> Store::attachments_of(Oid message) const {
  const auto begin = std::ranges::lower_bound(attachments_, message, {}, &Object::parent);
  const auto end = std::ranges::upper_bound(attachments_, message, {}, &Object::parent);
  return {begin, end};
}

void Store::claim_rest(const std::vector<Range>& free_blocks) {
  bytes::DamageLog overlaps;
  for (const auto* found : {&objects_, &deleted_, &strays_}) {
    for (const Object& object : *found) {
      const std::uint64_t length = object.end() - object.offset;
      extents_.push_back({.offset = object.offset, .length = length, .owner = {}});
      if (object.origin != Origin::Map || found != &objects_) {
        claims_->claim({.offset = object.offset,
                        .length = length,
                        .owner = found == &objects_ ? "object" : "recovered"},
                       overlaps);
      }
    }
  }
  std::ranges::sort(extents_, {}, &Range::offset);
  // What lies in a free block and is none of the recovered objects is free.
  const auto gaps = claims_->unclaimed();
  auto gap = gaps.begin();
  for (const Range& block : free_blocks) {
    const std::uint64_t block_end = block.offset + block.length;
    while (gap != gaps.end() && gap->offset + gap->length <= block.offset) {
      ++gap;
    }
    for (auto in = gap; in != gaps.end() && in->offset < block_end; ++in) {
      const std::uint64_t begin = std::max(in->offset, block.offset);
      const std::uint64_t end = std::min(in->offset + in->length, block_end);
      claims_->claim({.offset = begin, .length = end - begin, .owner = "free"}, overlaps);
    }
  }
}

void Store::index(std::vector<Object> objects, bytes::DamageLog& damage) {
  // The map in force knows best; else what was written last, most likely.
  std::ranges::stable_sort(objects, [](const Object& a, const Object& b) {
    const auto rank = [](const Object& object) {
      return std::tuple(object.oid, object.origin == Origin::Map, object.offset);
    };
    return rank(a) < rank(b);
  });
  const std::vector<Object> all = objects;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i + 1;
    while (end < all.size() && all[end].oid == all[i].oid) {
      ++end;
    }
    std::size_t best = end - 1;
    if (end - i > 1 && is_container(all[i].oid)) {
      std::size_t most = 0;
      for (std::size_t copy = i; copy < end; ++copy) {
        const std::size_t named = count_named(file_, all[copy], all);
        if (named >= most) {
          most = named;
          best = copy;
        }
      }
    }
    for (std::size_t copy = i; copy < end; ++copy) {
      if (copy != best) {
        tell(all[copy], DamageKind::Inconsistent, "object.oid", damage, file_.size());
        deleted_.push_back(all[copy]);
      }
    }
    objects_.push_back(all[best]);
    i = end;
  }
}

void Store::add_swept(std::vector<Object> swept, const Walk& walk) {
  const auto free_blocks = free_ranges(walk);
  std::unordered_map<std::uint64_t, const Object*> former;
  for (const Object& object : walk.former) {
    former.emplace(object.offset, &object);
  }
  for (Object& object : swept) {
    if (const auto known = former.find(object.offset); known != former.end()) {
      object.parent = known->second->parent;
      object.auxiliary = known->second->auxiliary;
      object.flags = known->second->flags;
    }
    const bool is_free = lies_in(free_blocks, object.offset);
    const bool may_be_lost =
        walk.has_gaps && !is_free && find_by_oid(objects_, object.oid) == nullptr;
    (may_be_lost ? strays_ : deleted_).push_back(object);
    former.erase(object.offset);
  }
  // Those of the transaction before that do not look like what they are: as that map has them.
  for (const Object& object : walk.former) {
    if (former.contains(object.offset)) {
      deleted_.push_back(object);
    }
  }
  constexpr auto kByOid = [](const Object& a, const Object& b) {
    return a.oid != b.oid ? a.oid < b.oid : a.offset > b.offset;
  };
  std::ranges::stable_sort(strays_, kByOid);
  // Of several strays with one name, the later is the better; the earlier is a copy of it.
  std::vector<Object> kept;
  for (const Object& object : strays_) {
    (kept.empty() || kept.back().oid != object.oid ? kept : deleted_).push_back(object);
  }
  strays_ = std::move(kept);
  std::ranges::stable_sort(deleted_, kByOid);
}

void Store::drop_overwritten(const Object& object, List& list, bytes::DamageLog& damage) const {
  // What begins within the object was written over it.
  auto inner = std::ranges::upper_bound(extents_, object.offset, {}, &Range::offset);
  std::vector<Range> written;  // without overlaps
  for (; inner != extents_.end() && inner->offset < object.end(); ++inner) {
    const std::uint64_t end = inner->offset + inner->length;
    if (!written.empty() && inner->offset < written.back().offset + written.back().length) {
      written.back().length =
          std::max(written.back().offset + written.back().length, end) - written.back().offset;
    } else {
      written.push_back(*inner);
    }
  }
  if (written.empty()) {
    return;
  }
  std::erase_if(list.elements, [&](const Element& element) {
    const auto behind =
        std::ranges::lower_bound(written, element.offset + element.size, {}, &Range::offset);
    const bool gone = behind != written.begin() &&
                      std::prev(behind)->offset + std::prev(behind)->length > element.offset;
    if (gone) {
      list.complete = false;
      damage.add({.offset = element.offset,
                  .length = element.size,
                  .kind = DamageKind::Inconsistent,
                  .field = "element",
                  .found = element.key});
    }
    return gone;
  });
}

std::optional<List> Store::read(const Object& object, bytes::DamageLog& damage) const {
  if (is_small_list(object.oid)) {
    return read_small_list(file_, object.data(), object.size, damage);
  }
  auto list = read_list(file_, object.data(), object.size, damage);
  if (!list) {
    list = read_list_from_end(file_, object.data(), object.size);
    if (list) {
      list->complete = false;
    }
  }
  if (list && object.origin == Origin::Swept) {
    drop_overwritten(object, *list, damage);
  }
  return list;
}

}  // namespace mmf
