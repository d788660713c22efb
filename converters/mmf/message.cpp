#include "converters/mmf/message.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "converters/mapi/damage_text.h"
#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi/own_set.h"
#include "converters/mmf/attachments.h"
#include "converters/mmf/elements.h"
#include "converters/mmf/people.h"
#include "converters/tnef/attributes.h"
#include "converters/tnef/message_class.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/mapi/property_tags.h"
#include "formats/mmf/values.h"
#include "formats/text/code_page.h"

namespace convert::mmf {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using ::mmf::Element;
using ::tnef::AttributeId;

// FORMAT.md 7.1: what a message has besides the attributes of TNEF.
constexpr std::uint32_t kFrom = 0x00008000;
constexpr std::uint32_t kTo = 0x00008001;
constexpr std::uint32_t kCc = 0x00008002;
constexpr std::uint32_t kBcc = 0x00008003;
constexpr std::uint32_t kBody = static_cast<std::uint32_t>(AttributeId::Body);
constexpr std::uint32_t kClass = static_cast<std::uint32_t>(AttributeId::MessageClass);
constexpr std::uint32_t kOriginalClass =
    static_cast<std::uint32_t>(AttributeId::OriginalMessageClass);
constexpr std::uint32_t kDateStart = static_cast<std::uint32_t>(AttributeId::DateStart);
constexpr std::uint32_t kDateEnd = static_cast<std::uint32_t>(AttributeId::DateEnd);

constexpr unsigned kElementTypeShift = 16;
constexpr std::uint32_t kDateElement = 3;

std::optional<RecipientType> recipient_type(std::uint32_t key) {
  switch (key) {
    case kTo:
      return RecipientType::To;
    case kCc:
      return RecipientType::Cc;
    case kBcc:
      return RecipientType::Bcc;
    default:
      return std::nullopt;
  }
}

std::vector<std::byte> text_bytes(std::string_view text) {
  const auto data = std::as_bytes(std::span(text));
  return {data.begin(), data.end()};
}

/// Puts a message together from its elements.
class MessageMaker {
 public:
  MessageMaker(const Context& context, const ::mmf::Item& item, std::vector<std::string>& notes)
      : context_(context), object_(*item.object), notes_(notes) {}

  model::Message run() {
    auto& provenance = message_.provenance;
    provenance.source = context_.source;
    provenance.native_id = native_id(object_);
    provenance.ranges.push_back(
        {.offset = object_.offset, .length = object_.end() - object_.offset});
    if (object_.origin == ::mmf::Origin::Swept) {
      provenance.state = model::State::Recovered;
    }
    const auto list = context_.store.read(object_, damage_);
    if (!list) {
      provenance.miss("message", "its object has no table of contents");
    } else if (!list->complete || !object_.has_header) {
      provenance.miss("message", "elements of its object are gone");
    }
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      take(element);
    }
    convert::tnef::add_attributes(source_, {.code_page = context_.code_page, .notes = &notes_},
                                  damage_, message_);
    check_unknown();
    add_attachments(context_, object_, damage_, notes_, message_);
    check_attachments();
    mapi::fill_message(message_, {.code_page = context_.code_page, .notes = &notes_});
    add_meeting();
    choose_date();
    place_attachments();
    mapi::add_damage(damage_, "object", provenance);
    return std::move(message_);
  }

 private:
  void take(const Element& element) {
    keys_.insert(element.key);
    if (const auto gone = context_.store.file().foreign_bytes(element.offset, element.size)) {
      message_.provenance.miss(name_of(element.key), gone_at(*gone));
      if (element.key != kBody) {
        return;
      }
    }
    if (element.key == kBody) {
      return take_body(element);
    }
    if (element.size > kLargestValue) {
      notes_.push_back("the " + name_of(element.key) +
                       " is too large for what it is: kept as its bytes");
      return keep(element);
    }
    const auto data = context_.store.file().read(element.offset, element.size);
    if (const auto type = recipient_type(element.key)) {
      return add_recipients(data, element.offset, *type, damage_, notes_, message_);
    }
    switch (element.key) {
      case kFrom:
        return add_sender(data, element.offset, damage_, notes_, message_);
      case kClass:
      case kOriginalClass:
        return take_class(element, data);
      case kDateStart:
        start_ = date(element, data);
        return;
      case kDateEnd:
        end_ = date(element, data);
        return;
      default:
        break;
    }
    if (!::tnef::is_known(element.key)) {
      notes_.push_back("it has the " + name_of(element.key) + ", kept as its bytes");
      unknown_.push_back(element.key);
    }
    if ((element.key >> kElementTypeShift) == kDateElement && is_no_date(element, data)) {
      return keep(element);
    }
    if (!add_element(context_.store.file(), element, ::tnef::Level::Message, values_,
                     source_.attributes)) {
      notes_.push_back("the " + name_of(element.key) + " says \"invalid date\": there is none");
      keep(element);
    }
  }

