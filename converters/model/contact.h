// People and lists of people.
#pragma once

#include <string>
#include <vector>

#include "converters/model/address.h"
#include "converters/model/timestamp.h"

namespace model {

/// Empty strings are absent. All text is UTF-8.
struct PostalAddress {
  std::string street;
  std::string city;
  std::string state;
  std::string postal_code;
  std::string country;
  std::string post_office_box;
  [[nodiscard]] bool empty() const {
    return street.empty() && city.empty() && state.empty() && postal_code.empty() &&
           country.empty() && post_office_box.empty();
  }
  friend bool operator==(const PostalAddress&, const PostalAddress&) = default;
};

struct Contact {
  std::string display_name;
  std::string file_as;
  std::string prefix;
  std::string given_name;
  std::string middle_name;
  std::string surname;
  std::string suffix;
  std::string nickname;
  std::string company;
  std::string department;
  std::string title;  // job title
  std::string profession;
  std::string manager;
  std::string assistant;
  std::string spouse;
  std::vector<Address> emails;
  std::string business_phone;
  std::string business_phone2;
  std::string home_phone;
  std::string home_phone2;
  std::string mobile_phone;
  std::string other_phone;
  std::string pager;
  std::string car_phone;
  std::string business_fax;
  std::string home_fax;
  std::string assistant_phone;
  std::string company_phone;
  PostalAddress business_address;
  PostalAddress home_address;
  PostalAddress other_address;
  std::string web_page;
  std::string home_page;
  std::string instant_messaging;
  OptionalTimestamp birthday;
  OptionalTimestamp anniversary;
};

struct DistributionList {
  std::string name;
  std::vector<Address> members;
};

}  // namespace model
