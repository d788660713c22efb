#include "converters/iff/attachment.h"

#include <array>
#include <string_view>
#include <utility>

#include "converters/iff/fields.h"
#include "converters/mapi/own_set.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/mac_binary.h"
#include "formats/bytes/view_blob.h"
#include "formats/iff/ascii.h"
#include "formats/text/code_page.h"

namespace convert::iff {
namespace {

using ::iff::SectionType;

struct Magic {
  std::string_view bytes;
  std::string_view extension;
};

/// What files of these decades begin with.
constexpr std::array kMagics = {Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".ole"},
                                Magic{"{\\rtf", ".rtf"},
                                Magic{"GIF8", ".gif"},
                                Magic{"\x89PNG", ".png"},
                                Magic{"\xFF\xD8\xFF", ".jpg"},
                                Magic{"%PDF", ".pdf"},
                                Magic{"PK\x03\x04", ".zip"},
                                Magic{"BM", ".bmp"},
                                Magic{"SCHEDULE+2 EXPORT", ".sc2"}};

std::string extension_of(const ::iff::Part& part) {
  const std::string_view data = bytes::as_text(part.data);
  for (const Magic& magic : kMagics) {
    if (data.starts_with(magic.bytes)) {
      return std::string(magic.extension);
    }
  }
  const bool is_text =
      part.header.type == SectionType::Body || part.header.type == SectionType::Other;
  return is_text ? ".txt" : ".bin";
}

void set_name(const OpenSecondary& file, const ::iff::Part& part, std::size_t number,
              std::uint32_t code_page, model::Attachment& attachment,
              std::vector<std::string>& notes) {
  attachment.long_name = text::decode(part.header.name, code_page).utf8;
  if (!::iff::trim(attachment.long_name).empty()) {
    return;
  }
  attachment.long_name = "attachment-" + std::to_string(number) + extension_of(part);
  if (part.header.type == SectionType::Attachment || part.header.type == SectionType::Document ||
      part.header.type == SectionType::Schedule) {
    notes.push_back(place_of(file, part.header.offset) + ": a file without a name, called " +
                    attachment.long_name);
  }
}

void keep_resource_fork(const bytes::MacBinary& mac, const OpenSecondary& file,
                        model::PropertyBag& bag) {
  // [MS-OXCMSG] 2.2.2.20: the object identifier of MacBinary, in BER.
  constexpr std::uint16_t kPidTagAttachEncoding = 0x3702;
  constexpr std::array<unsigned char, 9> kMacBinaryOid = {0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                          0x14, 0x03, 0x0B, 0x01};
  const auto oid = std::as_bytes(std::span(kMacBinaryOid));
  bag.add({.id = kPidTagAttachEncoding,
           .type = model::PropertyType::Binary,
           .name = std::nullopt,
           .value = model::Binary(oid.begin(), oid.end())});
  constexpr std::uint32_t kMacRoman = 10000;
  keep("MacName", text::decode(mac.name, kMacRoman).utf8, bag);
  keep("MacTypeAndCreator",
       text::decode(mac.type, kMacRoman).utf8 + text::decode(mac.creator, kMacRoman).utf8, bag);
  if (!mac.resource_fork.empty()) {
    bag.add(
        {.id = 0,
         .type = model::PropertyType::Binary,
         .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet},
                                     .id = std::string("MacResourceFork")},
         .value = model::LargeValue{.blob = bytes::make_view_blob(mac.resource_fork, file.view)}});
  }
}

void set_content(const OpenSecondary& file, const ::iff::Part& part, model::Attachment& attachment,
                 std::vector<std::string>& notes) {
  attachment.content = bytes::make_view_blob(part.data, file.view);
  const std::string where = place_of(file, part.header.offset);
  const auto mac = part.header.is_mac_binary || ::iff::is_word(attachment.long_name, "header")
                       ? bytes::read_mac_binary(part.data)
                       : std::nullopt;
  if (part.header.is_mac_binary && mac) {
    attachment.content = bytes::make_view_blob(mac->data_fork, file.view);
    keep_resource_fork(*mac, file, attachment.properties);
  } else if (part.header.is_mac_binary) {
    notes.push_back(where + ": marked as MacBinary, and is none: kept as it is");
  } else if (::iff::is_word(attachment.long_name, "header") && !mac) {
    notes.push_back(where +
                    ": called \"header\", perhaps a file of the Macintosh without its name");
  }
}

}  // namespace

std::string place_of(const OpenSecondary& file, std::uint64_t offset) {
  return file.name + "(" + std::to_string(offset) + ")";
}

model::Attachment to_attachment(const OpenSecondary& file, const ::iff::Part& part,
                                std::size_t number, std::uint32_t code_page,
                                std::uint64_t body_size, std::vector<std::string>& notes) {
  model::Attachment attachment;
  set_name(file, part, number, code_page, attachment, notes);
  set_content(file, part, attachment, notes);
  const auto& header = part.header;
  if (header.position && *header.position >= 0 &&
      static_cast<std::uint64_t>(*header.position) <= body_size && *header.position <= INT32_MAX) {
    attachment.rendering_position = static_cast<std::int32_t>(*header.position);
  }
  attachment.provenance.source = file.name;
  attachment.provenance.native_id = place_of(file, header.offset);
  attachment.provenance.ranges.push_back({.offset = header.data, .length = part.data.size()});
  if (header.type == SectionType::Unknown) {
    attachment.provenance.miss("kind", "its section is called " +
                                           text::decode(header.type_text, code_page).utf8 +
                                           ", which is none");
  }
  if (!part.is_complete) {
    attachment.provenance.miss("content",
                               "of " +
                                   (header.length ? std::to_string(*header.length) + " bytes"
                                                  : std::string("an unreadable length")) +
                                   " that its section tells, " + std::to_string(part.data.size()) +
                                   " are there");
  }
  return attachment;
}

}  // namespace convert::iff
