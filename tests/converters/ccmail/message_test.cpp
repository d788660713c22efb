// Header fields and folders of messages. The numbers are those of the known-failure matrix.
#include <catch2/catch.hpp>

#include "tests/converters/ccmail/converted.h"

using test::CcmailSink;
using test::export_of;
using test::ExportMaker;
using test::message_with;
using test::text_item;

namespace {

const std::string kFrom = "Ash, Ann at PO1";

}  // namespace

TEST_CASE("a message has what its header says") {
  const CcmailSink sink(message_with({{"From", kFrom},
                                      {"Date", "6/20/98 8:39"},
                                      {"To", "Birch, Bo at PO2"},
                                      {"cc", "Cedar, Cy at PO2"},
                                      {"Subject", "Hello"},
                                      {"Priority", "Urgent"},
                                      {"Status", "Unread"},
                                      {"Receipt", "Yes"}}));
  const model::Message& message = sink.messages.at(0);
  REQUIRE(message.from->name == "Ash, Ann");
  REQUIRE(message.from->type == "CCMAIL");
  REQUIRE(message.from->address == "Ash, Ann at PO1");
  REQUIRE(message.recipients.size() == 2);
  REQUIRE(message.recipients[1].kind == model::RecipientKind::Cc);
  REQUIRE(message.subject == "Hello");
  REQUIRE(sink.sent() == "1998-06-20T08:39:00");
  REQUIRE(std::holds_alternative<model::WallClock>(*message.sent));
  REQUIRE(message.importance == model::Importance::High);
  REQUIRE_FALSE(message.read);
  REQUIRE(message.read_receipt_requested);
  REQUIRE(sink.folder_of() == "Inbox");
  REQUIRE(sink.damages() == 0);
}

TEST_CASE("Q241553 recipients without a post office are of the sender's") {
  const CcmailSink sink(message_with({{"From", "Ash, Ann at PO2"}, {"To", "Birch, Bo"}}),
                        {.owner = "Dogwood, Di at PO1"});
  REQUIRE(sink.messages.at(0).recipients.at(0).address.address == "Birch, Bo at PO2");
  REQUIRE(sink.stored->display_name == "Dogwood, Di");
  REQUIRE(sink.stored->legacy_address == "CCMAIL:Dogwood, Di at PO1");
}

TEST_CASE("without a sender's post office a recipient is of the owner's") {
  const CcmailSink sink(message_with({{"From", "Ash, Ann"}, {"To", "Birch, Bo"}}),
                        {.owner = "Dogwood, Di at PO1"});
  REQUIRE(sink.messages.at(0).recipients.at(0).address.address == "Birch, Bo at PO1");
}

TEST_CASE("Q249133 a recipient without a user is there, and damage tells it") {
  const CcmailSink sink(message_with({{"From", kFrom}, {"To", " at PO_NAME"}}));
  const auto& address = sink.messages.at(0).recipients.at(0).address;
  REQUIRE(address.name.empty());
  REQUIRE(address.address == "at PO_NAME");
  REQUIRE(sink.count_notes("Address.user") == 1);
}

TEST_CASE("Q181125 blind copies are in no other list, and can be left out") {
  const std::string text =
      message_with({{"From", kFrom}, {"To", "Birch, Bo"}, {"bcc", "Secret, Sam at PO3"}});
  const CcmailSink with(text);
  REQUIRE(with.messages.at(0).recipients.size() == 2);
  REQUIRE(with.messages.at(0).recipients.at(1).kind == model::RecipientKind::Bcc);
  REQUIRE(with.body().find("Secret") == std::string::npos);
  const CcmailSink without(text, {.omit_bcc = true});
  REQUIRE(without.messages.at(0).recipients.size() == 1);
  REQUIRE(without.count_notes("1 blind copies are left out") == 1);
}

TEST_CASE("Q233325 Q193735 a date that is none stops nothing, and no clock stands in for it") {
  ExportMaker maker;
  for (const char* date : {"1/13/01 8:00", "2/31/99", "1/1/01"}) {
    maker.add(
        {.fields = {{"From", kFrom}, {"Date", date}, {"Subject", "s"}}, .items = {text_item("x")}});
  }
  const CcmailSink sink(maker.text());
  REQUIRE(sink.messages.size() == 3);
  REQUIRE(sink.sent(1) == "none");
  REQUIRE(CcmailSink::kept(sink.messages[1].properties, "CcmailDate") == "2/31/99");
  REQUIRE(sink.count_notes("Date.value") == 1);
  REQUIRE(sink.sent(2) == "2001-01-01T00:00:00");
}

TEST_CASE("Q193745 Q192595 odd years are kept and noted, and repaired on request") {
  const std::string text = message_with({{"From", kFrom}, {"Date", "1/1/1900 9:00"}});
  const CcmailSink sink(text);
  REQUIRE(sink.sent() == "1900-01-01T09:00:00");
  REQUIRE(sink.count_notes("out of the range") == 1);
  REQUIRE(sink.damages() == 0);
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailDate") == "1/1/1900 9:00");
  REQUIRE(CcmailSink(text, {.repair_years = true}).sent() == "2000-01-01T09:00:00");
}

