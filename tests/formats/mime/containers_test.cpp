#include "formats/mime/containers.h"

#include <catch2/catch.hpp>

#include "entities.h"
#include "formats/mime/local_lines.h"
#include "formats/mime/mboxrd.h"
#include "formats/mime/message_spool.h"
#include "formats/mime/modified_utf7.h"
#include "memory_tree.h"
#include "mime_decoder.h"

using mime::ContainerKind;
using mime::open_container;
using test::MemoryTree;
using test::text_leaf;

namespace {

mime::Envelope envelope(std::string subject) {
  mime::Envelope out;
  out.unix_seconds = 795172500;
  out.sender = "ann@example.com";
  out.subject = std::move(subject);
  out.boundary_seed = out.subject;
  return out;
}

std::string path_of(const bytes::Result<std::string>& result) {
  INFO((result ? "" : result.error().what));
  REQUIRE(result);
  return *result;
}

std::set<std::string> names_of(const MemoryTree& tree) {
  std::set<std::string> out;
  for (const auto& [path, file] : tree.files) {
    out.insert(path);
  }
  return out;
}

mime::Entity broken_message() {
  auto entity = test::attachment("", "x");
  entity.content = test::broken_blob(9'000'000);
  return entity;
}

}  // namespace

TEST_CASE("an EML tree has a directory for each folder and a file for each message") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::EmlTree, tree);

  CHECK(path_of(container->add_folder({"Inbox"})) == "Inbox");
  CHECK(path_of(container->add_folder({"Inbox", "Sub"})) == "Inbox/Sub");
  CHECK(path_of(container->add_message({"Inbox"}, envelope("one"), text_leaf("1"))) ==
        "Inbox/000001-19950314-0915-one.eml");
  CHECK(path_of(container->add_message({"Inbox"}, envelope("two"), text_leaf("2"))) ==
        "Inbox/000002-19950314-0915-two.eml");
  CHECK(path_of(container->add_message({}, envelope("top"), text_leaf("3"))) ==
        "000001-19950314-0915-top.eml");
  REQUIRE(container->finish());

  CHECK(tree.directories == std::set<std::string>{"Inbox", "Inbox/Sub"});
  const auto& file = tree.files.at("Inbox/000001-19950314-0915-one.eml");
  CHECK(file.content == test::written(text_leaf("1")));
  CHECK(file.mtime == 795172500);
  CHECK(file.closed);
}

TEST_CASE("nothing stays of a message that failed, and its neighbours are whole") {
  for (const auto kind : {ContainerKind::EmlTree, ContainerKind::Mboxrd, ContainerKind::Maildir}) {
    MemoryTree good;
    MemoryTree bad;
    for (MemoryTree* tree : {&good, &bad}) {
      const auto container = open_container(kind, *tree);
      REQUIRE(container->add_folder({"A"}));
      REQUIRE(container->add_message({"A"}, envelope("1"), text_leaf("one")));
      if (tree == &bad) {
        const auto failed = container->add_message({"A"}, envelope("2"), broken_message());
        REQUIRE_FALSE(failed);
        CHECK(failed.error().what == "the store broke");
      } else {
        REQUIRE(container->add_message({"B"}, envelope("2"), text_leaf("elsewhere")));
      }
      REQUIRE(container->add_message({"A"}, envelope("3"), text_leaf("three")));
      REQUIRE(container->finish());
    }

    std::string good_text;
    std::string bad_text;
    for (const auto& [path, file] : good.files) {
      good_text += path.find('B') == std::string::npos ? file.content : "";
    }
    for (const auto& [path, file] : bad.files) {
      bad_text += file.content;
      CHECK(file.closed);
    }
    CHECK(bad_text == good_text);
  }
}

