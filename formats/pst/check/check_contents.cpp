#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

#include "formats/pst/check/checking.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/messaging/tags.h"
#include "formats/pst/reader/ltp/table.h"
#include "formats/pst/reader/messaging/context.h"
#include "formats/pst/reader/messaging/item_state.h"

namespace pst::check {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using reader::Child;
using reader::Faults;
using reader::Item;

class ContentsCheck {
 public:
  explicit ContentsCheck(Checking& checking) : checking_(checking) {}

  Contents run() {
    each_node([this](Nid nid) { node(nid); });
    each_node([this](Nid nid) { listed(nid); });
    return counts_;
  }

 private:
  template <class Visit>
  void each_node(Visit visit) {
    std::optional<Nid> last;
    for (const auto& entry : checking_.index().nodes.entries()) {
      if (!checking_.course.step()) {
        return;
      }
      if (entry.nid != last) {
        visit(entry.nid);
      }
      last = entry.nid;
    }
  }

  // --- nodes

  void node(Nid nid) {
    const auto type = static_cast<NidType>(nid_type(nid));
    switch (type) {
      case NidType::NormalFolder:
      case NidType::SearchFolder:
        ++counts_.folders;
        folder(nid);
        break;
      case NidType::NormalMessage:
      case NidType::AssociatedMessage:
        ++counts_.messages;
        if (const auto item = checking_.store.item(nid.value)) {
          message(*item, nid);
        } else {
          checking_.unreadable(nid);
        }
        break;
      default:
        if (reader::is_table(type)) {
          table(nid);
        }
        break;
    }
  }

  void table(Nid nid) {
    const auto item = checking_.store.item(nid.value);
    const auto rows = item ? item->record_set_count() : bytes::Result<std::size_t>(0);
    if (!item || !rows) {
      return is_wide(nid) ? checking_.inconsistent("TC.ac", "HNHDR.bClientSig", nid, kWideTable, 0)
                          : checking_.unreadable(nid);
    }
    checking_.take(item->faults(), nid, true);
    for (std::size_t i = 0; i < *rows && checking_.course.step(); ++i) {
      if (const auto row = item->read_record_set(i)) {
        checking_.take(*row, nid, true);
        if (!row->intact()) {
          hit_row(*row);
        }
      }
    }
  }
  /// A table in the wide form, which is not in the specification and is not read: READING.md 3.
  static constexpr std::uint8_t kWideTable = 0xAC;
  [[nodiscard]] bool is_wide(Nid nid) const {
    const auto& ndb = checking_.store.ndb();
    const auto node = reader::find_node(*ndb, nid);
    Damage ignored;
    const auto heap =
        node ? reader::Heap::open(ndb, reader::read_data_tree(*ndb, node->data), ignored)
             : std::nullopt;
    return heap && heap->client() == kWideTable;
  }
  /// The object whose row it is.
  void hit_row(const reader::RecordSet& row) {
    if (const auto id = number_of(row, reader::kRowId)) {
      checking_.hit_node({*id});
    }
  }

  /// nullopt when it cannot be read.
  std::optional<reader::RecordSet> properties(const Item& item, Nid node) {
    auto set = item.read_record_set(0);
    if (!set) {
      checking_.unreadable(node);
      return std::nullopt;
    }
    checking_.take(*set, node, false);
    return std::move(*set);
  }

  void folder(Nid nid) {
    const auto item = checking_.store.item(nid.value);
    if (!item) {
      return checking_.unreadable(nid);
    }
    const auto set = properties(*item, nid);
    const bool search = static_cast<NidType>(nid_type(nid)) == NidType::SearchFolder;
    rows(*item, nid, Child::Folder, "HIER.row", folders_);
    if (search) {
      return;
    }
    const auto messages = rows(*item, nid, Child::Message, "CONT.row", messages_);
    rows(*item, nid, Child::Associated, "CONT.row", messages_);
    const auto announced = set ? number_of(*set, tag::PidTagContentCount) : std::nullopt;
    if (announced && messages && *announced != *messages) {
      checking_.inconsistent("FLD.count", "PidTagContentCount", nid, *announced, *messages);
    }
  }

  /// How many there are; nullopt when that cannot be relied on.
  std::optional<std::size_t> rows(const Item& folder, Nid nid, Child kind, std::string_view rule,
                                  std::unordered_set<std::uint32_t>& listed) {
    const auto ids = folder.row_identifiers(kind);
    const auto faults = folder.listing_faults(kind);
    if (!ids || !faults.empty()) {
      checking_.hit_node(nid);
      checking_.partial.insert(nid);
      doubtful_.insert(nid.value);
    }
    if (!ids) {
      return std::nullopt;
    }
    for (const auto& id : *ids) {
      if (!id) {
        continue;
      }
      listed.insert(*id);
      const auto* const entry = checking_.index().nodes.find({*id});
      if (entry == nullptr) {
        checking_.inconsistent(rule, "TCROWID.dwRowID", nid, *id, 0);
        checking_.hit_node({*id});
        checking_.lost.insert({*id});
      } else if (entry->parent != nid) {
        const bool hierarchy = kind == Child::Folder;
        if (checking_.index().nodes.find(entry->parent) != nullptr) {  // else it is NBT.parent
          checking_.inconsistent(hierarchy ? "HIER.parent" : "CONT.parent", "NBTENTRY.nidParent",
                                 {*id}, entry->parent.value, nid.value);
        }
      }
    }
    return faults.empty() ? std::optional(ids->size()) : std::nullopt;
  }

