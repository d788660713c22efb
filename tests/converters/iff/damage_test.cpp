// Broken sets: what is lost, what is told, and that nothing crashes.
#include <random>

#include "tests/converters/iff/converted.h"

using test::IffSink;
using test::MadeSet;

TEST_CASE("Q234733 a damaged row is a loss that names file, line, folder, user and reason") {
  MadeSet set;
  for (int i = 1; i <= 10; ++i) {
    if (i == 4) {
      set.rows += "Projects,Cy,\"Ash, Ann\"x,\"Birch, Bo\"y,z,Four,,,,,,#A.SEC(90)\r\n";
    }
    if (i != 4) {
      set.add_message(std::to_string(i), "body");
    }
  }

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 9);
  REQUIRE(sink.losses.size() == 1);
  const model::Loss& loss = sink.losses[0];
  REQUIRE(loss.kind == model::LossKind::Item);
  REQUIRE(loss.source == "A.PRI");
  REQUIRE(loss.native_id == "A.PRI line 6");
  REQUIRE(loss.folder == sink.folder_named("Projects")->id);
  REQUIRE(loss.why.find("SMTP:bo@north.example") != std::string::npos);
  REQUIRE(loss.why.find("Ash, Ann") != std::string::npos);
  REQUIRE(loss.offset);
}

TEST_CASE("Q194920 a body past the end is missing of its message, once") {
  MadeSet set;
  set.add_row("Folder,Ann,Bo,,,subject,19970506151000,,,,", 90'000);
  set.add_message("next", "text");

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 2);
  REQUIRE(sink.messages[0].subject == "subject");
  REQUIRE_FALSE(sink.messages[0].bodies.text);
  REQUIRE(sink.messages[0].provenance.missing.size() == 1);
  REQUIRE(sink.messages[1].provenance.state == model::State::Intact);
}

TEST_CASE("a secondary file that is missing costs the bodies, not the messages") {
  MadeSet set;
  set.add_message("subject", "text");
  set.write();
  std::filesystem::remove(set.path() / "A.SEC");

  const IffSink sink(set.path());

  REQUIRE(sink.messages.at(0).subject == "subject");
  REQUIRE(sink.messages[0].provenance.missing.at(0).why.find("A.SEC") != std::string::npos);
}

TEST_CASE("a field that is followed tells its damage, and the sections that it has no place for") {
  MadeSet set;
  const auto to = set.sections.add("Other", "Bo;Cy", "FALSE");
  set.sections.add("Other", "Di");
  const auto body = set.sections.add("Body", "text");
  set.rows = ",Ann,#A.SEC(" + std::to_string(to + 1) + "),,,s,,,,,,#A.SEC(" + std::to_string(body) +
             ")\r\n";

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).recipients.size() == 2);
  REQUIRE(sink.messages[0].provenance.missing.size() == 1);
  REQUIRE(sink.messages[0].provenance.missing[0].what == "To");
  REQUIRE(sink.messages[0].provenance.missing[0].why.find("1 further section") !=
          std::string::npos);
  REQUIRE(sink.has_note("#A.SEC(" + std::to_string(to + 1) + ") in To meets no section"));
}

TEST_CASE("Q240873 sections that no row names are losses, or items in Lost and Found") {
  MadeSet set;
  set.add_message("subject", "text");
  const auto orphan = set.sections.add("Body", "nobody names me", "FALSE");
  set.sections.add("Attachment", "nor me", "TRUE", "file.txt");

  const IffSink plain = set.convert();
  const IffSink exported = set.convert({.orphans = true});

  REQUIRE(plain.losses.size() == 1);
  REQUIRE(plain.losses[0].offset == orphan);
  REQUIRE(plain.losses[0].why.find("Body of 15 bytes, Attachment of 6 bytes") != std::string::npos);
  REQUIRE(exported.losses.empty());
  REQUIRE(exported.damages() == 1);
  const auto& item = exported.messages.at(1);
  REQUIRE(exported.path_of(item) == "Lost and Found");
  REQUIRE(item.provenance.state == model::State::Recovered);
  REQUIRE(IffSink::text(item.bodies.text->content) == "nobody names me");
  REQUIRE(IffSink::text(item.attachments.at(0).content) == "nor me");
}

TEST_CASE("a corrected pointer leaves the message whole and is damage of the mailbox") {
  MadeSet set;
  const auto place = set.sections.add("Body", "text");
  set.add_row(",,,,,s,,,,,", place + 3);

  const IffSink sink = set.convert();

  REQUIRE(IffSink::text(sink.messages.at(0).bodies.text->content) == "text");
  REQUIRE(sink.messages[0].provenance.state == model::State::Intact);
  REQUIRE(sink.damages() == 1);
}

