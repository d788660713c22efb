#include "converters/run/target.h"

#include <catch2/catch.hpp>

using bytes::ErrorKind;
using run::TargetKind;

TEST_CASE("the option --as decides the form, or else the output's name") {
  CHECK(run::target_kind("", "mail") == TargetKind::EmlTree);
  CHECK(run::target_kind("", "mail.mbox") == TargetKind::Mboxrd);
  CHECK(run::target_kind("", "mail.spool") == TargetKind::Spool);
  CHECK(run::target_kind("maildir", "mail.spool") == TargetKind::Maildir);
  CHECK(run::target_kind("eml", "x.pst") == TargetKind::EmlTree);
}

TEST_CASE("a form that cannot be written yet is refused with those that can") {
  for (const auto& refused : {run::target_kind("", "out.pst"), run::target_kind("iff", "out")}) {
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Unsupported);
    CHECK(refused.error().hint == "use --as eml, mbox, maildir or spool");
  }
}
