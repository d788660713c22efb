#include "converters/mime/reader/own_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "converters/model/names.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/encoded_text.h"
#include "formats/text/calendar_date.h"

namespace convert::mime {
namespace {

constexpr std::string_view kPrefix = "X-Restante-";

std::string text_of(const ::mime::HeaderField& field) {
  return ::mime::decode_header_text(field.value, text::kUtf8).utf8;
}

/// Cuts the part before `mark` off `rest`; all of it when there is none.
std::string_view cut(std::string_view& rest, std::string_view mark) {
  const std::string_view head = rest.substr(0, rest.find(mark));
  rest.remove_prefix(std::min(head.size() + mark.size(), rest.size()));
  return head;
}

template <class Number>
std::optional<Number> number(std::string_view text, int base = 10) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value, base);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

std::optional<model::State> state_of(std::string_view word) {
  const auto& words = model::Names<model::State>::kWords;
  const auto* const found = std::ranges::find(words, word);
  return found == words.end() ? std::nullopt
                              : std::optional(static_cast<model::State>(found - words.begin()));
}

/// "1995-03-14T09:15:00", with Z for an instant.
std::optional<model::Timestamp> iso_time(std::string_view text) {
  const bool is_instant = text.ends_with('Z');
  text.remove_suffix(is_instant ? 1 : 0);
  std::string_view day = cut(text, "T");
  const bool is_negative = day.starts_with('-');
  day.remove_prefix(is_negative ? 1 : 0);
  const auto year = number<std::int32_t>(cut(day, "-"));
  const auto month = number<std::int32_t>(cut(day, "-"));
  const auto date = number<std::int32_t>(day);
  const auto hour = number<std::int32_t>(cut(text, ":"));
  const auto minute = number<std::int32_t>(cut(text, ":"));
  const auto second = number<std::int32_t>(text);
  if (!year || !month || !date || !hour || !minute || !second) {
    return std::nullopt;
  }
  const auto ticks = text::to_ticks({.year = is_negative ? -*year : *year,
                                     .month = *month,
                                     .day = *date,
                                     .hour = *hour,
                                     .minute = *minute,
                                     .second = *second});
  if (!ticks) {
    return std::nullopt;
  }
  return is_instant ? model::Timestamp(model::Instant{*ticks})
                    : model::Timestamp(model::WallClock{*ticks});
}

void read_times(std::string_view value, model::Message& message) {
  while (!value.empty()) {
    std::string_view item = cut(value, "; ");
    const std::string_view what = cut(item, " ");
    const auto time = iso_time(item);
    if (what == "received") {
      message.received = time;
    } else if (what == "created") {
      message.created = time;
    } else if (what == "modified") {
      message.modified = time;
    }
  }
}

void read_ranges(std::string_view value, model::Provenance& provenance) {
  while (value.starts_with("0x")) {
    std::string_view item = cut(value, " ");
    item.remove_prefix(2);
    const auto offset = number<std::uint64_t>(cut(item, "+"), 16);
    const auto length = number<std::uint64_t>(item);
    if (!offset || !length) {
      return;
    }
    provenance.ranges.push_back({.offset = *offset, .length = *length});
  }
}

void read_piece_field(std::string_view name, const std::string& value,
                      model::Provenance& provenance) {
  if (name == "state") {
    provenance.state = state_of(value).value_or(provenance.state);
  } else if (name == "missing") {
    std::string_view why = value;
    const std::string_view what = cut(why, ": ");
    provenance.missing.push_back({.what = std::string(what), .why = std::string(why)});
  }
}

/// Classes whose items are nothing without the fields of a contact, list, appointment, task or
/// journal entry, which a mail has as attachments only.
bool needs_more_than_mail(std::string_view message_class) {
  constexpr std::array<std::string_view, 6> kClasses = {
      "IPM.Contact", "IPM.DistList", "IPM.Appointment", "IPM.Schedule", "IPM.Task", "IPM.Activity"};
  return std::ranges::any_of(kClasses, [&](std::string_view prefix) {
    return ::mime::starts_with_word(message_class, prefix);
  });
}

void read_field(const std::string& name, std::string value, OwnFields& own,
                model::Message& message) {
  if (name == "source") {
    message.provenance.source = std::move(value);
  } else if (name == "item") {
    message.provenance.native_id = std::move(value);
  } else if (name == "class" && !needs_more_than_mail(value)) {
    message.message_class = std::move(value);
  } else if (name == "class") {
    own.restored.push_back("X-Restante-Class: " + value);
  } else if (name == "subject") {
    message.subject = std::move(value);
  } else if (name == "times") {
    read_times(value, message);
  } else if (name == "byte-ranges") {
    read_ranges(value, message.provenance);
  } else if (name == "address") {
    own.natives.push_back(std::move(value));
  } else if (name == "duplicate" || name == "rejected") {
    own.restored.push_back(std::move(value));
  } else if (name == "undecodable") {
    message.undecodable += number<std::uint64_t>(value).value_or(0);
  } else if (name == "synthetic") {
    for (std::string_view rest = value; !rest.empty();) {
      own.made_up.insert(::mime::lower_case(cut(rest, ", ")));
    }
  }
}

/// Whether the field holds what our writer makes up, or is not there.
bool may_be_made_up(const ::mime::HeaderBlock& header, std::string_view name) {
  constexpr std::array<std::string_view, 3> kMarks = {
      "unknown@sender.invalid", "unknown@recipient.invalid", "@restante.invalid"};
  return std::ranges::all_of(header.fields, [&](const ::mime::HeaderField& field) {
    return !::mime::same_word(field.name, name) ||
           std::ranges::any_of(kMarks, [&field](std::string_view mark) {
             return field.value.find(mark) != std::string::npos;
           });
  });
}

/// The addresses of the field a native form was written for, in their order.
std::vector<model::Address*> addresses_of(std::string_view role, model::Message& message) {
  std::vector<model::Address*> found;
  if (role == "From" && message.from) {
    found.push_back(&*message.from);
  } else if (role == "Sender" && message.sender) {
    found.push_back(&*message.sender);
  } else if (role == "Reply-To") {
    for (model::Address& address : message.reply_to) {
      found.push_back(&address);
    }
  }
  const auto kind = role == "To"   ? model::RecipientKind::To
                    : role == "Cc" ? model::RecipientKind::Cc
                                   : model::RecipientKind::Bcc;
  const bool is_recipient = role == "To" || role == "Cc" || role == "Bcc";
  for (model::Recipient& recipient : message.recipients) {
    if (is_recipient && recipient.kind == kind) {
      found.push_back(&recipient.address);
    }
  }
  return found;
}

struct Native {
  std::string role;
  std::string type;
  std::string address;
  std::string line;  // all of it
};

Native split_native(const std::string& line) {
  std::string_view rest = line;
  Native native{.role = std::string(cut(rest, "; ")),
                .type = std::string(cut(rest, "; ")),
                .address = {},
                .line = line};
  native.address = rest;
  return native;
}

/// IMCEA has said most of them; only the case of the type's letters may have been another.
bool is_said(const Native& native, model::Message& message) {
  for (model::Address* address : addresses_of(native.role, message)) {
    if (address->address == native.address && ::mime::same_word(address->type, native.type)) {
      address->type = native.type;
      return true;
    }
  }
  return false;
}

bool has_no_native(const model::Address* address) {
  return address->address.empty() || ::mime::same_word(address->type, "SMTP");
}

}  // namespace

