#include "formats/mmf/dump/field_buffer_dump.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/mmf/values.h"

namespace mmf {
namespace {

constexpr std::size_t kBufferBase = 8;
constexpr std::size_t kWordSize = sizeof(bytes::u32);
constexpr std::size_t kSlotWords = 3;

/// A part of the buffer that is taken when its turn comes.
struct BufferPart {
  std::size_t at = 0;
  std::size_t size = 0;
  std::function<void(bytes::FieldCursor&)> take;
};

std::string_view word_for_field(std::uint32_t id) {
  switch (static_cast<FieldId>(id)) {
    case FieldId::DisplayName:
      return "display name";
    case FieldId::Address:
      return "address";
    case FieldId::AddressType:
      return "address type";
    case FieldId::Comment:
      return "comment";
    case FieldId::TransmittableName:
      return "transmittable name";
    case FieldId::Kind:
      return "kind";
    case FieldId::Members:
      return "members, or an address";
  }
  return {};
}

bool is_text_field(std::uint32_t id) {
  return !word_for_field(id).empty() && static_cast<FieldId>(id) != FieldId::Kind &&
         static_cast<FieldId>(id) != FieldId::Members;
}

void add_number(std::vector<BufferPart>& parts, std::size_t at, const std::string& name,
                std::string_view meaning = {}) {
  parts.push_back({.at = at, .size = kWordSize, .take = [name, meaning](bytes::FieldCursor& in) {
                     (void)in.take_number<bytes::u32>(name, std::string(meaning));
                   }});
}

std::vector<BufferPart> parts_of(const DumpContext& context, std::span<const std::byte> buffer,
                                 const std::vector<Field>& fields) {
  std::vector<BufferPart> parts;
  const std::size_t first =
      kBufferBase +
      std::uint32_t{*bytes::ByteReader(buffer.subspan(kBufferBase)).read<bytes::u32>()};
  add_number(parts, kBufferBase, "off1");
  add_number(parts, first, "slots");
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto slot = "slot[" + std::to_string(i) + "].";
    for (std::size_t word = 0; word < kSlotWords; ++word) {
      add_number(parts, first + (1 + i * kSlotWords + word) * kWordSize,
                 slot + "word[" + std::to_string(word) + "]");
    }
    const Field& field = fields[i];
    const auto name = "field[" + std::to_string(i) + "].";
    const auto data = static_cast<std::size_t>(field.data.data() - buffer.data());
    add_number(parts, data - 2 * kWordSize, name + "id", word_for_field(field.id));
    add_number(parts, data - kWordSize, name + "size");
    const auto value =
        is_text_field(field.id) ? context.decoded(text_of(field.data)) : std::string();
    parts.push_back({.at = data,
                     .size = field.data.size(),
                     .take = [name, value, size = field.data.size()](bytes::FieldCursor& in) {
                       in.take_bytes(size, name + "data", value);
                     }});
  }
  std::ranges::stable_sort(parts, {}, &BufferPart::at);
  return parts;
}

}  // namespace

void tell_field_buffer(const DumpContext& context, bytes::AnnotatedRecord& record,
                       const bytes::FileBytes& data, bytes::FieldCursor& in) {
  const auto fields = read_fields(data.text());
  if (!fields) {
    record.faults.emplace_back("the field buffer cannot be read");
    return;
  }
  std::size_t at = 0;
  for (const BufferPart& part : parts_of(context, data.text(), *fields)) {
    if (part.at < at) {
      record.faults.emplace_back("fields lie in each other");
      break;
    }
    in.take_bytes(part.at - at, "unknown");
    part.take(in);
    at = part.at + part.size;
  }
}

}  // namespace mmf
