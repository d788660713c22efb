// The real stores, read by both readers.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "converters/mapi_store/fingerprint.h"
#include "converters/pff/pff_to_model.h"
#include "converters/pst_reader/pst_to_model.h"
#include "tests/converters/pff/stores.h"
#include "tests/support/collecting_sink.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> real_psts() {
  auto stores = test::real_stores();
  std::erase_if(stores, [](const fs::path& path) { return path.extension() != ".pst"; });
  return stores;
}

void read(const fs::path& path, test::CollectingSink& sink) {
  model::NoMonitor monitor;
  REQUIRE(convert::pst_reader::pst_to_model(path, {.deleted = false}, monitor, sink));
}

/// libpff gives rows of recipients cells that they do not have; tests/oracle/engines_test.py
/// compares the others.
void drop_rows(model::Message& message) {
  for (auto& recipient : message.recipients) {
    recipient.properties = {};
  }
  for (auto& attachment : message.attachments) {
    if (attachment.message) {
      drop_rows(*attachment.message);
    }
  }
}

}  // namespace

TEST_CASE("of every real store all items are intact, and nothing is told as damage") {
  for (const auto& path : real_psts()) {
    CAPTURE(path.filename().string());
    test::CollectingSink sink;

    read(path, sink);

    CHECK(sink.order_kept);
    CHECK(sink.finished);
    CHECK(sink.balances());
    for (const auto& loss : sink.losses) {
      FAIL_CHECK(loss.native_id << ": " << loss.why);
    }
    for (const auto& note : sink.notes) {
      INFO(note.where << ": " << note.text);
      CHECK_FALSE(note.damage);
    }
    for (const auto& message : sink.messages) {
      for (const auto& missing : message.provenance.missing) {
        FAIL_CHECK(message.provenance.native_id << ": " << missing.what << ": " << missing.why);
      }
    }
  }
}

TEST_CASE("both readers deliver the same items of every real store, to the last property") {
  for (const auto& path : real_psts()) {
    CAPTURE(path.filename().string());
    test::CollectingSink ours;
    test::CollectingSink theirs;
    model::NoMonitor monitor;

    read(path, ours);
    REQUIRE(convert::pff::pff_to_model(path, {.deleted = false}, monitor, theirs));

    CHECK(ours.stored->properties.size() == theirs.stored->properties.size());
    REQUIRE(ours.folders.size() == theirs.folders.size());
    for (std::size_t i = 0; i < ours.folders.size(); ++i) {
      CHECK(ours.folders[i].name == theirs.folders[i].name);
      CHECK(ours.folders[i].role == theirs.folders[i].role);
      CHECK(ours.folders[i].expected_items == theirs.folders[i].expected_items);
      CHECK(ours.folders[i].provenance.native_id == theirs.folders[i].provenance.native_id);
    }
    REQUIRE(ours.messages.size() == theirs.messages.size());
    for (std::size_t i = 0; i < ours.messages.size(); ++i) {
      CAPTURE(ours.messages[i].provenance.native_id);
      CHECK(ours.messages[i].provenance.native_id == theirs.messages[i].provenance.native_id);
      drop_rows(ours.messages[i]);
      drop_rows(theirs.messages[i]);
      const auto one = convert::mapi_store::fingerprint(ours.messages[i]);
      const auto other = convert::mapi_store::fingerprint(theirs.messages[i]);
      REQUIRE(one);
      REQUIRE(other);
      CHECK(*one == *other);
    }
  }
}
