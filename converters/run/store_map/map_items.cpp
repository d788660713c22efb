#include "converters/run/store_map/map_items.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "converters/run/message_pieces.h"
#include "converters/run/quantity.h"

namespace run {
namespace {

using bytes::ItemHit;

/// Items that a range names: of a section of a secondary file that every row of the primary one
/// names, the items would stand as often as there are sections.
constexpr std::size_t kMostOwners = 256;
/// Pieces of all items: what mailboxes of hundreds of thousands of messages have, and 400 MB.
constexpr std::size_t kMostPieces = std::size_t{1} << 24U;

/// A border of an item's bytes.
struct Border {
  std::uint64_t at = 0;
  std::uint32_t item = 0;
  bool begins = false;
};

class ItemCollector final : public model::Sink {
 public:
  ItemCollector(bytes::StoreMap& map, std::string source, std::function<bool()> going_on)
      : map_(map), source_(std::move(source)), going_on_(std::move(going_on)) {}

  [[nodiscard]] model::Result<void> store(const model::Store& /*store*/) override { return {}; }
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override {
    if (!folder.provenance.ranges.empty() || !folder.provenance.missing.empty()) {
      item("folder", folder.name, folder.provenance);
    }
    return go_on();
  }
  [[nodiscard]] model::Result<void> expect(model::FolderId /*folder*/,
                                           std::uint64_t /*more*/) override {
    return {};
  }
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override {
    if (message.provenance.state != model::State::Recovered) {
      map_.findings += undecodable_in(message);
    }
    const auto number = item(message.associated ? "associated message" : "message", message.subject,
                             message.provenance);
    if (message.provenance.ranges.empty() && is_here(message.provenance)) {
      add_range(number, 0, map_.size);  // a stream that is one message
    }
    attachments(message, number);
    auto allowed = go_on();
    return allowed ? model::Result<model::Delivered>(model::Delivered{})
                   : tl::unexpected(allowed.error());
  }
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override {
    ++map_.findings;
    if (!loss.source.empty() && loss.source != source_) {
      return go_on();  // in another file of the set
    }
    const auto number = static_cast<std::uint32_t>(map_.items.size());
    map_.items.push_back({.id = loss.native_id,
                          .kind = loss.kind == model::LossKind::Item     ? "message"
                                  : loss.kind == model::LossKind::Folder ? "folder"
                                                                         : "structure",
                          .name = {},
                          .hit = ItemHit::Lost});
    if (loss.offset) {
      add_range(number, *loss.offset, loss.length.value_or(0));
    }
    return go_on();
  }
  [[nodiscard]] model::Result<void> note(const model::Note& note) override {
    map_.findings += note.damage ? 1U : 0U;
    return {};
  }
  [[nodiscard]] model::Result<void> finish() override { return {}; }

  /// Divides the ranges of the map.
  void apply() {
    std::ranges::stable_sort(borders_, {}, &Border::at);
    bytes::ItemGroups groups;
    std::vector<bytes::Range> parts;
    OpenItems open;
    auto border = borders_.begin();
    for (const auto& range : map_.ranges) {
      const auto end = range.offset + range.length;
      for (auto at = range.offset; at < end;) {
        for (; border != borders_.end() && border->at <= at; ++border) {
          if (border->begins) {
            ++open[border->item];
          } else if (const auto item = open.find(border->item); --item->second == 0) {
            open.erase(item);
          }
        }
        const auto next = border == borders_.end() ? end : std::min(end, border->at);
        append_part(parts, range, at, next, group_of(groups, open));
        at = next;
      }
    }
    map_.ranges = std::move(parts);
    map_.groups = groups.groups();
  }

 private:
  /// Items, and how many of the pieces of each hold the place at hand.
  using OpenItems = std::map<std::uint32_t, std::uint64_t>;

  [[nodiscard]] model::Result<void> go_on() const {
    if (borders_.size() > 2 * kMostPieces) {
      return bytes::fail(bytes::ErrorKind::LimitExceeded,
                         "its items have more than " + format_count(kMostPieces) +
                             " pieces, and a byte map is of no more",
                         "mailconvert reads it without a map");
    }
    return going_on_ && !going_on_() ? model::Result<void>(bytes::fail(
                                           bytes::ErrorKind::Interrupted, "stopped by the user"))
                                     : model::Result<void>();
  }

  std::uint32_t item(std::string kind, const std::string& name,
                     const model::Provenance& provenance) {
    const bool recovered = provenance.state == model::State::Recovered;
    // The last part of a recovered item was lost when it was deleted: that is no damage.
    const auto hit = provenance.state == model::State::Partial ? ItemHit::Partial : ItemHit::None;
    const auto number = static_cast<std::uint32_t>(map_.items.size());
    map_.items.push_back({.id = provenance.native_id,
                          .kind = (recovered ? "deleted " : "") + std::move(kind),
                          .name = name,
                          .hit = hit});
    add_ranges(number, provenance);
    return number;
  }

  [[nodiscard]] bool is_here(const model::Provenance& provenance) const {
    return provenance.source.empty() || provenance.source == source_;
  }

  void add_ranges(std::uint32_t number, const model::Provenance& provenance) {
    if (!is_here(provenance)) {
      return;
    }
    for (const auto& range : provenance.ranges) {
      add_range(number, range.offset, range.length);
    }
  }

  void add_range(std::uint32_t number, std::uint64_t offset, std::uint64_t length) {
    if (length != 0 && offset < map_.size) {
      borders_.push_back({.at = offset, .item = number, .begins = true});
      borders_.push_back(
          {.at = offset + std::min(length, map_.size - offset), .item = number, .begins = false});
    }
  }

  void attachments(const model::Message& message, std::uint32_t number) {
    for (const auto& attachment : message.attachments) {
      add_ranges(number, attachment.provenance);
      if (attachment.message != nullptr) {
        add_ranges(number, attachment.message->provenance);
        attachments(*attachment.message, number);
      }
    }
  }

  static std::uint32_t group_of(bytes::ItemGroups& groups, const OpenItems& open) {
    bytes::ItemGroup group;
    for (auto item = open.begin(); item != open.end() && group.items.size() < kMostOwners; ++item) {
      group.items.push_back(item->first);
    }
    group.more = open.size() - group.items.size();
    return groups.group_of(std::move(group));
  }

  static void append_part(std::vector<bytes::Range>& parts, const bytes::Range& range,
                          std::uint64_t begin, std::uint64_t end, std::uint32_t group) {
    if (!parts.empty() && parts.back().owner == range.owner && parts.back().kind == range.kind &&
        parts.back().group == group && begin != range.offset) {
      parts.back().length += end - begin;
      return;
    }
    auto part = range;
    part.offset = begin;
    part.length = end - begin;
    part.group = group;
    parts.push_back(part);
  }

  bytes::StoreMap& map_;
  std::string source_;
  std::function<bool()> going_on_;
  std::vector<Border> borders_;
};

}  // namespace

bytes::Result<void> add_items(bytes::StoreMap& map, const std::string& source,
                              const ReadStore& read, const std::function<bool()>& going_on) {
  ItemCollector collector(map, source, going_on);
  model::NoMonitor monitor;
  if (auto done = read(monitor, collector); !done) {
    return done;
  }
  collector.apply();
  return {};
}

}  // namespace run
