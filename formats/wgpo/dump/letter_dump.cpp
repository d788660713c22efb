#include "formats/wgpo/dump/letter_dump.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/field_cursor.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/record_faults.h"
#include "formats/wgpo/header_block.h"
#include "formats/wgpo/letter.h"

namespace wgpo {
namespace {

using bytes::AnnotatedRecord;
using bytes::FieldCursor;
using bytes::FileBytes;

constexpr const char* kElementSource = "formats/wgpo/FORMAT.md 6.1";

std::string_view word_for_kind(ElementKind kind) {
  switch (kind) {
    case ElementKind::NoOperation:
      return "No-Op";
    case ElementKind::EndOfConstructor:
      return "End-of-Constructor";
    case ElementKind::String:
      return "ASCII-String";
    case ElementKind::Boolean:
      return "Boolean";
    case ElementKind::UniqueId:
      return "Unique-ID";
    case ElementKind::Sequence:
      return "Sequence";
    case ElementKind::Set:
      return "Set";
    case ElementKind::Integer:
      return "Integer";
    case ElementKind::Padding:
      return "Padding";
    case ElementKind::PropertyList:
      return "Property-List";
    case ElementKind::Date:
      return "Date";
    case ElementKind::BitString:
      return "Bit-String";
    case ElementKind::Property:
      return "Property";
    case ElementKind::Compressed:
      return "Compressed";
    case ElementKind::Encrypted:
      return "Encrypted";
    case ElementKind::Field:
      return "Field";
    case ElementKind::Message:
      return "Message";
    case ElementKind::Extension:
      return "Extension";
    case ElementKind::Vendor:
      return "Vendor-Defined";
  }
  return {};
}

struct NamedField {
  std::uint32_t id = 0;
  std::string_view name;
};

// FORMAT.md 6.1.
constexpr std::array kFieldNames = {
    NamedField{0x01, "From"},
    NamedField{0x02, "Posted-Date"},
    NamedField{0x03, "Reply-To"},
    NamedField{0x04, "Text"},
    NamedField{0x05, "To"},
    NamedField{0x06, "Cc"},
    NamedField{0x07, "Subject"},
    NamedField{0x08, "Attachments"},
    NamedField{0x0C, "Author"},
    NamedField{0x0D, "Bcc"},
    NamedField{0x0E, "Circulate-Next"},
    NamedField{0x0F, "Circulate-To"},
    NamedField{0x10, "Comments"},
    NamedField{0x11, "Date"},
    NamedField{0x12, "End-Date"},
    NamedField{0x13, "In-Reply-To"},
    NamedField{0x14, "Keywords"},
    NamedField{0x15, "Message-Class"},
    NamedField{0x16, "Message-ID"},
    NamedField{0x17, "Originator-Serial-Number"},
    NamedField{0x18, "Precedence"},
    NamedField{0x19, "Received-Date"},
    NamedField{0x1A, "Received-From"},
    NamedField{0x20, "References"},
    NamedField{0x22, "Sender"},
    NamedField{0x23, "Start-Date"},
    NamedField{0x24, "Warning-Date"},
    NamedField{0x25, "Reissue-Type"},
    NamedField{0x26, "Obsoletes"},
};

std::string_view name_of_field(std::uint32_t id) {
  const auto* const found = std::ranges::find(kFieldNames, id, &NamedField::id);
  return found == kFieldNames.end() ? std::string_view() : found->name;
}

bool is_one_of(std::optional<std::uint32_t> field, std::initializer_list<FieldId> ids) {
  return field && std::ranges::any_of(
                      ids, [&](FieldId id) { return *field == static_cast<std::uint32_t>(id); });
}

std::string number_words(std::uint32_t value) {
  constexpr std::size_t kWidth = 4;
  return bytes::number_text(value, value < 0x100 ? 1 : value < 0x10000 ? 2 : kWidth);
}

class LetterTeller {
 public:
  LetterTeller(const DumpContext& context, const FileBytes& data)
      : context_(context), data_(data) {}

