#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "converters/run/batch/list_files.h"
#include "converters/run/batch/output_identity.h"
#include "converters/run/batch/targets.h"
#include "tests/support/temporary_directory.h"

using run::batch::find_collisions;
using run::batch::ListEntry;
using run::batch::MailboxEntry;
using run::batch::MailboxState;
using run::batch::parse_control_list;
using run::batch::plan_targets;
using run::batch::Row;

namespace {

MailboxEntry mailbox(const std::string& alias, MailboxState state, const std::string& message) {
  MailboxEntry entry;
  entry.row = {.display_name = "Ash, " + alias,
               .alias = alias,
               .source = alias + ".pst",
               .target = "o/" + alias};
  entry.state = state;
  entry.ended = 831'722'700;
  entry.finished.message = message;
  return entry;
}

/// The words of each collision: how many there are, and the first.
std::vector<bytes::Error> collisions_of(const std::string& rows) {
  const auto list = parse_control_list(rows, 0);
  const auto targets = plan_targets(list.entries, {.directory = "/base", .as = ""});
  REQUIRE(targets);
  return find_collisions(list.entries, *targets);
}

}  // namespace

TEST_CASE(
    "Q177776 results have the four fields, a message and a time, and remains are a new list") {
  const std::vector<MailboxEntry> all = {
      mailbox("a", MailboxState::Done, "Migrated No Errors"),
      mailbox("b", MailboxState::Done, "Migrated With 2 Losses"),
      mailbox("c", MailboxState::Failed, "c.pst: no, \"not\" this"),
      mailbox("d", MailboxState::Begun, ""), mailbox("e", MailboxState::Pending, "")};

  const auto results = run::batch::results_text(all);
  CHECK(results ==
        "SUCCESS,\"Ash, a\",a,a.pst,o/a,Migrated No Errors,5/10/96 10:05:00\r\n"
        "SUCCESS,\"Ash, b\",b,b.pst,o/b,Migrated With 2 Losses,5/10/96 10:05:00\r\n"
        "FAILURE,\"Ash, c\",c,c.pst,o/c,\"c.pst: no, \"\"not\"\" this\",5/10/96 10:05:00\r\n");
  CHECK(run::batch::remaining_text(all) ==
        "\"Ash, c\",c,c.pst,o/c\r\n\"Ash, d\",d,d.pst,o/d\r\n\"Ash, e\",e,e.pst,o/e\r\n");
  CHECK(run::batch::remaining_text({all[0]}, {all[1].row}) == "\"Ash, b\",b,b.pst,o/b\r\n");
  const auto back = parse_control_list(results, 0);
  CHECK(back.bad.empty());
  CHECK(back.entries.size() == 3);
  CHECK(back.entries[2].message == all[2].finished.message);
}

TEST_CASE("Q177776 consuming a list takes the lines of successes and touches no other byte") {
  const std::string content =
      "\xEF\xBB\xBF"
      "A,a,1,x\r\n\r\nB , b,2,y\nC,c,3,z D,d,4,w\r\nSUCCESS,E,e,5,v,ok,5/10/96 1:00:00\r\nF,f,6,u";
  const auto list = parse_control_list(content, 0);
  REQUIRE(list.bad.empty());
  const auto key = [&](std::size_t i) { return run::batch::key_of(list.entries[i].row); };

  CHECK(run::batch::without_done(content, list, {}) == content);
  CHECK(run::batch::without_done(content, list, {key(0), key(2), key(5)}) ==
        "\xEF\xBB\xBF"
        "\r\nB , b,2,y\nC,c,3,z D,d,4,w\r\nSUCCESS,E,e,5,v,ok,5/10/96 1:00:00\r\n");
  CHECK(run::batch::without_done(content, list, {key(2), key(3)}) ==
        "\xEF\xBB\xBF"
        "A,a,1,x\r\n\r\nB , b,2,y\nSUCCESS,E,e,5,v,ok,5/10/96 1:00:00\r\nF,f,6,u");
}

TEST_CASE("the files of a list lie beside it under its name") {
  const auto files = run::batch::files_beside("in/LIST.CSV");
  CHECK(files.results == "in/LIST.results.csv");
  CHECK(files.remaining == "in/LIST.remaining.csv");
  CHECK(files.journal == "in/LIST.journal");
  CHECK(run::batch::files_beside("all.txt").results == "all.txt.results.csv");
}

