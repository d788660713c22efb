#include "converters/run/isolation.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <new>
#include <optional>
#include <thread>

#include "converters/run/accounting.h"
#include "converters/run/stop.h"
#include "recording_sink.h"

using bytes::ErrorKind;
using namespace std::chrono_literals;
using test::RecordingSink;

namespace {

/// What happens to the reader when it comes to a certain place.
using Mishap = std::function<void()>;

void crash() { std::raise(SIGKILL); }
void violate_memory() {
  std::signal(SIGSEGV, SIG_DFL);  // the test framework's handler would speak up
  std::raise(SIGSEGV);
}
[[noreturn]] void hang() {
  for (;;) {
    std::this_thread::sleep_for(10ms);
  }
}

struct Mishaps {
  std::map<std::string, Mishap> in_item{};  // by native id, of folders too
  Mishap before_end{};
  Mishap after_end{};
  std::optional<bytes::Error> error{};  // instead of an end
};

/// A store of two folders: "folder 0" with items "0", "1", "2", "folder 1" with "3", "4", "5".
run::Reader two_folders(Mishaps mishaps) {
  return [mishaps](model::ReadMonitor& monitor, model::Sink& sink) -> model::Result<void> {
    const auto meet = [&](const std::string& id) {
      if (mishaps.in_item.contains(id)) {
        mishaps.in_item.at(id)();
      }
    };
    if (auto told = sink.store(test::make_store()); !told) {
      return told;
    }
    std::uint32_t next = 0;
    for (std::uint32_t number = 0; number < 2; ++number) {
      const auto id = "folder " + std::to_string(number);
      if (!monitor.enter(id)) {
        continue;
      }
      meet(id + " early");
      auto folder = test::make_folder(next, number == 0 ? "A" : "B", 3);
      folder.provenance.native_id = id;
      folder.parent.reset();
      if (auto told = sink.folder(folder); !told) {
        return told;
      }
      meet(id);
      for (int item = 0; item < 3; ++item) {
        const auto item_id = std::to_string(number * 3 + static_cast<unsigned>(item));
        if (!monitor.enter(item_id)) {
          continue;
        }
        meet(item_id);
        if (auto told = sink.message(test::make_message(next, item_id)); !told) {
          return tl::unexpected(told.error());
        }
      }
      ++next;
    }
    if (mishaps.before_end) {
      mishaps.before_end();
    }
    if (mishaps.error) {
      return tl::unexpected(*mishaps.error);
    }
    auto finished = sink.finish();
    if (mishaps.after_end) {
      mishaps.after_end();
    }
    return finished;
  };
}

struct Outcome {
  model::Result<void> result;
  std::vector<std::string> lines;
  run::Account account;
};

Outcome read(const Mishaps& mishaps, std::chrono::milliseconds timeout = 60s) {
  RecordingSink target;
  run::AccountingSink books(target);
  auto result =
      run::read_isolated(two_folders(mishaps), "x.pst",
                         {.item_timeout = timeout, .on_progress = {}, .on_started = {}}, books);
  return {.result = std::move(result), .lines = target.lines, .account = books.account()};
}

const std::vector<std::string> kWhole{"store x.pst", "folder 0 A 3", "message 0 0", "message 0 1",
                                      "message 0 2", "folder 1 B 3", "message 1 3", "message 1 4",
                                      "message 1 5", "finish"};

}  // namespace

TEST_CASE("an isolated reader delivers what it would deliver here") {
  const auto outcome = read({});

  REQUIRE(outcome.result);
  CHECK(outcome.lines == kWhole);
}

TEST_CASE("a crash costs the item that was being read, and nothing else") {
  const auto outcome = read({.in_item = {{"3", crash}}});

  REQUIRE(outcome.result);
  CHECK(outcome.lines == std::vector<std::string>{
                             "store x.pst", "folder 0 A 3", "message 0 0", "message 0 1",
                             "message 0 2", "folder 1 B 3", "message 1 4", "message 1 5",
                             "loss item 1 3: the reader crashed (SIGKILL) while reading this item",
                             "finish"});
  CHECK(outcome.account.total() ==
        run::Tally{.expected = 6, .written = 5, .skipped = 0, .failed = 1});
}

TEST_CASE("a reader that violates memory is a loss like any other crash") {
  const auto outcome = read({.in_item = {{"1", violate_memory}}});

  REQUIRE(outcome.result);
  CHECK(outcome.account.total() ==
        run::Tally{.expected = 6, .written = 5, .skipped = 0, .failed = 1});
  CHECK(outcome.account.losses.items()[0].loss.native_id == "1");
}

TEST_CASE("every item may crash and each is a loss of its own") {
  Mishaps mishaps;
  for (int item = 0; item < 6; ++item) {
    mishaps.in_item[std::to_string(item)] = crash;
  }

  const auto outcome = read(mishaps);

  REQUIRE(outcome.result);
  CHECK(outcome.account.total() ==
        run::Tally{.expected = 6, .written = 0, .skipped = 0, .failed = 6});
  CHECK(outcome.account.losses.items()[5].loss.native_id == "5");
  CHECK(outcome.account.losses.items()[5].folder == run::FolderPath{"B"});
}

