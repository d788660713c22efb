#include "converters/run/batch/mailbox_source.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

using bytes::ErrorKind;
using run::SourceKind;
using run::batch::SourceFinder;

namespace {

constexpr auto kSpool = "{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":1}\n";

}  // namespace

TEST_CASE("a row's source is a store file, or a directory that holds one") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "one");
  test::write_file(directory / "one/a.spool", kSpool);
  SourceFinder finder;

  CHECK(finder.find(directory / "one/a.spool").kind == SourceKind::Spool);
  const auto in_directory = finder.find(directory / "one");
  CHECK(in_directory.kind == SourceKind::Spool);
  CHECK(in_directory.path == directory / "one/a.spool");
}

TEST_CASE("files of the run itself are left out of a directory") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a.spool", kSpool);
  test::write_file(directory / "list.journal.spool", kSpool);

  const auto source = SourceFinder(0, {directory / "list.journal.spool"}).find(directory.path());

  CHECK_FALSE(source.error);
  CHECK(source.path == directory / "a.spool");
}

TEST_CASE("several mailboxes behind one row are an error that says what to write") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a.spool", kSpool);
  test::write_file(directory / "b.spool", kSpool);

  const auto source = SourceFinder().find(directory.path());

  REQUIRE(source.error);
  CHECK(source.error->kind == ErrorKind::Unsupported);
  CHECK(source.error->hint == "write a row for each: " + (directory / "a.spool").string() + ", " +
                                  (directory / "b.spool").string());
}

TEST_CASE("a migration set is a source by its list, or by the list and the name of a mailbox") {
  constexpr auto kHeader =
      "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n";
  const test::TemporaryDirectory directory;
  test::write_file(directory / "one.pri", std::string("MAILMESSAGE,SMTP:ann@x\r\n") + kHeader);
  std::filesystem::create_directory(directory / "two");
  test::write_file(directory / "two/a.pri", std::string("MAILMESSAGE,SMTP:ann@x\r\n") + kHeader +
                                                "MAILMESSAGE,SMTP:bo@x\r\n" + kHeader);
  SourceFinder finder;

  const auto one = finder.find(directory / "one.pri");
  REQUIRE_FALSE(one.error);
  CHECK(one.mailbox == "ann@x");
  CHECK(one.set != nullptr);
  const auto several = finder.find(directory / "two/a.pri");
  REQUIRE(several.error);
  CHECK(several.error->kind == ErrorKind::Unsupported);
  CHECK(finder.find(directory / "two/a.pri/bo@x").mailbox == "bo@x");
  CHECK(finder.find(directory / "two/bo@x").mailbox == "bo@x");
}

TEST_CASE("a source that is not there is an error, and nothing above it is searched") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a.spool", kSpool);
  SourceFinder finder;

  const auto missing = finder.find(directory / "b.spool");
  REQUIRE(missing.error);
  CHECK(missing.error->kind == ErrorKind::NoInput);
  const auto foreign = finder.find(directory / "mail\\a.spool");
  REQUIRE(foreign.error);
  CHECK(foreign.error->hint.find("write /") != std::string::npos);
  CHECK(finder.notes().empty());
}
