#include "converters/run/output_names.h"

#include <catch2/catch.hpp>

TEST_CASE(
    "Q152927: an alias that was given before gets a number from 2 on, and none is overwritten") {
  run::OutputNames names;

  CHECK(names.add("name", ".pst", run::Numbering::Joined) == "name.pst");
  CHECK(names.add("Name", ".pst", run::Numbering::Joined) == "Name2.pst");
  CHECK(names.add("name", ".pst", run::Numbering::Joined) == "name3.pst");
  CHECK(names.add("name2", ".pst", run::Numbering::Joined) == "name22.pst");
  CHECK(names.add("name", ".pst") == "name (2).pst");
}
