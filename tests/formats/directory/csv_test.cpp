#include <catch2/catch.hpp>

#include "formats/directory/csv_dialect.h"
#include "formats/directory/csv_file.h"
#include "formats/directory/row_record.h"
#include "tests/formats/directory/reading.h"

using directory::Attribute;
using directory::CsvDialect;
using directory::FileKind;
using test::Fields;
using test::fields_of;
using test::findings_of;
using test::read;
using test::Texts;
using test::values;

namespace {

// The default header of a 5.x export.
const std::string kHeader =
    "Obj-Class,First Name,Last name,Display Name,Alias Name,Directory Name,"
    "Primary Windows NT Account,Home-Server,E-mail address,E-mail Addresses,Members,Obj-Container,"
    "Hide from AB\r\n";

}  // namespace

TEST_CASE("the header of a directory export binds its columns") {
  const auto file = read(kHeader +
                         "Mailbox,Ann,Ash,\"Ash, Ann\",AnnA,AnnA,NORTH\\anna,PROD1,,"
                         "SMTP:ann@north.example%MS:NET/PO/ANN,,Recipients,\r\n");

  CHECK(file.kind == FileKind::DirectoryCsv);
  CHECK(file.dialect == CsvDialect());
  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].line == 2);
  CHECK(fields_of(file.records[0]) == Fields{{"Obj-Class", "Mailbox"},
                                             {"First Name", "Ann"},
                                             {"Last name", "Ash"},
                                             {"Display Name", "Ash, Ann"},
                                             {"Alias Name", "AnnA"},
                                             {"Directory Name", "AnnA"},
                                             {"Primary Windows NT Account", "NORTH\\anna"},
                                             {"Home-Server", "PROD1"},
                                             {"E-mail Addresses", "SMTP:ann@north.example"},
                                             {"E-mail Addresses", "MS:NET/PO/ANN"},
                                             {"Obj-Container", "Recipients"}});
  CHECK(findings_of(file).empty());
}

TEST_CASE("a column separator is told by the header line") {
  const std::string tabs =
      "Obj-Class\tDisplay Name\tE-mail Addresses\nMailbox\tAsh, Ann\tMS:A/B/C\n";
  const std::string blanks = "Obj-Class \"Display Name\" Alias\nMailbox \"Ann Ash\" ann\n";
  const std::string bars = "Obj-Class|Display Name|Alias\nMailbox|Ann Ash|ann\n";

  CHECK(read(tabs).dialect.column == '\t');
  CHECK(values(read(tabs).records[0], Attribute::DisplayName) == Texts{"Ash, Ann"});
  CHECK(read(blanks).dialect.column == ' ');
  CHECK(values(read(blanks).records[0], Attribute::DisplayName) == Texts{"Ann Ash"});
  CHECK(read(bars).dialect.column == '|');
}

TEST_CASE("a quote is told by the header line") {
  const auto file = read("'Obj-Class','Display Name','Alias'\n'Mailbox','Ash, Ann','say ''a'''\n");

  CHECK(file.dialect.quote == '\'');
  CHECK(values(file.records[0], Attribute::DisplayName) == Texts{"Ash, Ann"});
  CHECK(values(file.records[0], Attribute::Alias) == Texts{"say 'a'"});
}

TEST_CASE("a quote that is the column separator quotes nothing") {
  const auto file =
      read("Alias\tDisplay Name\n\"ann\tAsh\n", {.dialect = {.column = '\t', .quote = '\t'}});

  CHECK(values(file.records[0], Attribute::Alias) == Texts{"\"ann"});
  CHECK(findings_of(file).empty());
}

TEST_CASE("the separator of values is what stands before the types of addresses") {
  for (const std::string separator : {"%", "&", "^", "#", "@", "!", "$", ";"}) {
    const auto file = read("Alias,E-mail Addresses\nann,X400:c=US;s=A;" + separator +
                           "SMTP:a@b.example" + separator + "MS:A/B/C\n");

    CHECK(file.dialect.multi_value == separator.front());
    CHECK(values(file.records[0], Attribute::ProxyAddresses).size() == 3);
  }
}

TEST_CASE("what the user says of separators is not inferred") {
  const auto file = read("Alias;E-mail Addresses\nann;SMTP:a@b&MS:A/B/C%x\n",
                         {.dialect = {.column = ';', .quote = '"', .multi_value = '%'}});

  CHECK(values(file.records[0], Attribute::ProxyAddresses) == Texts{"SMTP:a@b&MS:A/B/C%x"});
}

