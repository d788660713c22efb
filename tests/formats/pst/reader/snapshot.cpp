#include "tests/formats/pst/reader/snapshot.h"

#include <algorithm>
#include <set>
#include <vector>

#include "formats/bytes/hex.h"

namespace test {
namespace {

using pst::reader::AttachmentType;
using pst::reader::Child;
using pst::reader::Entry;
using pst::reader::Item;
using pst::reader::RecordSet;

constexpr std::uint64_t kMost = std::uint64_t{1} << 30U;

class Taking {
 public:
  explicit Taking(const pst::reader::Store& store) : store_(store) {}

  Snapshot take() {
    shot_.told = !store_.index().node_gaps.empty() || !store_.index().block_gaps.empty();
    if (const auto properties = store_.message_store()) {
      Snapshot::Item item;
      sets(*properties, item);
      shot_.items["store"] = item;
    }
    if (const auto root = store_.root_folder()) {
      folder(*root);
    } else {
      shot_.told = true;
    }
    return std::move(shot_);
  }

 private:
  static void value(const Entry& entry, std::string& out) {
    out += bytes::hex_number(entry.id, 4) + bytes::hex_number(entry.type, 4);
    if (entry.name) {
      out += bytes::to_hex(entry.name->set);
      out += entry.name->id.index() == 0 ? std::to_string(std::get<0>(entry.name->id))
                                         : std::get<1>(entry.name->id);
    }
    out += entry.large ? bytes::as_text(bytes::read_all(*entry.large, kMost).value())
                       : bytes::as_text(entry.data);
    for (const auto& one : entry.values) {
      out += "|";
      out += bytes::as_text(one);
    }
    out += "\n";
  }

  static void set(const RecordSet& set, Snapshot::Item& item) {
    std::vector<std::string> values;
    for (const auto& entry : set.entries) {
      value(entry, values.emplace_back());
    }
    std::ranges::sort(values);
    for (const auto& one : values) {
      item.content += one;
    }
    item.marked = item.marked || !set.intact();
  }

  static void sets(const Item& from, Snapshot::Item& item) {
    item.marked = item.marked || !from.faults().empty();
    const auto count = from.record_set_count();
    item.marked = item.marked || !count;
    for (std::size_t i = 0; count && i < *count; ++i) {
      if (const auto read = from.read_record_set(i)) {
        set(*read, item);
      } else {
        item.marked = true;
      }
    }
  }

  static void message(const Item& from, Snapshot::Item& item) {
    sets(from, item);
    item.content += "recipients\n";
    if (const auto recipients = from.recipients()) {
      if (*recipients) {
        sets(**recipients, item);
      }
    } else {
      item.marked = true;
    }
    const auto count = from.count(Child::Attachment);
    item.marked = item.marked || !count || !from.listing_faults(Child::Attachment).empty();
    for (std::size_t i = 0; count && i < *count; ++i) {
      item.content += "attachment\n";
      if (const auto attachment = from.child(Child::Attachment, i)) {
        one_attachment(*attachment, item);
      } else {
        item.marked = true;
      }
    }
  }

  static void one_attachment(const Item& from, Snapshot::Item& item) {
    sets(from, item);
    const auto type = from.attachment_type();
    if (type && *type == AttachmentType::Item) {
      if (const auto embedded = from.embedded()) {
        message(*embedded, item);
      } else {
        item.marked = true;
      }
    } else if (type && *type == AttachmentType::Data) {
      if (const auto content = from.attachment_content()) {
        item.content += bytes::as_text(bytes::read_all(*content->data, kMost).value());
        item.marked = item.marked || !content->faults.empty();
      } else {
        item.marked = true;
      }
    }
  }

  static std::string name(const char* kind, std::uint32_t identifier) {
    return kind + bytes::hex_number(identifier, 8);
  }

  void folder(const Item& from) {
    Snapshot::Item item;
    sets(from, item);
    const auto id = name("folder ", from.identifier());
    if (!shot_.items.emplace(id, item).second) {
      return;
    }
    const bool search = (from.identifier() & 0x1FU) == 3;
    for (const auto kind : {Child::Folder, Child::Message, Child::Associated, Child::Node}) {
      if (search && kind != Child::Folder) {
        continue;
      }
      const auto count = from.count(kind);
      shot_.told = shot_.told || !count || !from.listing_faults(kind).empty();
      for (std::size_t i = 0; count && i < *count; ++i) {
        const auto child = from.child(kind, i);
        if (!child) {
          shot_.told = true;
          continue;
        }
        const auto type = child->identifier() & 0x1FU;
        if (type == 2 || type == 3) {
          folder(*child);
        } else {
          one_message(*child, id);
        }
      }
    }
  }

  void one_message(const Item& from, const std::string& folder) {
    const auto id = name("message ", from.identifier());
    if (shot_.items.contains(id)) {
      return;
    }
    Snapshot::Item item;
    item.content = folder + "\n";
    message(from, item);
    shot_.items[id] = std::move(item);
  }

  const pst::reader::Store& store_;
  Snapshot shot_;
};

}  // namespace

Snapshot snapshot(const pst::reader::Store& store) { return Taking(store).take(); }

}  // namespace test
