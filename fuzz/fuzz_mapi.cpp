// Any bytes as each MAPI structure, and as the values of a message's properties.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "formats/bytes/byte_source.h"
#include "formats/mapi/conversation_index.h"
#include "formats/mapi/distribution_list.h"
#include "formats/mapi/entry_id.h"
#include "formats/mapi/global_object_id.h"
#include "formats/mapi/property_tags.h"
#include "formats/mapi/recurrence.h"
#include "formats/mapi/time_zone.h"

namespace {

constexpr std::uint32_t kCodePage = 1252;

void check(const bytes::DamageLog& damage, std::size_t size) {
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > size || item.length > size - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
}

void parse_structures(std::span<const std::byte> data) {
  bytes::DamageLog damage;
  (void)mapi::read_entry_id(data, kCodePage, damage);
  (void)mapi::read_flat_entry_list(data, kCodePage, damage);
  (void)mapi::read_list_stream(data, damage);
  (void)mapi::read_recurrence(data, damage);
  (void)mapi::read_appointment_recurrence(data, kCodePage, damage);
  (void)mapi::read_global_object_id(data, damage);
  (void)mapi::read_conversation_index(data, damage);
  for (const auto& zone :
       {mapi::read_time_zone_struct(data, damage), mapi::read_time_zone_definition(data, damage)}) {
    if (zone) {
      (void)mapi::local_time(*zone, 0);
    }
  }
  check(damage, data.size());
}

/// One property from the front of `data`: what it is called and its type come from a table, so that
/// an empty corpus reaches the readers; its value is the next bytes.
std::size_t add_property(std::span<const std::byte> data, model::PropertyBag& bag) {
  constexpr std::array kTags = {mapi::PidTagSubject,
                                mapi::PidTagMessageCodepage,
                                mapi::PidTagInternetCodepage,
                                mapi::PidTagBody,
                                mapi::PidTagHtml,
                                mapi::PidTagRtfCompressed,
                                mapi::PidTagSenderEntryId,
                                mapi::PidTagReplyRecipientEntries,
                                mapi::PidTagDisplayTo,
                                mapi::PidTagMessageFlags,
                                mapi::PidTagClientSubmitTime,
                                mapi::PidTagInternetMessageId};
  constexpr std::array kNames = {mapi::PidLidAppointmentRecur,
                                 mapi::PidLidAppointmentStartWhole,
                                 mapi::PidLidAppointmentEndWhole,
                                 mapi::PidLidAppointmentSubType,
                                 mapi::PidLidAppointmentTimeZoneDefinitionRecur,
                                 mapi::PidLidTimeZoneStruct,
                                 mapi::PidLidGlobalObjectId,
                                 mapi::PidLidTaskRecurrence,
                                 mapi::PidLidDistributionListStream,
                                 mapi::PidLidDistributionListMembers,
                                 mapi::PidLidEmail1OriginalEntryId,
                                 mapi::PidLidEmail1OriginalDisplayName};
  constexpr std::array kTypes = {model::PropertyType::Binary,    model::PropertyType::String,
                                 model::PropertyType::String8,   model::PropertyType::Integer32,
                                 model::PropertyType::Time,      model::PropertyType::Boolean,
                                 model::PropertyType::Floating64};
  const auto which = std::to_integer<std::size_t>(data[0]);
  const auto type = kTypes.at(std::to_integer<std::size_t>(data[1]) % kTypes.size());
  const std::size_t size = std::min(std::to_integer<std::size_t>(data[2]) * 4, data.size() - 3);
  const auto value = data.subspan(3, size);
  model::Property property;
  property.type = type;
  if (which < 128) {
    property.id = kTags.at(which % kTags.size());
  } else {
    const auto& name = kNames.at(which % kNames.size());
    property.id = 0x8000;
    property.name = model::PropertyName{.set = {.bytes = name.set}, .id = name.lid};
  }
  if (std::to_integer<unsigned>(data[1]) >= 128U) {
    property.value = convert::mapi::read_values(type, {{value.begin(), value.end()}});
  } else {
    property.value = convert::mapi::read_value(type, value);
  }
  bag.add(std::move(property));
  return size + 3;
}

void fill(std::span<const std::byte> data) {
  model::PropertyBag bag;
  while (data.size() > 3) {
    data = data.subspan(add_property(data, bag));
  }
  for (const char* message_class :
       {"IPM.Note", "IPM.Contact", "IPM.DistList", "IPM.Appointment", "IPM.Task", "IPM.Activity"}) {
    model::Message message;
    message.properties.add({.id = mapi::PidTagMessageClass,
                            .type = model::PropertyType::String,
                            .name = std::nullopt,
                            .value = std::string(message_class)});
    for (const model::Property& property : bag.items()) {
      message.properties.add(property);
    }
    message.recipients.resize(1);
    message.recipients[0].properties = bag;
    message.attachments.resize(1);
    message.attachments[0].properties = bag;
    convert::mapi::fill_message(message, {.code_page = 0});
    if (message.bodies.rtf) {
      (void)bytes::read_all(*message.bodies.rtf->content, 1 << 24);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  parse_structures(bytes);
  fill(bytes);
  return 0;
}
