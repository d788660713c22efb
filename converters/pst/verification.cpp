#include "converters/pst/verification.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/little_endian.h"
#include "formats/pst/ltp/packed_values.h"

namespace convert::pst {
namespace {

using bytes::Result;
using ::pst::NidType;
using ::pst::reader::Child;
using ::pst::reader::Entry;
using ::pst::reader::Item;
using ::pst::reader::RecordSet;

// [MS-OXCMSG] 2.2.2.7, 2.2.2.8.
constexpr std::uint32_t kAttachData = 0x3701;

/// Before each receipt.
struct Frame {
  bytes::u32 message;
  bytes::u32 folder;
  bytes::u32 name_size;
  bytes::u32 receipt_size;
};

tl::unexpected<bytes::Error> differs(std::string what) {
  return bytes::fail(bytes::ErrorKind::Io, std::move(what));
}

bool has_variable_values(std::uint32_t type) {
  constexpr std::uint32_t kBase = 0x0FFF;
  constexpr std::uint32_t kString8 = 0x001E;
  constexpr std::uint32_t kString = 0x001F;
  constexpr std::uint32_t kBinary = 0x0102;
  const auto base = type & kBase;
  return base == kString8 || base == kString || base == kBinary;
}

/// Multiple values in the form in which they were given: packed.
Result<ValueDigest> digest_of(const Entry& entry) {
  if (entry.large) {
    return pst::digest_of(*entry.large);
  }
  if ((entry.type & ::pst::reader::kMultipleFlag) == 0) {
    return pst::digest_of(entry.data);
  }
  if (has_variable_values(entry.type)) {
    return pst::digest_of(::pst::pack_variable_values(entry.values));
  }
  std::vector<std::byte> joined;
  for (const auto& value : entry.values) {
    joined.insert(joined.end(), value.begin(), value.end());
  }
  return pst::digest_of(joined);
}

const Entry* find(const RecordSet& set, std::uint32_t id) {
  for (const auto& entry : set.entries) {
    if (entry.id == id) {
      return &entry;
    }
  }
  return nullptr;
}

Result<void> compare(const RecordSet& set, const ReceivedList& given) {
  if (!set.intact()) {
    return differs("its properties cannot be read without fault");
  }
  for (const auto& property : given) {
    const auto name = "property 0x" + bytes::hex_number(property.id, 4);
    const auto* entry = find(set, property.id);
    if (entry == nullptr || entry->type != property.type) {
      return differs(name + (entry == nullptr ? " is not there" : " has another type"));
    }
    const auto digest = digest_of(*entry);
    if (!digest) {
      return tl::unexpected(digest.error());
    }
    if (*digest != property.value.digest) {
      return differs(name + " has another value");
    }
  }
  return {};
}

Result<void> compare(const Item& item, const MessageReceipt& receipt);

Result<void> compare_recipients(const Item& item, const std::vector<ReceivedList>& rows) {
  const auto table = item.recipients();
  if (!table) {
    return tl::unexpected(table.error());
  }
  const auto count = *table ? (*table)->record_set_count() : Result<std::size_t>(0);
  if (!count || *count != rows.size()) {
    return differs("there are not " + std::to_string(rows.size()) + " recipients");
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = (*table)->read_record_set(i);
    const auto same = row ? compare(*row, rows[i]) : tl::unexpected(row.error());
    if (!same) {
      return differs("recipient " + std::to_string(i + 1) + ": " + same.error().what);
    }
  }
  return {};
}

Result<void> compare_content(const Item& item, const MessageReceipt::Attachment& receipt) {
  if (receipt.data) {
    const auto content = item.attachment_content();
    const auto digest = content ? pst::digest_of(*content->data) : tl::unexpected(content.error());
    if (!digest || !content->faults.empty() || *digest != receipt.data->digest) {
      return differs("its content is not the same");
    }
  }
  for (const auto& message : receipt.message) {
    const auto inner = item.embedded();
    const auto same = inner ? compare(*inner, message) : tl::unexpected(inner.error());
    if (!same) {
      return differs("the message in it: " + same.error().what);
    }
  }
  return {};
}

Result<void> compare_attachments(const Item& item,
                                 const std::vector<MessageReceipt::Attachment>& receipts) {
  const auto count = item.count(Child::Attachment);
  if (!count || *count != receipts.size()) {
    return differs("there are not " + std::to_string(receipts.size()) + " attachments");
  }
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    const auto attachment = item.child(Child::Attachment, i);
    const auto set =
        attachment ? attachment->read_record_set(0) : tl::unexpected(attachment.error());
    auto same = set ? compare(*set, receipts[i].properties) : tl::unexpected(set.error());
    if (same && !receipts[i].data && receipts[i].message.empty() &&
        set->find(kAttachData) != nullptr) {
      same = differs("it has a content");
    }
    if (same) {
      same = compare_content(*attachment, receipts[i]);
    }
    if (!same) {
      return differs("attachment " + std::to_string(i + 1) + ": " + same.error().what);
    }
  }
  return {};
}

Result<void> compare(const Item& item, const MessageReceipt& receipt) {
  const auto set = item.read_record_set(0);
  auto same = set ? compare(*set, receipt.properties) : tl::unexpected(set.error());
  if (same) {
    same = compare_recipients(item, receipt.recipients);
  }
  return same ? compare_attachments(item, receipt.attachments) : same;
}

/// Whether the tables of `folder` list the nodes that name it as their parent, and no others.
Result<void> compare_tables(const ::pst::reader::Store& store, ::pst::Nid folder) {
  struct Kind {
    Child child;
    std::vector<NidType> types;
    const char* table;
  };
  static const std::array kKinds = {
      Kind{.child = Child::Folder,
           .types = {NidType::NormalFolder, NidType::SearchFolder},
           .table = "hierarchy table"},
      Kind{.child = Child::Message, .types = {NidType::NormalMessage}, .table = "contents table"},
      Kind{.child = Child::Associated,
           .types = {NidType::AssociatedMessage},
           .table = "table of associated contents"}};
  const auto item = store.item(folder.value);
  if (!item) {
    return tl::unexpected(item.error());
  }
  const auto children = store.index().nodes.children(folder);
  for (const auto& kind : kKinds) {
    const auto rows = item->row_identifiers(kind.child);
    if (!rows || !item->listing_faults(kind.child).empty()) {
      return differs(std::string(kind.table) + " cannot be read without fault");
    }
    std::vector<std::uint32_t> due;
    for (const auto child : children) {
      const auto type = static_cast<NidType>(::pst::nid_type(child));
      if (std::ranges::find(kind.types, type) != kind.types.end()) {
        due.push_back(child.value);
      }
    }
    const bool same = std::ranges::equal(
        *rows, due, [](const auto& row, std::uint32_t id) { return row && *row == id; });
    if (!same) {
      return differs(std::string(kind.table) + " has " + std::to_string(rows->size()) +
                     " rows, and not those of the " + std::to_string(due.size()) + " items");
    }
  }
  return {};
}

/// Of what is no message: those were read. What is wrong becomes damage of the store.
void look_at_blocks(const ::pst::reader::Store& store) {
  for (const auto& entry : store.index().nodes.entries()) {
    const auto type = static_cast<NidType>(::pst::nid_type(entry.nid));
    const auto item = type == NidType::NormalMessage || type == NidType::AssociatedMessage
                          ? tl::unexpected(bytes::Error{})
                          : store.item(entry.nid.value);
    if (item) {
      item->visit_blocks([&](::pst::Bid bid, ::pst::reader::BlockUse /*use*/, ::pst::Nid /*node*/) {
        if (!store.ndb()->verify(bid)) {
          store.ndb()->note(store.ndb()->not_indexed(bid, "NBTENTRY.bidData"));
        }
      });
    }
  }
}

std::uint64_t messages_in(const ::pst::reader::Store& store) {
  std::uint64_t count = 0;
  for (const auto& entry : store.index().nodes.entries()) {
    const auto type = static_cast<NidType>(::pst::nid_type(entry.nid));
    // The templates of the tables have no parent ([MS-PST] 2.4.1).
    count += (type == NidType::NormalMessage || type == NidType::AssociatedMessage) &&
                     entry.parent.value != 0
                 ? 1U
                 : 0U;
  }
  return count;
}

}  // namespace

