#include "converters/run/batch/exmerge_log.h"

#include <catch2/catch.hpp>
#include <random>

#include "formats/text/code_page.h"

using run::batch::ExmergeCopy;
using run::batch::is_exmerge_log;
using run::batch::parse_exmerge_log;

namespace {

const std::string kLog =
    "[10:00:00] Microsoft Exchange Mailbox Merge\r\n"
    "[10:00:05] Copying data from mailbox 'Smith, John' ('JSmith') on Server 'SRV1' to file "
    "'C:\\EXMERGEDATA\\JSMITH.PST'.\r\n"
    "[10:03:00] Errors encountered. Copy process aborted.\r\n"
    "[10:03:01] Copying data from mailbox 'Ann O'Hara ('x')' ('AnnO') on Server 'SRV1' to file "
    "'C:\\EXMERGEDATA\\ANNO.PST'.\r\n"
    "[10:04:00] Copying data from mailbox 'Bo' ('BoB') on Server 'SRV1' to file "
    "'C:\\EXMERGEDATA\\BOB.PST'.\r\n";

}  // namespace

TEST_CASE("Q265438 a copy that was aborted is an incomplete PST, with alias and path") {
  const auto copies = parse_exmerge_log(kLog, 0);

  REQUIRE(copies.size() == 3);
  CHECK(copies[0] == ExmergeCopy{.display_name = "Smith, John",
                                 .alias = "JSmith",
                                 .server = "SRV1",
                                 .file = "C:\\EXMERGEDATA\\JSMITH.PST",
                                 .line = 2,
                                 .trouble = "Errors encountered. Copy process aborted.",
                                 .aborted = true});
  CHECK_FALSE(copies[1].aborted);
  CHECK(copies[1].trouble.empty());
  CHECK_FALSE(copies[1].is_last);
  CHECK(copies[2].is_last);
}

TEST_CASE("an error of a copy that went on is told and is no abortion") {
  const auto copies = parse_exmerge_log(kLog + "[10:05:00] Error opening message.\r\n", 0);

  CHECK(copies[2].trouble == "Error opening message.");
  CHECK_FALSE(copies[2].aborted);
}

TEST_CASE("a log of ExMerge is known by its clock, also in UTF-16, and lists are none") {
  CHECK(is_exmerge_log(kLog, 0));
  CHECK(is_exmerge_log("\xFF\xFE" + text::encode_utf16(kLog), 0));
  CHECK(parse_exmerge_log("\xFF\xFE" + text::encode_utf16(kLog), 0).size() == 3);
  CHECK_FALSE(is_exmerge_log("Ann Ash,AnnA,a.pst,out\r\n", 0));
  CHECK_FALSE(is_exmerge_log("[10:00] no", 0));
  CHECK_FALSE(is_exmerge_log("", 0));
}

TEST_CASE("logs that are cut off or damaged anywhere yield no copy without its four names") {
  std::mt19937 random(5);
  for (std::size_t size = 0; size <= kLog.size(); ++size) {
    auto bytes = kLog.substr(0, size);
    if (size > 0) {
      bytes[random() % size] = static_cast<char>(random());
    }
    for (const auto& copy : parse_exmerge_log(bytes, 0)) {
      REQUIRE(copy.line >= 1);
      REQUIRE_FALSE(copy.server.empty());
    }
  }
}
