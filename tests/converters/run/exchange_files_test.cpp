#include "converters/run/exchange_files.h"

#include <catch2/catch.hpp>

namespace {

run::Account account_of(std::vector<run::FolderPath> folders) {
  run::Account account;
  for (run::FolderPath& path : folders) {
    account.folders.push_back({.path = std::move(path), .tally = {}});
  }
  return account;
}

run::Source pst() {
  run::Source source;
  source.path = "dir/ann.pst";
  source.what = "PST";
  return source;
}

TEST_CASE("a PST with folders and nothing in them is asked for its migration files") {
  const auto note = run::note_on_empty_pst(pst(), account_of({{"", "Top", "Project"}}));

  REQUIRE(note);
  CHECK(note->where == "ann.pst");
  CHECK(note->text.find(".PRI and .SEC") != std::string::npos);
  CHECK_FALSE(note->damage);
}

TEST_CASE("a PST with items, or without folders of its user's own, says nothing of itself") {
  auto with_items = account_of({{"", "Top", "Project"}});
  with_items.folders[0].tally = {.expected = 1, .written = 1};
  auto inbox = account_of({{"", "Top", "Inbox"}, {"", "Search Root"}});
  inbox.folders[0].role = model::FolderRole::Inbox;
  auto store = pst();
  store.what = "MMF";

  CHECK_FALSE(run::note_on_empty_pst(pst(), with_items));
  CHECK_FALSE(run::note_on_empty_pst(pst(), inbox));
  CHECK_FALSE(run::note_on_empty_pst(store, account_of({{"", "Top", "Project"}})));
}

TEST_CASE("lists of passwords are noted whatever the case of their names, other files are not") {
  const std::vector<std::filesystem::path> entries = {"a/pst.password", "a/x.pst",
                                                      "a/ACCOUNTS.PASSWORD", "a/EXMERGE.LOG"};

  const auto notes = run::notes_on_companions(entries);

  REQUIRE(notes.size() == 3);
  CHECK(notes[0].starts_with("a/pst.password: "));
  CHECK(notes[1].ends_with("not read"));
}

}  // namespace