TEST_CASE("an item on which the reader hangs is given up") {
  const auto outcome = read({.in_item = {{"5", hang}}}, 300ms);

  REQUIRE(outcome.result);
  REQUIRE(outcome.account.losses.total() == 1);
  CHECK(outcome.account.losses.items()[0].loss.native_id == "5");
  CHECK(outcome.account.losses.items()[0].loss.why ==
        "the reader did not get on for 0 seconds and was ended while reading this item");
  CHECK(outcome.account.total().written == 5);
}

TEST_CASE("a reader that is slow but reads on is not given up, whatever number it tells") {
  const run::Reader slow = [](model::ReadMonitor& monitor,
                              model::Sink& sink) -> model::Result<void> {
    for (int read = 0; read < 40; ++read) {
      std::this_thread::sleep_for(20ms);
      monitor.progress(100);
    }
    if (auto told = sink.store(test::make_store()); !told) {
      return told;
    }
    return sink.finish();
  };
  RecordingSink target;

  const auto result = run::read_isolated(
      slow, "x.pst", {.item_timeout = 300ms, .on_progress = {}, .on_started = {}}, target);

  REQUIRE(result);
  CHECK(target.lines == std::vector<std::string>{"store x.pst", "finish"});
}

TEST_CASE("an exception in the reader is met like a crash") {
  const auto outcome = read({.in_item = {{"2", [] { throw std::bad_alloc(); }}}});

  REQUIRE(outcome.result);
  REQUIRE(outcome.account.losses.total() == 1);
  CHECK(outcome.account.losses.items()[0].loss.why ==
        "the reader ran out of memory while reading this item");
}

TEST_CASE("a crash after the end record loses nothing") {
  const auto outcome = read({.in_item = {}, .before_end = {}, .after_end = crash, .error = {}});

  REQUIRE(outcome.result);
  CHECK(outcome.account.losses.total() == 0);
  CHECK(outcome.account.total().written == 6);
  REQUIRE(outcome.account.notes.total() > 0);
  CHECK(outcome.account.notes.items()[0].text ==
        "the reader crashed (SIGKILL) after it had delivered the whole store");
  CHECK_FALSE(outcome.account.damaged());
}

TEST_CASE("a crash between the last item and the end is tried once more, then told") {
  const auto outcome = read({.in_item = {}, .before_end = crash, .after_end = {}, .error = {}});

  REQUIRE(outcome.result);
  CHECK(outcome.account.total().written == 6);
  CHECK(outcome.account.lost_structures == 1);
  CHECK(outcome.lines.back() == "finish");
}

TEST_CASE("a reader that leaves without a word has crashed") {
  const auto outcome = read({.in_item = {{"4", [] { _exit(0); }}}});

  REQUIRE(outcome.result);
  CHECK(outcome.account.losses.total() == 1);
  CHECK(outcome.account.losses.items()[0].loss.native_id == "4");
}

TEST_CASE("a folder that crashes before it is delivered is left out, the others keep their items") {
  const auto outcome = read({.in_item = {{"folder 0 early", crash}}});

  REQUIRE(outcome.result);
  CHECK(outcome.lines ==
        std::vector<std::string>{"store x.pst", "folder 0 B 3", "message 0 3", "message 0 4",
                                 "message 0 5",
                                 "loss structure - folder 0: the reader crashed (SIGKILL) while "
                                 "reading this",
                                 "finish"});
}

TEST_CASE("a folder that crashes after it is delivered is lost with its items counted") {
  const auto outcome = read({.in_item = {{"folder 0", crash}}});

  REQUIRE(outcome.result);
  CHECK(outcome.account.total() ==
        run::Tally{.expected = 6, .written = 3, .skipped = 0, .failed = 3});
  CHECK(outcome.account.folders[0].lost);
}

TEST_CASE("a store whose reader only crashes is unusable, and the target hears nothing") {
  const run::Reader reader = [](model::ReadMonitor&, model::Sink&) -> model::Result<void> {
    crash();
    return {};
  };
  RecordingSink target;

  const auto result = run::read_isolated(reader, "x.pst", {}, target);

  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::NotThisFormat);
  CHECK(result.error().what == "x.pst: the reader crashed (SIGKILL) before it could read anything");
  CHECK(target.lines.empty());
}

TEST_CASE("what the reader says before it delivers anything is passed on") {
  const run::Reader reader = [](model::ReadMonitor&, model::Sink&) -> model::Result<void> {
    return bytes::fail(ErrorKind::Unsupported, "x.pst: encrypted", "decrypt it");
  };
  RecordingSink target;

  const auto result = run::read_isolated(reader, "x.pst", {}, target);

  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::Unsupported);
  CHECK(result.error().what == "x.pst: encrypted");
  CHECK(result.error().hint == "decrypt it");
}

