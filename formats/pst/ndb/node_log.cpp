#include "formats/pst/ndb/node_log.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "formats/pst/ndb/disk.h"

namespace pst {
namespace {

// FORMAT.md 2.2: where the counters of a new store begin.
constexpr std::uint32_t kFirstIndex = 0x400;
constexpr std::uint32_t kFirstSearchFolder = 0x4000;
constexpr std::uint32_t kFirstMessage = 0x10000;
constexpr std::uint32_t kFirstAssociatedMessage = 0x8000;

template <class Entry>
Entry entry_of(std::span<const std::byte> record) {
  Entry entry;
  std::memcpy(&entry, record.data(), sizeof entry);
  return entry;
}

template <class Word>
disk::NBTENTRY<Word> to_disk(Nid nid, Bid data, Bid subnodes, Nid parent) {
  using Number = decltype(+Word{});
  disk::NBTENTRY<Word> entry{};
  entry.nid = nid.value;
  entry.bidData = static_cast<Number>(data.value);
  entry.bidSub = static_cast<Number>(subnodes.value);
  entry.nidParent = parent.value;
  return entry;
}

/// The entry as stored, for logs and leaves.
std::vector<std::byte> stored(Width width, Nid nid, Bid data, Bid subnodes, Nid parent) {
  std::vector<std::byte> out(NodeLog::entry_size(width));
  if (width == Width::Unicode) {
    const auto entry = to_disk<disk::u64>(nid, data, subnodes, parent);
    std::memcpy(out.data(), &entry, sizeof entry);
  } else {
    const auto entry = to_disk<disk::u32>(nid, data, subnodes, parent);
    std::memcpy(out.data(), &entry, sizeof entry);
  }
  return out;
}

/// One sorted run, with its head in view.
class Run {
 public:
  explicit Run(const RecordLog& log) : reader_(log) {}

  [[nodiscard]] bytes::Result<void> advance() {
    const auto record = reader_.next();
    if (!record) {
      return tl::unexpected(record.error());
    }
    head_ = *record;
    return {};
  }
  [[nodiscard]] std::span<const std::byte> head() const { return head_; }
  /// The head's id; beyond every id at the end.
  [[nodiscard]] std::uint64_t key() const {
    // Both widths begin with the NID, least significant byte first.
    return head_.empty() ? std::numeric_limits<std::uint64_t>::max()
                         : std::uint64_t{entry_of<bytes::u32>(head_)};
  }

 private:
  RecordLog::Reader reader_;
  std::span<const std::byte> head_;
};

/// Adds the head of `run` and all that follows below `limit`.
bytes::Result<void> add_below(Run& run, std::uint64_t limit, BTreeWriter& tree) {
  while (run.key() < limit) {
    if (auto added = tree.add(run.key(), run.head()); !added) {
      return added;
    }
    if (auto advanced = run.advance(); !advanced) {
      return advanced;
    }
  }
  return {};
}

}  // namespace

NodeLog::NodeLog(Width width)
    : width_(width), messages_(entry_size(width)), associated_(entry_size(width)) {
  counters_.fill(kFirstIndex);
  counters_[static_cast<std::size_t>(NidType::SearchFolder)] = kFirstSearchFolder;
  counters_[static_cast<std::size_t>(NidType::NormalMessage)] = kFirstMessage;
  counters_[static_cast<std::size_t>(NidType::AssociatedMessage)] = kFirstAssociatedMessage;
}

std::size_t NodeLog::entry_size(Width width) {
  return width == Width::Unicode ? sizeof(disk::NBTENTRY<disk::u64>)
                                 : sizeof(disk::NBTENTRY<disk::u32>);
}

Nid NodeLog::next_nid(NidType type) {
  return make_nid(type, ++counters_[static_cast<std::size_t>(type)]);
}

void NodeLog::note_use(Nid nid) {
  auto& counter = counters_[nid_type(nid)];
  counter = std::max(counter, nid_index(nid));
}

bytes::Result<void> NodeLog::add(Nid nid, Bid data, Bid subnodes, Nid parent) {
  note_use(nid);
  switch (static_cast<NidType>(nid_type(nid))) {
    case NidType::NormalMessage:
      return messages_.append(stored(width_, nid, data, subnodes, parent));
    case NidType::AssociatedMessage:
      return associated_.append(stored(width_, nid, data, subnodes, parent));
    default:
      others_.push_back({.nid = nid, .parent = parent, .data = data, .subnodes = subnodes});
      return {};
  }
}

std::uint64_t NodeLog::count() const {
  return messages_.count() + associated_.count() + others_.size();
}

bytes::Result<BlockRef> NodeLog::write_tree(SectionWriter& sections, std::uint64_t& next_page) {
  std::ranges::sort(others_, {}, &Entry::nid);
  BTreeWriter tree(sections, width_, disk::ptypeNBT, entry_size(width_), next_page);
  std::array<Run, 2> runs{Run(messages_), Run(associated_)};
  for (auto& run : runs) {
    if (auto advanced = run.advance(); !advanced) {
      return tl::unexpected(advanced.error());
    }
  }
  const auto add_runs_below = [&](std::uint64_t limit) -> bytes::Result<void> {
    while (std::min(runs[0].key(), runs[1].key()) < limit) {
      auto& first = runs[0].key() < runs[1].key() ? runs[0] : runs[1];
      const auto& second = &first == runs.data() ? runs[1] : runs[0];
      if (auto added = add_below(first, std::min(limit, second.key()), tree); !added) {
        return added;
      }
    }
    return {};
  };
  for (const auto& other : others_) {
    if (auto added = add_runs_below(other.nid.value); !added) {
      return tl::unexpected(added.error());
    }
    const auto entry = stored(width_, other.nid, other.data, other.subnodes, other.parent);
    if (auto added = tree.add(other.nid.value, entry); !added) {
      return tl::unexpected(added.error());
    }
  }
  if (auto added = add_runs_below(std::numeric_limits<std::uint64_t>::max()); !added) {
    return tl::unexpected(added.error());
  }
  return tree.finish();
}

}  // namespace pst
