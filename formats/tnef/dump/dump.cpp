#include "formats/tnef/dump/dump.h"

#include <algorithm>
#include <array>
#include <string>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/record_faults.h"
#include "formats/text/piece_decoder.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/checksums.h"
#include "formats/tnef/disk_fields.h"
#include "formats/tnef/dump/property_dump.h"
#include "formats/tnef/names.h"
#include "formats/tnef/structures.h"

namespace tnef {
namespace {

using bytes::AnnotatedRecord;
using bytes::FieldCursor;
using bytes::FileBytes;

/// [MS-OXTNEF] 2.1.3.1: the high word of an attribute's id.
enum class DataType : std::uint16_t {
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

std::string code_page_words(std::uint64_t number) {
  const auto* const page = text::find_code_page(static_cast<text::CodePageNumber>(number));
  return page == nullptr ? "" : std::string(page->mime_name);
}

/// FORMAT.md 2; what nobody knows as a number.
std::string message_status_words(std::uint8_t status) {
  struct Bit {
    unsigned bit;
    std::string_view word;
  };
  constexpr std::array kBits = {Bit{0x01, "modified"}, Bit{0x02, "local"}, Bit{0x04, "submitted"},
                                Bit{0x20, "read"}, Bit{0x80, "has attachments"}};
  std::string words;
  for (const auto& one : kBits) {
    if ((status & one.bit) != 0) {
      words += (words.empty() ? "" : ", ") + std::string(one.word);
    }
  }
  return words;
}

class AttributeTeller {
 public:
  AttributeTeller(const DumpContext& context, const Attribute& attribute, const FileBytes& all)
      : context_(context),
        attribute_(attribute),
        all_(all),
        record_{.name = std::string(name_of_attribute(attribute.id)),
                .about = attribute.level == Level::Message ? "message" : "attachment",
                .source = "[MS-OXTNEF] 2.1.2",
                .offset = all.offset,
                .length = all.raw.size()},
        in_(record_, all_) {}

  bytes::Result<void> run() {
    (void)in_.take<disk::AttributeHeader>();
    record_.explain("AttrLevel", record_.about);
    record_.explain("AttrID", record_.name);
    const auto data = all_.part(sizeof(disk::AttributeHeader), attribute_.data.size());
    const bool has_parts =
        attribute_.is(AttributeId::MessageProperties) || attribute_.is(AttributeId::Attachment) ||
        attribute_.is(AttributeId::RecipientTable) || data.raw.size() > bytes::kAnnotatedPiece;
    if (has_parts) {
      in_.skip(data.raw.size());
    } else {
      take_data(data);
    }
    take_checksum();
    if (auto told = context_.sink.record(record_); !told) {
      return told;
    }
    return has_parts ? parts(data) : bytes::Result<void>();
  }

 private:
  [[nodiscard]] DataType data_type() const {
    constexpr unsigned kTypeShift = 16;
    return static_cast<DataType>(attribute_.id >> kTypeShift);
  }

  [[nodiscard]] std::string text_in(std::span<const std::byte> data) const {
    return text::decode(text_of(data), context_.code_page).utf8;
  }

  void take_checksum() {
    if (!attribute_.complete) {
      record_.faults.emplace_back(
          "the stream ends, or the next attribute begins, before this does");
      return;
    }
    const auto computed = Checksums(attribute_.data).of(0, attribute_.data.size());
    const auto stored = in_.take_number<bytes::u16>("AttrChecksum");
    if (!stored) {
      in_.take_rest("AttrChecksum");
      record_.faults.emplace_back("the stream ends before the checksum does");
    } else if (*stored != computed) {
      const auto words = "computed " + bytes::number_text(computed, sizeof computed);
      const bool is_usual = attribute_.is(AttributeId::MessageClass) ||
                            attribute_.is(AttributeId::OriginalMessageClass);
      record_.explain("AttrChecksum", words);
      if (!is_usual) {  // which old writers got wrong
        record_.faults.push_back("AttrChecksum is " + bytes::number_text(*stored, sizeof computed) +
                                 ", " + words);
      }
    }
  }

