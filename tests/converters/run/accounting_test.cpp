#include "converters/run/accounting.h"

#include <catch2/catch.hpp>
#include <csignal>

#include "converters/run/stop.h"
#include "recording_sink.h"

using bytes::ErrorKind;
using model::Disposition;
using test::make_folder;
using test::make_loss;
using test::make_message;
using test::RecordingSink;

namespace {

/// Asks to stop, and forgets it again at the end of the test.
class StopRequest {
 public:
  explicit StopRequest(int signal) { run::request_stop(signal); }
  ~StopRequest() { run::request_stop(0); }
  StopRequest(const StopRequest&) = delete;
  StopRequest& operator=(const StopRequest&) = delete;
};

}  // namespace

TEST_CASE("written, skipped, refused and lost items are counted in their folder") {
  RecordingSink target;
  target.decide = [](const model::Message& message) -> model::Result<model::Delivered> {
    if (message.provenance.native_id == "b") {
      return model::Delivered{
          .disposition = Disposition::Skipped, .why = "hidden item", .path = {}};
    }
    if (message.provenance.native_id == "c") {
      return model::Delivered{.disposition = Disposition::Failed, .why = "no body", .path = {}};
    }
    return model::Delivered{};
  };
  run::AccountingSink sink(target);

  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 0)));
  REQUIRE(sink.folder(make_folder(1, "Inbox", 4)));
  REQUIRE(sink.message(make_message(1, "a")));
  REQUIRE(sink.message(make_message(1, "b")));
  REQUIRE(sink.message(make_message(1, "c")));
  REQUIRE(sink.loss(make_loss(model::LossKind::Item, 1, "unreadable")));
  REQUIRE(sink.finish());
  const auto books = sink.reconcile();

  REQUIRE(books);
  const auto& account = books->account();
  CHECK(account.folders[0].tally == run::Tally{});
  CHECK(account.folders[1].tally ==
        run::Tally{.expected = 4, .written = 1, .skipped = 1, .failed = 2});
  CHECK(account.total() == account.folders[1].tally);
  CHECK(account.folders[1].path == run::FolderPath{"Top", "Inbox"});
  REQUIRE(account.skipped.size() == 1);
  CHECK(account.skipped[0].why == "hidden item");
  REQUIRE(account.losses.total() == 2);
  CHECK(account.losses.items()[0].loss.native_id == "c");
  CHECK(account.losses.items()[0].loss.why == "no body");
  CHECK(account.losses.items()[1].loss.why == "unreadable");
  CHECK(account.damaged());
}

TEST_CASE("messages that could not be written after all are not done") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.folder(make_folder(1, "Inbox", 4)));
  REQUIRE(sink.message(make_message(0, "a")));
  REQUIRE(sink.message(make_message(1, "b")));
  const run::Account before = sink.account();
  auto partial = make_message(1, "c");
  partial.provenance.miss("body", "gone");
  partial.attachments.emplace_back();
  partial.attachments.back().content = bytes::make_blob("file");
  REQUIRE(sink.message(partial));
  auto recovered = make_message(1, "d");
  recovered.provenance.state = model::State::Recovered;
  REQUIRE(sink.message(recovered));
  CHECK(sink.account().partial.total() == 1);
  CHECK(sink.account().recovered.written == 1);

  sink.take_back(2);

  const run::Account& after = sink.account();
  CHECK(after.total() == before.total());
  CHECK(after.folders[1].tally == before.folders[1].tally);
  CHECK(after.partial.total() == 0);
  CHECK(after.partial.items().empty());
  CHECK(after.recovered == before.recovered);
  CHECK(after.states.intact == 2);
  CHECK(after.states.partial + after.states.recovered == 0);
  CHECK(after.pieces.attachments == 0);
  CHECK(after.shown == before.shown);

  sink.take_back(100);
  CHECK(after.total().written == 0);
}

