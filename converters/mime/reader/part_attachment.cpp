#include "converters/mime/reader/part_attachment.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "converters/mapi/own_set.h"
#include "converters/mime/reader/own_fields.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/date_field.h"
#include "formats/mime/reader/encoded_text.h"

namespace convert::mime {
namespace {

/// Q166573: some programs put the whole path where the name belongs.
std::string without_directories(const std::string& name) {
  return name.substr(name.find_last_of("/\\") + 1);
}

std::string without_brackets(std::string_view value) {
  std::string text = ::mime::unfold(value);
  std::erase_if(text, [](char c) { return c == '<' || c == '>' || ::mime::is_blank({&c, 1}); });
  return text;
}

model::OptionalTimestamp time_in(const ::mime::ReadPart& part, std::string_view name) {
  const std::string* value = part.disposition.find(name);
  const auto date = value == nullptr ? std::nullopt : ::mime::parse_date(*value);
  if (!date) {
    return std::nullopt;
  }
  return date->has_zone ? model::Timestamp(model::Instant{date->ticks})
                        : model::Timestamp(model::WallClock{date->ticks});
}

/// Whether members of the model hold all that the part's header says.
bool is_held(const ::mime::ReadPart& part, bool has_path) {
  constexpr std::array<std::string_view, 5> kFields = {"Content-Type", "Content-Disposition",
                                                       "Content-Transfer-Encoding", "Content-ID",
                                                       "Content-Location"};
  constexpr std::array<std::string_view, 5> kParameters = {"name", "filename", "boundary",
                                                           "creation-date", "modification-date"};
  const auto is_known_field = [&](const ::mime::HeaderField& field) {
    return is_own_field(field.name) || std::ranges::any_of(kFields, [&](std::string_view name) {
             return ::mime::same_word(field.name, name);
           });
  };
  const auto is_known_parameter = [&](const ::mime::Parameter& parameter) {
    return std::ranges::find(kParameters, parameter.name) != kParameters.end();
  };
  return !has_path && part.fields.rejected.empty() &&
         std::ranges::all_of(part.fields.fields, is_known_field) &&
         std::ranges::all_of(part.type.parameters, is_known_parameter) &&
         std::ranges::all_of(part.disposition.parameters, is_known_parameter);
}

/// The part's header, whole, under our own set.
void keep_header(const ::mime::ReadPart& part, model::Attachment& attachment) {
  const auto header = part.header.first(std::min(part.header.size(), model::kLargestInlineValue));
  attachment.properties.add(
      {.id = 0,
       .type = model::PropertyType::Binary,
       .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet}, .id = "MimeHeader"},
       .value = model::Binary(header.begin(), header.end())});
}

void set_content(std::span<const std::byte> bytes, ::mime::Coding coding,
                 const ReadContext& context, model::Attachment& attachment,
                 ::mime::CodingFaults& faults) {
  std::uint64_t size = bytes.size();
  if (coding != ::mime::Coding::None && coding != ::mime::Coding::Unknown) {
    const ::mime::ContentSurvey survey = ::mime::survey_content(bytes, coding);
    size = survey.size;
    faults = survey.faults;
  }
  attachment.content = ::mime::make_content(bytes, coding, size, context.owner);
}

/// What the fields of our writer say the attachment was before it became a part.
void restore(const ::mime::ReadPart& part, model::Attachment& attachment) {
  constexpr std::string_view kMissing = ".missing.txt";
  read_piece_fields(part.fields, attachment.provenance);
  const auto take = [&part](std::string_view name, std::string& into) {
    std::string value = own_value(part.fields, name);
    if (!value.empty()) {
      into = std::move(value);
    }
  };
  if (!attachment.provenance.missing.empty() && attachment.long_name.ends_with(kMissing)) {
    attachment.long_name.resize(attachment.long_name.size() - kMissing.size());
    attachment.content = nullptr;
    attachment.mime_type.clear();
  }
  take("Name", attachment.long_name);
  take("Content-Type", attachment.mime_type);
  take("Path", attachment.path);
  if (!attachment.path.empty()) {
    attachment.kind = model::AttachmentKind::Reference;
  } else if (attachment.mime_type == "application/x-ole-storage") {
    attachment.kind = model::AttachmentKind::Ole;
  }
}

}  // namespace

std::string part_name(const ::mime::ReadPart& part) {
  const std::string* name = part.disposition.find("filename");
  name = name == nullptr ? part.type.find("name") : name;
  return name == nullptr ? std::string() : *name;
}

void tell_faults(const ::mime::CodingFaults& faults, const ::mime::ReadPart& part,
                 const ReadContext& context, model::Provenance& provenance) {
  const auto at = [&](std::uint64_t offset) {
    return " in " + context.place + " at " +
           bytes::hex_offset(context.in_file(part.body_offset() + offset));
  };
  if (faults.characters != 0) {
    const std::string text = std::to_string(faults.characters) +
                             " characters that the transfer encoding does not have, the first" +
                             at(faults.first.value_or(0));
    // Quoted-printable keeps them: nothing is missing.
    if (part.coding == ::mime::Coding::QuotedPrintable) {
      context.note(text + ": they were kept");
    } else {
      provenance.miss("content", text);
    }
  }
  if (faults.is_truncated) {
    provenance.miss("content", "the encoded text breaks off" + at(part.body.size()));
  }
  if (faults.unclaimed != 0) {
    provenance.miss("content", std::to_string(faults.unclaimed) +
                                   " characters outside the encoded text" + at(0));
  }
}

model::Attachment to_attachment(const ::mime::ReadPart& part, bool is_ours,
                                const ReadContext& context) {
  model::Attachment attachment;
  const std::string name = part_name(part);
  attachment.long_name = without_directories(name);
  attachment.mime_type = part.type.value;
  if (const std::string* id = part.field("Content-ID")) {
    attachment.content_id = without_brackets(*id);
  }
  if (const std::string* location = part.field("Content-Location")) {
    attachment.content_location = without_brackets(*location);
  }
  attachment.created = time_in(part, "creation-date");
  attachment.modified = time_in(part, "modification-date");
  ::mime::CodingFaults faults;
  set_content(part.body, part.coding, context, attachment, faults);
  tell_faults(faults, part, context, attachment.provenance);
  if (!is_held(part, name != attachment.long_name)) {
    keep_header(part, attachment);
  }
  if (is_ours) {
    restore(part, attachment);
  }
  return attachment;
}

model::Attachment whole_entity(const ::mime::ReadPart& part, const ReadContext& context) {
  model::Attachment attachment;
  attachment.mime_type = part.type.value;
  attachment.long_name = part.type.value.substr(part.type.value.find('/') + 1) + ".eml";
  attachment.content =
      ::mime::make_content(part.whole, ::mime::Coding::None, part.whole.size(), context.owner);
  return attachment;
}

model::Attachment file_attachment(std::span<const std::byte> bytes, ::mime::Coding coding,
                                  const std::string& name, const ReadContext& context,
                                  ::mime::CodingFaults& faults) {
  model::Attachment attachment;
  attachment.long_name = without_directories(name);
  set_content(bytes, coding, context, attachment, faults);
  return attachment;
}

}  // namespace convert::mime
