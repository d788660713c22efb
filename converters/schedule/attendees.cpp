#include <algorithm>
#include <utility>

#include "converters/schedule/item_parts.h"
#include "formats/schedule/escapes.h"
#include "formats/text/ascii.h"

namespace convert::schedule {
namespace {

/// A meeting has fewer; a file of nothing else must not take the memory of a thousand.
constexpr std::size_t kMostAttendees = 10'000;

/// "TYPE:ADDRESS" and a zero byte, with bytes as /hh.
void set_address(Fields& fields, model::Address& address) {
  const auto key = ::schedule::read_binary(fields.raw("UserSearchKey"));
  if (!key) {
    fields.miss("UserSearchKey", "it is not in the form of binary values");
    return;
  }
  std::string text;
  for (const std::byte byte : *key) {
    if (byte == std::byte{0}) {
      break;
    }
    text += static_cast<char>(byte);
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) {
    address.address = fields.decode(text);
    return;
  }
  address.type = fields.decode(text.substr(0, colon));
  address.address = fields.decode(text.substr(colon + 1));
  if (address.type == "SMTP") {
    address.smtp = address.address;
  }
}

/// What the numbers of UserWell and AttendeeStatus mean is not known: they stand in the line that
/// is kept, and nobody knows whether he was asked or told.
std::string add_attendee(const ::schedule::Object& object, Fields& item) {
  model::Message read;
  Fields fields(object, item.context(), read);
  model::Recipient recipient;
  recipient.kind = model::RecipientKind::Unknown;
  recipient.address.name = fields.text("UserDisplay");
  set_address(fields, recipient.address);
  std::string line = recipient.address.name;
  for (const ::schedule::Property& property : object.properties) {
    if (!text::same_word(property.name, "UserDisplay")) {
      line += "; " + std::string(property.name) + "=" + fields.decode(property.value);
    }
  }
  item.message().undecodable += read.undecodable;
  const std::string who = "attendee " + std::to_string(item.message().recipients.size() + 1) + ": ";
  for (const model::Missing& piece : read.provenance.missing) {
    item.miss(who + piece.what, piece.why);
  }
  if (!object.unclaimed.empty() || !object.is_complete) {
    item.miss(who + "object", "it holds text outside of any property, or has no closing brace");
    line += "; " + fields.decode(item.context().text_of(object));
  }
  item.message().recipients.push_back(std::move(recipient));
  return line;
}

}  // namespace

void add_nested(Fields& fields) {
  std::string attendees;
  std::string others;
  for (const ::schedule::Object& nested : fields.object().objects) {
    if (nested.is("Exceptions")) {
      continue;
    }
    if (nested.is("Attendees") && fields.message().recipients.size() < kMostAttendees) {
      attendees += add_attendee(nested, fields) + "\r\n";
    } else {
      ++fields.context().kept;
      others += fields.decode(fields.context().text_of(nested)) + "\r\n";
    }
  }
  if (!attendees.empty()) {
    keep("ScheduleAttendees", std::move(attendees), fields.message().properties);
  }
  if (!others.empty()) {
    fields.context().note(fields.message(),
                          "objects in it that are not known are kept as a property");
    keep("ScheduleObjects", std::move(others), fields.message().properties);
  }
}

}  // namespace convert::schedule
