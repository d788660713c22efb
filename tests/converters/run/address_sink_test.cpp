#include "converters/run/address_sink.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "recording_sink.h"
#include "tests/support/temporary_directory.h"

namespace {

using Addresses = std::vector<model::Address>;

model::Address address(std::string type, std::string native, std::string smtp = {}) {
  return {
      .name = "A", .type = std::move(type), .address = std::move(native), .smtp = std::move(smtp)};
}

std::shared_ptr<const run::AddressBook> book_of(const std::string& map,
                                                std::vector<std::string> gateways = {}) {
  const test::TemporaryDirectory directory;
  run::AddressBookOptions options;
  if (!map.empty()) {
    std::ofstream(directory.path() / "map") << map;
    options.maps = {directory.path() / "map"};
  }
  options.gateways = std::move(gateways);
  return run::AddressBook::load(options).value();
}

/// What a message is after it has passed the sink, and the notes on it.
struct Passage {
  model::Message message;
  std::vector<std::string> notes;
  run::AddressCounts counts;
};

Passage pass(const model::Message& message, std::shared_ptr<const run::AddressBook> book) {
  Passage passage;
  test::RecordingSink target;
  target.decide = [&passage](const model::Message& arrived) -> model::Result<model::Delivered> {
    passage.message = arrived;
    return model::Delivered{};
  };
  run::AddressSink sink(target, std::move(book), [&passage](const model::Note& note) {
    passage.notes.push_back(note.text);
  });
  REQUIRE(sink.message(message));
  REQUIRE(sink.finish());
  passage.counts = sink.counts();
  return passage;
}

}  // namespace

TEST_CASE("Q246279: a NET/PO/BOX address stays MS and gets its Internet form, wherever it stands") {
  const auto native = address("MS", "NET/PO/BOX");
  const auto known = address("MS", "NET/PO/BOX", "box@x.example");
  auto message = test::make_message(0, "a");
  message.from = native;
  message.sender = native;
  message.reply_to = {native};
  message.recipients.push_back({.address = native, .properties = {}});
  message.contact.emplace().emails = {native};
  message.list.emplace().members = {native};
  auto inner = std::make_shared<model::Message>();
  inner->from = native;
  message.attachments.emplace_back().message = inner;

  const auto passage = pass(message, book_of("MS:NET/PO/BOX,box@x.example\n"));

  CHECK(passage.message.from == known);
  CHECK(passage.message.sender == known);
  CHECK(passage.message.reply_to == Addresses{known});
  CHECK(passage.message.recipients[0].address == known);
  CHECK(passage.message.contact->emails == Addresses{known});
  CHECK(passage.message.list->members == Addresses{known});
  CHECK(passage.message.attachments[0].message->from == known);
  CHECK(inner->from == native);
  CHECK(passage.counts.mapped == 7);
  CHECK(passage.notes == std::vector<std::string>{
                             "7 got their Internet form from the address map, 0 have none there"});
}

TEST_CASE("an Internet address that is there is never overwritten, and others stay what they are") {
  auto message = test::make_message(0, "a");
  message.reply_to = {address("MS", "A/B/C", "own@x.example"), address("SMTP", "a@x.example"),
                      address("", ""), address("MS", "A/B/D")};
  const auto before = message.reply_to;

  const auto passage =
      pass(message, book_of("MS:A/B/C,map@x.example\nSMTP:a@x.example,b@x.example\n"));

  CHECK(passage.message.reply_to == before);
  CHECK(passage.counts.mapped == 0);
  CHECK(passage.counts.unknown == 1);
}

TEST_CASE("EX55-PAB: a gateway in front of an address is told, and goes when it is named") {
  auto message = test::make_message(0, "a");
  message.from = address("PROFS", "GATE\\NODE\\USER");

  const auto told = pass(message, nullptr);
  const auto named = pass(message, book_of("PROFS:NODE\\USER,user@x.example\n", {"gate"}));

  CHECK(told.message.from == message.from);
  CHECK(told.notes ==
        std::vector<std::string>{"addresses begin with the gateway GATE, and are kept "
                                 "so (--gateway takes it off)"});
  CHECK(named.message.from == address("PROFS", "NODE\\USER", "user@x.example"));
}

TEST_CASE("a book without maps says nothing of addresses") {
  auto message = test::make_message(0, "a");
  message.from = address("MS", "A/B/C");

  const auto passage = pass(message, book_of("", {"GATE"}));

  CHECK(passage.message.from == message.from);
  CHECK(passage.notes.empty());
}

TEST_CASE("a file that tells no addresses is an error that names it") {
  const test::TemporaryDirectory directory;
  std::ofstream(directory.path() / "letter") << "Dear Ann,\n";

  const auto unfit = run::AddressBook::load({.maps = {directory.path() / "letter"}});
  const auto missing = run::AddressBook::load({.directories = {directory.path() / "none"}});

  REQUIRE_FALSE(unfit);
  CHECK(unfit.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK(unfit.error().what.find("letter: ") != std::string::npos);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == bytes::ErrorKind::NoInput);
}

TEST_CASE("a book tells what it read, what is odd, and what several mailboxes claim") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "d.csv";
  std::ofstream(path) << "Obj-Class,Alias,E-mail Addresses\nMailbox,ann,SMTP:a@x%MS:A/B/C\n"
                         "Mailbox,bo,SMTP:b@x%MS:A/B/C,more\n";

  const auto book = run::AddressBook::load({.directories = {path}}).value();

  const auto name = path.string();
  CHECK(
      book->notes() ==
      std::vector<std::string>{
          name + ": directory CSV, utf-8, 2 records",
          name + ": line 3: 4 fields instead of 3; those behind the last column are not taken: "
                 "'more'",
          "MS:A/B/C is claimed by 2 mailboxes: ann (" + name + " line 2); bo (" + name + " line 3)",
          "no Internet address is taken for MS:A/B/C: a@x or b@x"});
  CHECK(book->is_damaged());
}
