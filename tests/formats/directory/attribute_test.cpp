#include "formats/directory/attribute.h"

#include <catch2/catch.hpp>

using directory::Attribute;
using directory::attribute_of;

TEST_CASE("administrator's names and schema names mean the same attribute") {
  for (const auto* name : {"Directory Name", "Common-Name", "common name", "CN"}) {
    CHECK(attribute_of(name) == Attribute::CommonName);
  }
  for (const auto* name : {"Last name", "Surname", "sn"}) {
    CHECK(attribute_of(name) == Attribute::Surname);
  }
  for (const auto* name : {"Primary Windows NT Account", "Assoc-NT-Account", "sAMAccountName"}) {
    CHECK(attribute_of(name) == Attribute::NtAccount);
  }
  CHECK(attribute_of("E-mail address") == Attribute::EmailAddress);
  CHECK(attribute_of("E-mail Addresses") == Attribute::ProxyAddresses);
  CHECK(attribute_of("proxyAddresses") == Attribute::ProxyAddresses);
  CHECK(attribute_of("objectSid;binary") == Attribute::Sid);
}

TEST_CASE("a column of no use here has no attribute") {
  CHECK_FALSE(attribute_of("Phone number"));
  CHECK_FALSE(attribute_of(""));
  CHECK_FALSE(attribute_of("-"));
}