  /// All of it, with or without a layout.
  void take_data(const FileBytes& data) {
    // A cursor of its own: what is taken must not reach into the checksum.
    FieldCursor in(record_, data);
    lay_out(in);
    in.take_rest(in.left() == data.raw.size() ? "data" : "rest");
    in_.skip(data.raw.size());
  }

  void lay_out(FieldCursor& in) {
    switch (static_cast<AttributeId>(attribute_.id)) {
      case AttributeId::From:
        trp(in);
        return;
      case AttributeId::Owner:
      case AttributeId::SentFor:
        owner(in);
        return;
      case AttributeId::MessageStatus:
        if (const auto status = in.take_number<bytes::u8>("status")) {
          record_.explain("status", message_status_words(static_cast<std::uint8_t>(*status)));
        }
        return;
      case AttributeId::AttachRendData:
        rendition(in);
        return;
      case AttributeId::OemCodepage:
        if (const auto page = in.take_number<bytes::u32>("PrimaryCodePage")) {
          record_.explain("PrimaryCodePage", code_page_words(*page));
        }
        (void)in.take_number<bytes::u32>("SecondaryCodePage");
        return;
      case AttributeId::AttachTransportFilename:
        in.take_rest("text", text_in(in.text()));
        return;
      case AttributeId::MessageClass:
      case AttributeId::OriginalMessageClass:
        in.take_rest("class", text_in(in.text()));
        return;
      default:
        by_type(in);
    }
  }

  void by_type(FieldCursor& in) {
    switch (data_type()) {
      case DataType::String:
      case DataType::Text:
        in.take_rest("text", text_in(in.text()));
        return;
      case DataType::Date:
        date(in);
        return;
      case DataType::Short:
        number<bytes::u16>(in);
        return;
      case DataType::Long:
      case DataType::DoubleWord:
        number<bytes::u32>(in);
        return;
      default:
        return;
    }
  }

  template <class U>
  void number(FieldCursor& in) {
    const auto value = in.take_number<U>("value");
    constexpr std::array<std::string_view, 4> kPriorities = {"", "high", "normal", "low"};
    if (value && attribute_.is(AttributeId::Priority) && *value < kPriorities.size()) {
      record_.explain("value", kPriorities.at(*value));
    }
  }

