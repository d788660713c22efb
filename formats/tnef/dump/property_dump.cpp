#include "formats/tnef/dump/property_dump.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/record_faults.h"
#include "formats/tnef/property_list.h"

namespace tnef {
namespace {

using bytes::AnnotatedRecord;
using bytes::FieldCursor;
using bytes::FileBytes;

constexpr const char* kListSource = "[MS-OXTNEF] 2.1.3.4";

// [MS-OXCDATA] 2.11.1.
constexpr std::uint16_t kGuidType = 0x0048;
constexpr std::uint16_t kObjectType = 0x000D;
constexpr std::uint16_t kString8Type = 0x001E;
constexpr std::uint16_t kStringType = 0x001F;
constexpr std::uint16_t kBinaryType = 0x0102;
constexpr std::uint16_t kMultipleType = 0x1000;

bool has_sizes(std::uint16_t base) {
  return base == kObjectType || base == kString8Type || base == kStringType || base == kBinaryType;
}

std::string without_end(std::string text) {
  while (text.ends_with('\0')) {
    text.pop_back();
  }
  return text;
}

/// Tells one property. Where its values lie, the reader has found; between them is what the
/// specification says.
class PropertyTeller {
 public:
  PropertyTeller(const DumpContext& context, const Property& property, const FileBytes& data,
                 unsigned depth)
      : context_(context),
        property_(property),
        data_(data),
        base_(static_cast<std::uint16_t>(property.type & ~kMultipleType)),
        record_{.name = "property",
                .source = kListSource,
                .offset = data.offset,
                .length = data.raw.size(),
                .depth = depth},
        in_(record_, data_) {}

