#include "converters/mapi_store/attachment.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "converters/mapi_store/properties.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace convert::mapi_store {
namespace {

using bytes::Result;

// [MS-OXCMSG] 2.2.2.7 and 2.2.2.9; the object form of PidTagAttachDataBinary has the same id.
constexpr std::uint32_t kAttachData = 0x3701;
constexpr std::uint32_t kAttachMethod = 0x3705;
// [MS-OXCMSG] 2.2.2.5: "the size, in bytes, consumed by the Attachment object", properties
// included.
constexpr std::uint32_t kAttachSize = 0x0E20;

constexpr std::uint32_t kByValue = 1;
constexpr std::uint32_t kEmbeddedMessage = 5;

/// The entry that holds the attachment's data, or nullptr.
Entry* find_data(RecordSet& set) {
  const auto found = std::ranges::find_if(
      set.entries, [](const Entry& entry) { return entry.id == kAttachData && !entry.name; });
  return found == set.entries.end() ? nullptr : &*found;
}

bool is_object(const Entry& entry) {
  return entry.type == static_cast<std::uint32_t>(model::PropertyType::Object);
}

std::optional<std::uint32_t> method_of(const RecordSet& set) {
  const auto* method = set.find(kAttachMethod);
  const auto value =
      method == nullptr ? std::nullopt : bytes::ByteReader(method->data).read<bytes::u32>();
  return value ? std::optional<std::uint32_t>(*value) : std::nullopt;
}

/// By PidTagAttachMethod; where that is missing, by what the data is.
bool is_embedded(const RecordSet& set, const Item& item) {
  return set.find(kAttachMethod) != nullptr ? method_of(set) == kEmbeddedMessage
                                            : item.holds_message();
}

/// The bytes of PidTagAttachDataBinary or PidTagAttachDataObject. Those of the first stand in the
/// record set, with their faults; of the second only the eight bytes ([MS-PST] 2.3.3.5) that say
/// where they are.
Result<Item::Content> open_content(const Item& item, const Entry& entry) {
  if (is_object(entry)) {
    return item.object_data();
  }
  return Item::Content{.data = entry.large ? entry.large : bytes::make_blob(entry.data),
                       .faults = {}};
}

void read_embedded(const Session& session, const Item& item, const Owner& owner,
                   model::Attachment& attachment) {
  if (owner.depth >= kMaxEmbeddedDepth) {
    attachment.provenance.miss(
        "embedded message",
        "more than " + std::to_string(kMaxEmbeddedDepth) + " messages stand within each other");
    return;
  }
  const auto embedded = item.embedded();
  if (!embedded) {
    attachment.provenance.miss("embedded message", embedded.error().what);
    return;
  }
  auto message = read_message(session, **embedded,
                              {.folder = owner.place.folder,
                               .native_id = attachment.provenance.native_id,
                               .associated = owner.place.associated},
                              owner.depth + 1);
  if (!message) {
    attachment.provenance.miss("embedded message", message.error().what);
    return;
  }
  for (const auto& missing : (*message)->provenance.missing) {
    attachment.provenance.miss("embedded message: " + missing.what, missing.why);
  }
  attachment.message = std::move(*message);
}

/// Where libpff cannot follow a data tree it hands out nothing, without a word. An attachment that
/// is empty, and by its own size is not, has lost its content.
void check_emptiness(const RecordSet& set, model::Attachment& attachment) {
  // What the sizes of empty attachments in real stores exceed their properties by is far below.
  constexpr std::uint64_t kOverhead = 8192;
  constexpr std::uint64_t kPerValue = 4;  // its offset: [MS-PST] 2.3.3.4.2
  const auto* size = set.find(kAttachSize);
  const auto told =
      size == nullptr ? std::nullopt : bytes::ByteReader(size->data).read<bytes::u32>();
  if (!told || (attachment.content && attachment.content->size() != 0)) {
    return;
  }
  std::uint64_t properties = kOverhead;
  for (const auto& entry : set.entries) {
    properties += entry.large ? entry.large->size() : entry.data.size();
    for (const auto& value : entry.values) {
      properties += kPerValue + value.size();
    }
  }
  if (*told > properties) {
    attachment.provenance.miss("content", "it came out empty, and PidTagAttachSize says " +
                                              std::to_string(std::uint32_t{*told}) + " bytes");
  }
}

/// Gives the attachment's data to its property and to its content alike: one blob.
void read_content(const Item& item, Entry& data, model::Attachment& attachment) {
  auto content = open_content(item, data);
  if (!content) {
    attachment.provenance.miss("content", content.error().what);
    return;
  }
  for (auto& fault : content->faults) {
    attachment.provenance.miss("content", std::move(fault));
  }
  attachment.content = content->data;
  data.data.clear();
  data.large = std::move(content->data);
}

}  // namespace

Result<model::Attachment> read_attachment(const Session& session, const Item& item,
                                          const Owner& owner, std::size_t number) {
  auto set = item.read_record_set(0);
  if (!set) {
    return tl::unexpected(set.error());
  }
  model::Attachment attachment;
  attachment.provenance.source = session.source;
  attachment.provenance.native_id = owner.place.native_id + "/attachment " + std::to_string(number);

  auto* data = find_data(*set);
  const bool embedded = is_embedded(*set, item);
  if (embedded) {
    read_embedded(session, item, owner, attachment);
  }
  // An embedded message that cannot be opened, and whose data is no pointer to one, is kept as
  // the bytes that are there.
  if (data != nullptr && (!embedded || (!attachment.message && !is_object(*data)))) {
    read_content(item, *data, attachment);
  }
  const bool told = std::ranges::any_of(
      set->missing, [](const MissingEntry& missing) { return missing.id == kAttachData; });
  if (data == nullptr && !told && method_of(*set) == kByValue) {
    // An attachment of no bytes has the property, and no bytes in it.
    attachment.provenance.miss("content", "the attachment has no data (PidTagAttachDataBinary)");
  }
  if (!embedded && attachment.provenance.missing.empty()) {
    check_emptiness(*set, attachment);
  }
  add_properties(*set, attachment.properties, attachment.provenance);
  return attachment;
}

}  // namespace convert::mapi_store
