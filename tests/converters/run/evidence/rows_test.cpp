#include "converters/run/evidence/rows.h"

#include <catch2/catch.hpp>

#include "converters/run/evidence/evidence_sink.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace rows_test {

using run::evidence::EvidenceSink;
using run::evidence::ItemRecord;
using run::evidence::LocatedPiece;
using run::evidence::RecordFile;
using run::evidence::SourceFiles;

run::Source pst_source(const std::filesystem::path& path) {
  run::Source source;
  source.path = path;
  source.kind = run::SourceKind::Pff;
  return source;
}

ItemRecord record_in(const std::string& file, std::vector<model::ByteRange> ranges) {
  ItemRecord record;
  record.kind = "item";
  record.pieces = {{.file = file, .native_id = "nid 0x00200024", .ranges = std::move(ranges)}};
  return record;
}

std::vector<LocatedPiece> located(const run::Source& source, const ItemRecord& record) {
  SourceFiles files({source});
  run::Progress progress(false);
  REQUIRE(files.take_before(progress));
  return run::evidence::locate(record, source, files);
}

TEST_CASE("of a range that ends beyond its file what lies in the file is told") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "x.pst", std::string(100, 'x'));
  const auto source = pst_source(directory / "x.pst");

  const auto fits = located(source, record_in("x.pst", {{.offset = 60, .length = 40}}));
  const auto beyond = located(source, record_in("x.pst", {{.offset = 60, .length = 41}}));
  const auto wraps = located(source, record_in("x.pst", {{.offset = 60, .length = UINT64_MAX}}));

  const auto outside = located(source, record_in("x.pst", {{.offset = 100, .length = 5}}));

  using Ranges = std::vector<model::ByteRange>;
  for (const auto& each : {fits, beyond, wraps, outside}) {
    CHECK(each.front().file);
  }
  CHECK(fits.front().piece.ranges == Ranges{{.offset = 60, .length = 40}});
  CHECK(beyond.front().piece.ranges == Ranges{{.offset = 60, .length = 40}});
  CHECK(wraps.front().piece.ranges == Ranges{{.offset = 60, .length = 40}});
  CHECK(outside.front().piece.ranges.empty());
}

TEST_CASE("ranges that a mail tells of a file named like its own are not said to lie in it") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "x.eml", std::string(100, 'x'));
  auto source = pst_source(directory / "x.eml");
  source.kind = run::SourceKind::Mime;
  auto record = record_in("x.eml", {{.offset = 60, .length = 41}});
  record.pieces.front().native_id = "x.eml";

  CHECK_FALSE(located(source, record).front().file);
}

TEST_CASE("a piece of an mbox is found by the file's name, whatever the mail says of itself") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "case.mbox", std::string(100, 'x'));
  auto source = pst_source(directory / "case.mbox");
  source.kind = run::SourceKind::Mime;
  auto record = record_in("other.pst", {{.offset = 16, .length = 20}});
  record.pieces.front().native_id = "nid 0x00DEAD24";
  record.pieces.push_back(
      {.file = "case.mbox", .native_id = {}, .ranges = {{.offset = 40, .length = 60}}});

  const auto found = located(source, record);

  REQUIRE(found.size() == 2);
  CHECK_FALSE(found[0].file);
  CHECK(found[1].file);
}

TEST_CASE("ranges of a store inside a file count from the beginning of the file") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "image", std::string(1000, 'x'));
  auto source = pst_source(directory / "image");
  source.carved_at = 512;

  const auto inside = located(source, record_in("image", {{.offset = 60, .length = 40}}));

  REQUIRE(inside.front().file);
  CHECK(inside.front().piece.ranges ==
        std::vector<model::ByteRange>{{.offset = 572, .length = 40}});
}

TEST_CASE("a message's pieces are its own file's ranges and those of its attachments' files") {
  model::Message message;
  message.provenance.source = "1.MAI";
  message.provenance.ranges = {{.offset = 0, .length = 500}};
  for (const char* file : {"1.MAI", "2.ATT", "1.MAI"}) {
    model::Attachment attachment;
    attachment.provenance.source = file;
    attachment.provenance.ranges = {{.offset = 400, .length = 100}};
    message.attachments.push_back(attachment);
  }
  message.attachments.back().provenance.ranges = {{.offset = 900, .length = 10}};

  const auto pieces = run::evidence::record_of(message).pieces;

  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].file == "1.MAI");
  CHECK(pieces[0].ranges ==
        std::vector<model::ByteRange>{{.offset = 0, .length = 500}, {.offset = 900, .length = 10}});
  CHECK(pieces[1].file == "2.ATT");
  CHECK(pieces[1].ranges == std::vector<model::ByteRange>{{.offset = 400, .length = 100}});
}

TEST_CASE("items, losses and fallbacks are noted down, and passed on as they are") {
  test::CollectingSink target;
  const auto records = std::make_shared<RecordFile>();
  EvidenceSink sink(target, records);
  REQUIRE(sink.store({}));
  model::Folder folder;
  folder.id = {1};
  folder.name = "Inbox";
  folder.expected_items = 2;
  REQUIRE(sink.folder(folder));
  folder.id = {2};
  folder.parent = {{1}};
  folder.name = "1995";
  REQUIRE(sink.folder(folder));
  model::Message message;
  message.folder = {2};
  message.subject = "Plan";
  message.from = model::Address{.name = "Ann", .type = "MS", .address = "N/P/ANN", .smtp = {}};
  message.sent = model::WallClock{.ticks = 0};
  message.provenance.miss("attachment 1", "cut off");
  REQUIRE(sink.message(message));
  REQUIRE(sink.loss({.kind = model::LossKind::Item,
                     .folder = {{2}},
                     .source = "x.pst",
                     .native_id = "nid 1",
                     .offset = 4096,
                     .length = {},
                     .why = "bad block"}));
  REQUIRE(sink.note({.where = "x.pst", .text = "by the way"}));
  REQUIRE(sink.note({.where = "x.pst", .text = "index broken", .damage = true}));

  REQUIRE(records->count() == 3);
  const auto item = *records->next();
  CHECK(item.folder == "Inbox/1995");
  CHECK(item.from == "Ann <MS:N/P/ANN>");
  CHECK(item.sent == "1970-01-01T00:00:00");  // the zone is not known
  CHECK(item.state == "partial");
  CHECK(item.outcome == "written");
  CHECK(item.missing == "attachment 1: cut off");
  const auto lost = *records->next();
  CHECK(lost.kind == "item");
  CHECK(lost.folder == "Inbox/1995");
  CHECK(lost.state == "lost");
  CHECK(lost.outcome == "failed");
  CHECK(lost.reason == "bad block");
  CHECK(lost.pieces.front().ranges == std::vector<model::ByteRange>{{.offset = 4096, .length = 0}});
  const auto fallback = *records->next();
  CHECK(fallback.kind == "fallback");
  CHECK(fallback.reason == "index broken");
  CHECK(target.messages.size() == 1);
  CHECK(target.losses.size() == 1);
  CHECK(target.notes.size() == 2);
}

}  // namespace rows_test