TEST_CASE("what a reader leaves out is expected and skipped, and listed with its reason") {
  RecordingSink target;
  std::vector<run::SkippedItem> listed;
  run::AccountingSink sink(target);
  sink.list_skipped([&listed](const run::SkippedItem& item) { listed.push_back(item); });

  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.message(make_message(0, "a")));
  REQUIRE(sink.leave_out(
      {.folder = {0}, .native_id = "b", .subject = "Hello", .why = "a copy", .repeats = "a"}));
  REQUIRE(sink.finish());

  const auto& account = sink.account();
  CHECK(account.total() == run::Tally{.expected = 2, .written = 1, .skipped = 1});
  REQUIRE(account.skipped.size() == 1);
  CHECK(account.skipped[0].why == "a copy");
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].folder == run::FolderPath{"Top"});
  CHECK(listed[0].native_id == "b");
  CHECK(listed[0].repeats == "a");
  CHECK_FALSE(account.damaged());
}

TEST_CASE("books that do not close are an error, and the target is not finished") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 2)));
  REQUIRE(sink.message(make_message(0, "a")));

  const auto finished = sink.finish();

  REQUIRE_FALSE(finished);
  CHECK(finished.error().kind == ErrorKind::Internal);
  CHECK(finished.error().what ==
        "reconciliation does not close: Top: 2 expected, 1 written, 0 skipped, 0 failed");
  CHECK(target.lines.back() == "message 0 a");
  CHECK_FALSE(sink.reconcile());
}

TEST_CASE("an item beyond what its folder announced is an error") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.message(make_message(0, "a")));

  const auto beyond = sink.message(make_message(0, "b"));
  const auto loss_beyond = sink.loss(make_loss(model::LossKind::Item, 0, "unreadable"));

  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().kind == ErrorKind::Internal);
  CHECK_FALSE(loss_beyond);
}

TEST_CASE("an item announced later is expected") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 0)));
  REQUIRE(sink.expect({0}, 1));
  REQUIRE(sink.message(make_message(0, "a")));

  REQUIRE(sink.finish());
  CHECK(sink.account().total() ==
        run::Tally{.expected = 1, .written = 1, .skipped = 0, .failed = 0});
}

TEST_CASE("an item of a folder that never came is an error") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));

  CHECK_FALSE(sink.message(make_message(7, "a")));
  CHECK_FALSE(sink.expect({7}, 1));
  CHECK_FALSE(sink.folder(make_folder(3, "child of nothing", 0)));
}

TEST_CASE("a lost folder and a lost structure are damage although no item failed") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.message(make_message(0, "a")));
  REQUIRE(sink.loss(make_loss(model::LossKind::Folder, 0, "its table is unreadable")));
  REQUIRE(sink.loss(make_loss(model::LossKind::Structure, 0, "name map")));
  REQUIRE(sink.finish());

  CHECK(sink.account().folders[0].lost);
  CHECK(sink.account().lost_folders == 1);
  CHECK(sink.account().lost_structures == 1);
  CHECK(sink.account().total().failed == 0);
  CHECK(sink.account().damaged());
}

TEST_CASE("pieces missing anywhere in an item make it incomplete") {
  RecordingSink target;
  run::AccountingSink sink(target);
  auto message = make_message(0, "a");
  auto inner = std::make_shared<model::Message>();
  inner->provenance.miss("PidTagBody", "unreadable");
  inner->undecodable = 2;
  model::Attachment attachment;
  attachment.message = inner;
  message.attachments.push_back(attachment);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.message(message));
  REQUIRE(sink.finish());

  REQUIRE(sink.account().partial.total() == 1);
  CHECK(sink.account().partial.items()[0].missing ==
        std::vector<model::Missing>{{.what = "PidTagBody", .why = "unreadable"}});
  CHECK(sink.account().undecodable == 2);
  CHECK(sink.account().damaged());
}

