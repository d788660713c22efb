#include "formats/mmf/node_map.h"

#include <algorithm>
#include <array>

namespace mmf {
namespace {

constexpr std::uint64_t kNodeSize = sizeof(disk::Node);

Node to_node(const disk::Node& raw, std::uint16_t inod) {
  return {.inod = inod,
          .oid = {raw.oid},
          .parent = {raw.parent},
          .auxiliary = {raw.auxiliary},
          .flags = raw.flags,
          .type_flags = raw.type_flags,
          .size = raw.size & ~disk::kTemporarySize,
          .offset = raw.offset,
          .target_inod = raw.open_count,
          .temporary = (raw.size & disk::kTemporarySize) != 0};
}

/// Looks through the file for nodes in a row. FORMAT.md 10.2.
class Scan {
 public:
  Scan(const StoreFile& file, std::uint64_t begin, std::vector<NodeMap>& found)
      : file_(file), at_(begin), found_(found) {}

  void run() {
    std::vector<std::byte> window(kWindow);
    while (file_.holds(at_, kNodeSize)) {
      const std::uint64_t whole = (file_.size() - at_) / kNodeSize * kNodeSize;
      const auto part = std::span(window).first(static_cast<std::size_t>(std::min(kWindow, whole)));
      file_.read(at_, part);
      for (std::size_t i = 0; i < part.size(); i += kNodeSize) {
        take(bytes::record_at<disk::Node>(
                 std::span<const std::byte, kNodeSize>(part.subspan(i, kNodeSize))),
             at_ + i);
      }
      at_ += part.size();
    }
    end_run();
  }

 private:
  enum class Kind : std::uint8_t { Good, Neutral, Bad };
  static constexpr std::uint64_t kWindow = std::uint64_t{1} << 20U;
  static constexpr std::size_t kProof = 3;
  static constexpr std::size_t kMostBad = 48;  // in a row: what three sectors hold

  [[nodiscard]] Kind kind_of(const disk::Node& raw) const {
    const Node node = to_node(raw, 0);
    if (node.is_blank()) {
      return Kind::Neutral;
    }
    if (node.is_free() || node.is_pseudo()) {
      return node.is_pseudo() && node.offset % disk::kAllocation == 0 ? Kind::Neutral : Kind::Bad;
    }
    if (node.is_link()) {
      return is_sane(node) ? Kind::Neutral : Kind::Bad;
    }
    // Zeros agree with zeros: an object has a name and a size.
    const bool is_object = node.oid.value != 0 && node.size > 0;
    return is_object && agrees(file_, node) ? Kind::Good : Kind::Bad;
  }

  void take(const disk::Node& raw, std::uint64_t offset) {
    const Kind kind = kind_of(raw);
    if (kind == Kind::Bad && !nodes_.empty() && bad_ < kMostBad && nodes_.size() < kMostNodes) {
      ++bad_;  // a damaged node, or sector, does not end a map
      nodes_.emplace_back();
      return;
    }
    if (kind == Kind::Bad || nodes_.size() == kMostNodes) {
      end_run();
      return;
    }
    bad_ = 0;
    const Node node = to_node(raw, 0);
    if (node.is_blank() && node.flags == disk::kCommitted) {
      end_run();  // node 0: one map may follow the other
    }
    if (nodes_.empty()) {
      begin_ = offset;
    }
    good_ += kind == Kind::Good ? 1U : 0U;
    nodes_.push_back(to_node(raw, static_cast<std::uint16_t>(nodes_.size())));
  }

  void end_run() {
    if (good_ >= kProof) {
      while (!nodes_.back() || nodes_.back()->is_blank()) {
        nodes_.pop_back();
      }
      found_.push_back({.offset = begin_, .nodes = nodes_});
    }
    nodes_.clear();
    good_ = 0;
    bad_ = 0;
  }

  const StoreFile& file_;
  std::uint64_t at_;
  std::vector<NodeMap>& found_;
  std::vector<std::optional<Node>> nodes_;
  std::uint64_t begin_ = 0;
  std::size_t good_ = 0;
  std::size_t bad_ = 0;  // in a row
};

}  // namespace

NodeMap read_map(const StoreFile& file, std::uint64_t offset, std::uint32_t count,
                 bytes::DamageLog& damage) {
  NodeMap map{.offset = offset, .nodes = {}};
  count = std::min(count, kMostNodes);
  map.nodes.reserve(count);
  std::optional<bytes::Damage> run;  // of nodes that are gone
  for (std::uint32_t inod = 0; inod < count; ++inod) {
    const std::uint64_t at = offset + inod * kNodeSize;
    const auto raw = file.record<disk::Node>(at);
    const bool gone = !raw || file.foreign_bytes(at, kNodeSize).has_value();
    if (gone && !run) {
      run =
          bytes::Damage{.offset = std::min(at, file.size()),
                        .kind = raw ? bytes::DamageKind::Unreadable : bytes::DamageKind::Truncated,
                        .field = "map.node",
                        .found = inod};
    }
    if (gone) {
      run->length = std::min(at + kNodeSize, file.size()) - run->offset;
      map.nodes.emplace_back();
      continue;
    }
    if (run) {
      damage.add(*run);
      run.reset();
    }
    map.nodes.push_back(to_node(*raw, static_cast<std::uint16_t>(inod)));
  }
  if (run) {
    damage.add(*run);
  }
  return map;
}

bool is_first_node(const StoreFile& file, std::uint64_t offset) {
  const auto raw = file.record<disk::Node>(offset);
  disk::Node first{};
  first.flags = disk::kCommitted;
  return raw && std::ranges::equal(std::as_bytes(std::span(&*raw, 1)),
                                   std::as_bytes(std::span(&first, 1)));
}

bool is_live(const Node& node) {
  return !node.is_free() && !node.is_pseudo() && !node.is_blank() && node.oid.value != 0;
}

bool is_sane(const Node& node) {
  if (node.is_link()) {
    return node.oid.type() == ObjectType::Message && Oid{node.offset}.type() == ObjectType::Message;
  }
  return node.offset >= disk::kPlainSize && node.offset % disk::kAllocation == 0;
}

bool agrees_as_far_as(const StoreFile& file, const Node& node) {
  const auto header = is_sane(node) ? file.record<disk::ObjectHeader>(node.offset) : std::nullopt;
  return header && header->oid == node.oid.value && header->size == node.size;
}

bool agrees(const StoreFile& file, const Node& node) {
  return file.holds(node.offset, sizeof(disk::ObjectHeader) + std::uint64_t{node.size}) &&
         agrees_as_far_as(file, node);
}

std::vector<NodeMap> find_maps(const StoreFile& file) {
  std::vector<NodeMap> found;
  // Nodes lie on multiples of 32, or behind the eight bytes of an object's header.
  for (const std::uint64_t phase : {std::uint64_t{0}, std::uint64_t{sizeof(disk::ObjectHeader)}}) {
    Scan(file, disk::kPlainSize + phase, found).run();
  }
  std::ranges::stable_sort(found, std::ranges::greater(),
                           [](const NodeMap& map) { return map.nodes.size(); });
  return found;
}

}  // namespace mmf
