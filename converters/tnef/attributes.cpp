#include "converters/tnef/attributes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "converters/mapi/item_parts.h"
#include "converters/tnef/message_class.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/mapi/property_tags.h"
#include "formats/tnef/structures.h"

namespace convert::tnef {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using ::tnef::Attribute;
using ::tnef::AttributeId;

/// The properties that say who somebody is.
struct Person {
  std::uint16_t name;
  std::uint16_t type;
  std::uint16_t address;
};
constexpr Person kSender{PidTagSenderName, PidTagSenderAddressType, PidTagSenderEmailAddress};
constexpr Person kFrom{PidTagSentRepresentingName, PidTagSentRepresentingAddressType,
                       PidTagSentRepresentingEmailAddress};
constexpr Person kReceiver{PidTagReceivedRepresentingName, PidTagReceivedRepresentingAddressType,
                           PidTagReceivedRepresentingEmailAddress};

/// The bytes that hexadecimal digits stand for; nullopt when it is something else.
std::optional<std::vector<std::byte>> from_hex(std::string_view digits) {
  const auto value = [](char c) -> int {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
  };
  if (digits.empty() || digits.size() % 2 != 0 ||
      std::ranges::count_if(digits, [&](char c) { return value(c) < 0; }) != 0) {
    return std::nullopt;
  }
  std::vector<std::byte> out;
  out.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    out.push_back(static_cast<std::byte>(value(digits[i]) * 16 + value(digits[i + 1])));
  }
  return out;
}

/// Adds what one attribute after the other says.
class Mapper {
 public:
  Mapper(const ::tnef::Message& source, const Context& context, bytes::DamageLog& damage,
         model::Message& message)
      : source_(source), context_(context), damage_(damage), message_(message) {}

  void run() {
    add_class();
    std::map<std::uint32_t, const Attribute*> last;
    for (const Attribute& attribute : source_.attributes) {
      if (::tnef::is_known(attribute.id)) {
        last[attribute.id] = &attribute;
      }
    }
    for (const Attribute& attribute : source_.attributes) {
      const auto counts = last.find(attribute.id);
      if (counts == last.end() || counts->second == &attribute) {
        add(attribute);
      }
    }
  }

 private:
  [[nodiscard]] bool has(std::uint16_t id) const { return message_.properties.find(id) != nullptr; }

  void add_class() {
    if (const auto* attribute = ::tnef::find(source_.attributes, AttributeId::MessageClass)) {
      class_ = to_mapi_class(::tnef::text_of(attribute->data));
    }
    if (!has(PidTagMessageClass)) {
      add_made_text(PidTagMessageClass, class_.empty() ? "IPM.Note" : class_, message_.properties);
    }
  }

  void text(std::uint16_t id, std::string_view value) {
    if (!value.empty() && !has(id)) {
      add_text(id, value, context_, message_.properties);
    }
  }

  /// The text of an attribute; what stands behind its NUL is kept, and told.
  void text_of(std::uint16_t id, const Attribute& attribute) {
    const std::string_view value = ::tnef::text_of(attribute.data);
    text(id, value);
    const auto behind = attribute.data.subspan(value.size());
    if (std::ranges::any_of(behind, [](std::byte byte) { return byte != std::byte{0}; })) {
      add_raw(attribute, context_, message_.properties);
      context_.note("a text of the stream goes on behind its end: kept as its bytes");
    }
  }

  void person(const std::optional<::tnef::Person>& who, const Person& properties,
              const Attribute& attribute) {
    if (!who) {
      add_raw(attribute, context_, message_.properties);
      return;
    }
    const std::size_t colon = who->address.find(':');
    text(properties.name, who->name);
    if (colon == std::string_view::npos) {
      text(properties.address, who->address);
      return;
    }
    text(properties.type, who->address.substr(0, colon));
    text(properties.address, who->address.substr(colon + 1));
  }

  /// attOwner: who it is depends on what the message is.
  void owner(const Attribute& attribute) {
    const auto who = ::tnef::read_owner(attribute.data, attribute.data_offset, damage_);
    if (mapi::is_class(class_, "IPM.Schedule.Meeting.Resp")) {
      person(who, kReceiver, attribute);
    } else if (mapi::is_class(class_, "IPM.Schedule.Meeting")) {
      person(who, kFrom, attribute);
    } else {
      add_raw(attribute, context_, message_.properties);
    }
  }

  template <class Word>
  std::optional<Word> word(const Attribute& attribute) {
    const auto value = bytes::ByteReader(attribute.data).read<bytes::Le<Word>>();
    if (!value) {
      add_raw(attribute, context_, message_.properties);
      return std::nullopt;
    }
    return Word{*value};
  }

  void key(std::uint16_t id, const Attribute& attribute) {
    auto bytes = from_hex(::tnef::text_of(attribute.data));
    if (!bytes) {
      add_raw(attribute, context_, message_.properties);
    } else if (!has(id)) {
      add_made_binary(id, std::move(*bytes), message_.properties);
    }
  }

