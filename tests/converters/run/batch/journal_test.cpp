#include "converters/run/batch/journal.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <csignal>

#include "converters/run/batch/adoption.h"
#include "tests/support/temporary_directory.h"

using bytes::ErrorKind;
using run::batch::Database;
using run::batch::Finished;
using run::batch::Journal;
using run::batch::MailboxState;
using run::batch::Row;

namespace {

constexpr auto kWrite = Database::Access::ReadWrite;
constexpr auto kRead = Database::Access::ReadOnly;
const Row kRowOfAnn{.display_name = "Ann", .alias = "a", .source = "a.pst", .target = "ann"};
const Row kRowOfBo{.display_name = "Bo", .alias = "b", .source = "b.pst", .target = "bo"};

Finished finished(const std::string& message) {
  return {.intact = true,
          .message = message,
          .tally = {.expected = 6, .written = 3, .skipped = 2, .failed = 1},
          .losses = 1,
          .files = 4,
          .bytes = 5,
          .output = "ann",
          .output_sha256 = "o",
          .source_sha256 = "s",
          .report = {.source = "{}", .mailbox = "{\"a\": \"\\u0000\"}"}};
}

Journal with_two(const std::filesystem::path& path) {
  auto journal = Journal::open(path, kWrite);
  REQUIRE(journal);
  REQUIRE(journal->add({kRowOfAnn, kRowOfBo}));
  return std::move(*journal);
}

}  // namespace

TEST_CASE(
    "a journal stays locked when another descriptor of it is closed, and leaves no lock behind") {
  const test::TemporaryDirectory directory;
  const auto path = directory / "x.journal";
  {
    const auto journal = with_two(path);
    ::close(::open(path.c_str(), O_RDONLY));  // drops every POSIX lock of this process
    const auto child = ::fork();
    if (child == 0) {
      const auto second = Journal::open(path, kWrite);
      const auto look = Journal::open(path, kRead);
      const bool both = !second && second.error().kind == ErrorKind::Busy && !look &&
                        look.error().kind == ErrorKind::Busy;
      ::_exit(both ? 0 : 1);
    }
    int status = 1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(std::filesystem::exists(run::batch::lock_of(path)));
  }
  CHECK_FALSE(std::filesystem::exists(run::batch::lock_of(path)));
  test::write_file(run::batch::lock_of(path), "");  // of a run that was killed
  CHECK(Journal::open(path, kRead));
  CHECK(Journal::open(path, kWrite));
}

TEST_CASE("a journal keeps what became of each mailbox over runs") {
  const test::TemporaryDirectory directory;
  {
    auto journal = with_two(directory / "x.journal");
    REQUIRE(journal.set_settings({{"as", "pst"}}));
    REQUIRE(journal.begin(1));
    REQUIRE(journal.ready(1, "id"));
    REQUIRE(journal.finish(1, finished("Migrated No Errors"), 77));
    REQUIRE(journal.begin(2));
  }

  const auto journal = Journal::open(directory / "x.journal", kWrite);
  REQUIRE(journal);
  CHECK(journal->settings() == run::batch::Settings{{"as", "pst"}});
  const auto mailboxes = journal->mailboxes();
  REQUIRE(mailboxes);
  REQUIRE(mailboxes->size() == 2);
  const auto& ann = mailboxes->front();
  CHECK(ann.row == kRowOfAnn);
  CHECK(ann.state == MailboxState::Done);
  CHECK(ann.attempts == 1);
  CHECK(ann.ended == 77);
  CHECK(ann.identity == "id");
  auto expected = finished("Migrated No Errors");
  CHECK(ann.finished.tally == expected.tally);
  CHECK(ann.finished.message == expected.message);
  CHECK(ann.finished.output_sha256 == "o");
  CHECK(journal->json_of(1)->mailbox == expected.report.mailbox);
  CHECK(mailboxes->back().state == MailboxState::Begun);
}