  /// A date out of its range, which is told; the mark for "invalid" is another matter.
  bool is_no_date(const Element& element, std::span<const std::byte> data) {
    const auto read = ::mmf::read_date(data, element.offset, damage_);
    return !read.ticks && !read.is_invalid_mark;
  }

  /// An attribute of a number that nobody knows where one of its type is missing is that one, most
  /// likely, with a wrong number.
  void check_unknown() {
    struct Usual {
      std::uint32_t key;
      std::string_view name;
    };
    constexpr std::array<Usual, 5> kUsual = {{{kFrom, "sender"},
                                              {kTo, "recipients"},
                                              {0x00018004, "subject"},
                                              {0x00038005, "date"},
                                              {kBody, "text"}}};
    for (const Usual& usual : kUsual) {
      const auto alike = std::ranges::find_if(unknown_, [&usual](std::uint32_t key) {
        return key >> kElementTypeShift == usual.key >> kElementTypeShift;
      });
      if (alike != unknown_.end() && !keys_.contains(usual.key)) {
        message_.provenance.miss(std::string(usual.name),
                                 "there is none, and the " + name_of(*alike) +
                                     ", whose number is not known, may be it: kept as its bytes");
      }
    }
  }

  /// The name that the store gives an attribute, or its number.
  [[nodiscard]] std::string name_of(std::uint32_t key) const {
    const auto name = context_.mailbox.attribute_names.find(key);
    const std::string number = attribute_name(key);
    if (name == context_.mailbox.attribute_names.end() || name->second.empty()) {
      return number;
    }
    return number + " (" + text::decode(name->second, context_.code_page).utf8 + ")";
  }

  /// As a value without a name of MAPI, which stays in the file.
  void keep(const Element& element) {
    constexpr unsigned kDigits = 8;
    message_.properties.add(
        {.id = 0,
         .type = model::PropertyType::Binary,
         .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet},
                                     .id = "TnefAttribute-1-" +
                                           bytes::hex_number(element.key, kDigits)},
         .value =
             model::LargeValue{.blob = context_.store.file().blob(element.offset, element.size)}});
  }

  /// FORMAT.md 7.1: at most one NUL is no part of a body; everything else is.
  void take_body(const Element& element) {
    std::uint32_t size = element.size;
    if (size > 0) {
      const auto last = context_.store.file().read(element.offset + size - 1, 1);
      size -= last.front() == std::byte{0} ? 1U : 0U;
    }
    if (size == 0) {
      return;
    }
    model::PropertyValue value =
        model::LargeValue{.blob = context_.store.file().blob(element.offset, size)};
    if (size <= model::kLargestInlineValue) {
      const auto data = context_.store.file().read(element.offset, size);
      value = model::String8{.bytes = std::string(bytes::as_text(data))};
    }
    body_ = element;
    message_.properties.add({.id = PidTagBody,
                             .type = model::PropertyType::String8,
                             .name = std::nullopt,
                             .value = std::move(value)});
  }

  /// A number of `\x80MCs`, where TNEF has the name.
  void take_class(const Element& element, std::span<const std::byte> data) {
    const auto key = bytes::ByteReader(data).read<bytes::u16>();
    if (!key) {
      damage_.add({.offset = element.offset,
                   .length = element.size,
                   .kind = bytes::DamageKind::Truncated,
                   .field = "message.class",
                   .found = element.size,
                   .expected = sizeof(*key)});
      return;
    }
    values_.push_back(text_bytes(class_of(context_, *key, notes_)));
    source_.attributes.push_back({.level = ::tnef::Level::Message,
                                  .id = element.key,
                                  .offset = element.offset,
                                  .data_offset = element.offset,
                                  .data = values_.back()});
  }

  model::OptionalTimestamp date(const Element& element, std::span<const std::byte> data) {
    const auto read = ::mmf::read_date(data, element.offset, damage_);
    keep(element);
    return read.ticks ? model::OptionalTimestamp(model::WallClock{.ticks = *read.ticks})
                      : std::nullopt;
  }

  /// Of a report, DateStart is when it happened, which no field has.
  void add_meeting() {
    if (message_.calendar) {
      message_.calendar->start = start_;
      message_.calendar->end = end_;
    } else if (start_ || end_) {
      notes_.emplace_back("it has a start or an end although it is no meeting: kept as bytes");
    }
  }

  /// The status of a message says that it has attachments, whatever became of their list.
  void check_attachments() {
    constexpr std::byte kHasAttachments{0x80};
    const auto* status = ::tnef::find(source_.attributes, AttributeId::MessageStatus);
    const bool has_some = status != nullptr && status->data.size() == 1 &&
                          (status->data[0] & kHasAttachments) != std::byte{0};
    const auto& missing = message_.provenance.missing;
    const bool told = std::ranges::any_of(
        missing, [](const model::Missing& piece) { return piece.what == "attachment list"; });
    if (has_some && message_.attachments.empty() && !told) {
      message_.provenance.miss("attachments", "it says that it has some, and there are none");
    }
  }

  /// FORMAT.md 7.1: the date of receipt stands in for one that is missing or none.
  void choose_date() {
    if (!message_.sent && message_.received) {
      message_.sent = message_.received;
      notes_.emplace_back("it has no date of its own: it carries the one of its receipt");
    }
  }

  /// FORMAT.md 7.5: positions count bytes of the stored text, the model's count characters.
  void place_attachments() {
    const std::uint32_t size = body_ ? body_->size : 0;
    for (model::Attachment& attachment : message_.attachments) {
      auto& position = attachment.rendering_position;
      if (!position || *position < 0) {
        continue;
      }
      if (static_cast<std::uint32_t>(*position) > size) {
        notes_.push_back("an attachment stands at " + std::to_string(*position) +
                         ", behind the end of the text: it is put there");
        position.reset();
        continue;
      }
      if (body_ && size <= kLargestValue) {
        position = characters_before(static_cast<std::uint32_t>(*position));
      }
    }
  }

  [[nodiscard]] std::int32_t characters_before(std::uint32_t position) const {
    const auto data = context_.store.file().read(body_->offset, position);
    // Within a character, its beginning counts: an unfinished sequence yields nothing.
    std::string utf8;
    text::StreamDecoder(context_.code_page).decode(data, false, utf8);
    constexpr unsigned kContinuation = 0x80;
    constexpr unsigned kMask = 0xC0;
    return static_cast<std::int32_t>(std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & kMask) != kContinuation; }));
  }

  const Context& context_;
  const ::mmf::Object& object_;
  std::vector<std::string>& notes_;
  bytes::DamageLog damage_;
  Values values_;
  ::tnef::Message source_;
  model::Message message_;
  std::optional<Element> body_;
  std::set<std::uint32_t> keys_;
  std::vector<std::uint32_t> unknown_;
  model::OptionalTimestamp start_;
  model::OptionalTimestamp end_;
};

}  // namespace