TEST_CASE("an error in the middle of a store saves what came before it") {
  Mishaps mishaps;
  mishaps.error = bytes::Error{.kind = ErrorKind::Io, .what = "x.pst: bad sector", .hint = {}};

  const auto outcome = read(mishaps);

  REQUIRE(outcome.result);
  CHECK(outcome.account.total().written == 6);
  REQUIRE(outcome.account.losses.total() == 1);
  CHECK(outcome.account.losses.items()[0].loss.why == "x.pst: bad sector");
}

TEST_CASE("a reader that announces more than it delivers does not pass") {
  const run::Reader reader = [](model::ReadMonitor&, model::Sink& sink) -> model::Result<void> {
    auto folder = test::make_folder(0, "A", 2);
    (void)sink.store(test::make_store());
    (void)sink.folder(folder);
    return sink.finish();
  };
  RecordingSink target;
  run::AccountingSink books(target);

  const auto result = run::read_isolated(reader, "x.pst", {}, books);

  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::Internal);
}

TEST_CASE("an error of the target ends the reader and is returned") {
  RecordingSink target;
  target.decide = [](const model::Message&) -> model::Result<model::Delivered> {
    return bytes::fail(ErrorKind::NoSpace, "out: disk full");
  };

  const auto result =
      run::read_isolated(two_folders({.in_item = {{"1", hang}}}), "x.pst", {}, target);

  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::NoSpace);
}

TEST_CASE("a stop request ends a reader that hangs") {
  run::request_stop(SIGTERM);
  RecordingSink target;

  const auto result =
      run::read_isolated(two_folders({.in_item = {{"0", hang}}}), "x.pst", {}, target);

  run::request_stop(0);
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::Interrupted);
}

TEST_CASE("recovered items announced again after a restart are counted once") {
  const run::Reader reader = [](model::ReadMonitor& monitor,
                                model::Sink& sink) -> model::Result<void> {
    (void)sink.store(test::make_store());
    (void)sink.folder(test::make_folder(0, "Recovered Items", 0));
    for (const char* id : {"a", "b", "c"}) {
      if (!monitor.enter(id)) {
        continue;
      }
      (void)sink.expect({0}, 1);
      if (std::string_view(id) == "b") {
        crash();
      }
      (void)sink.message(test::make_message(0, id));
    }
    return sink.finish();
  };
  RecordingSink target;
  run::AccountingSink books(target);

  const auto result = run::read_isolated(reader, "x.pst", {}, books);

  REQUIRE(result);
  CHECK(books.account().total().written == 2);
  CHECK(books.account().losses.total() == 1);
}

TEST_CASE("progress reaches the parent") {
  std::uint64_t most = 0;
  int started = 0;
  const run::Reader reader = [](model::ReadMonitor& monitor,
                                model::Sink& sink) -> model::Result<void> {
    monitor.progress(4711);
    monitor.progress(42);  // a step back does not count
    (void)sink.store(test::make_store());
    return sink.finish();
  };
  RecordingSink target;

  const auto result = run::read_isolated(
      reader, "x.pst",
      {.item_timeout = 60s,
       .on_progress = [&most](std::uint64_t bytes) { most = std::max(most, bytes); },
       .on_started = [&started] { ++started; }},
      target);

  REQUIRE(result);
  CHECK(most == 4711);
  CHECK(started == 1);
}

TEST_CASE("a stop while the reader leaves is a stop, and no crash") {
  std::signal(SIGUSR1, [](int) { run::request_stop(SIGTERM); });
  const auto outcome = read({.in_item = {},
                             .before_end = {},
                             .after_end =
                                 [] {
                                   std::this_thread::sleep_for(1s);  // all has been read by now
                                   kill(getppid(), SIGUSR1);
                                   hang();
                                 },
                             .error = {}});
  run::request_stop(0);
  std::signal(SIGUSR1, SIG_DFL);

  REQUIRE_FALSE(outcome.result);
  CHECK(outcome.result.error().kind == ErrorKind::Interrupted);
  CHECK(outcome.account.losses.total() == 0);
  CHECK(outcome.account.notes.total() == 0);
}

TEST_CASE("a lost folder that was never delivered is a loss, not a fault") {
  const run::Reader reader = [](model::ReadMonitor&, model::Sink& sink) -> model::Result<void> {
    (void)sink.store(test::make_store());
    (void)sink.loss(test::make_loss(model::LossKind::Folder, 7, "unreadable"));
    return sink.finish();
  };
  RecordingSink target;

  const auto result = run::read_isolated(reader, "x.pst", {}, target);

  REQUIRE(result);
  CHECK(target.lines ==
        std::vector<std::string>{"store x.pst", "loss folder - : unreadable", "finish"});
}