TEST_CASE("Q190706: addresses are read in any order") {
  const auto file =
      read("Alias,E-mail Addresses\nann,X400:c=US;s=A;%CCMAIL:u at po%smtp:b@x%SMTP:a@x\n");

  CHECK(values(file.records[0], Attribute::ProxyAddresses) ==
        Texts{"X400:c=US;s=A;", "CCMAIL:u at po", "smtp:b@x", "SMTP:a@x"});
}

TEST_CASE("a percent sign inside an address separates nothing") {
  const auto file = read("Alias,E-mail Addresses\nann,SMTP:user%gate@host%MS:A/B/C\n");

  CHECK(values(file.records[0], Attribute::ProxyAddresses) ==
        Texts{"SMTP:user%gate@host", "MS:A/B/C"});
}

TEST_CASE("a percent sign in a column without a list is a character") {
  const auto file = read("Alias,Display Name\nann,100% Ann\n");

  CHECK(values(file.records[0], Attribute::DisplayName) == Texts{"100% Ann"});
}

TEST_CASE("a deletion is no data, and a note") {
  const auto file =
      read("Alias,Display Name,E-mail Addresses\nann,~DEL,SMTP:a@b%~DEL<MS:>%~DEL<smtp:c@d>\n");

  CHECK(fields_of(file.records[0]) == Fields{{"Alias", "ann"}, {"E-mail Addresses", "SMTP:a@b"}});
  CHECK(findings_of(file) == Texts{"2 value.~DEL", "2 value.~DEL", "2 value.~DEL"});
  CHECK(file.findings.items()[1].column == "E-mail Addresses");
  CHECK(file.findings.items()[1].raw == "~DEL<MS:>");
}

TEST_CASE("a value that merely begins like a deletion is data") {
  const auto file = read(
      "Alias,Display Name,E-mail Addresses\nann,~DELTA project,SMTP:a@b%~DELTA%~DEL<MS:A%B/C>\n");

  CHECK(fields_of(file.records[0]) == Fields{{"Alias", "ann"},
                                             {"Display Name", "~DELTA project"},
                                             {"E-mail Addresses", "SMTP:a@b%~DELTA"}});
  CHECK(findings_of(file) == Texts{"2 value.~DEL"});
}

TEST_CASE("the current server is a choice for later, not the name of a server") {
  const auto file = read("Alias,Home-Server\nann,~SERVER\nbo,~Server\ncy,PROD1\n");

  CHECK(values(file.records[0], Attribute::HomeServer).empty());
  CHECK(values(file.records[1], Attribute::HomeServer).empty());
  CHECK(values(file.records[2], Attribute::HomeServer) == Texts{"PROD1"});
}

TEST_CASE("a value broken over lines is joined until the row has its fields, with a note") {
  const auto file = read(
      "Obj-Class,Alias,Members,Comment\r\n"
      "dl,team,Recipients/cn=Ann%Recipients/cn=Bo\r\nBirch,x\r\n"
      "Mailbox,ann,,y\r\n");

  REQUIRE(file.records.size() == 2);
  CHECK(values(file.records[0], Attribute::Members) ==
        Texts{"Recipients/cn=Ann", "Recipients/cn=Bo Birch"});
  CHECK(values(file.records[0], Attribute::Comment) == Texts{"x"});
  CHECK(values(file.records[1], Attribute::Alias) == Texts{"ann"});
  REQUIRE(findings_of(file) == Texts{"2 row.lines"});
  CHECK(file.findings.items()[0].damage == bytes::Damage{.offset = 33,
                                                         .length = 53,
                                                         .kind = bytes::DamageKind::Inconsistent,
                                                         .field = "row.lines",
                                                         .found = 2,
                                                         .expected = 1});
  CHECK(file.findings.items()[0].raw == "dl,team,Recipients/cn=Ann%Recipients/cn=Bo\nBirch,x");
}

TEST_CASE("two short rows that make up the width are two rows") {
  const auto file =
      read("Obj-Class,Alias,Display Name,Comment\nMailbox,ann\nmailbox,bo,Bo\nRemote,cy\nx,y,z\n");

  REQUIRE(file.records.size() == 3);
  CHECK(values(file.records[0], Attribute::Alias) == Texts{"ann"});
  CHECK(values(file.records[1], Attribute::DisplayName) == Texts{"Bo"});
  CHECK(values(file.records[2], Attribute::Alias) == Texts{"cy x"});
  CHECK(findings_of(file) == Texts{"2 row.fields", "3 row.fields", "4 row.lines"});
}

TEST_CASE("an object class inside quotes begins no row") {
  const auto file =
      read("Obj-Class,Alias,Comment,Display Name\nMailbox,ann,\"see\nMailbox, old\",Ann\n");

  REQUIRE(file.records.size() == 1);
  CHECK(values(file.records[0], Attribute::Comment) == Texts{"see\nMailbox, old"});
}