TEST_CASE("an mboxrd file has a separator, flags, LF line ends and quoted separators") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Mboxrd, tree);
  REQUIRE(container->add_folder({"A", "B"}));
  auto first = envelope("1");
  first.read = true;
  first.flagged = true;
  first.replied = true;
  auto second = envelope("2");
  second.sender = "not an address";
  second.unix_seconds.reset();

  CHECK(path_of(container->add_message({"A", "B"}, first, text_leaf(">From x\n.\n"))) ==
        "A/B.mbox#1");
  CHECK(path_of(container->add_message({"A", "B"}, second, text_leaf("no end"))) == "A/B.mbox#2");
  REQUIRE(container->finish());

  CHECK(tree.files.at("A/B.mbox").content ==
        "From ann@example.com Tue Mar 14 09:15:00 1995\n"
        "Status: RO\n"
        "X-Status: AF\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 7bit\n"
        "\n"
        ">>From x\n"
        ".\n"
        "\n"
        "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"
        "Status: O\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 7bit\n"
        "\n"
        "no end\n"
        "\n");
}

TEST_CASE("an mboxrd message has one Status and one X-Status, and keeps those it came with aside") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Mboxrd, tree);
  mime::Entity entity = text_leaf("x\n");
  entity.fields = {{.name = "status", .value = "R", .verbatim = true},
                   {.name = "X-Status", .value = "D", .verbatim = true}};

  REQUIRE(container->add_message({"A"}, envelope("1"), entity));
  REQUIRE(container->finish());

  CHECK(tree.files.at("A.mbox").content ==
        "From ann@example.com Tue Mar 14 09:15:00 1995\n"
        "Status: O\n"
        "X-Original-status: R\n"
        "X-Original-X-Status: D\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 7bit\n"
        "\n"
        "x\n"
        "\n");
}

TEST_CASE("every folder has its mbox file, also when it stays empty, and no two share one") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Mboxrd, tree);
  CHECK(path_of(container->add_folder({"a"})) == "a.mbox");
  CHECK(path_of(container->add_folder({"A"})) == "A (2).mbox");
  CHECK(path_of(container->add_folder({"a.mbox"})) == "a.mbox (2).mbox");
  CHECK(path_of(container->add_folder({"(top)"})) == "(top) (2).mbox");
  CHECK(path_of(container->add_message({}, envelope("x"), text_leaf("x"))) == "(top).mbox#1");
  REQUIRE(container->finish());

  CHECK(names_of(tree) == std::set<std::string>{"a.mbox", "A (2).mbox", "a.mbox (2).mbox",
                                                "(top) (2).mbox", "(top).mbox"});
}

TEST_CASE("folders that take turns by the hundred keep few files open and lose no message") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Mboxrd, tree);
  for (int round = 0; round < 2; ++round) {
    for (int folder = 0; folder < 200; ++folder) {
      REQUIRE(container->add_message({std::to_string(folder)}, envelope("x"), text_leaf("x")));
    }
  }
  REQUIRE(container->finish());

  CHECK(tree.most_open <= 64);
  CHECK(tree.files.size() == 400);
  CHECK(tree.files.contains("0 (2).mbox"));
}

TEST_CASE("a mailbox that could not be written takes no more messages") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Mboxrd, tree);
  REQUIRE(container->add_message({"A"}, envelope("1"), text_leaf("one")));
  tree.space = 100;
  const auto full = container->add_message({"A"}, envelope("2"), text_leaf("two"));
  REQUIRE_FALSE(full);
  tree.space = UINT64_MAX;

  CHECK(full.error().kind == bytes::ErrorKind::NoSpace);
  CHECK_FALSE(container->add_message({"A"}, envelope("3"), text_leaf("three")));
  CHECK_FALSE(container->finish());
}

TEST_CASE("a Maildir has its flags, sizes and subfolders in its names") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Maildir, tree);
  auto all = envelope("x");
  all.read = all.draft = all.flagged = all.replied = all.deleted = true;

  CHECK(path_of(container->add_folder({"Work", "P.O. & \xC3\x84mter"})) ==
        ".Work.P_O_ &- &AMQ-mter");
  CHECK(path_of(container->add_message({}, all, text_leaf("x\n"))) ==
        "cur/795172500.1.restante,S=93:2,DFRST");
  CHECK(path_of(container->add_message({"Work"}, envelope("y"), text_leaf("y\n"))) ==
        ".Work/cur/795172500.2.restante,S=93:2,");
  REQUIRE(container->finish());

  const auto& file = tree.files.at("cur/795172500.1.restante,S=93:2,DFRST");
  CHECK(file.content.size() == 93);
  CHECK(file.content.find('\r') == std::string::npos);
  CHECK(file.mtime == 795172500);
  CHECK(tree.directories.contains(".Work.P_O_ &- &AMQ-mter/new"));
  CHECK(tree.directories.contains(".Work/tmp"));
  CHECK(tree.files.contains(".Work/maildirfolder"));
  CHECK_FALSE(tree.files.contains("maildirfolder"));
}

