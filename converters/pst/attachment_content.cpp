#include "converters/pst/attachment_content.h"

#include <algorithm>

#include "converters/mapi/own_set.h"
#include "converters/pst/item_parts.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using ::pst::AttachmentContent;
using Form = ::pst::AttachmentContent::Form;

// [MS-OXCMSG] 2.2.2.9 PidTagAttachMethod.
constexpr std::uint32_t kNoContent = 0;
constexpr std::uint32_t kByValue = 1;
constexpr std::uint32_t kByReference = 4;
constexpr std::uint32_t kEmbedded = 5;
constexpr std::uint32_t kOle = 6;
// 2.2.2.16 PidTagRenderingPosition.
constexpr std::uint32_t kNotRendered = 0xFFFFFFFF;
// 2.2.2.18 PidTagAttachFlags: ATT_MHTML_REF.
constexpr std::uint32_t kShownInHtml = 4;

constexpr std::size_t kLongestBase = 8;
constexpr std::size_t kLongestExtension = 3;

Form form_of(const model::Attachment& attachment) {
  switch (attachment.kind) {
    case model::AttachmentKind::Embedded:
      return attachment.message != nullptr   ? Form::Embedded
             : attachment.content != nullptr ? Form::ByValue
                                             : Form::None;
    case model::AttachmentKind::Ole:
      // Method 6 promises an object, and a PST has no empty ones.
      return attachment.content != nullptr && attachment.content->size() != 0 ? Form::Ole
                                                                              : Form::None;
    case model::AttachmentKind::ByValue:
    case model::AttachmentKind::Reference:
      break;
  }
  return attachment.content != nullptr ? Form::ByValue : Form::None;
}

std::uint32_t method_of(const model::Attachment& attachment, Form form) {
  switch (form) {
    case Form::ByValue:
      return kByValue;
    case Form::Ole:
      return kOle;
    case Form::Embedded:
      return kEmbedded;
    case Form::None:
      break;
  }
  return attachment.kind == model::AttachmentKind::Reference ? kByReference : kNoContent;
}