TEST_CASE("addresses printed a line each are one list") {
  const auto file = read("Alias,E-mail Addresses,Comment\nann,SMTP:a@b%\nMS:A/B/C%\nsmtp:c@d,x\n");

  REQUIRE(file.records.size() == 1);
  CHECK(values(file.records[0], Attribute::ProxyAddresses) ==
        Texts{"SMTP:a@b", "MS:A/B/C", "smtp:c@d"});
}

TEST_CASE("line breaks inside quotes are part of the value") {
  const auto file = read("Alias,Comment,Display Name\r\nann,\"one\r\ntwo, \"\"2\"\"\",Ann\r\n");

  CHECK(values(file.records[0], Attribute::Comment) == Texts{"one\ntwo, \"2\""});
}

TEST_CASE("a short row has empty fields at its end, and a note") {
  const auto file = read("Obj-Class,Alias,Display Name\nMailbox,ann\nMailbox,bo,Bo\n");

  REQUIRE(file.records.size() == 2);
  CHECK(fields_of(file.records[0]) == Fields{{"Obj-Class", "Mailbox"}, {"Alias", "ann"}});
  CHECK(values(file.records[1], Attribute::DisplayName) == Texts{"Bo"});
  REQUIRE(findings_of(file) == Texts{"2 row.fields"});
  CHECK(file.findings.items()[0].damage.found == 2);
  CHECK(file.findings.items()[0].damage.expected == 3);
  CHECK(file.findings.items()[0].raw == "Mailbox,ann");
}

TEST_CASE("fields beyond the columns are damage that quotes them, empty ones a note") {
  const auto file = read("Alias,Display Name\nann,Ann,more,\"and more\"\nbo,Bo,,\n");

  CHECK(fields_of(file.records[0]) == Fields{{"Alias", "ann"}, {"Display Name", "Ann"}});
  CHECK(findings_of(file) == Texts{"2 row.fields!", "3 row.fields"});
  CHECK(file.findings.items()[0].raw == "more,and more");
}

TEST_CASE("an open quote never swallows the rows after it") {
  const auto file = read(
      "Alias,Comment,Display Name\n"
      "a,\"5 inch,Ann\n"
      "b,plain,Bo\n"
      "c,19\" tube,Cy\n"
      "d,\"legal, one\",Di\n");

  REQUIRE(file.records.size() == 4);
  CHECK(fields_of(file.records[0]) ==
        Fields{{"Alias", "a"}, {"Comment", "\"5 inch"}, {"Display Name", "Ann"}});
  CHECK(values(file.records[2], Attribute::Comment) == Texts{"19\" tube"});
  CHECK(values(file.records[3], Attribute::Comment) == Texts{"legal, one"});
  CHECK(findings_of(file) == Texts{"2 row.quote!"});
}

TEST_CASE("unknown columns are kept under their names") {
  const auto file = read("Alias,Display Name,Phone number,\nann,Ann,555,x\n");

  CHECK(fields_of(file.records[0]) ==
        Fields{{"Alias", "ann"}, {"Display Name", "Ann"}, {"Phone number", "555"}, {"", "x"}});
}

TEST_CASE("the mode of a row says whether the object is to go") {
  const auto file = read("Obj-Class,Mode,Alias\nMailbox,Delete,a\nMailbox,modify,b\nMailbox,,c\n");

  CHECK(file.records[0].change == directory::Change::Delete);
  CHECK(file.records[1].change == directory::Change::Modify);
  CHECK(file.records[2].change == directory::Change::Add);
}

TEST_CASE("the rows of a migration file's directory section are objects like any other") {
  directory::FindingLog findings;
  const std::vector<directory::Column> row = {
      {"Obj-class", "mailbox"},
      {"Common-Name", "ann"},
      {"Secondary-Proxy-Addresses", "migrate:PROFS:NORTH(ANN);smtp:ann@north.example"},
      {"Home-Server", "~Server"}};

  const auto record = directory::to_record({.line = 4}, row, ';', findings);

  CHECK(fields_of(record) == Fields{{"Obj-class", "mailbox"},
                                    {"Common-Name", "ann"},
                                    {"Secondary-Proxy-Addresses", "migrate:PROFS:NORTH(ANN)"},
                                    {"Secondary-Proxy-Addresses", "smtp:ann@north.example"}});
  CHECK(record.line == 4);
}

TEST_CASE("a text without known columns is no directory") {
  for (const std::string_view text : {"", "\n\n", "Dear Ann,\nhello, Bo\n", "a,b\n1,2\n"}) {
    CHECK(directory::read_directory(test::bytes_of(text), {}).error().kind ==
          bytes::ErrorKind::NotThisFormat);
  }
}
