#include "converters/pff/pff_to_model.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/converters/pff/stores.h"
#include "tests/support/collecting_sink.h"

namespace {

namespace fs = std::filesystem;
using model::FolderRole;

struct Reading {
  std::unique_ptr<test::CollectingSink> sink;
  model::Result<void> result;
};

/// Leaves out what it is told to, and remembers what it was asked.
struct PickyMonitor final : model::ReadMonitor {
  std::string unwanted;
  std::vector<std::string> entered;
  std::uint64_t progress_seen = 0;

  bool enter(std::string_view native_id) override {
    entered.emplace_back(native_id);
    return native_id != unwanted;
  }
  void progress(std::uint64_t bytes_read) override { progress_seen = bytes_read; }
};

Reading read(const fs::path& path, const model::ReadOptions& options = {}) {
  auto sink = std::make_unique<test::CollectingSink>();
  model::NoMonitor monitor;
  auto result = convert::pff::pff_to_model(path, options, monitor, *sink);
  return {.sink = std::move(sink), .result = std::move(result)};
}

std::optional<fs::path> shared(const std::string& name) {
  const auto path = test::shared_root() / "data/pst" / name;
  if (fs::exists(path)) {
    return path;
  }
  WARN("SKIPPED: " << path.string() << " is not there");
  return std::nullopt;
}

FolderRole role_of(const test::CollectingSink& sink, const std::string& folder) {
  const auto* found = sink.folder_named(folder);
  return found == nullptr ? FolderRole::None : found->role;
}

fs::path scratch(const std::string& name, std::string_view content) {
  auto path = fs::temp_directory_path() / ("restante-" + std::to_string(::getpid()) + "-" + name);
  std::ofstream(path) << content;
  return path;
}

}  // namespace

TEST_CASE("every real store balances: what was expected came, in the order a sink may rely on") {
  for (const auto& path : test::real_stores()) {
    CAPTURE(path.filename().string());

    const auto [sink, result] = read(path);

    CHECK(result.has_value());
    CHECK(sink->order_kept);
    CHECK(sink->finished);
    CHECK(sink->balances());
    CHECK(sink->losses.empty());
  }
}

TEST_CASE("no item of a real store comes twice") {
  for (const auto& path : test::real_stores()) {
    CAPTURE(path.filename().string());

    const auto [sink, result] = read(path);

    std::set<std::string> ids;
    for (const auto& message : sink->messages) {
      CHECK(ids.insert(message.provenance.native_id).second);
    }
  }
}

TEST_CASE("special folders have their roles, whatever they are called") {
  const auto path = shared("javalibpst_passworded.pst");
  if (!path) {
    return;
  }

  const auto [sink, result] = read(*path);

  CHECK(sink->folders.front().role == FolderRole::Root);
  CHECK(role_of(*sink, "Top of Personal Folders") == FolderRole::IpmSubtree);
  CHECK(role_of(*sink, "Inbox") == FolderRole::Inbox);
  CHECK(role_of(*sink, "Outbox") == FolderRole::Outbox);
  CHECK(role_of(*sink, "Sent Items") == FolderRole::Sent);
  CHECK(role_of(*sink, "Deleted Items") == FolderRole::Deleted);
  CHECK(role_of(*sink, "Drafts") == FolderRole::Drafts);
  CHECK(role_of(*sink, "Junk E-mail") == FolderRole::Junk);
  CHECK(role_of(*sink, "Calendar") == FolderRole::Calendar);
  CHECK(role_of(*sink, "Contacts") == FolderRole::Contacts);
  CHECK(role_of(*sink, "Journal") == FolderRole::Journal);
  CHECK(role_of(*sink, "Notes") == FolderRole::Notes);
  CHECK(role_of(*sink, "Tasks") == FolderRole::Tasks);
  CHECK(role_of(*sink, "To-Do Search") == FolderRole::Search);
  CHECK(role_of(*sink, "RSS Feeds") == FolderRole::None);
}

