#include "converters/run/target.h"

#include <catch2/catch.hpp>

#include "converters/run/pst_target.h"

using bytes::ErrorKind;
using run::TargetKind;

TEST_CASE("the option --as decides the form, or else the output's name") {
  CHECK(run::target_kind("", "mail") == TargetKind::EmlTree);
  CHECK(run::target_kind("", "mail.mbox") == TargetKind::Mboxrd);
  CHECK(run::target_kind("", "mail.spool") == TargetKind::Spool);
  CHECK(run::target_kind("", "mail.pst") == TargetKind::Pst);
  CHECK(run::target_kind("", "MAIL.PST") == TargetKind::Pst);
  CHECK(run::target_kind("pst-ansi", "mail.pst") == TargetKind::PstAnsi);
  CHECK(run::target_kind("maildir", "mail.spool") == TargetKind::Maildir);
  CHECK(run::target_kind("eml", "x.pst") == TargetKind::EmlTree);
}

TEST_CASE("a form that nobody knows is refused with those that can be written") {
  const auto refused = run::target_kind("xls", "out");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Unsupported);
  CHECK(refused.error().hint == "use --as eml, mbox, maildir, pst, pst-ansi, spool or iff");
}

TEST_CASE("the parts of a PST are numbered from the second one on") {
  CHECK(run::part_name("out/mail.pst", 1) == "out/mail.pst");
  CHECK(run::part_name("out/mail.pst", 2) == "out/mail-2.pst");
  CHECK(run::part_name("v1.0/mail", 12) == "v1.0/mail-12");
}
