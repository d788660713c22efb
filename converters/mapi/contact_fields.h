// Which properties hold which fields of a contact, for both directions.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "converters/model/contact.h"
#include "formats/mapi/property_tags.h"

namespace convert::mapi {

struct ContactField {
  std::uint16_t tag = 0;
  std::string model::Contact::*field = nullptr;
};

/// [MS-OXOCNTC] 2.2.1.
inline constexpr std::array<ContactField, 28> kContactFields = {{
    {::mapi::PidTagDisplayName, &model::Contact::display_name},
    {::mapi::PidTagDisplayNamePrefix, &model::Contact::prefix},
    {::mapi::PidTagGivenName, &model::Contact::given_name},
    {::mapi::PidTagMiddleName, &model::Contact::middle_name},
    {::mapi::PidTagSurname, &model::Contact::surname},
    {::mapi::PidTagGeneration, &model::Contact::suffix},
    {::mapi::PidTagNickname, &model::Contact::nickname},
    {::mapi::PidTagCompanyName, &model::Contact::company},
    {::mapi::PidTagDepartmentName, &model::Contact::department},
    {::mapi::PidTagTitle, &model::Contact::title},
    {::mapi::PidTagProfession, &model::Contact::profession},
    {::mapi::PidTagManagerName, &model::Contact::manager},
    {::mapi::PidTagAssistant, &model::Contact::assistant},
    {::mapi::PidTagSpouseName, &model::Contact::spouse},
    {::mapi::PidTagBusinessTelephoneNumber, &model::Contact::business_phone},
    {::mapi::PidTagBusiness2TelephoneNumber, &model::Contact::business_phone2},
    {::mapi::PidTagHomeTelephoneNumber, &model::Contact::home_phone},
    {::mapi::PidTagHome2TelephoneNumber, &model::Contact::home_phone2},
    {::mapi::PidTagMobileTelephoneNumber, &model::Contact::mobile_phone},
    {::mapi::PidTagOtherTelephoneNumber, &model::Contact::other_phone},
    {::mapi::PidTagPagerTelephoneNumber, &model::Contact::pager},
    {::mapi::PidTagCarTelephoneNumber, &model::Contact::car_phone},
    {::mapi::PidTagBusinessFaxNumber, &model::Contact::business_fax},
    {::mapi::PidTagHomeFaxNumber, &model::Contact::home_fax},
    {::mapi::PidTagAssistantTelephoneNumber, &model::Contact::assistant_phone},
    {::mapi::PidTagCompanyMainTelephoneNumber, &model::Contact::company_phone},
    {::mapi::PidTagPersonalHomePage, &model::Contact::home_page},
    {::mapi::PidTagBusinessHomePage, &model::Contact::web_page},
}};

/// The property of another group of the same kind, `by` numbers further on ([MS-OXOCNTC] 2.2.1.2).
[[nodiscard]] inline ::mapi::NamedId step(::mapi::NamedId id, std::uint32_t by) {
  id.lid += by;
  return id;
}

}  // namespace convert::mapi