TEST_CASE("a Maildir without anything in it is still one") {
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Maildir, tree);
  REQUIRE(container->finish());
  CHECK(tree.directories == std::set<std::string>{"cur", "new", "tmp"});
}

TEST_CASE("any folder gets a Maildir directory of its own within the limits") {
  test::Random random(12);
  MemoryTree tree;
  const auto container = open_container(ContainerKind::Maildir, tree);
  std::set<std::string> seen;
  std::set<mime::FolderPath> paths;
  for (int round = 0; round < 500; ++round) {
    mime::FolderPath path;
    for (std::size_t depth = 1 + test::below(random, 6); depth > 0; --depth) {
      path.push_back(test::random_text(random, test::below(random, 4) == 0 ? 100 : 3));
    }
    const std::string directory = path_of(container->add_folder(path));
    CHECK(directory.size() <= 170);
    CHECK(directory.find('/') == std::string::npos);
    CHECK(directory.front() == '.');
    paths.insert(path);
    seen.insert(directory);
  }
  CHECK(seen.size() == paths.size());
}

TEST_CASE("modified UTF-7 is RFC 3501's") {
  CHECK(mime::encode_modified_utf7("~peter/mail/\xE5\x8F\xB0\xE5\x8C\x97/\xE6\x97\xA5\xE6\x9C\xAC"
                                   "\xE8\xAA\x9E") == "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
  CHECK(mime::encode_modified_utf7("Hi\xE2\x98\xBA!") == "Hi&Jjo-!");
  CHECK(mime::encode_modified_utf7("a & b") == "a &- b");
  CHECK(mime::encode_modified_utf7("\xF0\x9F\x93\xA7") == "&2D3c5w-");
}

TEST_CASE("lines become local ones however they are cut into pieces") {
  const std::string text = "a\r\nFrom b\r\n>>From c\r\n>Frome\r\n\r\nFrom d";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    mime::LocalLines lines(mime::LocalLines::Quoting::Mboxrd);
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += size) {
      lines.append(std::string_view(text).substr(at, size), out);
    }
    lines.finish(out);
    CHECK(out == "a\n>From b\n>>>From c\n>Frome\n\n>From d");
  }
}

TEST_CASE("a spooled message comes back from memory and from its temporary file") {
  for (const std::size_t in_memory : {0U, 10U, 1000000U}) {
    mime::MessageSpool spool(in_memory);
    for (int round = 0; round < 2; ++round) {
      std::string expected;
      for (int i = 0; i < 100000; ++i) {
        const std::string piece = std::to_string(i * (round + 1)) + "\n";
        expected += piece;
        REQUIRE(spool.append(piece));
      }
      std::string out;
      REQUIRE(spool.copy_to([&](std::string_view text) {
        out += text;
        return bytes::Result<void>();
      }));
      CHECK(out == expected);
      CHECK(spool.ends_with_line_end());
      spool.clear();
      CHECK_FALSE(spool.ends_with_line_end());
    }
  }
}

TEST_CASE("a separator names no sender that could not stand in it") {
  CHECK(mime::mbox_separator("", 0) == "From MAILER-DAEMON Thu Jan  1 00:00:00 1970");
  CHECK(mime::mbox_separator("a b@c", 0) == "From MAILER-DAEMON Thu Jan  1 00:00:00 1970");
  CHECK(mime::mbox_separator("a@b", INT64_MIN) == "From a@b Thu Jan  1 00:00:00 1970");
}