TEST_CASE("damage names file, row, pointer, what was expected, and what to do") {
  MadeSet set;
  const auto shifted = set.sections.add("Body", "shifted");
  const auto longer = set.sections.add_claiming("400", "Body", "too long");
  const auto cut = set.sections.add_claiming("90", "Body", "cut");
  set.add_row(",,,,,1,,,,,", shifted + 3);
  set.add_row(",,,,,2,,,,,", longer);
  set.add_row(",,,,,3,,,,,", cut);
  set.add_row(",,,,,4,,,,,", 90'000);

  const IffSink sink = set.convert();

  const auto text_at = [&](const char* where) {
    const auto found = std::ranges::find(sink.notes, where, &model::Note::where);
    return found == sink.notes.end() ? std::string() : found->text;
  };
  REQUIRE(text_at("A.PRI line 3") ==
          "#A.SEC(" + std::to_string(shifted + 3) +
              ") in Body meets no section; the nearest, 3 bytes before it, at " +
              std::to_string(shifted) +
              ", was read; compare the file with another copy: one that was made as text, or "
              "opened in an editor, is shifted");
  REQUIRE(text_at("A.PRI line 4")
              .find("A.SEC: the section at " + std::to_string(longer) + ", which #A.SEC(" +
                    std::to_string(longer) +
                    ") in Body leads to, says Length 400, but what follows "
                    "fits 8 alone") == 0);
  REQUIRE(sink.messages.at(2).provenance.missing.at(0).why.find(
              "says Length 90, but the file ends after 5 bytes: what there is was read; look for "
              "a whole copy") != std::string::npos);
  REQUIRE(sink.messages.at(3).provenance.missing.at(0).why.find(
              "#A.SEC(90000) in Body points behind the end of A.SEC, which has ") == 0);
}

TEST_CASE("a section of an unknown type is a file, and incomplete") {
  MadeSet set;
  const auto place = set.sections.add("Bdoy", "text");
  set.add_row(",,,,,s,,,,,", place);

  const IffSink sink = set.convert();

  REQUIRE(IffSink::text(sink.messages.at(0).attachments.at(0).content) == "text");
  REQUIRE(sink.messages[0].provenance.state == model::State::Partial);
}

TEST_CASE("a set cut or changed anywhere still closes its books") {
  MadeSet healthy;
  healthy.code_page = "932";
  const auto place = healthy.sections.add("Body", "see \x93\xFA", "FALSE");
  healthy.sections.add("Attachment", std::string("\0\r\nBody,9,,TRUE,,,\r\n", 20), "TRUE", "a.bin");
  healthy.add_row(
      "A\\B,Ann[SMTP:a@x],\"Ash, A\";Bo,,,\"one \"\"two\"\"\",19970506151000,,1,TRUE,FALSE", place);
  healthy.add_message("text", "body");
  healthy.other =
      "PAB,SMTP:bo@north.example\r\nObj-class,Display-Name,Email-Address\r\n"
      "entry,Ann,SMTP:a@x\r\ndl,All,Ann\r\n"
      "DIRECTORY\r\nObj-class,Mode,Common-Name,Secondary-Proxy-Addresses\r\n"
      "mailbox,create,BO,\"SMTP:bo@north.example\"\r\n";
  healthy.write();
  std::mt19937 random(20'240'612);  // NOLINT(cert-msc51-cpp): the same each time
  for (const char* name : {"A.PKL", "A.PRI", "A.SEC"}) {
    const std::string whole = test::read_file(healthy.path() / name);
    for (int round = 0; round < 150; ++round) {
      std::string broken = whole;
      if (round % 3 == 0) {
        broken.resize(random() % whole.size());
      } else {
        for (int flip = 0; flip <= round % 4; ++flip) {
          constexpr std::string_view kOdd = "\",;#\\\r\n[]()!\x83";
          const char other = kOdd[random() % kOdd.size()];
          broken[random() % whole.size()] =
              round % 2 == 0 ? other : static_cast<char>(random() % 256);
        }
      }
      test::write_file(healthy.path() / name, broken);
      const auto set = iff::MigrationSet::open(healthy.path(), 0);
      for (std::size_t i = 0; set && i < set->mailboxes().size(); ++i) {
        for (const bool orphans : {false, true}) {
          const IffSink sink(healthy.path(), {.orphans = orphans}, i);
          for (const auto& message : sink.messages) {
            for (const auto& attachment : message.attachments) {
              (void)IffSink::text(attachment.content);
            }
          }
        }
      }
    }
    test::write_file(healthy.path() / name, whole);
  }
}

TEST_CASE("people of a row beyond a named limit are missing, with their number") {
  constexpr std::size_t kMany = 100'003;
  std::string people;
  for (std::size_t i = 0; i < kMany; ++i) {
    people += "a;";
  }
  MadeSet set;
  const auto to = set.sections.add("Other", people);
  const auto cc = set.sections.add("Other", std::string((1U << 20U) + 1, 'a'));
  set.add_row(",Ann,#A.SEC(" + std::to_string(to) + "),#A.SEC(" + std::to_string(cc) + "),,s,,,,,",
              set.sections.add("Body", "text"));

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).recipients.size() == 100'000);
  REQUIRE(sink.messages[0].provenance.missing.size() == 2);
  REQUIRE(sink.messages[0].provenance.missing[0].why.find("3 further people") == 0);
}

