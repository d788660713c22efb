#include "converters/run/evidence/source_files.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "tests/support/temporary_directory.h"

namespace source_files_test {

namespace fs = std::filesystem;
using run::evidence::SourceFiles;
using run::evidence::Verdict;

run::Source file_source(const fs::path& path, run::SourceKind kind) {
  run::Source source;
  source.path = path;
  source.kind = kind;
  return source;
}

run::Source mailbox_of(const fs::path& directory, const std::string& name, run::SourceKind kind) {
  run::Source source;
  source.path = directory / name;
  source.directory = directory;
  source.mailbox = name;
  source.kind = kind;
  return source;
}

std::map<std::string, Verdict> verdicts(const SourceFiles& files) {
  std::map<std::string, Verdict> all;
  for (const auto& file : files.files()) {
    all[file.path.filename().string()] = file.verdict();
  }
  return all;
}

TEST_CASE("what became of each file of a source that is a directory is told") {
  const test::TemporaryDirectory directory;
  const fs::path office = directory / "PO";
  fs::create_directories(office / "MAI");
  for (const char* name : {"MAI/same", "MAI/other", "MAI/lost"}) {
    test::write_file(office / name, "before");
  }
  // Two mailboxes of one post office: each file once.
  SourceFiles files({mailbox_of(office, "ANN", run::SourceKind::Wgpo),
                     mailbox_of(office, "BOB", run::SourceKind::Wgpo)});
  run::Progress progress(false);
  REQUIRE(files.take_before(progress));

  test::write_file(office / "MAI/other", "behind");
  fs::remove(office / "MAI/lost");
  test::write_file(office / "MAI/new", "new");
  REQUIRE(files.take_after(progress));

  CHECK(verdicts(files) == std::map<std::string, Verdict>{{"same", Verdict::Unchanged},
                                                          {"other", Verdict::Changed},
                                                          {"lost", Verdict::Gone},
                                                          {"new", Verdict::Appeared}});
}

TEST_CASE("a file that cannot be read has no digest, and says why") {
  const test::TemporaryDirectory directory;
  SourceFiles files({file_source(directory / "none.pst", run::SourceKind::Unknown)});
  run::Progress progress(false);

  REQUIRE(files.take_before(progress));
  REQUIRE(files.take_after(progress));

  REQUIRE(files.files().size() == 1);
  CHECK(files.files().front().verdict() == Verdict::Unread);
  CHECK_FALSE(files.files().front().trouble.empty());
}

TEST_CASE("an item's file is found by its place in the directory, whatever the case of its name") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "mai/a");
  fs::create_directories(directory / "mai/b");
  test::write_file(directory / "mai/a/1.mai", "");
  test::write_file(directory / "mai/b/1.mai", "");
  test::write_file(directory / "mai/b/2.mai", "");
  const auto source = mailbox_of(directory.path(), "ANN", run::SourceKind::Wgpo);
  const SourceFiles files({source});

  const auto by_place = files.file_of(source, "MAI/B/1.MAI", "");
  const auto by_name = files.file_of(source, "2.MAI", "");

  REQUIRE(by_place);
  CHECK(files.files()[*by_place].path == directory / "mai/b/1.mai");
  REQUIRE(by_name);
  CHECK(files.files()[*by_name].path == directory / "mai/b/2.mai");
  CHECK_FALSE(files.file_of(source, "1.MAI", ""));  // two have that name
  CHECK_FALSE(files.file_of(source, "3.MAI", ""));
}

TEST_CASE("of names that differ in case alone each is its own file, and another case is neither") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "tree");
  test::write_file(directory / "tree/A.eml", "");
  test::write_file(directory / "tree/a.eml", "");
  for (const auto kind : {run::SourceKind::Mime, run::SourceKind::Wgpo}) {
    const auto source = mailbox_of(directory / "tree", "", kind);
    const SourceFiles files({source});

    for (const char* name : {"A.eml", "a.eml"}) {
      const auto found = files.file_of(source, name, name);
      REQUIRE(found);
      CHECK(files.files()[*found].path.filename() == name);
    }
    CHECK_FALSE(files.file_of(source, "A.EML", "A.EML"));
  }
}

TEST_CASE("items of a spool lie in a store that is not at hand, also when it is called like it") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "mail.pst", "");
  const auto source = file_source(directory / "mail.pst", run::SourceKind::Spool);
  const SourceFiles files({source});

  CHECK_FALSE(files.file_of(source, "mail.pst", "nid 0x00200024"));
}

TEST_CASE("Internet mail lies in the file it is named by, unless it came from elsewhere") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "tree/Inbox");
  test::write_file(directory / "tree/Inbox/1.eml", "");
  test::write_file(directory / "tree/x.mbox", "");
  const auto source = mailbox_of(directory / "tree", "", run::SourceKind::Mime);
  const SourceFiles files({source});

  const auto mail = files.file_of(source, "tree", "Inbox/1.eml");
  const auto of_mbox = files.file_of(source, "tree", "x.mbox#12");

  REQUIRE(mail);
  CHECK(files.files()[*mail].path.filename() == "1.eml");
  REQUIRE(of_mbox);
  CHECK(files.files()[*of_mbox].path.filename() == "x.mbox");
  CHECK_FALSE(files.file_of(source, "old.pst", "nid 0x00200024"));
}

}  // namespace source_files_test