bool is_own_field(std::string_view name) { return ::mime::starts_with_word(name, kPrefix); }

std::string own_value(const ::mime::HeaderBlock& header, std::string_view name) {
  for (const ::mime::HeaderField& field : header.fields) {
    if (is_own_field(field.name) &&
        ::mime::same_word(std::string_view(field.name).substr(kPrefix.size()), name)) {
      return text_of(field);
    }
  }
  return {};
}

OwnFields read_own_fields(const ::mime::HeaderBlock& header, model::Message& message) {
  OwnFields own;
  own.is_ours = state_of(own_value(header, "State")).has_value();
  if (!own.is_ours) {
    return own;
  }
  for (const ::mime::HeaderField& field : header.fields) {
    if (is_own_field(field.name)) {
      const std::string name =
          ::mime::lower_case(std::string_view(field.name).substr(kPrefix.size()));
      std::string value = text_of(field);
      read_piece_field(name, value, message.provenance);
      read_field(name, std::move(value), own, message);
    }
  }
  std::erase_if(own.made_up,
                [&header](const std::string& name) { return !may_be_made_up(header, name); });
  return own;
}

void read_piece_fields(const ::mime::HeaderBlock& header, model::Provenance& provenance) {
  for (const ::mime::HeaderField& field : header.fields) {
    if (is_own_field(field.name)) {
      read_piece_field(::mime::lower_case(std::string_view(field.name).substr(kPrefix.size())),
                       text_of(field), provenance);
    }
  }
}

std::vector<std::string> restore_natives(const std::vector<std::string>& lines,
                                         model::Message& message) {
  std::map<std::string, std::vector<Native>> by_role;
  for (const std::string& line : lines) {
    Native native = split_native(line);
    if (!is_said(native, message)) {
      by_role[native.role].push_back(std::move(native));
    }
  }
  std::vector<std::string> unplaced;
  for (const auto& [role, natives] : by_role) {
    std::vector<model::Address*> candidates = addresses_of(role, message);
    std::erase_if(candidates,
                  [](const model::Address* address) { return !has_no_native(address); });
    // As many as there are addresses to take them: then they stand in the order of the field.
    const bool is_certain = candidates.size() == natives.size();
    for (std::size_t i = 0; i < natives.size(); ++i) {
      if (is_certain) {
        candidates[i]->type = natives[i].type;
        candidates[i]->address = natives[i].address;
      } else {
        unplaced.push_back(natives[i].line);
      }
    }
  }
  return unplaced;
}

}  // namespace convert::mime
