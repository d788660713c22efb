#include "formats/text/property_names.h"

#include <catch2/catch.hpp>

TEST_CASE("properties and their types have the names of the specifications, or none") {
  CHECK(text::property_name(0x0037) == "PidTagSubject");
  CHECK(text::property_name(0x1000) == "PidTagBody");
  CHECK(text::property_name(0x4321).empty());
  CHECK(text::property_name(0).empty());
  CHECK(text::property_type_name(0x001F) == "PtypString");
  CHECK(text::property_type_name(0x0009).empty());
}
