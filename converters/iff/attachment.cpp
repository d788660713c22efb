#include "converters/iff/attachment.h"

#include <string_view>
#include <utility>

#include "converters/mapi/mac_file.h"
#include "formats/bytes/file_magic.h"
#include "formats/bytes/mac_binary.h"
#include "formats/bytes/view_blob.h"
#include "formats/iff/ascii.h"
#include "formats/text/code_page.h"

namespace convert::iff {
namespace {

using ::iff::SectionType;

std::string extension_of(const ::iff::Part& part) {
  if (const auto known = bytes::extension_by_magic(part.data); !known.empty()) {
    return std::string(known);
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

void set_content(const OpenSecondary& file, const ::iff::Part& part, model::Attachment& attachment,
                 std::vector<std::string>& notes) {
  attachment.content = bytes::make_view_blob(part.data, file.owner);
  const std::string where = place_of(file, part.header.offset);
  const auto mac = part.header.is_mac_binary || ::iff::is_word(attachment.long_name, "header")
                       ? bytes::read_mac_binary(part.data)
                       : std::nullopt;
  if (part.header.is_mac_binary && mac) {
    attachment.content = bytes::make_view_blob(mac->data_fork, file.owner);
    mapi::keep_mac_file(*mac, file.owner, attachment.properties);
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
