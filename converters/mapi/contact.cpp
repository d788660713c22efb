#include "converters/mapi/contact_fields.h"
#include "converters/mapi/item_parts.h"
#include "converters/mapi/mapi_to_model.h"
#include "formats/mapi/distribution_list.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

// [MS-OXOCNTC] 2.2.1.2: three groups of properties, 0x10 apart.
void add_emails(const BagReader& bag, model::Contact& contact) {
  constexpr std::uint32_t kGroups = 3;
  constexpr std::uint32_t kGroupStep = 0x10;
  for (std::uint32_t group = 0; group < kGroups; ++group) {
    const std::uint32_t by = group * kGroupStep;
    const Key original(step(PidLidEmail1OriginalDisplayName, by));
    model::Address email = read_address(
        bag, step(PidLidEmail1DisplayName, by), step(PidLidEmail1AddressType, by),
        step(PidLidEmail1EmailAddress, by), original, step(PidLidEmail1OriginalEntryId, by));
    // 2.2.1.2.4: "the SMTP email address that corresponds to the email address for the contact";
    // Outlook also puts a display name there.
    if (is_class(email.type, "SMTP")) {
      email.smtp = email.address;
    } else if (email.smtp.find('@') == std::string::npos ||
               email.smtp.find_first_of(" ()<>") != std::string::npos) {
      email.smtp.clear();
    }
    if (!email.address.empty() || !email.smtp.empty()) {
      contact.emails.push_back(std::move(email));
    }
  }
  if (contact.emails.empty()) {  // an entry of an address book
    const model::Address email = read_address(bag, PidTagDisplayName, PidTagAddressType,
                                              PidTagEmailAddress, PidTagSmtpAddress, PidTagEntryId);
    if (!email.address.empty() || !email.smtp.empty()) {
      contact.emails.push_back(email);
    }
  }
}

void fill_postal_addresses(const BagReader& bag, model::Contact& contact) {
  contact.business_address = {
      .street = bag.first_text({PidLidWorkAddressStreet, PidTagStreetAddress}),
      .city = bag.first_text({PidLidWorkAddressCity, PidTagLocality}),
      .state = bag.first_text({PidLidWorkAddressState, PidTagStateOrProvince}),
      .postal_code = bag.first_text({PidLidWorkAddressPostalCode, PidTagPostalCode}),
      .country = bag.first_text({PidLidWorkAddressCountry, PidTagCountry}),
      .post_office_box = bag.first_text({PidLidWorkAddressPostOfficeBox, PidTagPostOfficeBox})};
  contact.home_address = {.street = bag.text(PidTagHomeAddressStreet),
                          .city = bag.text(PidTagHomeAddressCity),
                          .state = bag.text(PidTagHomeAddressStateOrProvince),
                          .postal_code = bag.text(PidTagHomeAddressPostalCode),
                          .country = bag.text(PidTagHomeAddressCountry),
                          .post_office_box = bag.text(PidTagHomeAddressPostOfficeBox)};
  contact.other_address = {.street = bag.text(PidTagOtherAddressStreet),
                           .city = bag.text(PidTagOtherAddressCity),
                           .state = bag.text(PidTagOtherAddressStateOrProvince),
                           .postal_code = bag.text(PidTagOtherAddressPostalCode),
                           .country = bag.text(PidTagOtherAddressCountry),
                           .post_office_box = bag.text(PidTagOtherAddressPostOfficeBox)};
}

/// One member: the one-off copy carries name and address, the entry id may do so, too.
void add_member(const BagReader& bag, std::span<const std::byte> entry_id,
                std::span<const std::byte> one_off, model::DistributionList& list) {
  const std::string what = "member " + std::to_string(list.members.size() + 1);
  model::Address member;
  if (!one_off.empty()) {
    member = address_of_entry_id(bag, one_off, what + " (one-off)");
  }
  if (member.empty() && !entry_id.empty()) {
    member = address_of_entry_id(bag, entry_id, what);
  }
  if (member.empty()) {
    bag.findings().miss(what, "its entry id names nobody outside the store");
  }
  list.members.push_back(std::move(member));
}

}  // namespace

model::Contact read_contact(const BagReader& bag) {
  model::Contact contact;
  for (const ContactField& row : kContactFields) {
    contact.*row.field = bag.text(row.tag);
  }
  contact.file_as = bag.text(PidLidFileUnder);
  const std::string page = bag.text(PidLidHtml);
  contact.web_page = page.empty() ? contact.web_page : page;
  contact.instant_messaging = bag.text(PidLidInstantMessagingAddress);
  add_emails(bag, contact);
  fill_postal_addresses(bag, contact);
  // 2.2.1.5.2 PidLidBirthdayLocal: the day itself; PidTagBirthday is the same moved by a zone.
  contact.birthday = bag.wall_clock(PidLidBirthdayLocal);
  if (!contact.birthday) {
    contact.birthday = bag.instant(PidTagBirthday);
  }
  contact.anniversary = bag.wall_clock(PidLidWeddingAnniversaryLocal);
  if (!contact.anniversary) {
    contact.anniversary = bag.instant(PidTagWeddingAnniversary);
  }
  return contact;
}

model::DistributionList read_list(const BagReader& bag) {
  model::DistributionList list;
  list.name = bag.first_text({PidLidDistributionListName, PidTagDisplayName});
  if (list.name.empty()) {
    list.name = read_subject(bag);
  }
  // [MS-OXOCNTC] 2.2.2.2.4: "If this property is set, the PidLidDistributionListMembers …
  // properties SHOULD be ignored."
  const auto stream = bag.binary(PidLidDistributionListStream);
  if (stream && !stream->empty()) {
    bytes::DamageLog damage;
    for (const ListMember& member : read_list_stream(*stream, damage)) {
      add_member(bag, member.entry_id, member.one_off, list);
    }
    bag.findings().miss("PidLidDistributionListStream", damage);
    return list;
  }
  // 2.2.2.2.2: one-off members stand "in the same position".
  const auto members = bag.binaries(PidLidDistributionListMembers);
  const auto one_offs = bag.binaries(PidLidDistributionListOneOffMembers);
  for (std::size_t i = 0; i < std::max(members.size(), one_offs.size()); ++i) {
    add_member(
        bag,
        i < members.size() ? std::span<const std::byte>(members[i]) : std::span<const std::byte>(),
        i < one_offs.size() ? std::span<const std::byte>(one_offs[i])
                            : std::span<const std::byte>(),
        list);
  }
  return list;
}

}  // namespace convert::mapi
