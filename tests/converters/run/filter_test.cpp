#include <catch2/catch.hpp>

#include "converters/run/accounting.h"
#include "converters/run/announcing_sink.h"
#include "converters/run/filter_sink.h"
#include "recording_sink.h"

namespace filter_test {

using test::make_folder;
using test::make_message;
using test::RecordingSink;
using Lines = std::vector<std::string>;

model::Folder folder_in(std::uint32_t parent, std::uint32_t id, std::string name,
                        std::uint64_t expected) {
  auto folder = make_folder(id, std::move(name), expected);
  folder.parent = model::FolderId{parent};
  return folder;
}

/// A root, "Top" with Inbox (2 items), Inbox/Lists (1), Sent (1), and Views beside it (1).
class Mailbox {
 public:
  explicit Mailbox(const run::FilterOptions& options)
      : announcing_(target_),
        filter_(
            announcing_, options,
            [this](const model::Note& note) { notes_.push_back(note.where + ": " + note.text); }),
        books_(filter_) {}

  void deliver() {
    auto root = make_folder(0, "", 0);
    root.role = model::FolderRole::Root;
    auto top = folder_in(0, 1, "Top", 0);
    top.role = model::FolderRole::IpmSubtree;
    REQUIRE(books_.store(test::make_store()));
    REQUIRE(books_.folder(root));
    REQUIRE(books_.folder(top));
    REQUIRE(books_.folder(folder_in(1, 2, "Inbox", 2)));
    REQUIRE(books_.folder(folder_in(2, 3, "Lists", 1)));
    REQUIRE(books_.folder(folder_in(1, 4, "Sent", 1)));
    REQUIRE(books_.folder(folder_in(0, 5, "Views", 1)));
    REQUIRE(books_.message(make_message(2, "a")));
    REQUIRE(books_.loss(test::make_loss(model::LossKind::Item, 2, "gone")));
    REQUIRE(books_.message(make_message(3, "b")));
    REQUIRE(books_.message(make_message(4, "c")));
    REQUIRE(books_.message(make_message(5, "d")));
    REQUIRE(books_.finish());
  }

  [[nodiscard]] const Lines& lines() const { return target_.lines; }
  [[nodiscard]] const Lines& notes() const { return notes_; }
  [[nodiscard]] run::Tally total() const { return books_.account().total(); }

