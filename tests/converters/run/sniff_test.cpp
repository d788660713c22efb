#include "converters/run/find_sources.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace {

std::vector<std::string> names_of(const run::Found& found) {
  std::vector<std::string> names;
  for (const auto& source : found.sources) {
    names.push_back(source.path.filename().string() + (source.error ? ": failed" : ""));
  }
  return names;
}

const std::string kSeparator = "From x Tue Mar 14 09:15:00 1995\n";
const std::string kMail = "From: a@b.org\nSubject: one\n\n1\n";

}  // namespace

TEST_CASE("a file of a store's name that is none is a failed source, other files are left out") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "sub");
  test::write_file(directory / "a.pst", std::string(600, '\0'));
  test::write_file(directory / "b.OST", "");
  test::write_file(directory / "c.txt", "no store");
  test::write_file(directory / "sub/d.pab", "no store");
  test::write_file(directory / "sub/e.spool", "no store");

  const auto found = run::find_sources({directory.path()}, {});

  CHECK(names_of(found) == std::vector<std::string>{"a.pst: failed", "b.OST: failed",
                                                    "d.pab: failed", "e.spool: failed"});
}

TEST_CASE("links of a directory are followed to files only, and what is left out is said") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "in");
  std::filesystem::create_directory(directory / "elsewhere");
  test::write_file(directory / "elsewhere/a.pst", "!BDN");
  std::filesystem::create_symlink("../elsewhere", directory / "in/folder");
  std::filesystem::create_symlink("../elsewhere/a.pst", directory / "in/file");
  std::filesystem::create_symlink("../nothing", directory / "in/gone");
  std::filesystem::create_symlink("../nothing", directory / "in/gone.pst");

  const auto found = run::find_sources({directory / "in"}, {});

  const auto names = names_of(found);
  REQUIRE(found.notes.size() == 2);
  CHECK(found.notes[0].find("in/folder: left out: a link") != std::string::npos);
  CHECK(found.notes[1].find("in/gone: left out: a link") != std::string::npos);
  CHECK(names.back() == "gone.pst: failed");
}

TEST_CASE("the output of a run is not searched for its sources") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "out");
  test::write_file(directory / "out/a.pst", "no store");
  test::write_file(directory / "b.pst", "no store");

  const auto found =
      run::find_sources({directory.path()}, {.outputs = {directory / "out", directory / "none"}});

  CHECK(names_of(found) == std::vector<std::string>{"b.pst: failed"});
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0].find("out: left out: it is the output") != std::string::npos);
}

TEST_CASE("an mbox of a directory is a mailbox whatever its name") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "Inbox", kSeparator + kMail);
  test::write_file(directory / "Sent.mbox", kSeparator + kMail);
  test::write_file(directory / "note.eml", kMail);

  const auto found = run::find_sources({directory.path()}, {});

  REQUIRE(found.sources.size() == 3);
  CHECK(names_of(found)[0] == "Inbox");
  CHECK(names_of(found)[1] == "Sent.mbox");
  CHECK(found.sources[2].mail == convert::mime::MailKind::LooseFiles);
  CHECK(found.notes.empty());
}

TEST_CASE("what looks like mail in a directory and is not converted is named, a line a directory") {
  const test::TemporaryDirectory directory;
  for (const char* name : {"mh", "tree", "m", "m/cur", "m/new"}) {
    std::filesystem::create_directory(directory / name);
  }
  test::write_file(directory / "mh/1", kMail);
  test::write_file(directory / "mh/2", kMail);
  test::write_file(directory / "tree/1.eml", kMail);
  test::write_file(directory / "tree/three", kMail);
  test::write_file(directory / "tree/cut", "garbage\n" + kSeparator + kMail);
  test::write_file(directory / "tree/empty.mbox", "");
  test::write_file(directory / "m/stray.eml", kMail);

  const auto found = run::find_sources({directory.path()}, {});

  std::string notes;
  for (const std::string& note : found.notes) {
    notes += note + "\n";
  }
  const std::string top = directory.path().string();
  CHECK(notes ==
        top +
            "/tree/cut: left out: it looks like an mbox whose beginning is damaged; name it to "
            "convert it\n" +
            top + "/tree/empty.mbox: left out: the file is empty\n" + top +
            "/mh: 2 files left out, such as 1: what looks like a message and is not called .eml; "
            "name it to convert it\n" +
            top +
            "/tree: 1 file left out, such as three: what looks like a message and is not called "
            ".eml; name it to convert it\n" +
            top +
            "/m: 1 file left out, such as stray.eml: an .eml file beside cur and new is no part of "
            "the Maildir; name it to convert it\n");
}

TEST_CASE("an mbox whose beginning is damaged is one: by its name, or by the mail that it has") {
  const test::TemporaryDirectory directory;
  const auto kind_of = [&directory](const char* name, const std::string& text) {
    test::write_file(directory / name, text);
    const auto source = run::find_sources({directory / name}, {}).sources.at(0);
    return source.error ? "no mail" : source.mail == convert::mime::MailKind::Mbox ? "mbox" : "EML";
  };
  const std::string box = kSeparator + kMail;
  const std::string cut_header = "Subject: cut\n\nx\n\n";
  CHECK(kind_of("a.mbox", "garbage\n" + box) == std::string("mbox"));
  CHECK(kind_of("b.MBX", cut_header + box) == std::string("mbox"));
  CHECK(kind_of("c.mbox", cut_header) == std::string("mbox"));
  CHECK(kind_of("d", "garbage\n" + box) == std::string("mbox"));
  CHECK(kind_of("e", cut_header + box) == std::string("mbox"));
  CHECK(kind_of("f.eml", cut_header + box) == std::string("EML"));
  CHECK(kind_of("g", "Subject: s\n\n" + kSeparator + "ends here, and is text\n") ==
        std::string("EML"));
  CHECK(kind_of("h.pst", "garbage\n" + box) == std::string("no mail"));
  CHECK(kind_of("i.mbox", "garbage\n") == std::string("no mail"));
}

TEST_CASE("a file of an mbox's name that is none is a failed source of a directory") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "a.mbox", "garbage\n");
  CHECK(names_of(run::find_sources({directory.path()}, {})) ==
        std::vector<std::string>{"a.mbox: failed"});
}

TEST_CASE("a source that is named twice is one, which is noted") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "in");
  test::write_file(directory / "in/a.mbox", kSeparator + kMail);
  test::write_file(directory / "in/b.mbox", kSeparator + kMail);

  const auto found = run::find_sources(
      {directory / "in/a.mbox", directory / "in/../in/a.mbox", directory / "in"}, {});

  CHECK(names_of(found) == std::vector<std::string>{"a.mbox", "b.mbox"});
  REQUIRE(found.notes.size() == 2);
  CHECK(found.notes[0].find("a.mbox: named twice: converted once") != std::string::npos);
}
