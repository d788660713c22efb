#include "formats/mmf/dump/value_dump.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/record_faults.h"
#include "formats/mmf/disk_fields.h"
#include "formats/mmf/dump/field_buffer_dump.h"
#include "formats/mmf/names.h"
#include "formats/mmf/values.h"

namespace mmf {
namespace {

using bytes::AnnotatedRecord;
using bytes::FieldCursor;

/// Larger values have no layout that anybody knows, but for lists of people.
constexpr std::uint32_t kLargestLaidOut = 64U * 1024;
/// FORMAT.md 13: attributes that are read as values.
constexpr std::uint32_t kLargestPeople = std::uint32_t{1} << 20U;

/// FORMAT.md 7.1: the high word of an attribute's id.
enum class AttributeType : std::uint16_t {
  Triples = 0,
  String = 1,
  Text = 2,
  Date = 3,
  Short = 4,
  Long = 5,
  Byte = 6,
  Word = 7,
  DoubleWord = 8,
};
constexpr std::uint32_t kStatusAttribute = 0x00068007;
constexpr std::uint32_t kClassAttribute = 0x00078008;
constexpr std::uint32_t kOriginalClassAttribute = 0x00070006;
constexpr std::uint32_t kPriorityAttribute = 0x0004800D;
constexpr std::uint32_t kAuxiliaryAttribute = 0x00080000;
constexpr std::uint32_t kBodyAttribute = 0x0002800C;

AttributeType attribute_type(std::uint32_t key) {
  constexpr unsigned kTypeShift = 16;
  return static_cast<AttributeType>(key >> kTypeShift);
}

bool has_attributes(Oid owner) {
  return owner.type() == ObjectType::Message || owner.type() == ObjectType::ProviderMessage ||
         owner.type() == ObjectType::Attachment;
}

std::string date_words(const Date& date) {
  return date.ticks             ? text::iso8601(*date.ticks)
         : date.is_invalid_mark ? "stored for an invalid date"
                                : "no date";
}

/// Tells one element.
class ElementTeller {
 public:
  ElementTeller(const DumpContext& context, Oid owner, const Element& element)
      : context_(context), owner_(owner), element_(element) {
    const auto words = words_for_elements(owner);
    const auto key = words_for_key(context, owner, element.key);
    record_ = {.name = std::string(words.name),
               .about = "0x" + bytes::hex_number(element.key, 8) + (key.empty() ? "" : " " + key),
               .source = std::string(words.source),
               .offset = element.offset,
               .length = element.size,
               .depth = 1};
    add_foreign(context.store.file(), record_);
  }

  bytes::Result<void> run() {
    const bool is_people =
        has_attributes(owner_) && attribute_type(element_.key) == AttributeType::Triples;
    if (is_people && element_.size <= kLargestPeople) {
      return people();
    }
    if (has_attributes(owner_) && attribute_type(element_.key) == AttributeType::Text &&
        !is_field_buffer()) {
      return tell_plain_bytes(context_, record_, "text", true);
    }
    if (element_.size > kLargestLaidOut) {
      return tell_plain_bytes(context_, record_, "data");
    }
    const DecipheredBytes data(context_.store.file(), element_.offset, element_.size);
    FieldCursor in(record_, data.bytes());
    lay_out(in, data.bytes());
    in.take_rest(record_.fields.empty() ? "data" : "rest");
    return context_.sink.record(record_);
  }

 private:
  [[nodiscard]] bool is_field_buffer() const {
    return owner_.type() == ObjectType::ProviderMessage && element_.key == kBodyAttribute;
  }

  void lay_out(FieldCursor& in, const bytes::FileBytes& data) {
    if (owner_ == kMessageClasses) {
      message_class(in);
      return;
    }
    switch (owner_.type()) {
      case ObjectType::Message:
      case ObjectType::ProviderMessage:
      case ObjectType::Attachment:
        attribute(in, data);
        return;
      case ObjectType::Folder:
      case ObjectType::HiddenFolder:
      case ObjectType::ProviderFolder:
        row(in);
        return;
      case ObjectType::Hierarchy:
        hierarchy_entry(in);
        return;
      case ObjectType::AttachmentList:
        attachment_entry(in);
        return;
      case ObjectType::ClassAttributes:
        if (owner_ == kAttributeNames) {
          string(in, "name");
        }
        return;
      default:
        return;
    }
  }

