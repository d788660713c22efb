#include "converters/iff/folder_plan.h"
#include "tests/converters/iff/converted.h"

using test::IffSink;
using test::MadeSet;

TEST_CASE("a mailbox without mail has its folders and nothing else") {
  MadeSet set;

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.empty());
  REQUIRE(sink.folder_named("Inbox") != nullptr);
  REQUIRE(sink.folders.size() == 3);
}

TEST_CASE("public folders have no roles") {
  MadeSet set;
  set.address = "PublicMessages";
  set.add_row("Inbox,,,,,s,,,,,", set.sections.add("Body", "a"));
  set.add_row("Boards\\Sales,,,,,s,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE(sink.stored->display_name == "Public Folders");
  REQUIRE(sink.folder_named("Inbox")->role == model::FolderRole::None);
  REQUIRE(sink.path_of(sink.messages.at(1)) == "Boards/Sales");
}

TEST_CASE("columns in another order are bound by their names") {
  MadeSet set;
  set.header = "Body,Subject,Folder,Colour\r\n";
  set.rows = "#A.SEC(50),subject,Place,blue\r\n";
  set.sections.add("Body", "text");

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).subject == "subject");
  REQUIRE(sink.path_of(sink.messages[0]) == "Place");
  REQUIRE(IffSink::text(sink.messages[0].bodies.text->content) == "text");
  REQUIRE(sink.has_note("the header has 4 columns"));
  REQUIRE(sink.damages() == 1);
  REQUIRE(sink.has_note("lacks Sender, To, Cc, Bcc, Send-Date"));
  REQUIRE(sink.messages[0].provenance.missing.size() == 9);
}

TEST_CASE("a column whose name is damaged is read by its place, told once") {
  MadeSet set;
  set.header.replace(set.header.find("Sender"), 6, "XxSender");
  set.add_row(",Ann[SMTP:a@x.example],Bo,,,one,,,,,", set.sections.add("Body", "text"));
  set.add_row(",Cy[SMTP:c@x.example],Bo,,,two,,,,,", set.sections.add("Body", "text"));

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).from->name == "Ann");
  REQUIRE(sink.messages.at(1).from->name == "Cy");
  REQUIRE(sink.messages[0].provenance.missing.empty());
  REQUIRE(sink.damages() == 1);
  REQUIRE(sink.has_note("the header calls column 2 XxSender, which is none"));
}

TEST_CASE("a column beside all that are known is a note, and kept") {
  MadeSet set;
  set.header.insert(0, "Colour,");
  set.rows = "blue,,Ann,Bo,,,one,,,,,,#A.SEC(50)\r\n";
  set.sections.add("Body", "text");

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).subject == "one");
  REQUIRE(sink.damages() == 0);
  REQUIRE(sink.has_note("the header has 13 columns"));
}

TEST_CASE("without a usable header the documented order counts") {
  for (const char* header : {"", "x,y,z\r\n"}) {
    MadeSet set;
    set.header = header;
    set.add_message("subject", "text");

    const IffSink sink = set.convert();

    REQUIRE(sink.messages.at(0).subject == "subject");
    REQUIRE(sink.has_note("no usable header"));
  }
}

TEST_CASE("Q230068 seven thousand rows are seven thousand messages") {
  MadeSet set;
  constexpr std::size_t kRows = 7000;
  for (std::size_t i = 0; i < kRows; ++i) {
    set.add_message(std::to_string(i), "body");
  }

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == kRows);
  REQUIRE(sink.folder_named("Inbox")->expected_items == kRows);
  REQUIRE(sink.messages.back().subject == "6999");
  REQUIRE(sink.losses.empty());
}

TEST_CASE("a row that is too short has empty fields and is whole") {
  MadeSet set;
  set.rows = "Folder,Ann,Bo\r\n";
  set.add_message("next", "text");

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 2);
  REQUIRE(sink.messages[0].from->name == "Ann");
  REQUIRE(sink.messages[0].provenance.state == model::State::Partial);
  REQUIRE(sink.has_note("it has 3 of 12 fields"));
}

TEST_CASE("paths of any depth end somewhere") {
  MadeSet set;
  std::string path;
  for (int i = 0; i < 500; ++i) {
    path += "a\\";
  }
  set.add_row(path + ",,,,,s,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE(sink.folders.size() < 70);
  REQUIRE(sink.messages.size() == 1);
}

TEST_CASE("a path that no row had when they were counted has no folder") {
  convert::iff::FolderPlan plan(false);
  plan.expect("Projects");

  REQUIRE(plan.find("projects\\One") == std::nullopt);
  REQUIRE(plan.contacts() == std::nullopt);
  REQUIRE(plan.find("Projects").has_value());
}

TEST_CASE("folders of a mailbox meet a named limit, and items beyond it say where they belong") {
  MadeSet set;
  constexpr std::size_t kMany = convert::iff::kMostFolders + 3;
  const auto body = set.sections.add("Body", "a");
  for (std::size_t i = 0; i < kMany; ++i) {
    set.add_row("Deep\\" + std::to_string(i) + ",,,,,s,,,,,", body);
  }
  set.add_row("Late\\One,,,,,last,,,,,", body);

  const IffSink sink = set.convert();

  REQUIRE(sink.folders.size() == convert::iff::kMostFolders);
  REQUIRE(sink.messages.size() == kMany + 1);
  REQUIRE(sink.path_of(sink.messages.front()) == "Deep/0");
  REQUIRE(sink.path_of(sink.messages.at(kMany - 1)) == "Deep");
  const model::Message& last = sink.messages.back();
  REQUIRE(sink.path_of(last) == "Inbox");
  REQUIRE(last.provenance.state == model::State::Partial);
  REQUIRE(last.provenance.missing.at(0).what == "folder");
  REQUIRE(last.provenance.missing[0].why.find("100000 folders") != std::string::npos);
  REQUIRE(last.provenance.missing[0].why.find("Late\\One") != std::string::npos);
}
