#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/converters/mime/mail.h"
#include "tests/formats/mime/memory_tree.h"

using model::Disposition;
using model::FolderRole;

namespace {

using Names = std::vector<std::string>;

/// Keeps what the sink wrote after the sink is gone.
struct Output {
  std::map<std::string, test::MemoryFile> files;
  std::set<std::string> directories;
  bool committed = false;
};

class ObservedTree final : public bytes::OutputTree {
 public:
  ObservedTree(Output& output, std::uint64_t space) : output_(output) { tree_.space = space; }
  ~ObservedTree() override { take(); }
  ObservedTree(const ObservedTree&) = delete;
  ObservedTree(ObservedTree&&) = delete;
  ObservedTree& operator=(const ObservedTree&) = delete;
  ObservedTree& operator=(ObservedTree&&) = delete;
  [[nodiscard]] bytes::Result<void> make_directory(std::string_view path) override {
    return tree_.make_directory(path);
  }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::OutputFile>> create(
      std::string_view path) override {
    return tree_.create(path);
  }
  [[nodiscard]] bytes::Result<void> rename(std::string_view from, std::string_view to) override {
    return tree_.rename(from, to);
  }
  [[nodiscard]] bytes::Result<void> commit() override {
    output_.committed = true;
    return tree_.commit();
  }

 private:
  void take() {
    output_.files = tree_.files;
    output_.directories = tree_.directories;
  }
  Output& output_;
  test::MemoryTree tree_;
};

std::unique_ptr<model::Sink> sink_into(Output& output, convert::mime::MimeOptions options = {},
                                       std::uint64_t space = UINT64_MAX) {
  auto sink = convert::mime::open_sink(std::make_unique<ObservedTree>(output, space), options);
  model::Store store;
  store.source = "mail.pst";
  REQUIRE(sink->store(store));
  return sink;
}

void add_folder(model::Sink& sink, std::uint32_t id, std::optional<std::uint32_t> parent,
                std::string name, FolderRole role = FolderRole::None) {
  model::Folder folder;
  folder.id = {id};
  if (parent) {
    folder.parent = model::FolderId{*parent};
  }
  folder.name = std::move(name);
  folder.role = role;
  REQUIRE(sink.folder(folder));
}

model::Delivered deliver(model::Sink& sink, std::uint32_t folder, model::Message message) {
  message.folder = {folder};
  const auto delivered = sink.message(message);
  REQUIRE(delivered);
  return *delivered;
}

void finish(std::unique_ptr<model::Sink> sink) { REQUIRE(sink->finish()); }

class BrokenSource final : public bytes::ByteSource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return 10; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return bytes::fail(bytes::ErrorKind::Io, "mail.pst: block 7 cannot be read");
  }
};

}  // namespace

TEST_CASE("the root and the IPM subtree are elided, siblings keep their names") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "", FolderRole::Root);
  add_folder(*sink, 2, 1, "Top of Personal Folders", FolderRole::IpmSubtree);
  add_folder(*sink, 3, 2, "Inbox", FolderRole::Inbox);
  add_folder(*sink, 4, 3, "Sub");
  add_folder(*sink, 5, 1, "Views");
  add_folder(*sink, 6, 1, "whatever", FolderRole::Recovered);
  add_folder(*sink, 7, 1, "", FolderRole::LostAndFound);
  CHECK(deliver(*sink, 2, test::mail()).path.find('/') == std::string::npos);
  CHECK(deliver(*sink, 4, test::mail()).path.rfind("Inbox/Sub/", 0) == 0);
  finish(std::move(sink));

  CHECK(output.committed);
  for (const char* name : {"Inbox", "Inbox/Sub", "Views", "Recovered Items", "Lost and Found"}) {
    CHECK(output.directories.count(name) == 1);
  }
  CHECK(output.directories.size() == 5);
}