namespace {

/// Status and priority, which rows have as messages do.
void add_row_numbers(const Context& context, const ::mmf::FolderRow& row, bytes::DamageLog& damage,
                     model::Message& message) {
  const std::array status = {static_cast<std::byte>(row.status)};
  const bytes::u16 priority(row.priority);
  ::tnef::Message source;
  source.attributes = {{.level = ::tnef::Level::Message,
                        .id = static_cast<std::uint32_t>(AttributeId::MessageStatus),
                        .offset = 0,
                        .data_offset = 0,
                        .data = status},
                       {.level = ::tnef::Level::Message,
                        .id = static_cast<std::uint32_t>(AttributeId::Priority),
                        .offset = 0,
                        .data_offset = 0,
                        .data = std::as_bytes(std::span(&priority, 1))}};
  convert::tnef::add_attributes(source, {.code_page = context.code_page}, damage, message);
}

}  // namespace

std::string class_of(const Context& context, std::uint32_t key, std::vector<std::string>& notes) {
  const auto& classes = context.mailbox.classes;
  const auto name = classes.find(key);
  if (name != classes.end()) {
    return std::string(tnef::to_mapi_class(name->second));
  }
  notes.push_back("its class has the number " + std::to_string(key) +
                  ", which the store does not name: IPM.Note");
  return "IPM.Note";
}

model::Message to_message(const Context& context, const ::mmf::Item& item,
                          std::vector<std::string>& notes) {
  return MessageMaker(context, item, notes).run();
}

model::Message message_of_row(const Context& context, const ::mmf::Item& item,
                              std::vector<std::string>& notes) {
  constexpr std::uint8_t kSentByMe = 0x40;
  bytes::DamageLog damage;
  const auto data =
      context.store.file().read(item.row->offset, std::min(item.row->size, ::mmf::kLargestRow));
  const auto row = ::mmf::read_folder_row(data, item.row->offset, damage);
  model::Message message;
  auto& bag = message.properties;
  message.provenance.source = context.source;
  message.provenance.native_id = "row of oid " + to_string(item.oid);
  message.provenance.ranges.push_back({.offset = item.row->offset, .length = item.row->size});
  if (row) {
    tnef::add_made_text(PidTagMessageClass, class_of(context, row->message_class, notes), bag);
    tnef::add_made_text(PidTagSubject, row->subject, bag);
    add_row_numbers(context, *row, damage, message);
    if ((row->status & kSentByMe) != 0) {
      tnef::add_made_text(PidTagDisplayTo, row->person, bag);
    } else if (!row->person.empty()) {
      tnef::add_made_text(PidTagSenderName, row->person, bag);
    }
    if (row->date.ticks) {
      message.received = model::WallClock{.ticks = *row->date.ticks};
      message.sent = message.received;
    }
  }
  if (item.object != nullptr) {
    add_attachments(context, *item.object, damage, notes, message);
  }
  mapi::fill_message(message, {.code_page = context.code_page, .notes = &notes});
  message.provenance.miss(
      "message", item.object != nullptr
                     ? "of its object nothing can be read: this is the row of its folder"
                     : "its object is nowhere in the file (perhaps a linked copy): only the "
                       "row of its folder is left");
  mapi::add_damage(damage, "object", message.provenance);
  return message;
}

}  // namespace convert::mmf