  bytes::Result<void> run() {
    (void)in_.take_number<bytes::u16>("PropTag.Type", type_words());
    (void)in_.take_number<bytes::u16>("PropTag.Id", id_words());
    record_.about =
        "0x" + bytes::hex_number(property_.id, 4) + bytes::hex_number(property_.type, 4);
    if (const auto words = id_words(); !words.empty()) {
      record_.about += " " + words;
    }
    if (property_.name) {
      take_name();
    }
    if (has_sizes(base_) || property_.is_multiple()) {
      (void)in_.take_number<bytes::u32>("PropValueCount");
    }
    for (std::size_t i = 0; i < property_.values.size() && i < kMostFields; ++i) {
      take_value(i);
    }
    if (property_.values.size() > kMostFields) {
      const auto here = static_cast<std::size_t>(in_.offset() - data_.offset);
      large_.emplace_back("further values", data_.part(here, in_.left()));
      in_.skip(in_.left());
    }
    in_.take_rest(has_sizes(base_) && !property_.is_multiple() && in_.left() > 3
                      ? "values that are not read"
                      : "padding");
    if (auto told = context_.sink.record(record_); !told) {
      return told;
    }
    for (const auto& [name, value] : large_) {
      auto told = bytes::tell_loose_bytes(context_.sink,
                                          {.name = "value of a property",
                                           .about = record_.about,
                                           .source = kListSource,
                                           .depth = record_.depth + 1},
                                          value, name);
      if (!told) {
        return told;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] std::string type_words() const {
    return context_.words.type ? std::string(context_.words.type(property_.type)) : "";
  }

  [[nodiscard]] std::string fixed_words(std::uint16_t type, std::span<const std::byte> data) const {
    return context_.words.value ? context_.words.value(type, data) : "";
  }

  [[nodiscard]] std::string id_words() const {
    if (!property_.name) {
      return context_.words.name ? std::string(context_.words.name(property_.id)) : "";
    }
    const auto set = fixed_words(kGuidType, property_.name->set);
    const auto* const number = std::get_if<std::uint32_t>(&property_.name->id);
    return (set.empty() ? "" : set + " ") +
           (number != nullptr ? "0x" + bytes::hex_number(*number, 8)
                              : text::decode_utf16(std::get<1>(property_.name->id)).utf8);
  }

  void take_name() {
    in_.take_bytes(property_.name->set.size(), "PropNameSpace",
                   fixed_words(kGuidType, property_.name->set));
    (void)in_.take_number<bytes::u32>("PropIDType");
    const auto* const text = std::get_if<std::span<const std::byte>>(&property_.name->id);
    if (text == nullptr) {
      (void)in_.take_number<bytes::u32>("PropMap.PropID");
      return;
    }
    if (const auto size = in_.take_number<bytes::u32>("PropMap.PropMapStringLength")) {
      in_.take_bytes(*size, "PropMap.PropMapString", text::decode_utf16(*text).utf8);
      in_.take_bytes((4 - *size % 4) % 4, "padding");
    }
  }

  void take_value(std::size_t i) {
    const auto value = property_.values[i];
    const auto at = static_cast<std::size_t>(value.data() - data_.raw.data());
    const auto index = property_.is_multiple() ? "[" + std::to_string(i) + "]" : std::string();
    const std::size_t front = !has_sizes(base_)      ? 0
                              : base_ == kObjectType ? sizeof(bytes::u32) + kInterface
                                                     : sizeof(bytes::u32);
    if (const auto here = static_cast<std::size_t>(in_.offset() - data_.offset);
        at > here + front) {
      in_.take_bytes(at - here - front, "padding");
    }
    if (front != 0) {
      (void)in_.take_number<bytes::u32>("PropValue" + index + ".Size");
    }
    if (base_ == kObjectType) {
      in_.take_bytes(kInterface, "PropValue" + index + ".InterfaceID",
                     fixed_words(kGuidType, property_.interface));
    }
    if (value.size() > bytes::kAnnotatedPiece) {
      large_.emplace_back("PropValue" + index, data_.part(at, value.size()));
      in_.skip(value.size());
      return;
    }
    in_.take_bytes(value.size(), "PropValue" + index, value_words(value));
  }

  [[nodiscard]] std::string value_words(std::span<const std::byte> value) const {
    switch (base_) {
      case kString8Type:
        return without_end(text::decode(value, context_.code_page).utf8);
      case kStringType:
        return without_end(text::decode_utf16(value).utf8);
      case kBinaryType:
      case kObjectType:
        return {};
      default:
        return fixed_words(base_, value);
    }
  }

  static constexpr std::size_t kInterface = 16;
  /// Memory is one record: more values are told without layout.
  static constexpr std::size_t kMostFields = 4096;

  const DumpContext& context_;
  const Property& property_;
  FileBytes data_;
  std::uint16_t base_;
  AnnotatedRecord record_;
  FieldCursor in_;
  std::vector<std::pair<std::string, FileBytes>> large_{};  // values that stand alone
};

bytes::Result<void> tell_rest(const DumpContext& context, const FileBytes& rest,
                              const std::string& name, unsigned depth) {
  return bytes::tell_loose_bytes(
      context.sink, {.name = name, .source = kListSource, .depth = depth}, rest, "data");
}

/// One list at the front of `data`, of which the first `size` bytes are it.
bytes::Result<void> tell_list(const DumpContext& context, const PropertyList& list,
                              const FileBytes& data, const bytes::DamageLog& damage,
                              AnnotatedRecord record) {
  record.offset = data.offset;
  record.length = data.raw.size();
  FieldCursor in(record, data);
  (void)in.take_number<bytes::u32>("MsgPropertyCount");
  bytes::add_faults(record, damage);
  if (auto told = context.sink.record(record); !told) {
    return told;
  }
  auto at = in.offset() - data.offset;  // an incomplete count is part of the rest
  const auto end = data.raw.size() - list.rest.size();
  for (std::size_t i = 0; i < list.properties.size(); ++i) {
    const auto next = i + 1 < list.properties.size()
                          ? static_cast<std::size_t>(list.properties[i + 1].offset - data.offset)
                          : end;
    const auto part = data.part(static_cast<std::size_t>(at), next - at);
    if (context.sink.wants(part.offset, part.raw.size())) {
      auto told = PropertyTeller(context, list.properties[i], part, record.depth + 1).run();
      if (!told) {
        return told;
      }
    }
    at = next;
  }
  return tell_rest(context, data.part(static_cast<std::size_t>(at), data.raw.size()),
                   "rest of a property list", record.depth + 1);
}

}  // namespace

bytes::Result<void> tell_property_list(const DumpContext& context, const FileBytes& data,
                                       unsigned depth) {
  bytes::ByteReader in(data.text(), data.offset);
  bytes::DamageLog damage;
  const auto list = take_properties(in, damage);
  const auto size = data.raw.size() - in.remaining();
  const auto front = data.part(0, size);
  if (!front.raw.empty()) {
    auto told = tell_list(context, list, front, damage,
                          {.name = "property list", .source = kListSource, .depth = depth});
    if (!told) {
      return told;
    }
  }
  return tell_rest(context, data.part(size, in.remaining()), "bytes behind a property list", depth);
}

bytes::Result<void> tell_recipient_table(const DumpContext& context, const FileBytes& data,
                                         unsigned depth) {
  bytes::ByteReader in(data.text(), data.offset);
  const auto count = in.read<bytes::u32>();
  if (count) {
    AnnotatedRecord record{.name = "attRecipTable rows",
                           .source = "[MS-OXTNEF] 2.1.3.5",
                           .offset = data.offset,
                           .length = sizeof(bytes::u32),
                           .depth = depth};
    FieldCursor front(record, data.part(0, sizeof(bytes::u32)));
    (void)front.take_number<bytes::u32>("RowCount");
    if (auto told = context.sink.record(record); !told) {
      return told;
    }
  }
  for (std::uint32_t i = 0; count && i < *count && i < kMostRows && in.remaining() > 0; ++i) {
    const auto begin = data.raw.size() - in.remaining();
    bytes::DamageLog damage;
    const auto list = take_properties(in, damage);
    const auto size = data.raw.size() - in.remaining() - begin;
    auto told = tell_list(context, list, data.part(begin, size), damage,
                          {.name = "recipient",
                           .about = "row " + std::to_string(i),
                           .source = "[MS-OXTNEF] 2.1.3.5",
                           .depth = depth});
    if (!told) {
      return told;
    }
  }
  return tell_rest(context, data.part(data.raw.size() - in.remaining(), in.remaining()),
                   "bytes of no row", depth);
}

}  // namespace tnef
