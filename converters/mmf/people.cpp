#include "converters/mmf/people.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "converters/mapi/own_set.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/byte_source.h"
#include "formats/mapi/property_tags.h"
#include "formats/mmf/values.h"

namespace convert::mmf {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using ::mmf::Triple;
using tnef::add_made_text;

struct Native {
  std::string_view type;
  std::string_view address;
};

/// "TYPE:address"; MTP is what Microsoft's gateway called SMTP.
Native to_native(const Triple& triple) {
  const std::string_view text = ::mmf::text_of(triple.id);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return {.type = {}, .address = text};
  }
  const std::string_view type = text.substr(0, colon);
  return {.type = type == "MTP" ? "SMTP" : type, .address = text.substr(colon + 1)};
}

struct PersonTags {
  std::uint16_t name;
  std::uint16_t type;
  std::uint16_t address;
};

void add_person(const Triple& triple, const PersonTags& tags, model::PropertyBag& bag) {
  if (!triple.name.empty()) {
    add_made_text(tags.name, triple.name, bag);
  }
  if (!triple.has_address()) {
    return;
  }
  const Native native = to_native(triple);
  if (!native.type.empty()) {
    add_made_text(tags.type, native.type, bag);
  }
  if (!native.address.empty()) {
    add_made_text(tags.address, native.address, bag);
  }
}

/// A name alone is told apart from a person whose address is in some provider's own form.
void keep_opaque(const Triple& triple, std::vector<std::string>& notes, model::PropertyBag& bag) {
  if (triple.has_address() || triple.id.empty()) {
    return;
  }
  bag.add({.id = 0,
           .type = model::PropertyType::Binary,
           .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet},
                                       .id = std::string("MmfAddress")},
           .value = model::Binary(triple.id.begin(), triple.id.end())});
  notes.emplace_back("an address is in a provider's own form: kept as its bytes, without address");
}

/// What is no record stays with the message as its bytes.
void keep_rest(const ::mmf::Triples& triples, std::vector<std::string>& notes,
               model::PropertyBag& bag) {
  if (!triples.ended && triples.unread.empty()) {
    notes.emplace_back("a list of people has no record at its end");
  }
  if (!triples.unread.empty()) {
    bag.add({.id = 0,
             .type = model::PropertyType::Binary,
             .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet},
                                         .id = std::string("MmfUnreadPeople")},
             .value = model::Binary(triples.unread.begin(), triples.unread.end())});
  }
}

}  // namespace

void add_recipients(std::span<const std::byte> data, std::uint64_t offset, RecipientType type,
                    bytes::DamageLog& damage, std::vector<std::string>& notes,
                    model::Message& message) {
  const auto triples = ::mmf::read_triples(data, offset, damage);
  keep_rest(triples, notes, message.properties);
  for (const Triple& triple : triples.people) {
    model::Recipient recipient;
    auto& bag = recipient.properties;
    tnef::add_number(PidTagRecipientType, static_cast<std::int32_t>(type), bag);
    add_person(
        triple,
        {.name = PidTagDisplayName, .type = PidTagAddressType, .address = PidTagEmailAddress}, bag);
    keep_opaque(triple, notes, bag);
    message.recipients.push_back(std::move(recipient));
  }
}

void add_sender(std::span<const std::byte> data, std::uint64_t offset, bytes::DamageLog& damage,
                std::vector<std::string>& notes, model::Message& message) {
  const auto triples = ::mmf::read_triples(data, offset, damage);
  keep_rest(triples, notes, message.properties);
  if (triples.people.empty()) {
    return;
  }
  auto& bag = message.properties;
  const Triple& sender = triples.people.front();
  add_person(sender,
             {.name = PidTagSenderName,
              .type = PidTagSenderAddressType,
              .address = PidTagSenderEmailAddress},
             bag);
  add_person(sender,
             {.name = PidTagSentRepresentingName,
              .type = PidTagSentRepresentingAddressType,
              .address = PidTagSentRepresentingEmailAddress},
             bag);
  keep_opaque(sender, notes, bag);
  if (triples.people.size() > 1) {
    notes.push_back("it has " + std::to_string(triples.people.size()) +
                    " senders: the first one counts, all are kept as bytes");
    bag.add({.id = 0,
             .type = model::PropertyType::Binary,
             .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet},
                                         .id = std::string("MmfSenders")},
             .value = model::Binary(data.begin(), data.end())});
  }
}

}  // namespace convert::mmf
