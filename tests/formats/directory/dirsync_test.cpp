#include <catch2/catch.hpp>

#include "formats/directory/dirsync_file.h"
#include "tests/formats/directory/reading.h"

using test::Fields;
using test::fields_of;
using test::findings_of;
using test::read;
using test::Texts;

TEST_CASE("DIRSYNC text is records of labels and values") {
  const auto file = read(
      "# sample\n"
      "A /o=Org/cn=ann\n"
      "- Display-Name:\"Ann Ash\"\n"
      "- Obj-Class:mailbox\n"
      "- Raw:\\x4100fF\n"
      "D /o=Org/cn=bo\n"
      "M /o=Org/cn=cy\n");

  CHECK(file.kind == directory::FileKind::Dirsync);
  REQUIRE(file.records.size() == 3);
  CHECK(file.records[0].dn == "/o=Org/cn=ann");
  CHECK(fields_of(file.records[0]) == Fields{{"Display-Name", "Ann Ash"},
                                             {"Obj-Class", "mailbox"},
                                             {"Raw", std::string("A\0\xFF", 3)}});
  CHECK(file.records[1].change == directory::Change::Delete);
  CHECK(file.records[2].change == directory::Change::Modify);
  CHECK(findings_of(file).empty());
}

TEST_CASE("lines that are nothing of DIRSYNC text are damage") {
  const auto file = read("A dn\n- Raw:\\x4\nwhat\n- no colon\n");

  CHECK(fields_of(file.records[0]) == Fields{{"Raw", "\\x4"}});
  CHECK(findings_of(file) == Texts{"2 dirsync.hex!", "3 dirsync.line!", "4 dirsync.line!"});
}

TEST_CASE("a sentence that begins with an article is no DIRSYNC text") {
  CHECK_FALSE(directory::read_directory(test::bytes_of("A letter\nto you\n"), {}));
}