TEST_CASE("a note leaves a run intact, a note of damage does not") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.note({.where = "x", .text = "a code page guessed"}));
  CHECK_FALSE(sink.account().damaged());
  REQUIRE(sink.note({.where = "x", .text = "read through a fallback", .damage = true}));
  CHECK(sink.account().damaged());
  CHECK(sink.account().notes.total() == 1);
  CHECK(sink.account().damage_notes.total() == 1);
}

TEST_CASE("lists keep their first fifty thousand entries and count all") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 50'500)));
  for (int i = 0; i < 50'500; ++i) {
    REQUIRE(sink.loss(make_loss(model::LossKind::Item, 0, std::to_string(i))));
  }
  REQUIRE(sink.finish());

  CHECK(sink.account().losses.total() == 50'500);
  REQUIRE(sink.account().losses.items().size() == 50'000);
  CHECK(sink.account().losses.items().back().loss.why == "49999");
  CHECK(sink.account().total().failed == 50'500);
}

TEST_CASE("a stop request ends the stream between two items, the books still true") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 2)));
  REQUIRE(sink.message(make_message(0, "a")));
  const StopRequest stop(SIGINT);

  const auto stopped = sink.message(make_message(0, "b"));

  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().kind == ErrorKind::Interrupted);
  CHECK(sink.account().total() ==
        run::Tally{.expected = 2, .written = 1, .skipped = 0, .failed = 0});
  CHECK(target.lines.back() == "message 0 a");
}

TEST_CASE("Q259688 mail, hidden and recovered items are counted separately") {
  RecordingSink target;
  target.decide = [](const model::Message& message) -> model::Result<model::Delivered> {
    return message.associated
               ? model::Delivered{.disposition = Disposition::Skipped, .why = "hidden", .path = {}}
               : model::Delivered{};
  };
  run::AccountingSink sink(target);
  auto hidden = make_message(0, "b");
  hidden.associated = true;
  auto recovered = make_message(1, "c");
  recovered.provenance.state = model::State::Recovered;
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Inbox", 2)));
  REQUIRE(sink.folder(make_folder(1, "Recovered Items", 1)));
  REQUIRE(sink.message(make_message(0, "a")));
  REQUIRE(sink.message(hidden));
  REQUIRE(sink.message(recovered));
  REQUIRE(sink.finish());

  const auto& account = sink.account();
  CHECK(account.total() == run::Tally{.expected = 3, .written = 2, .skipped = 1, .failed = 0});
  CHECK(account.hidden == run::Outcome{.written = 0, .skipped = 1, .failed = 0});
  CHECK(account.recovered == run::Outcome{.written = 1, .skipped = 0, .failed = 0});
  CHECK(account.states.intact == 2);
  CHECK(account.states.recovered == 1);
  CHECK_FALSE(account.damaged());
}

TEST_CASE("books that a file announces and does not keep are the file's fault") {
  RecordingSink target;
  run::AccountingSink sink(target, {}, run::AccountingSink::Announcer::File);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Inbox", 1)));
  REQUIRE(sink.message(make_message(0, "a")));

  const auto beyond = sink.message(make_message(0, "b"));

  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().kind == bytes::ErrorKind::NotThisFormat);
}

TEST_CASE("a store of which nothing can be reached is no empty mailbox") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  model::Loss loss;
  loss.kind = model::LossKind::Structure;
  loss.why = "no root folder";
  REQUIRE(sink.loss(loss));

  const auto finished = sink.finish();

  REQUIRE_FALSE(finished);
  CHECK(finished.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK_FALSE(sink.reconcile().has_value());
}

TEST_CASE("a deleted item that is not found whole is mail gained, not damage") {
  RecordingSink target;
  run::AccountingSink sink(target);
  auto recovered = make_message(0, "a");
  recovered.provenance.state = model::State::Recovered;
  recovered.provenance.miss("attachment 1", "overwritten");
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Recovered Items", 2)));
  REQUIRE(sink.message(recovered));

  CHECK(sink.account().partial.total() == 1);
  CHECK(sink.account().partial_items() == 0);
  CHECK_FALSE(sink.account().damaged());

  auto live = make_message(0, "b");
  live.provenance.miss("attachment 1", "unreadable");
  REQUIRE(sink.message(live));
  CHECK(sink.account().damaged());
}