  /// A date that is none is kept as its bytes.
  void date(const Attribute& attribute, model::OptionalTimestamp& time) {
    const auto ticks = ::tnef::read_date(attribute.data, attribute.data_offset, damage_);
    if (ticks) {
      time = model::WallClock{.ticks = *ticks};
    } else {
      add_raw(attribute, context_, message_.properties);
    }
  }

  void number(std::uint16_t id, std::int32_t value) {
    if (!has(id)) {
      add_number(id, value, message_.properties);
    }
  }

  void priority(const Attribute& attribute) {
    constexpr int kNormal = 2;
    constexpr int kLow = 3;
    const auto value = word<std::uint16_t>(attribute);
    if (value && *value >= 1 && *value <= kLow) {
      number(PidTagImportance, kLow - *value);
      number(PidTagPriority, kNormal - *value);
    } else if (value) {
      add_raw(attribute, context_, message_.properties);
    }
  }

  void status(const Attribute& attribute) {
    // FORMAT.md 2: a bit of the status byte, and what it is in PidTagMessageFlags.
    struct Bit {
      unsigned status;
      unsigned flag;
    };
    constexpr std::array<Bit, 4> kBits = {{{0x02, 0x08}, {0x04, 0x04}, {0x20, 0x01}, {0x80, 0x10}}};
    constexpr unsigned kModified = 0x01;
    constexpr unsigned kUnmodifiedFlag = 0x02;
    if (const auto value = word<std::uint8_t>(attribute)) {
      unsigned flags = (*value & kModified) == 0 ? kUnmodifiedFlag : 0;
      for (const Bit& bit : kBits) {
        flags |= (*value & bit.status) != 0 ? bit.flag : 0;
      }
      number(PidTagMessageFlags, static_cast<std::int32_t>(flags));
      constexpr unsigned kMeanings = 0xA7;
      if ((*value & ~kMeanings) != 0) {
        add_raw(attribute, context_, message_.properties);
      }
    }
  }

  void add(const Attribute& attribute) {
    const std::uint64_t at = attribute.data_offset;
    switch (static_cast<AttributeId>(attribute.id)) {
      case AttributeId::MessageClass:
      case AttributeId::MessageProperties:
      case AttributeId::RecipientTable:
      case AttributeId::TnefVersion:
      case AttributeId::OemCodepage:
        return;  // have their own place
      case AttributeId::DateSent:
        return date(attribute, message_.sent);
      case AttributeId::DateReceived:
        return date(attribute, message_.received);
      case AttributeId::DateModified:
        return date(attribute, message_.modified);
      case AttributeId::OriginalMessageClass:
        if (!has(PidTagOriginalMessageClass)) {
          add_made_text(PidTagOriginalMessageClass, to_mapi_class(::tnef::text_of(attribute.data)),
                        message_.properties);
        }
        return;
      case AttributeId::From:
        return person(::tnef::read_trp(attribute.data, at, damage_), kSender, attribute);
      case AttributeId::SentFor:
        return person(::tnef::read_owner(attribute.data, at, damage_), kFrom, attribute);
      case AttributeId::Owner:
        return owner(attribute);
      case AttributeId::Subject:
        return text_of(PidTagSubject, attribute);
      case AttributeId::Body:
        return text_of(PidTagBody, attribute);
      case AttributeId::MessageId:
        return key(PidTagSearchKey, attribute);
      case AttributeId::ParentId:
        return key(PidTagParentKey, attribute);
      case AttributeId::ConversationId:
        return key(PidTagConversationKey, attribute);
      case AttributeId::Priority:
        return priority(attribute);
      case AttributeId::MessageStatus:
        return status(attribute);
      case AttributeId::AidOwner:
        if (const auto value = word<std::uint32_t>(attribute)) {
          number(PidTagOwnerAppointmentId, static_cast<std::int32_t>(*value));
        }
        return;
      case AttributeId::RequestResponse:
        if (const auto value = word<std::uint16_t>(attribute);
            value && !has(PidTagResponseRequested)) {
          add_flag(PidTagResponseRequested, *value != 0, message_.properties);
        }
        return;
      case AttributeId::Delegate:
        if (!has(PidTagReceivedRepresentingEntryId)) {
          add_binary(PidTagReceivedRepresentingEntryId, attribute.data, context_,
                     message_.properties);
        }
        return;
      default:
        return add_raw(attribute, context_, message_.properties);
    }
  }

  const ::tnef::Message& source_;
  const Context& context_;
  bytes::DamageLog& damage_;
  model::Message& message_;
  std::string class_;
};

}  // namespace

model::OptionalTimestamp read_date(std::span<const Attribute> attributes, AttributeId id,
                                   bytes::DamageLog& damage) {
  const auto* attribute = ::tnef::find(attributes, id);
  if (attribute == nullptr) {
    return std::nullopt;
  }
  const auto ticks = ::tnef::read_date(attribute->data, attribute->data_offset, damage);
  return ticks ? model::OptionalTimestamp(model::WallClock{.ticks = *ticks}) : std::nullopt;
}

void add_attributes(const ::tnef::Message& source, const Context& context, bytes::DamageLog& damage,
                    model::Message& message) {
  Mapper(source, context, damage, message).run();
}

}  // namespace convert::tnef
