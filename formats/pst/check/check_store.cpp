#include "formats/pst/check/check_store.h"

#include <algorithm>
#include <utility>

#include "formats/pst/check/checking.h"
#include "formats/pst/reader/ltp/table.h"
#include "formats/pst/reader/messaging/context.h"
#include "formats/pst/reader/messaging/item_state.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/sweep/salvage.h"

namespace pst::check {
namespace {

/// What a table lists, when something is wrong with the table as a whole.
void hit_listed(Checking& checking, Nid nid) {
  const auto node = reader::find_node(checking.ndb(), nid);
  const auto table =
      node && reader::is_table(static_cast<NidType>(nid_type(nid)))
          ? reader::Table::open(checking.store.ndb(), *node)
          : bytes::Result<reader::Table>(bytes::fail(bytes::ErrorKind::NotThisFormat, "no table"));
  for (std::size_t i = 0; table && i < table->row_count(); ++i) {
    checking.hit_node({table->row_id(i)});
  }
}

/// What the reader met and no check has told: attributed by the block it lies in.
void take_rest(Checking& checking) {
  for (const auto& damage : checking.ndb().damage().items()) {
    if (checking.findings.knows(damage.offset, damage.field) ||
        damage.field.starts_with("BTPAGE.") || damage.field == "BREF.ib") {
      continue;
    }
    const auto bid = checking.owners.block_at(damage.offset);
    const auto parts = bid ? checking.owners.of(*bid) : std::span<const Owners::Part>();
    const bool in_table = !parts.empty() && parts.front().table;
    const auto rule = rule_of(damage, in_table);
    if (rule.empty()) {
      continue;
    }
    checking.add(rule, damage, parts.empty() ? std::nullopt : std::optional(parts.front().node));
    if (bid) {
      checking.hit_block(*bid);
    }
    if (in_table) {
      hit_listed(checking, parts.front().node);
    }
    checking.everything = checking.everything || damage.field == "HEADER.bCryptMethod";
  }
}

/// What was never read from the disk, and whose it is.
void take_unread(Checking& checking, const bytes::Extents& unread) {
  unread.each([&](const bytes::Extent& part) {
    checking.add("UNREAD", {.offset = part.offset,
                            .length = part.length,
                            .kind = bytes::DamageKind::Unreadable,
                            .field = "bad sector"});
  });
  const auto width = checking.file().width;
  for (const auto& entry : checking.index().blocks.entries()) {
    const auto trailer =
        entry.offset + reader::stored_block_size(entry.size, width) - block_trailer_size(width);
    if (!unread.touch(entry.offset, entry.size) &&
        !unread.touch(trailer, block_trailer_size(width))) {
      continue;  // at most its padding
    }
    checking.hit_block(entry.bid);
    for (const auto& part : checking.owners.of(entry.bid)) {
      if (const auto item = checking.item_of(part.node)) {
        checking.partial.insert(*item);
      }
    }
  }
  for (const auto& page : checking.index().pages) {
    if (unread.touch(page.offset, kPageSize)) {
      checking.hit_pages.insert(page.offset);
    }
  }
}

void hit_everything(Checking& checking) {
  for (const auto& entry : checking.index().nodes.entries()) {
    checking.hit_node(entry.nid);
  }
}

void list_items(const Checking& checking, std::size_t most, Report& report) {
  for (const auto nid : checking.hit) {
    if (!checking.course.step()) {
      return;
    }
    const auto item = checking.store.item(nid.value);
    const auto set = item ? item->read_record_set(0) : bytes::Result<reader::RecordSet>();
    const bool lost = checking.lost.contains(nid) || !item;
    const auto state = lost                             ? CheckedItem::State::Lost
                       : checking.partial.contains(nid) ? CheckedItem::State::Partial
                                                        : CheckedItem::State::Intact;
    ++report.item_count;
    report.partial += state == CheckedItem::State::Partial ? 1U : 0U;
    report.lost += state == CheckedItem::State::Lost ? 1U : 0U;
    if (report.items.size() < most) {
      report.items.push_back(
          {.nid = nid, .name = item && set ? name_of(*set, nid) : std::string(), .state = state});
    }
  }
}

tl::unexpected<bytes::Error> stopped() {
  return bytes::fail(bytes::ErrorKind::Interrupted, "stopped by the user");
}

/// Four looks at the nodes, one at the blocks.
std::uint64_t steps_of(const reader::Store& store) {
  return 4 * store.index().nodes.entries().size() + store.index().blocks.entries().size();
}

}  // namespace

bytes::Result<Report> check_store(std::span<const std::byte> content,
                                  std::shared_ptr<const void> owner, const CheckOptions& options) {
  const auto& progress = options.progress;
  auto salvaged = reader::salvage_store(content, std::move(owner), {.progress = progress});
  if (!salvaged) {
    return tl::unexpected(salvaged.error());
  }
  if (salvaged->sweep && salvaged->sweep->stopped) {
    return stopped();
  }
  const auto& store = salvaged->store;
  // A sweep has told of the whole file already.
  const auto tell = [&](std::uint64_t done) {
    return progress(salvaged->sweep ? content.size() : done);
  };
  Course course(progress ? reader::Progress(tell) : reader::Progress(), content.size(),
                steps_of(store));
  const Owners owners(*store.ndb(), course);
  Checking checking{.store = store, .owners = owners, .course = course};
  check_trees(checking);
  check_blocks(checking);
  const auto space = check_space(checking);
  check_message_store(checking);
  const auto contents = check_contents(checking);
  check_names(checking);
  take_rest(checking);
  if (options.unread != nullptr) {
    take_unread(checking, *options.unread);
  }
  checking.resolve();
  if (checking.everything) {
    hit_everything(checking);
  }

  Report report;
  list_items(checking, options.most_items, report);
  if (course.stopped()) {
    return stopped();
  }
  report.width = store.file().width;
  report.encoding = store.file().encoding;
  report.header = store.header();
  report.findings = checking.findings.items();
  std::ranges::stable_sort(report.findings, {},
                           [](const Finding& finding) { return finding.damage.offset; });
  report.finding_count = checking.findings.total();
  report.error_count = checking.findings.errors();
  report.sound = report.error_count == 0;
  report.folders = contents.folders;
  report.messages = contents.messages;
  report.attachments = contents.attachments;
  report.nodes = store.index().nodes.entries().size();
  report.blocks = store.index().blocks.entries().size();
  report.tree_pages = store.index().pages.size();
  report.used = space.used;
  report.free = space.free;
  report.leaked = space.leaked;
  report.maps = space.maps;
  report.unreadable_maps = space.unreadable_maps;
  report.swept = salvaged->sweep.has_value();
  if (salvaged->sweep) {
    report.nodes_added = salvaged->sweep->nodes_added;
    report.blocks_added = salvaged->sweep->blocks_added;
  }
  return report;
}

}  // namespace pst::check