Result<void> Receipts::add(::pst::Nid message, ::pst::Nid folder, std::string name,
                           const MessageReceipt& receipt) {
  if (file_ == nullptr) {
    auto made = bytes::TemporaryFile::create();
    if (!made) {
      return tl::unexpected(made.error());
    }
    file_ = std::move(*made);
  }
  const auto data = to_bytes(receipt);
  const Frame frame{.message = bytes::u32(message.value),
                    .folder = bytes::u32(folder.value),
                    .name_size = bytes::u32(static_cast<std::uint32_t>(name.size())),
                    .receipt_size = bytes::u32(static_cast<std::uint32_t>(data.size()))};
  auto added = file_->append(std::as_bytes(std::span(&frame, 1)));
  if (added) {
    added = file_->append(std::as_bytes(std::span(name)));
  }
  ++count_;
  return added ? file_->append(data) : added;
}

Result<void> Receipts::verify_messages(const ::pst::reader::Store& store) const {
  std::uint64_t at = 0;
  for (std::uint64_t i = 0; i < count_; ++i) {
    Frame frame;
    if (auto read = file_->read_exactly(at, std::as_writable_bytes(std::span(&frame, 1))); !read) {
      return read;
    }
    std::vector<std::byte> data(std::size_t{frame.name_size} + frame.receipt_size);
    if (auto read = file_->read_exactly(at + sizeof(frame), data); !read) {
      return read;
    }
    at += sizeof(frame) + data.size();
    const auto name = std::string(bytes::as_text(std::span(data).first(frame.name_size)));
    const auto receipt = to_receipt(std::span(data).subspan(frame.name_size));
    const auto item = store.item(frame.message);
    auto same = !receipt ? differs("what was written of it was forgotten")
                : !item  ? tl::unexpected(item.error())
                         : compare(*item, *receipt);
    if (same && item->parent() != frame.folder) {
      same = differs("it is in another folder");
    }
    if (!same) {
      return differs("item " + name +
                     " does not come back as it was written: " + same.error().what);
    }
  }
  if (messages_in(store) != count_) {
    return differs(std::to_string(messages_in(store)) + " items came back of " +
                   std::to_string(count_));
  }
  return {};
}