TEST_CASE("Q180641 the order of dates is the file's, or the user's") {
  const auto dated = [](const char* decisive) {
    ExportMaker maker;
    for (const char* date : {"1/2/98 8:00", decisive}) {
      maker.add({.fields = {{"From", kFrom}, {"Date", date}}, .items = {text_item("x")}});
    }
    return maker.text();
  };
  REQUIRE(CcmailSink(dated("12/25/98 8:00")).sent() == "1998-01-02T08:00:00");
  REQUIRE(CcmailSink(dated("25/12/98 8:00")).sent() == "1998-02-01T08:00:00");
  REQUIRE(CcmailSink(dated("1998-12-25 8:00")).sent(1) == "1998-12-25T08:00:00");
  const CcmailSink doubtful(dated("3/4/98 8:00"));
  REQUIRE(doubtful.sent() == "1998-01-02T08:00:00");
  REQUIRE(doubtful.count_notes("Date.order") == 1);
  REQUIRE(CcmailSink(dated("3/4/98 8:00"), {.date_order = "dmy"}).sent() == "1998-02-01T08:00:00");
}

TEST_CASE("Q262989 what nobody knows of a header is kept under its label") {
  const CcmailSink sink(message_with({{"From", kFrom}, {"RRT", "17"}, {"Zzz", "a"}, {"Zzz", "b"}}));
  const auto& bag = sink.messages.at(0).properties;
  REQUIRE(CcmailSink::kept(bag, "CcmailField-RRT") == "17");
  REQUIRE(CcmailSink::kept(bag, "CcmailField-Zzz") == "a");
  REQUIRE(CcmailSink::kept(bag, "CcmailField-Zzz-2") == "b");
}

TEST_CASE("Q223383 a message without a date has none, and a note") {
  const CcmailSink sink(message_with({{"From", kFrom}}));
  REQUIRE(sink.sent() == "none");
  REQUIRE(sink.count_notes("no date") == 1);
  REQUIRE(sink.damages() == 0);
}

TEST_CASE("Q234350 Q237189 brackets and prefixes of a subject stay") {
  for (const char* subject : {"[ABC] report [x]", "Re: x", "RE: x", "Lu : x"}) {
    REQUIRE(CcmailSink(message_with({{"From", kFrom}, {"Subject", subject}})).messages[0].subject ==
            subject);
  }
}

TEST_CASE("Q157631 boards are folders, and nobody is invented as a recipient") {
  ExportMaker maker;
  for (const char* board : {"#Social", "#Sales at PO5"}) {
    maker.add({.fields = {{"From", kFrom}, {"To", board}}, .items = {text_item("x")}});
  }
  maker.add({.fields = {{"From", kFrom}, {"To", "#Social"}, {"To", "#Sales"}},
             .items = {text_item("both")}});
  const CcmailSink sink(maker.text());
  REQUIRE(sink.messages.size() == 4);
  REQUIRE(sink.folder_of(0) == "Social");
  REQUIRE(sink.folder_of(1) == "Sales");
  REQUIRE(sink.folder_of(2) == "Social");
  REQUIRE(sink.folder_of(3) == "Sales");
  REQUIRE(sink.folder_named("Bulletin Boards") != nullptr);
  REQUIRE(sink.messages[1].recipients.size() == 1);
  REQUIRE(sink.messages[1].recipients[0].address.name == "#Sales");
  REQUIRE(sink.messages[1].recipients[0].address.address == "#Sales at PO5");
}

TEST_CASE("EX55-DRAFTS drafts stay in their folder, unsent") {
  ExportMaker maker;
  maker.add({.fields = {{"Folder", "Drafts"}, {"From", kFrom}}, .items = {text_item("x")}});
  maker.add("sent", {text_item("y")});
  const CcmailSink sink(maker.text());
  REQUIRE(sink.folder_of(0) == "Drafts");
  REQUIRE(sink.messages[0].unsent);
  REQUIRE(sink.folder_of(1) == "Inbox");
  REQUIRE_FALSE(sink.messages[1].unsent);
  REQUIRE(sink.folder_named("Inbox")->expected_items == 1);
}

TEST_CASE("Q174255 a client's own folders hold no mail, unless they do") {
  ExportMaker maker;
  for (const char* folder : {"Stationery", "Preferences", "Rules"}) {
    maker.add({.fields = {{"Folder", folder}, {"From", kFrom}}, .items = {}});
  }
  maker.add({.fields = {{"Folder", "Rules"}, {"From", kFrom}}, .items = {text_item("of a game")}});
  const CcmailSink sink(maker.text());
  REQUIRE(sink.messages.size() == 1);
  REQUIRE(sink.folder_of() == "Rules");
  REQUIRE(sink.count_notes("3 empty messages") == 1);
}