  void date(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto ticks = read_date(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (in.take<disk::DTR>()) {
      record_.explain("wYear", ticks ? text::iso8601(*ticks) : "no date");
    }
  }

  void trp(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto person = read_trp(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    const auto raw = in.take<disk::TRP>();
    if (!raw || !person) {
      return;
    }
    in.take_bytes(raw->cch, "sender display name", decoded(person->name));
    in.take_bytes(raw->cb, "sender address", decoded(person->address));
    (void)in.take<disk::TRP>("null.");
  }

  void owner(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto person = read_owner(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (!person) {
      return;
    }
    const auto name = in.take_number<bytes::u16>("cbDisplayName");
    in.take_bytes(*name, "display name", decoded(person->name));
    const auto address = in.take_number<bytes::u16>("cbAddress");
    in.take_bytes(*address, "address", decoded(person->address));
  }

  void rendition(FieldCursor& in) {
    bytes::DamageLog damage;
    const auto read = read_rendition(in.text(), in.offset(), damage);
    bytes::add_faults(record_, damage);
    if (!read) {
      return;
    }
    (void)in.take<disk::RENDDATA>();
    record_.explain("AttachType", read->is_ole ? "OLE" : "file");
    record_.explain("DataFlags", read->is_mac_binary ? "MacBinary" : "");
  }

  [[nodiscard]] std::string decoded(std::string_view stored) const {
    return text::decode(stored, context_.code_page).utf8;
  }

  bytes::Result<void> parts(const FileBytes& data) const {
    if (attribute_.is(AttributeId::RecipientTable)) {
      return tell_recipient_table(context_, data, 1);
    }
    if (attribute_.is(AttributeId::MessageProperties) || attribute_.is(AttributeId::Attachment)) {
      return tell_property_list(context_, data, 1);
    }
    const AnnotatedRecord like{
        .name = "data", .about = record_.name, .source = record_.source, .depth = 1};
    if (data_type() != DataType::Text) {
      return bytes::tell_loose_bytes(context_.sink, like, data, "data");
    }
    return bytes::tell_loose_bytes(context_.sink, like, data, "text",
                                   [decode = text::piece_decoder(context_.code_page)](
                                       std::span<const std::byte> piece, bool is_last) {
                                     auto value = decode(piece, is_last);
                                     if (is_last && value.ends_with('\0')) {
                                       value.pop_back();
                                     }
                                     return value;
                                   });
  }

  const DumpContext& context_;
  const Attribute& attribute_;
  FileBytes all_;
  AnnotatedRecord record_;
  FieldCursor in_;
};

text::CodePageNumber code_page_of(const std::vector<Attribute>& attributes) {
  for (const Attribute& one : attributes) {
    const auto page = one.is(AttributeId::OemCodepage)
                          ? bytes::ByteReader(one.data).read<bytes::u32>()
                          : std::nullopt;
    if (page && text::find_code_page(*page) != nullptr) {
      return *page;
    }
  }
  return text::kWindows1252;
}

class StreamTeller {
 public:
  StreamTeller(std::span<const std::byte> file, const DumpContext& context)
      : file_(file), context_(context) {}

  bytes::Result<void> run(std::size_t begin, const std::vector<Attribute>& attributes) {
    auto told = loose(begin, "bytes before the stream");
    told = told ? head() : std::move(told);
    for (std::size_t i = 0; told && i < attributes.size(); ++i) {
      const Attribute& one = attributes[i];
      told = loose(one.offset, "bytes that are no attribute");
      if (!told) {
        break;
      }
      const auto end = one.data_offset + one.data.size();
      const auto room = std::min<std::uint64_t>(sizeof(bytes::u16), file_.size() - end);
      const auto all = part(end + (one.complete ? room : 0));
      if (context_.sink.wants(all.offset, all.raw.size())) {
        told = AttributeTeller(context_, one, all).run();
      }
    }
    return told ? loose(file_.size(), "bytes that are no attribute") : std::move(told);
  }

 private:
  /// What has not been told, up to `end`.
  FileBytes part(std::uint64_t end) {
    const auto begin = at_;
    at_ = std::max(at_, end);
    return {.offset = begin,
            .raw = file_.subspan(static_cast<std::size_t>(begin),
                                 static_cast<std::size_t>(at_ - begin))};
  }

  bytes::Result<void> head() {
    constexpr std::uint64_t kSize = sizeof(disk::TNEFHeader);
    if (file_.size() - at_ < kSize) {
      AnnotatedRecord record{.name = "TNEFHeader", .source = "[MS-OXTNEF] 2.1.1"};
      record.faults.emplace_back("the stream ends within it");
      return bytes::tell_loose_bytes(context_.sink, record, part(file_.size()), "data");
    }
    return context_.sink.record(
        bytes::annotate<disk::TNEFHeader>(part(at_ + kSize), "TNEFHeader", "[MS-OXTNEF] 2.1.1"));
  }

  bytes::Result<void> loose(std::uint64_t end, const std::string& name) {
    return bytes::tell_loose_bytes(context_.sink, AnnotatedRecord{.name = name}, part(end), "data");
  }

  std::span<const std::byte> file_;
  const DumpContext& context_;
  std::uint64_t at_ = 0;
};

}  // namespace

bytes::Result<void> dump(std::span<const std::byte> file, const DumpWhat& what,
                         bytes::AnnotationSink& sink) {
  const auto begin = find_stream(file);
  if (!begin) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, "has no TNEF stream in its first 4 KiB");
  }
  bytes::DamageLog ignored;  // told with each record
  const auto attributes = read_attributes(file.subspan(*begin), *begin, ignored);
  bytes::SelectingSink selected(what.touching, sink);
  const DumpContext context{
      .words = what.words, .code_page = code_page_of(attributes), .sink = selected};
  return StreamTeller(file, context).run(*begin, attributes);
}

}  // namespace tnef