TEST_CASE("an entry of the directory that is lost is listed with file, line, offset and reason") {
  MadeSet set;
  set.add_message("subject", "text");
  set.other =
      "DIRECTORY\r\nObj-class,Mode,Common-Name\r\nmailbux,create,BO\r\n"
      "mailbox,\"create\"x,\"C\"y,Y\r\n";

  const IffSink sink = set.convert({}, 1);

  REQUIRE(sink.stored->display_name == iff::kSetItself);
  REQUIRE(sink.losses.size() == 2);
  for (const model::Loss& loss : sink.losses) {
    REQUIRE(loss.kind == model::LossKind::Structure);
    REQUIRE(loss.source == "A.PRI");
    REQUIRE(loss.offset);
    REQUIRE(loss.why.find("may be a mailbox") != std::string::npos);
  }
  REQUIRE(sink.losses[0].native_id == "A.PRI line 6");
}

TEST_CASE("a secondary file whose CR LF became LF gives every message its own text, told once") {
  MadeSet set;
  for (int i = 0; i < 9; ++i) {
    set.add_message(std::to_string(i), "line one of " + std::to_string(i) + "\r\nline two\r\n");
  }
  std::string& file = set.sections.text();
  std::erase(file, '\r');

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 9);
  for (const model::Message& message : sink.messages) {
    REQUIRE(message.provenance.missing.empty());
    REQUIRE(IffSink::text(message.bodies.text->content) ==
            "line one of " + message.subject + "\r\nline two\r\n");
  }
  REQUIRE(sink.losses.empty());
  REQUIRE(sink.damages() == 1);
  REQUIRE(sink.has_note("with the CRs put back"));
}

TEST_CASE("a secondary file that lost its first bytes is read by its shifted pointers, told once") {
  MadeSet set;
  for (int i = 0; i < 9; ++i) {
    set.add_message(std::to_string(i), "text of " + std::to_string(i));
  }
  set.sections.text().erase(0, 50);

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 9);
  for (const model::Message& message : sink.messages) {
    REQUIRE(message.provenance.missing.empty());
    REQUIRE(IffSink::text(message.bodies.text->content) == "text of " + message.subject);
  }
  REQUIRE(sink.losses.empty());
  REQUIRE(sink.damages() == 2);  // and the first line, which is not there
  REQUIRE(sink.has_note("all do 50 bytes before where they point"));
}

TEST_CASE("a broken row without a reading loses no body: its sections are told, and rescued") {
  MadeSet set;
  set.add_message("one", "first");
  const auto place = set.sections.add("Body", "of the broken row");
  set.rows +=
      ",Ann[SMTP:a@x.example\r\n],,Bo,,,,two,,,,,,,,,#A.SEC(" + std::to_string(place) + ")\r\n";
  set.rows += ",Ann,Bo,,,three,,,,,#A.SEC(" + std::to_string(place) + "),\r\n";

  const IffSink sink = set.convert();

  const auto is_it = [](const model::Loss& loss) {
    return loss.why.find("Body of 17 bytes") != std::string::npos;
  };
  REQUIRE(std::ranges::count_if(sink.losses, is_it) == 1);
  const IffSink rescued = set.convert({.orphans = true});
  REQUIRE(rescued.messages.back().provenance.state == model::State::Recovered);
  REQUIRE(IffSink::text(rescued.messages.back().bodies.text->content) == "of the broken row");
}

TEST_CASE("zeroed areas of texts are missing of their items, with place and length") {
  MadeSet set;
  set.code_page = "1252";
  const std::string zeros(20, '\0');
  set.add_message("whole", std::string("a\0b", 3));
  set.add_message("body", "begin" + zeros + "end");
  set.add_message("sub" + zeros + "ject", "text");
  set.add_row(",Ann,Bo,,,long,,,,,", set.sections.add("Attachment", "a" + zeros, "TRUE", "x.bin"));

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).provenance.missing.empty());
  REQUIRE(sink.messages.at(1).provenance.missing.at(0).what == "body");
  REQUIRE(sink.messages[1].provenance.missing[0].why.find("A.SEC: 20 NULs at 0x") == 0);
  REQUIRE(sink.messages.at(2).provenance.missing.at(0).what == "Subject");
  REQUIRE(sink.messages[2].provenance.missing[0].why.find("A.PRI: 20 NULs at 0x") == 0);
  REQUIRE(sink.messages.at(3).provenance.missing.empty());
}

TEST_CASE("messages of which no row tells are counted, as many as there are beyond broken rows") {
  MadeSet set;
  set.add_message("one", "first");
  set.rows += ",Ann,Bo,,,no pointer,,,,,,\r\n";
  set.sections.add("Body", "of the row without a pointer");
  set.sections.add("Body", "of no row", "FALSE");
  set.sections.add("Attachment", "x", "TRUE", "x.txt");
  set.sections.add("Attachment", "y", "TRUE", "y.txt");

  const IffSink sink = set.convert();

  REQUIRE(sink.losses.size() == 3);
  REQUIRE(sink.losses[0].kind == model::LossKind::Structure);
  REQUIRE(sink.losses[1].kind == model::LossKind::Item);
  REQUIRE(sink.losses[2].kind == model::LossKind::Structure);
}
