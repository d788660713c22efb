#include <algorithm>

#include "converters/mapi/contact_fields.h"
#include "converters/pst/item_parts.h"
#include "formats/bytes/little_endian.h"
#include "formats/mapi/entry_id.h"
#include "formats/mapi/property_tags.h"
#include "formats/pst/ltp/packed_values.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using convert::mapi::step;

void add_email(const model::Address& email, std::uint32_t by, Draft& draft) {
  const model::Address native = native_of(email);
  draft.fill_text(step(PidLidEmail1DisplayName, by), native.name);
  draft.fill_text(step(PidLidEmail1AddressType, by), native.type);
  draft.fill_text(step(PidLidEmail1EmailAddress, by), native.address);
  draft.fill_text(step(PidLidEmail1OriginalDisplayName, by),
                  native.smtp.empty() ? native.name : native.smtp);
  draft.fill_binary(step(PidLidEmail1OriginalEntryId, by), one_off(native, draft.text()));
}

// [MS-OXOCNTC] 2.2.1.2: three groups of properties, 0x10 apart.
void add_emails(const model::Contact& contact, Draft& draft) {
  constexpr std::size_t kGroups = 3;
  constexpr std::uint32_t kGroupStep = 0x10;
  if (contact.emails.empty()) {
    return;
  }
  const std::size_t count = std::min(contact.emails.size(), kGroups);
  bool had_any = false;
  for (std::uint32_t group = 0; group < kGroups; ++group) {
    had_any = had_any || draft.has(step(PidLidEmail1EmailAddress, group * kGroupStep));
  }
  if (had_any) {
    return;  // the bag has them in their places
  }
  Bytes groups;
  for (std::uint32_t group = 0; group < count; ++group) {
    add_email(contact.emails[group], group * kGroupStep, draft);
    const bytes::u32 number = group;
    const auto data = std::as_bytes(std::span(&number, 1));
    groups.insert(groups.end(), data.begin(), data.end());
  }
  // 2.2.1.2.11 and 2.2.1.2.12: which groups are in use, as numbers and as bits.
  if (!draft.has(PidLidAddressBookProviderEmailList)) {
    draft.put(draft.id_of(PidLidAddressBookProviderEmailList), kInteger32 | kMultiple,
              std::move(groups));
  }
  draft.fill_number(PidLidAddressBookProviderArrayType, (1U << count) - 1U);
  std::vector<std::string> further;
  for (std::size_t i = count; i < contact.emails.size(); ++i) {
    const model::Address native = native_of(contact.emails[i]);
    further.push_back(native.name + " [" + native.type + ":" + native.address + "]");
  }
  draft.fill_texts(kFurtherEmails, further);
}

void add_postal_addresses(const model::Contact& contact, Draft& draft) {
  draft.fill_text(PidLidWorkAddressStreet, contact.business_address.street);
  draft.fill_text(PidLidWorkAddressCity, contact.business_address.city);
  draft.fill_text(PidLidWorkAddressState, contact.business_address.state);
  draft.fill_text(PidLidWorkAddressPostalCode, contact.business_address.postal_code);
  draft.fill_text(PidLidWorkAddressCountry, contact.business_address.country);
  draft.fill_text(PidLidWorkAddressPostOfficeBox, contact.business_address.post_office_box);
  draft.fill_text(PidTagHomeAddressStreet, contact.home_address.street);
  draft.fill_text(PidTagHomeAddressCity, contact.home_address.city);
  draft.fill_text(PidTagHomeAddressStateOrProvince, contact.home_address.state);
  draft.fill_text(PidTagHomeAddressPostalCode, contact.home_address.postal_code);
  draft.fill_text(PidTagHomeAddressCountry, contact.home_address.country);
  draft.fill_text(PidTagHomeAddressPostOfficeBox, contact.home_address.post_office_box);
  draft.fill_text(PidTagOtherAddressStreet, contact.other_address.street);
  draft.fill_text(PidTagOtherAddressCity, contact.other_address.city);
  draft.fill_text(PidTagOtherAddressStateOrProvince, contact.other_address.state);
  draft.fill_text(PidTagOtherAddressPostalCode, contact.other_address.postal_code);
  draft.fill_text(PidTagOtherAddressCountry, contact.other_address.country);
  draft.fill_text(PidTagOtherAddressPostOfficeBox, contact.other_address.post_office_box);
}

/// 2.2.1.5.2: the day itself, as it is in the contact's zone, and the same as an instant.
void add_day(std::uint16_t tag, const NamedId& local, const model::OptionalTimestamp& day,
             Draft& draft) {
  if (!day || draft.has(tag) || draft.has(local)) {
    return;
  }
  draft.fill_local_time(tag, day);
  if (std::holds_alternative<model::WallClock>(*day)) {
    draft.fill_local_time(local, day);
  }
}

}  // namespace

void add_contact(const model::Contact& contact, Draft& draft) {
  for (const convert::mapi::ContactField& row : convert::mapi::kContactFields) {
    if (row.tag != PidTagBusinessHomePage || !draft.has(PidLidHtml)) {
      draft.fill_text(row.tag, contact.*row.field);
    }
  }
  draft.fill_text(PidLidFileUnder, contact.file_as);
  draft.fill_text(PidLidInstantMessagingAddress, contact.instant_messaging);
  add_emails(contact, draft);
  add_postal_addresses(contact, draft);
  add_day(PidTagBirthday, PidLidBirthdayLocal, contact.birthday, draft);
  add_day(PidTagWeddingAnniversary, PidLidWeddingAnniversaryLocal, contact.anniversary, draft);
}

// [MS-OXOCNTC] 2.2.2: each member as an entry id, and again as a one-off in the same position.
void add_list(const model::DistributionList& list, Draft& draft) {
  draft.fill_text(PidLidDistributionListName, list.name);
  draft.fill_text(PidTagDisplayName, list.name);
  if (list.members.empty() || draft.has(PidLidDistributionListMembers) ||
      draft.has(PidLidDistributionListOneOffMembers) || draft.has(PidLidDistributionListStream)) {
    return;
  }
  std::vector<Bytes> members;
  for (const model::Address& member : list.members) {
    members.push_back(one_off(native_of(member), draft.text()));
  }
  const Bytes packed = ::pst::pack_variable_values(members);
  draft.put(draft.id_of(PidLidDistributionListMembers), kBinary | kMultiple, packed);
  draft.put(draft.id_of(PidLidDistributionListOneOffMembers), kBinary | kMultiple, packed);
}

}  // namespace convert::pst