 private:
  RecordingSink target_;
  Lines notes_;
  run::AnnouncingSink announcing_;
  run::FilterSink filter_;
  run::AccountingSink books_;
};

/// Whether a filter wants `message` in a folder that it has nothing against.
bool wants(const run::FilterOptions& options, const model::Message& message) {
  return run::Filter(options).refusal(message).empty();
}

model::Message mail() {
  auto message = make_message(0, "a");
  message.subject = "Übersicht der Zahlen";
  message.from = model::Address{
      .name = "Ann Ash", .type = "EX", .address = "/o=Org/cn=AASH", .smtp = "ann@example.com"};
  message.sender.emplace();
  message.sender->name = "Secretary";
  message.recipients.resize(1);
  message.recipients[0].kind = model::RecipientKind::Bcc;
  message.recipients[0].address.name = "Bo Birch";
  message.recipients[0].address.smtp = "bo@x.org";
  return message;
}

TEST_CASE("a folder is wanted with all below it, and the target hears of no other") {
  Mailbox mailbox({.folders = {"inbox"}});

  mailbox.deliver();

  CHECK(mailbox.lines() == Lines{"store x.pst", "folder 0  0", "folder 1 Top 0", "folder 2 Inbox 0",
                                 "folder 3 Lists 0", "expect 2 1", "message 2 a", "expect 2 1",
                                 "loss item 2 : gone", "expect 3 1", "message 3 b", "finish"});
  CHECK(mailbox.total() == run::Tally{.expected = 5, .written = 2, .skipped = 2, .failed = 1});
  CHECK(mailbox.notes().empty());
}

TEST_CASE("a folder that is left out comes through when it lost something") {
  Mailbox mailbox({.excluded_folders = {"Inbox", "Views"}});

  mailbox.deliver();

  CHECK(mailbox.lines() == Lines{"store x.pst", "folder 0  0", "folder 1 Top 0", "folder 4 Sent 0",
                                 "folder 2 Inbox 0", "expect 2 1", "loss item 2 : gone",
                                 "expect 4 1", "message 4 c", "finish"});
  CHECK(mailbox.total() == run::Tally{.expected = 5, .written = 1, .skipped = 3, .failed = 1});
}

TEST_CASE("a wanted folder comes with those above it, excluded ones win") {
  Mailbox mailbox({.folders = {"**/Lists", "Views"}, .excluded_folders = {"V*"}});

  mailbox.deliver();

  CHECK(mailbox.lines() == Lines{"store x.pst", "folder 0  0", "folder 1 Top 0", "folder 2 Inbox 0",
                                 "folder 3 Lists 0", "expect 2 1", "loss item 2 : gone",
                                 "expect 3 1", "message 3 b", "finish"});
}

TEST_CASE("a folder is also known by its path from the store's root") {
  Mailbox mailbox({.folders = {"/Top/Sent/"}});

  mailbox.deliver();

  CHECK(mailbox.total() == run::Tally{.expected = 5, .written = 1, .skipped = 3, .failed = 1});
  CHECK(mailbox.notes().empty());
}

TEST_CASE("a path of folders that matches none is told") {
  Mailbox mailbox({.folders = {"Inbox", "Indox"}, .excluded_folders = {"Top/Inbox/Lists/1995"}});

  mailbox.deliver();

  CHECK(mailbox.notes() ==
        Lines{"--folder Indox: no folder of this mailbox is called so",
              "--exclude-folder Top/Inbox/Lists/1995: no folder of this mailbox is called so"});
}

TEST_CASE("a filter by items keeps every folder") {
  Mailbox mailbox({.subjects = {"nothing is called so"}});

  mailbox.deliver();

  CHECK(mailbox.lines() == Lines{"store x.pst", "folder 0  0", "folder 1 Top 0", "folder 2 Inbox 0",
                                 "folder 3 Lists 0", "folder 4 Sent 0", "folder 5 Views 0",
                                 "expect 2 1", "loss item 2 : gone", "finish"});
  CHECK(mailbox.total() == run::Tally{.expected = 5, .written = 0, .skipped = 4, .failed = 1});
}

TEST_CASE("senders are found by name, native and Internet address, in either case") {
  for (const char* text :
       {"ash", "cn=aash", "ANN@example.com", "secretary", "*@EXAMPLE.com", "ann ?sh"}) {
    CHECK(wants({.from = {text}}, mail()));
  }
  for (const char* text : {"bo@x.org", "*@example", "?nn", "nobody"}) {
    CHECK_FALSE(wants({.from = {text}}, mail()));
  }
  CHECK(wants({.from = {"nobody", "ann"}}, mail()));
}

TEST_CASE("recipients of every kind are found") {
  CHECK(wants({.to = {"birch"}}, mail()));
  CHECK_FALSE(wants({.to = {"ash"}}, mail()));
  CHECK_FALSE(wants({.to = {"birch"}}, test::make_message(0, "a")));
}

TEST_CASE("a class takes what is derived from it") {
  auto message = mail();
  message.message_class = "IPM.Note.SMIME";
  CHECK(wants({.classes = {"ipm.note"}}, message));
  CHECK_FALSE(wants({.classes = {"IPM.Not"}}, message));
  CHECK(wants({.classes = {"IPM.Not*"}}, message));
  message.message_class = "IPM.Notebook";
  CHECK_FALSE(wants({.classes = {"IPM.Note"}}, message));
  message.message_class.clear();
  CHECK(wants({.classes = {"IPM.Note"}}, message));
}

TEST_CASE("subjects are compared by letters, whatever their case and composition") {
  CHECK(wants({.subjects = {"u\xCC\x88"
                            "BERSICHT"}},
              mail()));
  CHECK(wants({.subjects = {"?bersicht*"}}, mail()));
  CHECK_FALSE(wants({.subjects = {"bersicht*"}}, mail()));
  CHECK(wants({.subjects = {"*der*zahlen"}}, mail()));
  CHECK_FALSE(wants({.subjects = {"*der*zahl"}}, mail()));
}

TEST_CASE("what a damaged item may have lost is no reason to leave it out") {
  model::Message bare = make_message(0, "a");
  bare.message_class.clear();
  const std::vector<run::FilterOptions> all = {
      {.from = {"ann"}}, {.to = {"bo"}}, {.classes = {"IPM.Contact"}}, {.subjects = {"zahlen"}}};
  for (const auto& options : all) {
    CHECK_FALSE(wants(options, bare));
  }
  bare.provenance.miss("property 0x0037", "zeros at 0x200+512");
  for (const auto& options : all) {
    CHECK(wants(options, bare));
  }
  auto damaged = mail();
  damaged.provenance.miss("body", "zeros at 0x200+512");
  CHECK(wants({.subjects = {"zahlen"}}, damaged));
  CHECK_FALSE(wants({.subjects = {"words"}}, damaged));
  CHECK_FALSE(wants({.from = {"Carl"}}, damaged));
}

TEST_CASE("every option that is given must agree") {
  CHECK(wants({.from = {"ann"}, .to = {"bo"}, .subjects = {"zahlen"}}, mail()));
  CHECK_FALSE(wants({.from = {"ann"}, .to = {"bo"}, .subjects = {"words"}}, mail()));
}

TEST_CASE("a date is that of sending, else of receiving, and none is no reason to go") {
  const auto day = run::parse_day("1995-03-14").value();
  const auto next = day + model::kTicksPerDay;
  const run::FilterOptions options{.since = day, .until = next};
  auto message = mail();
  CHECK(wants(options, message));
  message.received = model::WallClock{day - 1};
  CHECK_FALSE(wants(options, message));
  message.sent = model::Instant{day};
  CHECK(wants(options, message));
  message.sent = model::Instant{next};
  CHECK_FALSE(wants(options, message));
}

TEST_CASE("a pattern of many stars takes no longer than text times pattern") {
  const std::string text(20'000, 'a');
  std::string pattern;
  for (int i = 0; i < 200; ++i) {
    pattern += "*a";
  }
  CHECK_FALSE(run::TextPattern(pattern + "b").matches(text));
  CHECK(run::TextPattern(pattern).matches(text));
}

}  // namespace filter_test
