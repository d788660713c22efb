#include "converters/pst/message_content.h"

#include <algorithm>
#include <array>

#include "converters/mapi/own_set.h"
#include "converters/pst/attachment_content.h"
#include "converters/pst/identity.h"
#include "converters/pst/item_parts.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using bytes::Result;
using ::pst::MessageContent;

// [MS-OXCMSG] 2.2.1.6 PidTagMessageFlags.
constexpr std::uint32_t kRead = 0x0001;
constexpr std::uint32_t kUnmodified = 0x0002;
constexpr std::uint32_t kUnsent = 0x0008;
constexpr std::uint32_t kHasAttachments = 0x0010;
constexpr std::uint32_t kAssociated = 0x0040;
constexpr std::uint32_t kNotifyRead = 0x0100;

/// Where a message stands: the item itself, or one in it.
struct Place {
  std::string path{};  // "/attachment 2"
  std::size_t depth = 0;
};

std::string class_of(const model::Message& message) {
  if (!message.message_class.empty()) {
    return message.message_class;
  }
  if (message.contact) {
    return "IPM.Contact";
  }
  if (message.list) {
    return "IPM.DistList";
  }
  if (!message.calendar) {
    return "IPM.Note";
  }
  switch (message.calendar->kind) {
    case model::CalendarKind::Task:
      return "IPM.Task";
    case model::CalendarKind::Journal:
      return "IPM.Activity";
    case model::CalendarKind::Appointment:
      break;
  }
  return "IPM.Appointment";
}

/// What is sent and received, and so has a table of recipients even without any.
bool is_mail(std::string_view message_class) {
  return is_class(message_class, "IPM.Note") || is_class(message_class, "REPORT") ||
         is_class(message_class, "IPM.Schedule") || is_class(message_class, "IPM.Document") ||
         is_class(message_class, "IPM.Report") || is_class(message_class, "IPM.Outlook.Recall");
}

/// Those whose every attachment counts, hidden ones too (pst-outlook-evidence, row 89).
bool counts_hidden(std::string_view message_class) {
  return is_class(message_class, "IPM.Appointment") || is_class(message_class, "IPM.Schedule") ||
         is_class(message_class, "IPM.OLE.CLASS");
}

std::optional<std::uint32_t> number_in(const model::PropertyBag& bag, std::uint16_t id) {
  const auto* property = bag.find(id);
  const auto* number = property == nullptr ? nullptr : std::get_if<std::int32_t>(&property->value);
  return number == nullptr ? std::nullopt : std::optional(static_cast<std::uint32_t>(*number));
}

std::uint32_t told_flags(const model::Message& message) {
  if (const auto flags = number_in(message.properties, PidTagMessageFlags)) {
    return *flags;
  }
  std::uint32_t flags = message.read ? kRead : 0;
  flags |= message.unsent ? kUnsent : kUnmodified;
  flags |= message.read_receipt_requested ? kNotifyRead : 0;
  return flags;
}

void add_flags(const model::Message& message, std::string_view message_class,
               const MessageContent& content, Draft& draft) {
  const bool has = counts_hidden(message_class)
                       ? !content.attachments.empty()
                       : std::ranges::any_of(content.attachments, is_listed);
  std::uint32_t flags = told_flags(message) & ~(kHasAttachments | kAssociated);
  flags |= has ? kHasAttachments : 0;
  flags |= message.associated ? kAssociated : 0;
  draft.put_number(PidTagMessageFlags, flags);
}

/// Contacts, lists and calendar items of sources that have no properties for them.
void add_kind(const model::Message& message, Draft& draft) {
  if (speaks_mapi(message) && !message.message_class.empty()) {
    return;  // the fields are what the bag says
  }
  if (message.contact) {
    add_contact(*message.contact, draft);
  }
  if (message.list) {
    add_list(*message.list, draft);
  }
  if (message.calendar) {
    add_calendar(message, draft);
  }
}

