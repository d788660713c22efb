#include <algorithm>

#include "converters/pst/item_parts.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/utf8.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

/// [MS-PST] 2.5.3.1.1.1: U+0001, then a character whose code is the length of the prefix, plus one.
constexpr char kPrefixMark = '\x01';
/// Outlook cuts subjects there, the two characters of the mark included.
constexpr std::size_t kLongestSubject = 255;
constexpr std::size_t kMarkLength = 2;

struct Subject {
  std::string text;                       // without the mark
  std::optional<std::size_t> prefix;      // bytes of it, where the source has a mark that fits
  std::optional<std::string_view> raw{};  // as 8-bit text of the source
};

/// The first character of non-empty, well-formed UTF-8, which is taken off.
char32_t take_character(std::string_view& utf8) {
  const auto lead = static_cast<unsigned char>(utf8.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t first = 0;
  text::for_each_character(utf8.substr(0, std::min(length, utf8.size())),
                           [&first](char32_t character) { first = character; });
  utf8.remove_prefix(std::min(length, utf8.size()));
  return first;
}

/// Bytes that the first `characters` take; nullopt when there are not so many.
std::optional<std::size_t> length_of(std::string_view utf8, std::uint32_t characters) {
  std::string_view rest = utf8;
  for (; characters > 0; --characters) {
    if (rest.empty()) {
      return std::nullopt;
    }
    take_character(rest);
  }
  return utf8.size() - rest.size();
}

Subject subject_in_8_bits(std::string_view raw, const TextForm& form) {
  if (raw.size() < kMarkLength || raw.front() != kPrefixMark) {
    return {.text = form.decode_8bit(raw), .prefix = std::nullopt, .raw = raw};
  }
  const auto mark = static_cast<unsigned char>(raw[1]);
  const std::string_view rest = raw.substr(kMarkLength);
  // In bytes: the length would be half a character in some code pages.
  const std::size_t prefix = mark == 0 ? 0U : mark - 1U;
  return {.text = form.decode_8bit(rest),
          .prefix = prefix <= rest.size()
                        ? std::optional(form.decode_8bit(rest.substr(0, prefix)).size())
                        : std::nullopt,
          .raw = rest};
}

Subject subject_of(const model::Message& message, const TextForm& form) {
  const model::Property* property = message.properties.find(PidTagSubject);
  if (property == nullptr) {
    return {.text = message.subject, .prefix = std::nullopt};
  }
  if (const auto* raw = std::get_if<model::String8>(&property->value)) {
    return subject_in_8_bits(raw->bytes, form);
  }
  const std::string whole = text_in(message.properties, PidTagSubject, form);
  if (whole.empty()) {
    return {.text = message.subject, .prefix = std::nullopt};  // too large to be held, or no text
  }
  std::string_view rest = whole;
  if (!rest.starts_with(kPrefixMark)) {
    return {.text = whole, .prefix = std::nullopt};
  }
  rest.remove_prefix(1);
  const char32_t mark = rest.empty() ? 0 : take_character(rest);
  return {.text = std::string(rest),
          .prefix = length_of(rest, static_cast<std::uint32_t>(mark == 0 ? 0 : mark - 1))};
}

/// Line ends that folding left, and other control characters, are taken out.
std::string without_controls(std::string_view utf8) {
  std::string out;
  for (const char c : utf8) {
    if (c == '\t') {
      out += ' ';
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
    }
  }
  return out;
}

/// At most `most` UTF-16 units of it, whole characters.
std::string_view cut(std::string_view utf8, std::size_t most) {
  std::size_t units = 0;
  std::string_view rest = utf8;
  while (!rest.empty()) {
    std::string_view after = rest;
    units += take_character(after) >= 0x10000 ? 2U : 1U;
    if (units > most) {
      break;
    }
    rest = after;
  }
  return utf8.substr(0, utf8.size() - rest.size());
}

/// [MS-OXCMSG] 2.2.1.9 PidTagSubjectPrefix: up to three characters, none of them a digit, a colon
/// and a space. The number of bytes.
std::size_t guessed_prefix(std::string_view subject) {
  std::string_view rest = subject;
  for (int i = 0; i < 3 && !rest.empty(); ++i) {
    const char32_t character = take_character(rest);
    if (character <= U' ' || character == U':' || (character >= U'0' && character <= U'9')) {
      return 0;
    }
    if (rest.starts_with(": ")) {
      return subject.size() - rest.size() + 2;
    }
  }
  return 0;
}

/// Bytes of `subject` that are its prefix. A mark that denies one is not believed where the topic
/// shows it: enron.pst marks "FW: x", topic "x", so.
std::size_t prefix_length(const model::Message& message, const Subject& subject,
                          const TextForm& form) {
  if (subject.prefix.value_or(0) != 0) {
    return *subject.prefix;
  }
  const std::string prefix = text_in(message.properties, PidTagSubjectPrefix, form);
  if (!prefix.empty() && subject.text.starts_with(prefix)) {
    return prefix.size();
  }
  for (const std::string& rest :
       {text_in(message.properties, PidTagNormalizedSubject, form), message.conversation_topic}) {
    if (!rest.empty() && subject.text.ends_with(rest)) {
      return subject.text.size() - rest.size();
    }
  }
  return subject.prefix ? 0 : guessed_prefix(subject.text);
}

/// The mark, then `body`, which is `text` in the store's form.
void put_subject(std::string_view text, std::size_t prefix, const Bytes& body, Draft& draft) {
  const bool wide = draft.text().unicode();
  const auto start =
      text::encode(text.substr(0, prefix), wide ? text::kUtf16 : draft.text().page());
  const std::size_t length = !start ? 0 : wide ? start->size() / 2 : start->size();
  const auto mark = static_cast<std::byte>(length < 0xFE ? length + 1 : 1);
  Bytes value =
      wide ? Bytes{std::byte{1}, std::byte{0}, mark, std::byte{0}} : Bytes{std::byte{1}, mark};
  value.insert(value.end(), body.begin(), body.end());
  draft.put(PidTagSubject, draft.text().type(), std::move(value));
}

/// [MS-OXOSFLD], [MS-OXCFXICS]: hidden items and free/busy data have a subject without the mark.
bool has_plain_subject(const model::Message& message, std::string_view message_class) {
  return message.associated || is_class(message_class, "IPM.Microsoft.ScheduleData.FreeBusy");
}

bool is_text(const model::Property& property) {
  return property.type == model::PropertyType::String ||
         property.type == model::PropertyType::String8;
}

void put_topic(std::string_view utf8, Draft& draft) {
  draft.put_text(PidTagConversationTopic, utf8);
  draft.set_topic(std::string(utf8));
}

void add_topic(const model::Message& message, std::string_view subject_rest, Draft& draft) {
  if (const auto* property = message.properties.find(PidTagConversationTopic)) {
    std::string topic = text_in(message.properties, PidTagConversationTopic, draft.text());
    const std::string clean = without_controls(topic);
    if (clean != topic) {
      put_topic(clean, draft);
    } else {
      carry_property(*property, draft);
      draft.set_topic(std::move(topic));
    }
  } else if (!message.conversation_topic.empty()) {
    const std::string clean = without_controls(message.conversation_topic);
    put_topic(cut(clean, kLongestSubject), draft);
  } else if (!speaks_mapi(message)) {
    put_topic(subject_rest, draft);
    draft.made_up(PidTagConversationTopic);
  }
}

}  // namespace