std::optional<std::uint32_t> number_in(const Draft& draft, std::uint16_t id) {
  const auto* property = draft.list().find(id);
  const auto* number = property == nullptr ? nullptr : std::get_if<std::uint32_t>(&property->value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

/// The method must tell what is there: 5 and 6 promise an object, 1 bytes.
void add_method(const model::Attachment& attachment, Form form, Draft& draft) {
  const std::uint32_t method = method_of(attachment, form);
  const auto told = number_in(draft, PidTagAttachMethod);
  const bool reference = attachment.kind == model::AttachmentKind::Reference;
  if (!told) {
    draft.put_number(PidTagAttachMethod, method);
  } else if (*told != method && !(reference && *told != kEmbedded && *told != kOle)) {
    draft.fill_number(kAttachMethod, *told);
    draft.put_number(PidTagAttachMethod, method);
  }
}

std::string extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : std::string(name.substr(dot));
}

/// Of an attachment whose source has no bag.
void add_names(const model::Attachment& attachment, Draft& draft) {
  std::string long_name = attachment.long_name;
  if (long_name.empty() && attachment.message != nullptr) {
    long_name = attachment.message->subject;
  }
  const std::string& name = long_name.empty() ? attachment.short_name : long_name;
  draft.fill_text(PidTagAttachLongFilename, attachment.long_name);
  draft.fill_text(PidTagAttachFilename, attachment.short_name.empty()
                                            ? short_name_of(attachment.long_name)
                                            : attachment.short_name);
  draft.fill_text(PidTagDisplayName, name);
  if (attachment.kind != model::AttachmentKind::Embedded) {
    draft.fill_text(PidTagAttachExtension, extension_of(name));
  }
  if (attachment.kind == model::AttachmentKind::Reference) {
    draft.fill_text(PidTagAttachLongPathname, attachment.path);
    draft.fill_text(PidTagAttachPathname, attachment.path);
  }
}

/// pst-writer 3.10: what Outlook has on every attachment.
void add_usual_fields(Draft& draft) {
  constexpr std::uint64_t kNoDate = 0x0CB34557A3DD4000;
  draft.fill_number(PidTagAttachmentLinkId, 0);
  draft.fill_filetime(PidTagExceptionStartTime, kNoDate);
  draft.fill_filetime(PidTagExceptionEndTime, kNoDate);
  draft.fill_number(PidTagAttachmentFlags, 0);
  draft.fill_flag(PidTagAttachmentContactPhoto, false);
}

/// [MS-OXOCAL] 2.2.10.1: a changed instance of a series, and its times on the wall.
void add_exception(const model::Attachment& attachment, Draft& draft) {
  constexpr std::uint32_t kException = 2;  // 2.2.10.1.2: afException
  const model::Message* instance = attachment.message.get();
  if (instance == nullptr || !instance->calendar || !instance->calendar->replaces) {
    return;
  }
  draft.fill_number(PidTagAttachmentFlags, kException);
  draft.fill_flag(PidTagAttachmentHidden, true);
  for (const auto& [tag, time] : {std::pair(PidTagExceptionStartTime, instance->calendar->start),
                                  std::pair(PidTagExceptionEndTime, instance->calendar->end)}) {
    if (time && std::holds_alternative<model::WallClock>(*time)) {
      draft.fill_local_time(tag, time);
    }
  }
}

void add_fields(const model::Attachment& attachment, Draft& draft) {
  add_exception(attachment, draft);
  add_names(attachment, draft);
  draft.fill_text(PidTagAttachMimeTag, attachment.mime_type);
  draft.fill_text(PidTagAttachContentId, attachment.content_id);
  draft.fill_text(PidTagAttachContentLocation, attachment.content_location);
  draft.fill_number(PidTagAttachFlags, attachment.inline_hidden ? kShownInHtml : 0);
  draft.fill_flag(PidTagAttachmentHidden, attachment.inline_hidden);
  draft.fill_time(PidTagCreationTime, attachment.created);
  draft.fill_time(PidTagLastModificationTime, attachment.modified);
  add_usual_fields(draft);
}

/// Properties of our own set say nothing of what MAPI would.
bool attachment_speaks_mapi(const model::Attachment& attachment) {
  return std::ranges::any_of(attachment.properties.items(), [](const model::Property& property) {
    return !property.name || property.name->set.bytes != mapi::kOwnSet;
  });
}

bool is_name_character(char c) {
  constexpr std::string_view kForbidden = "\"*+,./:;<=>?[\\]| ";
  return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
         kForbidden.find(c) == std::string_view::npos;
}

std::string name_characters(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), is_name_character);
  return out;
}

}  // namespace

std::string short_name_of(std::string_view long_name) {
  const std::string extension = extension_of(long_name);
  const std::string_view stem = long_name.substr(0, long_name.size() - extension.size());
  std::string base = name_characters(stem);
  std::string tail = name_characters(extension).substr(0, kLongestExtension);
  if (base.size() > kLongestBase || base != stem) {
    base = base.substr(0, kLongestBase - 2) + "~1";
  }
  if (long_name.empty()) {
    return {};
  }
  return tail.empty() ? base : base + "." + tail;
}

bool is_listed(const AttachmentContent& attachment) {
  const auto* hidden = attachment.properties.find(PidTagAttachmentHidden);
  const auto* flags = attachment.properties.find(PidTagAttachFlags);
  const auto* number = flags == nullptr ? nullptr : std::get_if<std::uint32_t>(&flags->value);
  const bool in_html = number != nullptr && (*number & kShownInHtml) != 0 &&
                       attachment.properties.has(PidTagAttachContentId);
  return !in_html && (hidden == nullptr || hidden->value != ::pst::ContentValue(1U));
}

AttachmentContent to_content(const model::Attachment& attachment, bool provenance, Forms& forms) {
  AttachmentContent result;
  Draft draft(forms);
  carry(attachment.properties, ObjectKind::Attachment, draft);
  result.form = form_of(attachment);
  add_method(attachment, result.form, draft);
  draft.fill_number(PidTagRenderingPosition,
                    attachment.rendering_position
                        ? static_cast<std::uint32_t>(*attachment.rendering_position)
                        : kNotRendered);
  if (!attachment_speaks_mapi(attachment)) {
    add_fields(attachment, draft);
  }
  if (provenance && attachment.provenance.state != model::State::Intact) {
    add_provenance(attachment.provenance, draft);
  }
  if (result.form == Form::ByValue || result.form == Form::Ole) {
    result.data = attachment.content;
  }
  result.properties = draft.finish();
  return result;
}

}  // namespace convert::pst