  bytes::Result<void> run(const std::string& name) {
    AnnotatedRecord record{.name = name,
                           .source = "formats/wgpo/FORMAT.md 6",
                           .offset = data_.offset,
                           .length = data_.raw.size()};
    bytes::DamageLog damage;
    const auto letter = read_letter(data_.raw, damage);
    bytes::add_faults(record, damage);
    if (letter && context_.key && !is_text_under(*letter, *context_.key)) {
      is_readable_ = false;
      record.faults.emplace_back("its strings are no text under the key");
    }
    std::vector<Element> elements;
    if (letter) {
      elements = letter->others;
      for (const auto& field : letter->fields) {
        elements.push_back(field.element);
      }
      std::ranges::stable_sort(elements, {}, &Element::offset);
    }
    const auto message = message_element();
    const auto first = elements.empty() ? data_.raw.size() : place(elements.front().offset);
    const bool has_head = letter && message && place(message->contents_offset) <= first;
    if (has_head) {
      FieldCursor in(record, data_.part(0, place(message->contents_offset)));
      head(*message, in, record);
      at_ = place(message->contents_offset);
    }
    if (auto told = context_.sink.record(record); !told) {
      return told;
    }
    for (const Element& each : elements) {
      auto told = loose(place(each.offset));
      told = told ? element(each, 1, std::nullopt) : std::move(told);
      if (!told) {
        return told;
      }
      at_ = place(each.end());
    }
    if (has_head && message->is_indefinite) {
      if (auto told = loose(place(message->end()) - 2); !told) {
        return told;
      }
      if (auto told = loose(place(message->end()), "end-of-constructor"); !told) {
        return told;
      }
    }
    return loose(data_.raw.size());
  }

 private:
  [[nodiscard]] static std::size_t place(std::uint64_t offset) {
    return static_cast<std::size_t>(offset);
  }

  /// FORMAT.md 6.2: the element that is all of the letter.
  [[nodiscard]] std::optional<Element> message_element() const {
    bytes::DamageLog ignored;  // told by read_letter()
    const auto all = read_elements(data_.raw, 0, ignored);
    return !all.empty() && all.front().kind == ElementKind::Message ? std::optional(all.front())
                                                                    : std::nullopt;
  }

  bytes::Result<void> loose(std::size_t end, const std::string& name = "bytes of no element") {
    if (at_ >= end) {
      return {};
    }
    const auto begin = std::exchange(at_, end);
    return bytes::tell_loose_bytes(context_.sink, {.name = name, .depth = 1},
                                   data_.part(begin, end - begin), "data");
  }

  /// Identifier, length, qualifier, properties.
  static void head(const Element& element, FieldCursor& in, AnnotatedRecord& record) {
    auto words = std::string(word_for_kind(element.kind));
    words += element.qualifier_size != 0 ? ", with a qualifier" : "";
    const auto properties = place(element.contents_offset - element.offset) - 1 -
                            element.length_size - element.qualifier_size;
    words += properties != 0 ? ", with properties" : "";
    (void)in.take_number<bytes::u8>("identifier", std::move(words));
    in.take_bytes(element.length_size, "length",
                  element.length ? number_words(*element.length) : "indefinite");
    in.take_bytes(element.qualifier_size, "qualifier",
                  element.qualifier ? number_words(*element.qualifier) : "undefined");
    if (element.kind == ElementKind::Field && element.qualifier) {
      record.explain("qualifier", element.is_vendor_qualifier ? "a vendor's"
                                                              : name_of_field(*element.qualifier));
    }
    in.take_bytes(properties, "properties");
  }

  [[nodiscard]] static std::string about(const Element& element) {
    auto words = std::string(word_for_kind(element.kind));
    if (element.kind == ElementKind::Field && element.qualifier && !element.is_vendor_qualifier) {
      words += " " + bytes::hex_number(*element.qualifier, 2);
      const auto name = name_of_field(*element.qualifier);
      words += name.empty() ? "" : " " + std::string(name);
    }
    return words;
  }

  /// `field`: the id of the one that it lies in.
  bytes::Result<void> element(const Element& element, unsigned depth,
                              std::optional<std::uint32_t> field) {
    const auto all = data_.part(place(element.offset), place(element.end() - element.offset));
    if (!context_.sink.wants(all.offset, all.raw.size())) {
      return {};
    }
    AnnotatedRecord record{.name = "element",
                           .about = about(element),
                           .source = kElementSource,
                           .offset = all.offset,
                           .length = all.raw.size(),
                           .depth = depth};
    if (element.is_cut) {
      record.faults.emplace_back("the letter ends before it does");
    }
    FieldCursor in(record, all);
    head(element, in, record);
    if (is_constructor(element.kind) && depth <= static_cast<unsigned>(kMostLevels)) {
      return constructor(element, std::move(record), field);
    }
    if (element.kind == ElementKind::String) {
      return string(element, std::move(record), field);
    }
    const auto number = integer_of(element);
    in.take_rest("contents", number ? number_words(*number) : "");
    return context_.sink.record(record);
  }