void Receipts::add_folder(::pst::Nid folder, std::optional<::pst::Nid> parent, std::string name,
                          ReceivedList properties) {
  folders_[folder] = {
      .parent = parent, .name = std::move(name), .properties = std::move(properties)};
}

Result<void> Receipts::verify_folders(const ::pst::reader::Store& store) const {
  for (const auto& [nid, receipt] : folders_) {
    const auto item = store.item(nid.value);
    const auto set = item ? item->read_record_set(0) : tl::unexpected(item.error());
    auto same = set ? compare(*set, receipt.properties) : tl::unexpected(set.error());
    if (same && receipt.parent && item->parent() != receipt.parent->value) {
      same = differs("it is in another folder");
    }
    if (!same) {
      return differs("folder " + receipt.name +
                     " does not come back as it was written: " + same.error().what);
    }
  }
  for (const auto& entry : store.index().nodes.entries()) {
    if (static_cast<NidType>(::pst::nid_type(entry.nid)) != NidType::NormalFolder) {
      continue;
    }
    if (auto same = compare_tables(store, entry.nid); !same) {
      const auto known = folders_.find(entry.nid);
      return differs(
          "folder " +
          (known == folders_.end() ? bytes::hex_offset(entry.nid.value) : known->second.name) +
          " does not list what is in it: " + same.error().what);
    }
  }
  return {};
}

Result<void> Receipts::verify(const ::pst::reader::Store& store) const {
  auto same = verify_messages(store);
  if (same) {
    same = verify_folders(store);
  }
  if (!same) {
    return same;
  }
  look_at_blocks(store);
  if (!store.damage().items().empty()) {
    return differs(bytes::describe_at(store.damage().items().front()));
  }
  return {};
}

}  // namespace convert::pst
