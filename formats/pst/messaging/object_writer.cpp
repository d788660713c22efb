#include "formats/pst/messaging/object_writer.h"

#include <algorithm>
#include <utility>

#include "formats/pst/messaging/tags.h"

namespace pst {
namespace {

// FORMAT.md 4.3: from so many characters on, a contents row shares the data of DisplayTo and
// DisplayCc with the message.
constexpr std::size_t kSharedDisplayText = 1024;

bool is_shared_display_text(const StoredProperty& property, Width width, std::size_t size) {
  const auto character = width == Width::Unicode ? 2U : 1U;
  return (property.id == tag::PidTagDisplayTo || property.id == tag::PidTagDisplayCc) &&
         size >= kSharedDisplayText * character;
}

}  // namespace

Result<StoredValue> store_blob(NdbWriter& ndb, const bytes::ByteSource& source,
                               std::vector<bytes::Error>& source_errors) {
  if (source.size() <= kLargestHeapItem) {
    if (auto read = bytes::read_all(source, kLargestHeapItem)) {
      return StoredValue(std::move(*read));
    }
    // It fails, or is larger than it said: what there is of it is copied below.
  }
  auto copied = copy_data(ndb, source, kLargestPropertySize);
  if (!copied) {
    return tl::unexpected(copied.error());
  }
  if (copied->source_error) {
    source_errors.push_back(std::move(*copied->source_error));
  }
  return copied->data.bid.none() ? StoredValue(Bytes{}) : StoredValue(copied->data);
}

Result<std::vector<StoredProperty>> store_properties(NdbWriter& ndb, PropertyList list,
                                                     std::vector<bytes::Error>& source_errors) {
  auto items = std::move(list).take();
  std::vector<StoredProperty> out;
  out.reserve(items.size() + 2);
  for (auto& item : items) {
    auto& property =
        out.emplace_back(StoredProperty{.id = item.id, .type = item.type, .value = {}});
    if (const auto* number = std::get_if<std::uint32_t>(&item.value)) {
      property.value = *number;
    } else if (const auto* blob = std::get_if<bytes::Blob>(&item.value)) {
      auto stored = store_blob(ndb, **blob, source_errors);
      if (!stored) {
        return tl::unexpected(stored.error());
      }
      property.value = std::move(*stored);
    } else {
      property.value = std::move(std::get<Bytes>(item.value));
    }
    const auto* value = std::get_if<Bytes>(&property.value);
    if (value != nullptr && (value->size() > kLargestHeapItem ||
                             is_shared_display_text(property, ndb.width(), value->size()))) {
      auto written = ndb.write_data(*value);
      if (!written) {
        return tl::unexpected(written.error());
      }
      property.value = *written;
    }
  }
  return out;
}

Result<WrittenObject> write_object(NdbWriter& ndb, std::vector<StoredProperty> properties,
                                   ObjectParts parts) {
  bool has_size = false;
  for (const auto& property : properties) {
    has_size =
        has_size || (property.id == tag::PidTagMessageSize && property.type == tag::kInteger32);
    if (const auto* data = std::get_if<DataRef>(&property.value)) {
      parts.size += data->size;
    }
  }
  auto context = PropertyContext::plan(ndb, std::move(properties), parts.subnodes);
  if (!context) {
    return tl::unexpected(context.error());
  }
  WrittenObject out;
  out.size = parts.size + context->size();
  if (has_size) {
    const auto size = std::min<std::uint64_t>(out.size, kLargestPropertySize);
    context->set_inline(tag::PidTagMessageSize, static_cast<std::uint32_t>(size));
  }
  const auto data = context->write(ndb);
  if (!data) {
    return tl::unexpected(data.error());
  }
  const auto subnodes = ndb.write_subnodes(std::move(parts.subnodes));
  if (!subnodes) {
    return tl::unexpected(subnodes.error());
  }
  out.data = data->bid;
  out.subnodes = *subnodes;
  return out;
}

}  // namespace pst
