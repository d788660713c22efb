#include "converters/run/report.h"

#include <catch2/catch.hpp>
#include <csignal>

#include "converters/run/exit_code.h"
#include "converters/run/output_names.h"
#include "converters/run/stop.h"

using bytes::ErrorKind;

namespace {

run::MailboxResult complete(const std::string& path, const std::string& display_name) {
  run::MailboxResult result;
  result.source.path = path;
  result.output = "out";
  result.account.store.display_name = display_name;
  return result;
}

run::MailboxResult damaged(const std::string& path) {
  auto result = complete(path, "");
  result.account.losses.add({});
  return result;
}

run::MailboxResult failed(const std::string& path, ErrorKind kind) {
  auto result = complete(path, "");
  result.error = bytes::Error{.kind = kind, .what = "no, \"not\" this", .hint = {}};
  return result;
}

}  // namespace

TEST_CASE("Q177776 each mailbox is a row of result, names, servers, message and time") {
  run::Report report;
  report.mailboxes = {complete("a.pst", "Ash, Ann"), damaged("b.pst"),
                      failed("c.pst", ErrorKind::Io)};
  report.mailboxes[0].account.folders.resize(1);
  report.mailboxes[0].account.folders[0].tally = {
      .expected = 5, .written = 3, .skipped = 1, .failed = 1};
  report.ended = 831'722'700;  // 1996-05-10 10:05:00 UTC

  CHECK(run::to_csv(report) ==
        "SUCCESS,\"Ash, Ann\",a,a.pst,out,Migrated No Errors,5/10/96 10:05:00,5,3,1,1\r\n"
        "SUCCESS,b,b,b.pst,out,Migrated With 1 Loss,5/10/96 10:05:00,0,0,0,0\r\n"
        "FAILURE,c,c,c.pst,out,\"no, \"\"not\"\" this\",5/10/96 10:05:00,0,0,0,0\r\n");
}

TEST_CASE("the status is 0 when all is intact, 3 when something is not") {
  CHECK(run::exit_code({complete("a", ""), complete("b", "")}) == 0);
  CHECK(run::exit_code({complete("a", ""), damaged("b")}) == 3);
  CHECK(run::exit_code({complete("a", ""), failed("b", ErrorKind::Io)}) == 3);
  CHECK(run::exit_code({failed("a", ErrorKind::NoInput), failed("b", ErrorKind::Io)}) == 66);
  CHECK(run::exit_code({complete("a", ""), failed("b", ErrorKind::Internal)}) == 70);
}

TEST_CASE("a stopped run has the status of its signal") {
  run::request_stop(SIGTERM);
  const auto status = run::exit_code({complete("a", ""), failed("b", ErrorKind::Interrupted)});
  run::request_stop(0);

  CHECK(status == 143);
}

TEST_CASE("each kind of error has its status of sysexits.h") {
  CHECK(run::exit_code(ErrorKind::Io) == 74);
  CHECK(run::exit_code(ErrorKind::NoSpace) == 74);
  CHECK(run::exit_code(ErrorKind::NoInput) == 66);
  CHECK(run::exit_code(ErrorKind::Permission) == 77);
  CHECK(run::exit_code(ErrorKind::NotThisFormat) == 65);
  CHECK(run::exit_code(ErrorKind::Unsupported) == 65);
  CHECK(run::exit_code(ErrorKind::LimitExceeded) == 65);
  CHECK(run::exit_code(ErrorKind::CannotCreate) == 73);
  CHECK(run::exit_code(ErrorKind::Exists) == 73);
  CHECK(run::exit_code(ErrorKind::Internal) == 70);
}

TEST_CASE("a report in JSON is the same for the same input, its clock apart") {
  run::Report report;
  report.tool = "mailconvert";
  report.mailboxes = {complete("a.pst", "Ann")};
  const auto first = run::to_json(report);
  report.started = 100;
  report.ended = 160;
  const auto second = run::to_json(report);

  CHECK(first.substr(0, first.find("\"run\"")) == second.substr(0, second.find("\"run\"")));
  CHECK(second.find("\"seconds\": 60") != std::string::npos);
}

TEST_CASE("a file name that is no UTF-8 does not stop a report") {
  run::Report report;
  report.mailboxes = {complete("b\xE9.pst", "")};

  CHECK(run::to_json(report).find("b\xEF\xBF\xBD.pst") != std::string::npos);
}

TEST_CASE("outputs of one directory are unique also where case does not count") {
  run::OutputNames names;

  CHECK(names.add("Ann", ".spool") == "Ann.spool");
  CHECK(names.add("ANN", ".spool") == "ANN (2).spool");
  CHECK(names.add("a/b", "") == "a_b");
}