void add_identity(const model::Message& message, const model::Store& store, const Place& place,
                  Draft& draft) {
  constexpr std::uint32_t kEnglish =
      0x0409;  // of a source that does not tell: Outlook's own default
  if (!draft.has(PidTagSearchKey)) {
    draft.put(PidTagSearchKey, kBinary, made_search_key(message, store, place.path));
  }
  if (!draft.text().unicode()) {
    draft.put_number(PidTagMessageCodepage, draft.text().page());
  } else if (!speaks_mapi(message) && message.code_page != 0) {
    draft.put_number(PidTagMessageCodepage, message.code_page);
  }
  if (!speaks_mapi(message)) {
    draft.fill_number(PidTagMessageLocaleId, kEnglish);
  }
}

/// Everything but embedded messages.
MessageContent make(const model::Message& message, const ContentContext& context,
                    std::uint64_t& newest, const Place& place, Forms& forms) {
  MessageContent content;
  content.associated = message.associated;
  const std::string message_class = class_of(message);
  const bool mail = is_mail(message_class) && !message.associated;
  Draft draft(forms);
  carry(message.properties, ObjectKind::Message, draft);
  draft.fill_text(PidTagMessageClass, message_class);
  add_subject(message, message_class, draft);
  add_people(message, draft);
  content.recipients = add_recipients(message, draft);
  content.recipient_table = mail || !content.recipients.empty();
  add_times(message, newest, draft);
  add_weight(message, mail, draft);
  add_bodies(message, draft);
  add_threading(message, mail, draft);
  draft.fill_texts(PidNameKeywords, message.categories);
  add_kind(message, draft);
  for (const model::Attachment& attachment : message.attachments) {
    content.attachments.push_back(to_content(attachment, context.options.provenance, forms));
  }
  add_flags(message, message_class, content, draft);
  add_identity(message, context.store, place, draft);
  if (context.options.provenance) {
    add_provenance(message.provenance, draft);
  }
  content.conversation_id = conversation_id(draft);
  content.status = number_in(message.properties, PidTagMessageStatus).value_or(0);
  content.properties = draft.finish();
  return content;
}

struct Made {
  MessageContent content;
  Forms forms;
  std::uint64_t newest = 0;
};

/// In an ANSI store everything is tried in the first code page; what that cannot hold decides which
/// one it will be.
Made make_in_best_page(const model::Message& message, ContentContext& context, const Place& place) {
  const std::uint32_t fallback =
      message.code_page != 0 ? message.code_page : store_page(context.options, context.store);
  const mapi::TextPage source = mapi::text_page_of(message.properties, fallback);
  const std::uint32_t of_store = store_page(context.options, context.store);
  const auto pages = context.options.width == ::pst::Width::Ansi
                         ? candidate_pages(message, source.number, of_store)
                         : std::vector<std::uint32_t>{of_store};
  const auto attempt = [&](std::uint32_t page, CharacterSurvey* survey) {
    Made made{.content = {},
              .forms = {.text = TextForm(context.options.width, page, source),
                        .names = &context.names,
                        .provenance = context.options.provenance},
              .newest = context.newest};
    if (survey != nullptr) {
      made.forms.text.tell(*survey);
    }
    made.content = make(message, context, made.newest, place, made.forms);
    return made;
  };
  Made made = attempt(pages.front(), nullptr);
  if (!made.forms.text.fits()) {
    CharacterSurvey survey;
    (void)attempt(pages.front(), &survey);
    made = attempt(survey.choose(pages, source.number), nullptr);
  }
  context.newest = made.newest;
  return made;
}

Result<MessageContent> to_content_at(const model::Message& message, ContentContext& context,
                                     ItemTally& tally, const Place& place);