  /// Up to its NUL, or all that is left.
  void string(FieldCursor& in, std::string name) {
    const auto text = text_of(in.text());
    in.take_bytes(std::min(text.size() + 1, in.left()), std::move(name), context_.decoded(text));
  }

  void attribute(FieldCursor& in, const bytes::FileBytes& data) {
    switch (attribute_type(element_.key)) {
      case AttributeType::String:
        in.take_rest("text", context_.decoded(text_of(in.text())));
        return;
      case AttributeType::Text:
        tell_field_buffer(context_, record_, data, in);
        return;
      case AttributeType::Date:
        date(in);
        return;
      case AttributeType::Byte:
        if (element_.key == kStatusAttribute) {
          (void)in.take_number<bytes::u8>(
              "value", words_for_status(std::to_integer<std::uint8_t>(in.text().front())));
        }
        return;
      case AttributeType::Short:
      case AttributeType::Word:
        if (const auto value = in.take_number<bytes::u16>("value")) {
          record_.explain("value", short_words(*value));
        }
        return;
      case AttributeType::Long:
      case AttributeType::DoubleWord:
        if (const auto value = in.take_number<bytes::u32>("value");
            value && element_.key == kAuxiliaryAttribute) {
          record_.explain("value", name_of({static_cast<std::uint32_t>(*value)}));
        }
        return;
      default:
        return;
    }
  }

  [[nodiscard]] std::string short_words(std::uint64_t value) const {
    if (element_.key == kPriorityAttribute) {
      return std::string(word_for_priority(value));
    }
    const bool is_class =
        element_.key == kClassAttribute || element_.key == kOriginalClassAttribute;
    return is_class ? class_words(value) : std::string();
  }

  [[nodiscard]] std::string class_words(std::uint64_t number) const {
    const auto found = context_.classes.find(static_cast<std::uint32_t>(number));
    return found == context_.classes.end() ? "" : context_.decoded(found->second);
  }