TEST_CASE("Q212759 Q223772 a message that was tried again and again comes once") {
  test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "Bad");
  std::vector<std::filesystem::path> files;
  for (int i = 0; i < 30; ++i) {
    files.push_back(directory.path() / "Bad" / ("MSG00" + std::to_string(10 + i) + ".CCM"));
    test::write_file(files.back(), export_of({text_item("again")}));
  }
  CcmailSink once;
  once.convert(files);
  REQUIRE(once.messages.size() == 1);
  REQUIRE(once.count_notes("29 messages are the same") == 1);
  REQUIRE(once.count_notes("MSG0039.CCM") == 1);
  REQUIRE(once.skipped.size() == 29);
  REQUIRE(once.skipped[28].native_id == "MSG0039.CCM, message at 0x0");
  REQUIRE(once.skipped[28].repeats == once.messages[0].provenance.native_id);
  REQUIRE(once.skipped[28].folder == once.messages[0].folder);
  CcmailSink all;
  all.convert(files, {.keep_duplicates = true});
  REQUIRE(all.messages.size() == 30);

  std::string many;
  for (int i = 0; i < 50; ++i) {
    many += export_of({text_item("again")});
  }
  const CcmailSink refused(many, {}, "CCMAIL.UND");
  REQUIRE(refused.messages.size() == 1);
  REQUIRE(refused.count_notes("49 messages are the same") == 1);
  REQUIRE(CcmailSink(many).messages.size() == 50);
}

TEST_CASE("Q238784 Q202240 what is cut off is missing of its message") {
  std::string text = export_of({text_item("a"), test::file_item("A.PCX", std::string(500, 'p'))});
  text.resize(text.size() - 402);
  const CcmailSink sink(text);
  REQUIRE(sink.messages.at(0).provenance.state == model::State::Partial);
  REQUIRE(CcmailSink::text(sink.file().content) == std::string(100, 'p'));
}

TEST_CASE("faults of a message beyond those that are listed are counted") {
  std::string items;
  for (int i = 0; i < 1'500; ++i) {
    items += "Text item:\r\n1\r\nxyz\r\n";
  }
  const CcmailSink sink("Message:\r\n0\r\nFrom: Ash, Ann at PO1\r\nContents:\r\n" + items);
  REQUIRE(sink.count_notes("Item.size") >= 999);
  REQUIRE(sink.damages() == 1'001);
  REQUIRE(sink.count_notes("501 more faults of the message") == 1);
}

TEST_CASE("bytes of no message are a loss with their place") {
  ExportMaker maker;
  maker.add("One", {text_item("a")});
  maker.add_raw("Exporting messages in mailbox\r\n");
  maker.add("Two", {text_item("b")});
  const CcmailSink sink(maker.text());
  REQUIRE(sink.messages.size() == 2);
  REQUIRE(sink.losses.size() == 1);
  REQUIRE(sink.losses[0].offset == maker.begins()[1] - 31);
  REQUIRE(sink.losses[0].why.find("Exporting messages") != std::string::npos);
}

TEST_CASE("Q280071 Q275928 read status is the attribute's, and no text changes it") {
  ExportMaker maker;
  for (const char* body : {"plain", "\x01\x02high\x03light"}) {
    maker.add({.fields = {{"From", kFrom}, {"Status", "Read"}}, .items = {text_item(body)}});
  }
  const CcmailSink sink(maker.text());
  REQUIRE(sink.messages[0].read);
  REQUIRE(sink.messages[1].read);
  REQUIRE_FALSE(sink.messages[1].bodies.html);
  REQUIRE_FALSE(sink.messages[1].bodies.rtf);
}

TEST_CASE("Q179677 Q232687 Q184054 senders in brackets have their Internet address") {
  struct Form {
    const char* text;
    const char* name;
    const char* smtp;
  };
  for (const Form& form : {Form{",User [SMTP:u@d.example] at SITE", "User", "u@d.example"},
                           Form{"Ann [SMTP:ann@d.example] at SITE", "Ann", "ann@d.example"},
                           Form{"First (comment) <a@b>", "First (comment)", "a@b"}}) {
    const CcmailSink sink(message_with({{"From", form.text}}));
    REQUIRE(sink.messages[0].from->name == form.name);
    REQUIRE(sink.messages[0].from->smtp == form.smtp);
  }
}

TEST_CASE("Q197114 addresses of other systems keep their types") {
  const CcmailSink sink(message_with({{"From", kFrom}, {"To", "ATTMAIL:!user"}, {"To", "FOO:x"}}));
  REQUIRE(sink.messages[0].recipients.at(0).address.type == "ATTMAIL");
  REQUIRE(sink.messages[0].recipients.at(0).address.address == "!user");
  REQUIRE(sink.messages[0].recipients.at(1).address.type == "FOO");
}