/// One that nests too deep is left out, as if it could not be read.
Result<void> add_embedded(const model::Message& message, ContentContext& context, ItemTally& tally,
                          const Place& place, MessageContent& content) {
  for (std::size_t i = 0; i < content.attachments.size(); ++i) {
    ::pst::AttachmentContent& attachment = content.attachments[i];
    if (attachment.form != ::pst::AttachmentContent::Form::Embedded) {
      continue;
    }
    if (place.depth + 1 > kMaxEmbeddedDepth) {
      attachment.form = ::pst::AttachmentContent::Form::None;
      attachment.properties.set({.id = PidTagAttachMethod, .type = kInteger32, .value = 0U});
      tally.remarks.push_back("more than " + std::to_string(kMaxEmbeddedDepth) +
                              " messages stand within each other: the innermost was left out");
      continue;
    }
    auto embedded = to_content_at(
        *message.attachments[i].message, context, tally,
        {.path = place.path + "/attachment " + std::to_string(i + 1), .depth = place.depth + 1});
    if (!embedded) {
      return tl::unexpected(embedded.error());
    }
    embedded->associated = false;
    attachment.message = std::make_shared<MessageContent>(std::move(*embedded));
  }
  return {};
}

Result<MessageContent> to_content_at(const model::Message& message, ContentContext& context,
                                     ItemTally& tally, const Place& place) {
  Made made = make_in_best_page(message, context, place);
  tally.lost_characters += made.forms.text.lost();
  tally.undecodable += made.forms.text.undecodable();
  tally.wall_clocks += made.forms.wall_clocks;
  tally.remarks.insert(tally.remarks.end(), made.forms.remarks.begin(), made.forms.remarks.end());
  auto embedded = add_embedded(message, context, tally, place, made.content);
  if (!embedded) {
    return tl::unexpected(embedded.error());
  }
  if (context.names.error()) {
    return tl::unexpected(*context.names.error());
  }
  return std::move(made.content);
}

bool has_8_bit_text(const model::PropertyBag& bag) {
  return std::ranges::any_of(bag.items(), [](const model::Property& property) {
    return property.type == model::PropertyType::String8;
  });
}

}  // namespace

bool speaks_mapi(const model::Message& message) {
  return std::ranges::any_of(message.properties.items(), [](const model::Property& property) {
    return !property.name || property.name->set.bytes != convert::mapi::kOwnSet;
  });
}

std::uint32_t store_page(const PstOptions& options, const model::Store& store) {
  const std::uint32_t page = options.code_page != 0 ? options.code_page : store.code_page;
  return page == 0 || text::find_code_page(page) == nullptr ? text::kWindows1252 : page;
}

std::vector<std::uint32_t> candidate_pages(const model::Message& message, std::uint32_t source_page,
                                           std::uint32_t store_page) {
  constexpr std::array<std::uint32_t, 14> kPages = {1252, 1250, 1251, 1253, 1254, 1255, 1256,
                                                    1257, 1258, 874,  932,  936,  949,  950};
  constexpr std::uint32_t kUtf7 = 65000;
  const auto is_8_bit = [](std::uint32_t page) {
    return page != text::kUtf16 && page != text::kUtf16 + 1 && page != kUtf7 && page != text::kUtf8;
  };
  std::vector<std::uint32_t> pages;
  const auto add = [&pages](std::uint32_t page) {
    if (std::ranges::find(pages, page) == pages.end()) {
      pages.push_back(page);
    }
  };
  // UTF-8 is no page of an ANSI program; text that is in it already may stay.
  if (is_8_bit(source_page) || (source_page == text::kUtf8 && has_8_bit_text(message.properties))) {
    add(source_page);
  }
  if (is_8_bit(store_page)) {
    add(store_page);
  }
  std::ranges::for_each(kPages, add);
  return pages;
}

bool is_class(std::string_view message_class, std::string_view prefix) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return message_class.size() >= prefix.size() &&
         std::ranges::equal(message_class.substr(0, prefix.size()), prefix, {}, lower, lower) &&
         (message_class.size() == prefix.size() || message_class[prefix.size()] == '.');
}

Result<MessageContent> to_content(const model::Message& message, ContentContext& context,
                                  ItemTally& tally) {
  return to_content_at(message, context, tally, {});
}

}  // namespace convert::pst