  void date(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto read = read_date(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (in.take<disk::Date>()) {
      record_.explain("year", date_words(read));
    }
  }

  void row(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto read = read_folder_row(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (!read) {
      return;
    }
    (void)in.take<disk::FolderRow>();
    record_.explain("date", date_words(read->date));
    record_.explain("status", words_for_status(read->status));
    record_.explain("message_class", class_words(read->message_class));
    record_.explain("priority", word_for_priority(read->priority));
    record_.explain("folder", name_of(read->folder));
    constexpr unsigned kSentByMe = 0x40;
    string(in, (read->status & kSentByMe) != 0 ? "recipients" : "sender");
    string(in, "subject");
    string(in, "folder name");
  }

  void hierarchy_entry(FieldCursor& in) {
    bytes::DamageLog damage;
    (void)read_hierarchy_entry(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (in.take_number<bytes::u16>("level")) {
      string(in, "name");
      string(in, "comment");
    }
  }

  void attachment_entry(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto read = read_attachment_entry(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (!read) {
      return;
    }
    const auto raw = in.take<disk::AttachmentEntry>();
    record_.explain("oid", name_of(read->oid));
    record_.explain("type", word_for_attachment(read->type));
    record_.explain("flags", (raw->flags & 1U) != 0 ? "MacBinary" : "");
  }

  void message_class(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto name = read_class_name(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    const auto length = name ? in.take_number<bytes::u16>("length") : std::nullopt;
    if (!length) {
      return;
    }
    in.take_bytes(*length, "name", context_.decoded(*name));
    if (const auto map = in.take_number<bytes::u16>("textize length")) {
      in.take_bytes(*map, "textize map");
    }
  }

  bytes::Result<void> people() {
    const DecipheredBytes data(context_.store.file(), element_.offset, element_.size);
    bytes::DamageLog damage;
    const auto read = read_triples(data.bytes().text(), element_.offset, damage);
    bytes::add_faults(record_, damage);
    if (auto told = context_.sink.record(record_); !told) {
      return told;
    }
    std::size_t at = 0;
    for (const Triple& person : read.people) {
      const auto begin = static_cast<std::size_t>(person.offset - element_.offset);
      if (auto told = loose_bytes(data.bytes().part(at, begin - at), "padding"); !told) {
        return told;
      }
      const auto all = data.bytes().part(begin, data.bytes().raw.size() - begin);
      const auto head = *bytes::ByteReader(all.text()).read<disk::Triple>();
      const auto size = sizeof(head) + head.name_size + head.address_size;
      if (auto told = triple(person, all.part(0, size)); !told) {
        return told;
      }
      at = begin + size;
    }
    if (read.ended && data.bytes().raw.size() - at >= sizeof(disk::Triple)) {
      if (auto told = triple({}, data.bytes().part(at, sizeof(disk::Triple))); !told) {
        return told;
      }
      at += sizeof(disk::Triple);
    }
    return loose_bytes(data.bytes().part(at, data.bytes().raw.size() - at),
                       read.unread.empty() ? "padding" : "bytes of no triple");
  }

  bytes::Result<void> triple(const Triple& person, const bytes::FileBytes& data) {
    AnnotatedRecord record{.name = "Triple",
                           .about = context_.decoded(person.name),
                           .source = "formats/mmf/FORMAT.md 7.3",
                           .offset = data.offset,
                           .length = data.raw.size(),
                           .depth = 2};
    FieldCursor in(record, data);
    const auto raw = *in.take<disk::Triple>();
    record.explain("kind", word_for_triple(raw.kind));
    in.take_bytes(raw.name_size, "name", context_.decoded(person.name));
    const auto address = person.has_address() ? context_.decoded(text_of(person.id)) : "";
    in.take_rest(person.has_address() ? "address" : "id", address);
    return context_.sink.record(record);
  }

  bytes::Result<void> loose_bytes(const bytes::FileBytes& data, const std::string& name) {
    if (data.raw.empty()) {
      return {};
    }
    return tell_plain_bytes(
        context_, {.name = name, .offset = data.offset, .length = data.raw.size(), .depth = 2},
        "data");
  }

  const DumpContext& context_;
  Oid owner_;
  const Element& element_;
  AnnotatedRecord record_;
};

}  // namespace

ElementWords words_for_elements(Oid owner) {
  if (owner == kMessageClasses) {
    return {"message class", "formats/mmf/FORMAT.md 9.2"};
  }
  if (owner == kAccounts) {
    return {"account", "formats/mmf/FORMAT.md 9.1"};
  }
  if (owner == kAttributeNames) {
    return {"attribute name", "formats/mmf/FORMAT.md 9.4"};
  }
  switch (owner.type()) {
    case ObjectType::Message:
    case ObjectType::ProviderMessage:
      return {"attribute", "formats/mmf/FORMAT.md 7.1"};
    case ObjectType::Attachment:
      return {"attribute", "formats/mmf/FORMAT.md 7.5"};
    case ObjectType::AttachmentList:
      return {"attachment list entry", "formats/mmf/FORMAT.md 7.5"};
    case ObjectType::Folder:
    case ObjectType::HiddenFolder:
    case ObjectType::ProviderFolder:
      return {"row", "formats/mmf/FORMAT.md 8.1"};
    case ObjectType::Hierarchy:
      return {"hierarchy entry", "formats/mmf/FORMAT.md 8.2"};
    default:
      return {"element", "formats/mmf/FORMAT.md 6"};
  }
}

std::string words_for_key(const DumpContext& context, Oid owner, std::uint32_t key) {
  if (has_attributes(owner) || owner == kAttributeNames) {
    if (const auto known = name_of_attribute(key); !known.empty()) {
      return std::string(known);
    }
    const auto found = context.attribute_names.find(key);
    return found == context.attribute_names.end() ? "" : context.decoded(found->second);
  }
  switch (owner.type()) {
    case ObjectType::Folder:
    case ObjectType::HiddenFolder:
    case ObjectType::ProviderFolder:
    case ObjectType::Hierarchy:
      return name_of({key});
    default:
      return {};
  }
}

bytes::Result<void> tell_element(const DumpContext& context, Oid owner, const Element& element) {
  if (element.size == 0 || !context.sink.wants(element.offset, element.size)) {
    return {};
  }
  return ElementTeller(context, owner, element).run();
}

}  // namespace mmf