TEST_CASE("two rows with one target are both named") {
  const auto errors = collisions_of("Ann,a,1,out/x\nBo,b,2,out/./x/\n");

  REQUIRE(errors.size() == 1);
  CHECK(errors[0].what ==
        "line 1, \"Ann\" (a) and line 2, \"Bo\" (b): both have the target out/./x/");
}

TEST_CASE("targets get in each other's way also by letter case, by nesting and while unfinished") {
  CHECK(collisions_of("A,a,1,x\nB,b,2,X\n").size() == 1);
  CHECK(collisions_of("A,a,1,x/y/z\nB,b,2,x\n").size() == 1);
  CHECK(collisions_of("A,a,1,x\nB,b,2,x.partial\n").size() == 1);
  CHECK(collisions_of("A,a,1,x\nB,b,2,y\nC,c,3,xx\nD,d,4,/other/x\n").empty());
}

TEST_CASE("an output that is kept is in the way of a target, by a linked directory, too") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "out");
  std::filesystem::create_directory_symlink("out", directory / "link");
  const auto list = parse_control_list("B,b,2,link/x\n", 0);
  const auto targets = plan_targets(list.entries, {.directory = directory.path(), .as = ""});
  REQUIRE(targets);
  const auto in_the_way = [&](const char* kept) {
    return find_collisions(list.entries, *targets, {{.owner = "A", .path = directory / kept}});
  };

  CHECK(in_the_way("out/y").empty());
  CHECK(in_the_way("out/x/y").size() == 1);
  CHECK(in_the_way("out/x.partial").size() == 1);
  REQUIRE(in_the_way("out/x").size() == 1);
  CHECK(in_the_way("out/x")[0].what ==
        "line 1, \"B\" (b) and A, which is done: both have the target " +
            (directory / "out/x").string());
  const run::batch::KeptOutput one{.owner = "A", .path = "/kept"};
  CHECK(find_collisions({}, {}, {one, one}).empty());
}

TEST_CASE("an output keeps its identity when it is named, and another never has it") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "x.partial", "one");
  const auto before = run::batch::identity_of(directory / "x.partial");
  std::filesystem::rename(directory / "x.partial", directory / "x");
  CHECK(run::batch::identity_of(directory / "x") == before);

  std::filesystem::remove(directory / "x");
  test::write_file(directory / "x", "two");
  CHECK_FALSE(before.empty());
  CHECK(run::batch::identity_of(directory / "x") != before);
  CHECK(run::batch::identity_of(directory / "none").empty());
}

TEST_CASE("the digest of a file is its own, of a tree that of its list") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directories(directory / "t/b");
  test::write_file(directory / "t/b/c", "abc");
  test::write_file(directory / "t/a", "");
  constexpr auto kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  CHECK(run::batch::digest_of_output(directory / "t/b/c", {}) == std::string(kAbc));
  // printf '<e3b0…>  a\n<ba78…>  b/c\n' | sha256sum
  CHECK(run::batch::digest_of_output(directory / "t", {}) ==
        std::string("daae4b97dc71ac4a743ec55d0492b0580a8cedb836fc1d29f6136042d54b6cf5"));
  CHECK(run::batch::measure(directory / "t", {}) == run::batch::Measure{.files = 2, .bytes = 3});
}

TEST_CASE("what a process that is gone left of a file is removed, what another writes is not") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "x.partial", "half");
  const int held = ::open((directory / "x.partial").c_str(), O_RDWR);
  REQUIRE(::flock(held, LOCK_EX) == 0);
  run::batch::remove_left_over(directory / "x");
  CHECK(std::filesystem::exists(directory / "x.partial"));

  ::close(held);
  run::batch::remove_left_over(directory / "x");
  CHECK_FALSE(std::filesystem::exists(directory / "x.partial"));
}

TEST_CASE("a process that was killed is waited for until it lets go of its output") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "x.partial");
  const auto child = ::fork();
  if (child == 0) {
    const int held = ::open((directory / "x.partial").c_str(), O_RDONLY);
    const bool locked = ::flock(held, LOCK_EX) == 0;
    test::write_file(directory / "locked", "");
    ::usleep(300'000);
    test::write_file(directory / "letting go", "");
    ::_exit(locked ? 0 : 1);
  }
  while (!std::filesystem::exists(directory / "locked")) {
    ::usleep(1000);
  }

  run::batch::wait_for_writer(directory / "x", std::chrono::seconds(30));

  CHECK(std::filesystem::exists(directory / "letting go"));
  int status = 1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  run::batch::wait_for_writer(directory / "nothing");
}