TEST_CASE("in an OST everything above the subtree is elided, but not for its other children") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "", FolderRole::Root);
  add_folder(*sink, 2, 1, "Root - Mailbox");
  add_folder(*sink, 3, 2, "IPM_SUBTREE", FolderRole::IpmSubtree);
  add_folder(*sink, 4, 3, "Inbox", FolderRole::Inbox);
  SECTION("without other children its directory is not made") {
    finish(std::move(sink));
    CHECK(output.directories == std::set<std::string>{"Inbox"});
  }
  SECTION("with them they stand below its name") {
    add_folder(*sink, 5, 2, "Finder");
    finish(std::move(sink));
    CHECK(output.directories.count("Root - Mailbox/Finder") == 1);
  }
  SECTION("its own messages stand below its name") {
    CHECK(deliver(*sink, 2, test::mail()).path.rfind("Root - Mailbox/", 0) == 0);
    finish(std::move(sink));
  }
}

TEST_CASE("Q253564 a folder is numbered only where two of the source would meet") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "", FolderRole::Root);
  add_folder(*sink, 2, 1, "Top", FolderRole::IpmSubtree);
  add_folder(*sink, 3, 2, "Calendar", FolderRole::Calendar);
  add_folder(*sink, 4, 2, "Tasks");
  add_folder(*sink, 5, 2, "Tasks");
  finish(std::move(sink));

  CHECK(output.directories == std::set<std::string>{"Calendar", "Tasks", "Tasks (2)"});
}

TEST_CASE("associated items are skipped, or stand in a folder of their own") {
  model::Message message = test::mail();
  message.associated = true;
  Output output;

  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "Inbox");
  const model::Delivered skipped = deliver(*sink, 1, message);
  CHECK(skipped.disposition == Disposition::Skipped);
  CHECK(skipped.why == "associated item (--hidden writes it)");
  finish(std::move(sink));

  convert::mime::MimeOptions options;
  options.hidden = true;
  sink = sink_into(output, options);
  add_folder(*sink, 1, {}, "Inbox");
  CHECK(deliver(*sink, 1, message).path.rfind("Inbox/Hidden Items/", 0) == 0);
  finish(std::move(sink));
}

TEST_CASE("the manifest names every message, and no clock") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "", FolderRole::Root);
  add_folder(*sink, 2, 1, "In/box, \"old\"");
  model::Message message = test::mail();
  message.attachments = {test::attachment("a", "1")};
  message.provenance.miss("attachment 2", "gone");
  message.provenance.source = "a.pst";
  message.provenance.ranges = {{.offset = 0x200, .length = 40}, {.offset = 0x1000, .length = 16}};
  const std::string path = deliver(*sink, 2, message).path;
  finish(std::move(sink));

  CHECK(output.files.at("restante-manifest.csv").content ==
        "path,folder,native_id,class,state,subject,date,from,message_id,attachments,missing,source,"
        "byte_ranges\r\n\"" +
            path +
            "\",\"In/box, \"\"old\"\"\",nid 0x00200024,IPM.Note,partial,Lunch,1999-03-14T09:15:00Z,"
            "Ann <ann@example.org>,<1@example.org>,1,attachment 2: gone,a.pst,0x200+40 "
            "0x1000+16\r\n");
  CHECK(output.files.count("restante-losses.csv") == 0);
}

TEST_CASE("losses and fallbacks stand in a file of their own: other notes do not") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "Inbox");
  REQUIRE(sink->note({.where = "nid 1", .text = "a code page was guessed"}));
  REQUIRE(sink->note({.where = "nid 2", .text = "index broken", .damage = true}));
  model::Loss loss;
  loss.folder = model::FolderId{1};
  loss.source = "mail.pst";
  loss.native_id = "nid 3";
  loss.offset = 17;
  loss.why = "unreadable";
  REQUIRE(sink->loss(loss));
  finish(std::move(sink));

  CHECK(output.files.at("restante-losses.csv").content ==
        "kind,folder,source,native_id,offset,length,why\r\n"
        "fallback,,mail.pst,nid 2,,,index broken\r\n"
        "item,Inbox,mail.pst,nid 3,17,,unreadable\r\n");
}

