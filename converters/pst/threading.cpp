#include <algorithm>

#include "converters/pst/item_parts.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/bytes/md5.h"
#include "formats/mapi/conversation_index.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/calendar_date.h"
#include "formats/text/utf16_to_utf8.h"
#include "formats/text/utf8.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

/// [MS-OXOMSG] 2.2.1.3: the header block, its first byte, and the GUID in it.
constexpr std::size_t kIndexHeader = 22;
constexpr std::byte kIndexMark{1};
constexpr std::size_t kGuidOffset = 6;
/// pst-outlook-evidence, row 82.
constexpr std::size_t kLongestTopic = 255;

/// MD5 of the topic in capitals, as UTF-16.
bytes::Md5Digest topic_digest(std::string_view topic) {
  std::string capitals;
  std::size_t left = kLongestTopic;
  const std::string utf8 = text::is_utf8(topic) ? std::string(topic) : std::string();
  text::for_each_character(utf8, [&](char32_t character) {
    if (left > 0) {
      --left;
      text::append_utf8(text::upper_case(character), capitals);
    }
  });
  Bytes wide;
  text::append_utf16(capitals, wide);
  return bytes::md5(wide);
}

const Bytes* bytes_in(const ::pst::PropertyList& list, std::uint16_t id) {
  const auto* property = list.find(id);
  return property == nullptr ? nullptr : std::get_if<Bytes>(&property->value);
}

bool is_tracked(const Bytes& index) {
  return index.size() >= kIndexHeader && index.front() == kIndexMark;
}

/// The time a thread of this one message began.
std::uint64_t started(const ::pst::PropertyList& list) {
  for (const std::uint16_t id :
       {PidTagClientSubmitTime, PidTagMessageDeliveryTime, PidTagCreationTime}) {
    if (const Bytes* data = bytes_in(list, id)) {
      const auto ticks = bytes::ByteReader(*data).read<bytes::u64>();
      if (ticks && *ticks != 0) {
        return *ticks;
      }
    }
  }
  return 0;
}

}  // namespace

void add_threading(const model::Message& message, bool is_mail, Draft& draft) {
  draft.fill_text(PidTagInternetMessageId, message.message_id);
  draft.fill_text(PidTagInReplyToId, message.in_reply_to);
  draft.fill_text(PidTagInternetReferences, message.references);
  if (speaks_mapi(message)) {
    return;
  }
  if (!message.conversation_index.empty()) {
    draft.fill_binary(PidTagConversationIndex, message.conversation_index);
    if (is_tracked(message.conversation_index)) {
      draft.fill_flag(PidTagConversationIndexTracking, true);
    }
    return;
  }
  if (is_mail && draft.has(PidTagConversationTopic)) {
    const ConversationIndex index{
        .started = started(draft.list()),
        .thread = topic_digest(message.conversation_topic.empty() ? draft.topic()
                                                                  : message.conversation_topic)};
    draft.fill_binary(PidTagConversationIndex, write_conversation_index(index));
    draft.made_up(PidTagConversationIndex);
    draft.fill_flag(PidTagConversationIndexTracking, true);
  }
}

std::optional<::pst::Guid> conversation_id(const Draft& draft) {
  const auto* tracking = draft.list().find(PidTagConversationIndexTracking);
  const Bytes* index = bytes_in(draft.list(), PidTagConversationIndex);
  const bool tracked = tracking != nullptr && tracking->type == kBoolean &&
                       tracking->value == ::pst::ContentValue(1U);
  if (tracked && index != nullptr && is_tracked(*index)) {
    ::pst::Guid id{};
    std::copy_n(index->begin() + kGuidOffset, id.size(), id.begin());
    return id;
  }
  if (draft.list().find(PidTagConversationTopic) == nullptr) {
    return std::nullopt;
  }
  return topic_digest(draft.topic());
}

}  // namespace convert::pst