  bytes::Result<void> constructor(const Element& element, AnnotatedRecord record,
                                  std::optional<std::uint32_t> field) {
    bytes::DamageLog damage;
    const auto parts = read_elements(element.contents, element.contents_offset, damage);
    bytes::add_faults(record, damage);
    if (element.is_indefinite) {
      const auto end = data_.part(place(element.end()) - 2, 2);
      record.fields.push_back({.bytes = end, .name = "end-of-constructor"});
    }
    const auto depth = record.depth + 1;
    if (auto told = context_.sink.record(record); !told) {
      return told;
    }
    if (element.kind == ElementKind::Field) {
      field = element.is_vendor_qualifier ? std::nullopt : element.qualifier;
    }
    auto at = element.contents_offset;
    for (const Element& part : parts) {
      if (auto told = this->element(part, depth, field); !told) {
        return told;
      }
      at = part.end();
    }
    const auto rest = element.contents_offset + element.contents.size() - at;
    return bytes::tell_loose_bytes(context_.sink, {.name = "bytes of no element", .depth = depth},
                                   data_.part(place(at), place(rest)), "data");
  }

  bytes::Result<void> string(const Element& element, AnnotatedRecord record,
                             std::optional<std::uint32_t> field) const {
    auto contents = data_.part(place(element.contents_offset), element.contents.size());
    std::string plain;
    if (context_.key && is_readable_) {
      plain = decipher(contents.raw, *context_.key);
      contents.plain = std::as_bytes(std::span(plain));
    }
    if (contents.raw.size() > bytes::kAnnotatedPiece) {
      const auto like =
          AnnotatedRecord{.name = "string", .source = kElementSource, .depth = record.depth + 1};
      if (auto told = context_.sink.record(record); !told) {
        return told;
      }
      return bytes::tell_loose_bytes(context_.sink, like, contents, "contents");
    }
    FieldCursor in(record, contents);
    if (!contents.plain.empty()) {
      if (is_one_of(field, {FieldId::Text})) {
        header_block(in, plain);
      }
      const bool is_whole = in.left() == contents.raw.size();
      const auto rest = std::string_view(plain).substr(plain.size() - in.left());
      in.take_rest(is_whole ? "contents" : "body", context_.decoded(rest), words_of(plain, field));
    } else {
      in.take_rest("contents", "", date_words(bytes::as_text(contents.raw), field));
    }
    return context_.sink.record(record);
  }

  [[nodiscard]] std::string words_of(std::string_view plain,
                                     std::optional<std::uint32_t> field) const {
    if (is_one_of(field, {FieldId::From, FieldId::To, FieldId::Cc, FieldId::Bcc, FieldId::Sender,
                          FieldId::ReplyTo})) {
      const auto address = read_letter_address(plain);
      return !address ? ""
             : address->name.empty()
                 ? context_.decoded(address->address)
                 : context_.decoded(address->name) + ", " + context_.decoded(address->address);
    }
    return date_words(plain, field);
  }

  [[nodiscard]] static std::string date_words(std::string_view digits,
                                              std::optional<std::uint32_t> field) {
    const auto date = is_one_of(field, {FieldId::Date, FieldId::PostedDate, FieldId::ReceivedDate})
                          ? read_letter_date(digits)
                          : std::nullopt;
    return date ? text::iso8601(date->ticks) : "";
  }

  /// FORMAT.md 6.3: a field a line, called by its label.
  void header_block(FieldCursor& in, std::string_view plain) const {
    const auto block = split_header_block(plain);
    auto left = block ? block->raw : std::string_view();
    for (std::size_t line = 0; !left.empty(); ++line) {
      auto end = left.find_first_of("\r\n");
      const auto text = left.substr(0, end);
      end = end == std::string_view::npos ? left.size()
                                          : end + (left.substr(end).starts_with("\r\n") ? 2 : 1);
      const auto colon = text.find(':');
      auto name = end == left.size()                ? std::string("rule")
                  : line == 0                       ? std::string("product and class")
                  : colon == std::string_view::npos ? std::string("header line")
                                                    : context_.decoded(text.substr(0, colon));
      in.take_bytes(end, name.empty() ? "header line" : std::move(name), context_.decoded(text));
      left.remove_prefix(end);
    }
  }

  const DumpContext& context_;
  FileBytes data_;
  std::size_t at_ = 0;  // what was told
  bool is_readable_ = true;
};

}  // namespace

bytes::Result<void> tell_letter(const DumpContext& context, const FileBytes& data,
                                const std::string& name) {
  if (!context.sink.wants(data.offset, data.raw.size())) {
    return {};
  }
  return LetterTeller(context, data).run(name);
}

}  // namespace wgpo