void add_subject(const model::Message& message, std::string_view message_class, Draft& draft) {
  if (has_plain_subject(message, message_class)) {
    for (const std::uint16_t id : {PidTagSubject, PidTagConversationTopic}) {
      if (const auto* property = message.properties.find(id)) {
        carry_property(*property, draft);
      }
    }
    draft.fill_text(PidTagSubject, message.subject);
    draft.set_topic(text_in(message.properties, PidTagConversationTopic, draft.text()));
    return;
  }
  const Subject subject = subject_of(message, draft.text());
  std::size_t prefix = prefix_length(message, subject, draft.text());
  const std::string clean = without_controls(subject.text);
  const std::string_view text = cut(clean, kLongestSubject - kMarkLength);
  const bool whole = text == subject.text;
  if (!whole) {
    draft.put_text(draft.id_of(kWholeSubject), subject.text);
    prefix = without_controls(std::string_view(subject.text).substr(0, prefix)).size();
  }
  prefix = prefix > text.size() ? 0 : prefix;
  if (!subject.text.empty()) {
    const bool as_it_was = whole && subject.raw.has_value();
    put_subject(text, prefix,
                as_it_was ? draft.text().encode_8bit(*subject.raw) : draft.text().encode(text),
                draft);
  } else if (const auto* property = message.properties.find(PidTagSubject)) {
    if (is_text(*property)) {
      draft.put_text(PidTagSubject, "");
    } else {
      carry_property(*property, draft);
    }
  }
  add_topic(message, text.substr(prefix), draft);
}

}  // namespace convert::pst
