// What the parts of a check share; for the sources of this room.
#pragma once

#include <set>
#include <unordered_set>

#include "formats/pst/check/finding.h"
#include "formats/pst/check/owners.h"
#include "formats/pst/reader/store.h"
#include "formats/pst/reader/sweep/key_ranges.h"

namespace pst::check {

struct Checking {
  const reader::Store& store;
  const Owners& owners;
  Course& course;  // the checks leave off where it stops
  Findings findings{};
  std::set<Nid> hit{};      // folders and messages that a finding hits
  bool everything = false;  // a finding hits all of them
  std::set<Nid> partial{};  // what was read with faults
  std::set<Nid> lost{};     // what could not be read

  [[nodiscard]] const reader::Ndb& ndb() const { return *store.ndb(); }
  [[nodiscard]] const reader::Index& index() const { return store.index(); }
  [[nodiscard]] const reader::StoreFile& file() const { return store.file(); }
  [[nodiscard]] bool unicode() const { return file().width == Width::Unicode; }

  void add(std::string_view rule, const bytes::Damage& damage,
           std::optional<Nid> node = std::nullopt, Severity severity = Severity::Error);
  /// The folder or message that `node` is, or whose table it is; nullopt for other nodes.
  [[nodiscard]] std::optional<Nid> item_of(Nid node) const;
  /// The same is hit.
  void hit_node(Nid node);
  /// Every node it is part of, when resolve() is called.
  void hit_block(Bid bid) { hit_bids.insert(bid.value & ~kReservedBit); }
  /// Whether the store has the block: the walk led to it or, where a part of the block B-tree is
  /// lost, a sweep did and somebody names it.
  [[nodiscard]] bool has_block(const reader::BlockEntry& entry) const;

  /// What is wrong with what was read of `node`: it is partial.
  void take(const bytes::Damage& damage, Nid node, bool in_table);
  void take(const reader::Faults& faults, Nid node, bool in_table);
  void take(const reader::RecordSet& set, Nid node, bool in_table);
  /// Its properties, or its rows, cannot be read at all.
  void unreadable(Nid node);
  /// Those of something inside it, such as a message in a message, cannot.
  void part_unreadable(Nid node);
  /// A finding about what `node` says; its place is the first block of the node's data.
  void inconsistent(std::string_view rule, std::string_view field, Nid node, std::uint64_t found,
                    std::uint64_t expected);

  // What is looked up in the indexes once, by resolve(): the nodes, or the owners of the blocks,
  std::set<std::uint64_t> hit_pages{};  // that stand in these leaf pages (offsets)
  reader::KeyRanges hit_nodes{};        // whose ids are these
  reader::KeyRanges hit_blocks{};
  std::unordered_set<std::uint64_t> hit_bids{};  // without the reserved bit
  void resolve();
};

/// Header, maps, and what they say of the space in the file. [MS-PST] 2.2.2.6, 2.2.2.7.2 to .5.
struct Space {
  std::uint64_t used = 0;  // by the allocation maps that can be read
  std::uint64_t free = 0;
  std::uint64_t leaked = 0;  // marked as used, and nothing lies there
  std::uint64_t maps = 0;
  std::uint64_t unreadable_maps = 0;
};
[[nodiscard]] Space check_space(Checking& checking);
/// Pages of the two trees, and their entries. [MS-PST] 2.2.2.7.7.
void check_trees(Checking& checking);
/// Every block of the block B-tree, and who refers to it. [MS-PST] 2.2.2.8.
void check_blocks(Checking& checking);
/// What the message store object names. [MS-PST] 2.4.3.
void check_message_store(Checking& checking);
/// Folders, messages and tables. [MS-PST] 2.4.
struct Contents {
  std::uint64_t folders = 0;
  std::uint64_t messages = 0;
  std::uint64_t attachments = 0;
};
[[nodiscard]] Contents check_contents(Checking& checking);
/// The hash buckets of the name-to-id map. [MS-PST] 2.4.7.4.
void check_names(Checking& checking);

/// A property of 32 bits; nullopt when there is none that can be relied on.
[[nodiscard]] std::optional<std::uint32_t> number_of(const reader::RecordSet& set,
                                                     std::uint32_t id);
/// Subject of a message or name of a folder as UTF-8; empty when it has none that can be relied on.
[[nodiscard]] std::string name_of(const reader::RecordSet& set, Nid node);

}  // namespace pst::check