TEST_CASE("Q229754 a mailbox without an address book says so") {
  RecordingSink target;
  run::AccountingSink without(target);
  REQUIRE(without.store(test::make_store()));
  REQUIRE(without.folder(make_folder(0, "Top", 0)));
  REQUIRE(without.finish());
  run::AccountingSink with(target);
  auto contacts = make_folder(0, "Contacts", 0);
  contacts.role = model::FolderRole::Contacts;
  REQUIRE(with.store(test::make_store()));
  REQUIRE(with.folder(contacts));
  REQUIRE(with.finish());

  REQUIRE(without.account().notes.total() == 1);
  CHECK(without.account().notes.items()[0].text == "address book: none found");
  CHECK(with.account().notes.total() == 0);
}

TEST_CASE("Q156063-5.8.2 empty folders are counted") {
  RecordingSink target;
  run::AccountingSink sink(target);
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.folder(make_folder(1, "A", 1)));
  REQUIRE(sink.folder(make_folder(2, "B", 0)));
  REQUIRE(sink.message(make_message(0, "a")));
  REQUIRE(sink.message(make_message(1, "b")));
  REQUIRE(sink.finish());

  CHECK(sink.account().folders.size() == 3);
  CHECK(sink.account().empty_folders() == 1);
  CHECK(target.lines[3] == "folder 2 B 0");
}

TEST_CASE("a folder with pieces missing is damage, a deleted one is not") {
  RecordingSink target;
  run::AccountingSink sink(target);
  auto deleted = make_folder(0, "Deleted", 0);
  deleted.provenance.state = model::State::Recovered;
  deleted.provenance.miss("PidTagContainerClass", "overwritten");
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(deleted));
  CHECK_FALSE(sink.account().damaged());

  auto live = make_folder(1, "Inbox", 0);
  live.provenance.miss("PidTagDisplayName", "3 bytes that code page 1252 cannot explain");
  REQUIRE(sink.folder(live));
  REQUIRE(sink.finish());

  CHECK(sink.account().damaged());
  CHECK(sink.account().damaged_folders() == 1);
  REQUIRE(sink.account().partial_folders.total() == 2);
  CHECK(sink.account().partial_folders.items()[1].folder == run::FolderPath{"Deleted", "Inbox"});
  CHECK(sink.account().partial_folders.items()[1].missing == live.provenance.missing);
}

TEST_CASE("a text that proved undecodable while it was written is damage") {
  RecordingSink target;
  target.decide = [](const model::Message&) -> model::Result<model::Delivered> {
    return model::Delivered{.why = {}, .path = {}, .undecodable = 2};
  };
  run::AccountingSink sink(target);
  auto message = make_message(0, "a");
  message.undecodable = 1;
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.message(message));

  CHECK(sink.account().undecodable == 3);
  CHECK(sink.account().damaged());
  REQUIRE(sink.account().notes.total() == 1);
  CHECK(sink.account().notes.items()[0].where == message.provenance.native_id);
}

TEST_CASE("attachments and embedded messages are counted at any depth, where they are there") {
  RecordingSink target;
  run::AccountingSink sink(target);
  model::Attachment link;
  link.kind = model::AttachmentKind::Reference;
  model::Attachment unread;  // its content could not be read
  auto inner = std::make_shared<model::Message>();
  inner->attachments = {link, unread};
  model::Attachment embedded;
  embedded.kind = model::AttachmentKind::Embedded;
  embedded.message = inner;
  auto message = make_message(0, "a");
  message.attachments = {embedded, link};
  REQUIRE(sink.store(test::make_store()));
  REQUIRE(sink.folder(make_folder(0, "Top", 1)));
  REQUIRE(sink.message(message));

  CHECK(sink.account().pieces.attachments == 2);
  CHECK(sink.account().pieces.embedded == 1);
}