  /// `item` is `top`, or a message somewhere inside it.
  void message(const Item& item, Nid top) {
    if (item.identifier() == top.value) {
      if (!properties(item, top)) {
        return;
      }
    } else if (const auto set = item.read_record_set(0)) {
      checking_.take(*set, top, false);
    } else {
      checking_.part_unreadable(top);
      return;
    }
    if (const auto recipients = item.recipients(); !recipients) {
      checking_.partial.insert(top);
      checking_.hit_node(top);
    } else if (*recipients) {
      sub_table(**recipients, top);
    }
    const auto attachments = item.count(Child::Attachment);
    checking_.take(item.listing_faults(Child::Attachment), top, true);
    for (std::size_t i = 0; attachments && i < *attachments; ++i) {
      ++counts_.attachments;
      if (const auto one = item.child(Child::Attachment, i)) {
        attachment(*one, top);
      } else {
        checking_.partial.insert(top);
        checking_.inconsistent("ATT.rows", "attachment table", top, i, *attachments);
      }
    }
  }

  void sub_table(const Item& table, Nid top) {
    checking_.take(table.faults(), top, true);
    const auto rows = table.record_set_count();
    if (!rows) {
      checking_.partial.insert(top);
      checking_.hit_node(top);
    }
    for (std::size_t i = 0; rows && i < *rows; ++i) {
      if (const auto row = table.read_record_set(i)) {
        checking_.take(*row, top, true);
      }
    }
  }

  void attachment(const Item& item, Nid top) {
    const auto set = item.read_record_set(0);
    if (!set) {
      checking_.partial.insert(top);
      checking_.hit_node(top);
      return;
    }
    checking_.take(*set, top, false);
    const auto type = item.attachment_type();
    if (type && *type == reader::AttachmentType::Item) {
      if (const auto inner = item.embedded()) {
        message(*inner, top);
      } else {
        checking_.partial.insert(top);
        checking_.inconsistent("PC.object", "PidTagAttachDataObject", top, item.identifier(), 0);
      }
    } else if (type && *type == reader::AttachmentType::Data) {
      if (const auto content = item.attachment_content()) {
        checking_.take(content->faults, top, false);
      }
    }
  }

  // --- what lists what

  void listed(Nid nid) {
    const auto type = static_cast<NidType>(nid_type(nid));
    const bool is_folder = type == NidType::NormalFolder || type == NidType::SearchFolder;
    const bool is_message = type == NidType::NormalMessage || type == NidType::AssociatedMessage;
    const auto parent = checking_.index().nodes.find(nid)->parent;
    // What a table cannot say, because it is damaged, is told of the table.
    if ((!is_folder && !is_message) || doubtful_.contains(parent.value)) {
      return;
    }
    if (is_message) {
      if (!messages_.contains(nid.value)) {
        checking_.inconsistent("MSG.lost", "contents table", nid, nid.value, parent.value);
        checking_.hit_node(parent);
      }
      attachment_rows(nid);
    } else if (nid != kRootFolder && !folders_.contains(nid.value)) {
      checking_.inconsistent("FLD.lost", "hierarchy table", nid, nid.value, parent.value);
      hit_below(nid);
    }
  }

  void hit_below(Nid top) {
    std::vector<Nid> open = {top};
    while (!open.empty()) {
      const auto folder = open.back();
      open.pop_back();
      for (const auto child : checking_.index().nodes.children(folder)) {
        checking_.hit_node(child);
        if (static_cast<NidType>(nid_type(child)) == NidType::NormalFolder &&
            below_lost_.insert(child.value).second) {
          open.push_back(child);
        }
      }
    }
  }

  void attachment_rows(Nid nid) {
    const auto& ndb = checking_.ndb();
    const auto node = reader::find_node(ndb, nid);
    const auto subnodes = reader::read_subnodes(ndb, node->subnodes);
    const auto table_node = subnodes.ref(kAttachmentTable);
    std::unordered_set<std::uint32_t> rows;
    if (table_node && !table_node->data.none()) {
      const auto table = reader::Table::open(checking_.store.ndb(), *table_node);
      if (!table || !table->faults().empty()) {
        return;
      }
      for (std::size_t i = 0; i < table->row_count(); ++i) {
        rows.insert(table->row_id(i));
      }
    }
    for (const auto& entry : subnodes.entries) {
      if (static_cast<NidType>(nid_type(entry.nid)) == NidType::Attachment &&
          !rows.contains(entry.nid.value)) {
        checking_.inconsistent("ATT.rows", "attachment table", nid, rows.size(), entry.nid.value);
      }
    }
  }

  Checking& checking_;
  Contents counts_;
  std::unordered_set<std::uint32_t> folders_;     // that a hierarchy table lists
  std::unordered_set<std::uint32_t> messages_;    // that a contents table lists
  std::unordered_set<std::uint32_t> doubtful_;    // folders whose tables may lack rows
  std::unordered_set<std::uint32_t> below_lost_;  // folders below one that nobody lists
};

}  // namespace

Contents check_contents(Checking& checking) { return ContentsCheck(checking).run(); }

}  // namespace pst::check