TEST_CASE("a message whose content cannot be read fails alone") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "Inbox");
  for (const bool in_body : {false, true}) {
    model::Message broken = test::mail();
    if (in_body) {
      broken.bodies.text = model::Body{.content = std::make_shared<BrokenSource>()};
    } else {
      broken.attachments = {test::attachment("a", "")};
      broken.attachments[0].content = std::make_shared<BrokenSource>();
    }
    const model::Delivered delivered = deliver(*sink, 1, broken);
    CHECK(delivered.disposition == Disposition::Failed);
    CHECK(delivered.why == "mail.pst: block 7 cannot be read");
  }
  CHECK(deliver(*sink, 1, test::mail()).disposition == Disposition::Written);
  finish(std::move(sink));

  const auto mails = std::ranges::count_if(
      output.files, [](const auto& file) { return file.first.find(".eml") != std::string::npos; });
  CHECK(mails == 1);
  CHECK(output.files.at("restante-losses.csv").content.find("block 7 cannot be read") !=
        std::string::npos);
}

TEST_CASE(
    "a message whose RTF or transport headers cannot be read fails, its text notwithstanding") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "Inbox");
  const model::Body broken{.content = std::make_shared<BrokenSource>()};
  model::Message rtf = test::mail();
  rtf.bodies.rtf = broken;
  model::Message rtf_beside_html = rtf;
  rtf_beside_html.bodies.html = test::body("<p>");
  model::Message headers = test::mail();
  headers.transport_headers = broken;

  for (const model::Message& message : {rtf, rtf_beside_html, headers}) {
    const model::Delivered delivered = deliver(*sink, 1, message);
    CHECK(delivered.disposition == Disposition::Failed);
    CHECK(delivered.why == "mail.pst: block 7 cannot be read");
  }
}

TEST_CASE(
    "texts with undecodable bytes are counted for the report, those of embedded messages too") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "Inbox");
  model::Message message = test::mail();
  message.bodies.text = test::body("a\xFC\xDF", 20127);
  auto inner = std::make_shared<model::Message>(test::mail());
  std::string large(5'000'000, 'x');  // beyond what is decoded once and kept
  large.back() = '\xFC';
  inner->bodies.text = test::body(large, 20127);
  message.attachments.emplace_back();
  message.attachments[0].kind = model::AttachmentKind::Embedded;
  message.attachments[0].message = inner;
  message.transport_headers = test::body(std::string_view("A\0:\0\x00\xD8", 6), 1200);

  CHECK(deliver(*sink, 1, message).undecodable == 3);
  CHECK(deliver(*sink, 1, test::mail()).undecodable == 0);
}

TEST_CASE("thousands of folders of one name are numbered one after the other") {
  Output output;
  auto sink = sink_into(output);
  add_folder(*sink, 1, {}, "", FolderRole::Root);
  constexpr std::uint32_t kFolders = 5000;
  for (std::uint32_t i = 0; i < kFolders; ++i) {
    add_folder(*sink, 2 + i, 1, "Tasks");
  }
  CHECK(deliver(*sink, 1 + kFolders, test::mail()).path.rfind("Tasks (5000)/", 0) == 0);
}

TEST_CASE("a full disk ends the run") {
  Output output;
  auto sink = sink_into(output, {}, 400);
  add_folder(*sink, 1, {}, "Inbox");
  model::Message message = test::mail();
  message.attachments = {test::attachment("a", std::string(100'000, 'x'))};
  message.folder = {1};

  const auto delivered = sink->message(message);

  REQUIRE(!delivered);
  CHECK(delivered.error().kind == bytes::ErrorKind::NoSpace);
  CHECK(!output.committed);
}

TEST_CASE("two runs give the same bytes in every container") {
  for (const auto kind :
       {mime::ContainerKind::EmlTree, mime::ContainerKind::Mboxrd, mime::ContainerKind::Maildir}) {
    std::vector<std::map<std::string, std::string>> runs;
    for (int run = 0; run < 2; ++run) {
      convert::mime::MimeOptions options;
      options.container = kind;
      Output output;
      auto sink = sink_into(output, options);
      add_folder(*sink, 1, {}, "Inbox");
      deliver(*sink, 1, test::mail());
      deliver(*sink, 1, test::mail());
      finish(std::move(sink));
      runs.emplace_back();
      for (const auto& [path, file] : output.files) {
        runs.back()[path] = file.content;
      }
    }
    CHECK(runs[0] == runs[1]);
    CHECK(runs[0].size() >= 2);
  }
}