TEST_CASE("the wastebasket of a French store is found by its entry id") {
  const auto path = shared("tika_testPST.pst");
  if (!path) {
    return;
  }

  const auto [sink, result] = read(*path);

  CHECK(role_of(*sink, "\u00C9l\u00E9ments supprim\u00E9s") == FolderRole::Deleted);
}

TEST_CASE("an embedded message is in its attachment, and nowhere else") {
  const auto path = shared("pstsdk_submessage.pst");
  if (!path) {
    return;
  }

  const auto [sink, result] = read(*path, {.deleted = false});

  REQUIRE(sink->messages.size() == 1);
  REQUIRE(sink->messages.front().attachments.size() == 1);
  const auto& attachment = sink->messages.front().attachments.front();
  CHECK(attachment.kind == model::AttachmentKind::Embedded);
  CHECK(attachment.content == nullptr);
  REQUIRE(attachment.message != nullptr);
  CHECK(attachment.message->message_class == "IPM.Note");
  CHECK(attachment.message->provenance.native_id == "nid 0x00200024/attachment 1");
  CHECK_FALSE(attachment.message->subject.empty());
}

TEST_CASE("the data of an attachment and its property are one blob") {
  const auto path = shared("pstsdk_sample1.pst");
  if (!path) {
    return;
  }

  const auto [sink, result] = read(*path, {.deleted = false});

  REQUIRE(sink->messages.size() == 1);
  REQUIRE(sink->messages.front().attachments.size() == 1);
  const auto& attachment = sink->messages.front().attachments.front();
  const auto* data = attachment.properties.find(0x3701);
  REQUIRE(data != nullptr);
  CHECK(data->value == model::PropertyValue(model::LargeValue{attachment.content}));
  CHECK(bytes::read_all(*attachment.content, 1U << 20U)->size() == attachment.content->size());
}

TEST_CASE("deleted items come on top, in their own folder and state, or not at all") {
  const auto path = shared("pstsdk_sample1.pst");
  if (!path) {
    return;
  }

  const auto with = read(*path).sink;
  const auto without = read(*path, {.deleted = false}).sink;

  CHECK(without->messages.size() == 1);
  REQUIRE(with->messages.size() == 2);
  CHECK(with->folders.back().role == FolderRole::Recovered);
  CHECK(with->messages.back().folder == with->folders.back().id);
  CHECK(with->messages.back().provenance.state == model::State::Recovered);
  CHECK(with->messages.back().provenance.native_id == "recovered 2 nid 0x00200024");
}

TEST_CASE("what the monitor refuses is left out silently") {
  const auto path = shared("tika_testPST.pst");
  if (!path) {
    return;
  }
  test::CollectingSink sink;
  PickyMonitor monitor;
  monitor.unwanted = "nid 0x00200044";

  const auto result = convert::pff::pff_to_model(*path, {.deleted = true}, monitor, sink);

  CHECK(result.has_value());
  CHECK(sink.messages.size() == 6);
  CHECK(sink.losses.empty());
  CHECK(monitor.progress_seen > 0);
  CHECK(monitor.progress_seen <= fs::file_size(*path));
  CHECK(std::ranges::count(monitor.entered, "recovery") == 1);
}

TEST_CASE("an empty file, a missing one and one of another kind say what, where, and what to do") {
  const auto empty = scratch("empty", "");
  const auto other = scratch("other", "From - Tue Mar 14 1995");

  const auto of_empty = read(empty).result;
  const auto of_other = read(other).result;
  const auto of_missing = read("/nonexistent/mail.pst").result;

  REQUIRE_FALSE(of_empty.has_value());
  CHECK(of_empty.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK(of_empty.error().what == empty.string() + ": the file is empty");
  CHECK_FALSE(of_empty.error().hint.empty());
  REQUIRE_FALSE(of_other.has_value());
  CHECK(of_other.error().what ==
        other.string() + ": not a PST, OST or PAB: its first bytes are not \"!BDN\"");
  CHECK_FALSE(of_other.error().hint.empty());
  REQUIRE_FALSE(of_missing.has_value());
  CHECK(of_missing.error().kind == bytes::ErrorKind::NoInput);
  fs::remove(empty);
  fs::remove(other);
}