TEST_CASE("a second run finds the journal taken, until the first is gone") {
  const test::TemporaryDirectory directory;
  {
    const auto journal = with_two(directory / "x.journal");
    // Another process: one and the same could get at its own locks.
    const auto child = ::fork();
    if (child == 0) {
      const auto second = Journal::open(directory / "x.journal", kWrite);
      const auto reader = Journal::open(directory / "x.journal", kRead);
      const bool both = !second && second.error().kind == ErrorKind::Busy && !reader &&
                        reader.error().kind == ErrorKind::Busy;
      ::_exit(both ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }

  CHECK(Journal::open(directory / "x.journal", kWrite));
}

TEST_CASE("what is no journal of ours is refused, and left as it is") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "text", std::string(2000, 'x'));
  {
    auto other = Database::open(directory / "other", kWrite);
    REQUIRE(other->execute("CREATE TABLE t(x)"));
    auto later = with_two(directory / "later");
  }
  {
    auto later = Database::open(directory / "later", kWrite);
    REQUIRE(later->execute("PRAGMA user_version = 2"));
  }

  CHECK(Journal::open(directory / "text", kWrite).error().kind == ErrorKind::NotThisFormat);
  CHECK(test::read_file(directory / "text") == std::string(2000, 'x'));
  CHECK(Journal::open(directory / "other", kWrite).error().kind == ErrorKind::NotThisFormat);
  CHECK(Journal::open(directory / "later", kWrite).error().kind == ErrorKind::Unsupported);
  CHECK(Journal::open(directory / "no" / "x", kWrite).error().kind == ErrorKind::CannotCreate);
}

TEST_CASE("a process that is killed loses nothing that the journal had taken") {
  const test::TemporaryDirectory directory;
  { auto journal = with_two(directory / "x.journal"); }
  for (int round = 0; round < 10; ++round) {
    const auto child = ::fork();
    if (child == 0) {
      auto journal = Journal::open(directory / "x.journal", kWrite);
      const bool noted = journal && journal->finish(1, finished(std::to_string(round)), round);
      ::kill(::getpid(), noted ? SIGKILL : SIGTERM);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WTERMSIG(status) == SIGKILL);

    const auto journal = Journal::open(directory / "x.journal", kRead);
    REQUIRE(journal);
    CHECK(journal->mailboxes()->front().finished.message == std::to_string(round));
  }
}

TEST_CASE("a journal belongs to its list and options, and what is done may be gone from the list") {
  const test::TemporaryDirectory directory;
  auto journal = with_two(directory / "x.journal");
  REQUIRE(journal.begin(1));
  REQUIRE(journal.finish(1, finished("x"), 1));
  const auto differ = [&](const run::batch::Wanted& wanted) {
    return run::batch::compare(wanted, *journal.settings(), *journal.mailboxes());
  };
  auto third = kRowOfAnn;
  third.alias = "c";

  CHECK_FALSE(differ({.rows = {kRowOfAnn, kRowOfBo}, .settings = {}}).any());
  CHECK_FALSE(differ({.rows = {kRowOfBo}, .settings = {}}).any());
  CHECK(differ({.rows = {kRowOfAnn}, .settings = {}}).gone.size() == 1);
  CHECK(differ({.rows = {kRowOfAnn, kRowOfBo, third}, .settings = {}}).unknown ==
        std::vector<Row>{third});
  const auto options = differ({.rows = {kRowOfAnn, kRowOfBo}, .settings = {{"as", "pst"}}});
  CHECK(options.settings == std::vector<std::string>{"--as was not given, now \"pst\""});
  CHECK(run::batch::refusal(options, "x.journal").kind == ErrorKind::Exists);
}

TEST_CASE("a list that is taken over keeps what is done, other options begin anew") {
  const test::TemporaryDirectory directory;
  auto journal = with_two(directory / "x.journal");
  REQUIRE(journal.begin(1));
  REQUIRE(journal.finish(1, finished("x"), 1));
  auto third = kRowOfAnn;
  third.alias = "c";
  const auto take_over = [&](const run::batch::Wanted& wanted) {
    REQUIRE(run::batch::adopt(
        journal, wanted, run::batch::compare(wanted, *journal.settings(), *journal.mailboxes())));
    std::vector<std::pair<std::string, MailboxState>> states;
    const auto mailboxes = journal.mailboxes();
    for (const auto& mailbox : *mailboxes) {
      states.emplace_back(mailbox.row.alias, mailbox.state);
    }
    return states;
  };
  using States = std::vector<std::pair<std::string, MailboxState>>;

  CHECK(take_over({.rows = {third}, .settings = {}}) ==
        States{{"a", MailboxState::Done}, {"c", MailboxState::Pending}});
  CHECK(take_over({.rows = {kRowOfAnn, third}, .settings = {{"as", "pst"}}}) ==
        States{{"a", MailboxState::Pending}, {"c", MailboxState::Pending}});
}
