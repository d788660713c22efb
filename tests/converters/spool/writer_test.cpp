// What the writer makes of stores that are awkward, or wrong.
#include <catch2/catch.hpp>

#include "converters/spool/limits.h"
#include "tests/converters/spool/spool_text.h"
#include "tests/support/model_equal.h"

using bytes::ErrorKind;
using convert::spool::Compression;

namespace {

// Yields `content`, then fails, or ends early when there is no reason to fail.
class FailingSource final : public bytes::ByteSource {
 public:
  FailingSource(std::string content, std::uint64_t size, std::string why)
      : content_(std::move(content)), size_(size), why_(std::move(why)) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<Stream>(*this);
  }

 private:
  class Stream final : public bytes::ByteStream {
   public:
    explicit Stream(const FailingSource& source) : source_(source) {}
    [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
      const auto rest = std::as_bytes(std::span(source_.content_)).subspan(done_);
      if (rest.empty() && !source_.why_.empty()) {
        return bytes::fail(ErrorKind::Io, source_.why_);
      }
      const std::size_t size = std::min({into.size(), rest.size(), std::size_t{3}});
      std::ranges::copy(rest.first(size), into.begin());
      done_ += size;
      return size;
    }

   private:
    const FailingSource& source_;
    std::size_t done_ = 0;
  };

  std::string content_;
  std::uint64_t size_;
  std::string why_;
};

bytes::Blob failing(std::string content, std::uint64_t size, std::string why) {
  return std::make_shared<FailingSource>(std::move(content), size, std::move(why));
}

test::Reading through(const model::Message& message) {
  return test::read(test::written({model::Store{}, model::Folder{}, message}));
}

model::Provenance partial(std::string what, std::string why) {
  model::Provenance provenance;
  provenance.miss(std::move(what), std::move(why));
  return provenance;
}

model::Message nested(unsigned depth) {
  model::Message message;
  message.provenance.native_id = "nid 5";
  if (depth > 0) {
    message.attachments.resize(1);
    message.attachments[0].kind = model::AttachmentKind::Embedded;
    message.attachments[0].message = std::make_shared<model::Message>(nested(depth - 1));
  }
  return message;
}

std::string text_of(const bytes::Blob& blob) { return *bytes::read_all_text(*blob, 1000); }

}  // namespace

TEST_CASE("a message is one line and its payloads") {
  model::Message message;
  message.folder.value = 1;
  message.subject = "caf\u00e9";
  message.sent = model::WallClock{.ticks = 795172500LL * 10'000'000};
  message.bodies.text = model::Body{.content = bytes::make_blob("Hi\n"), .code_page = 850};
  model::Folder folder;
  folder.id.value = 1;
  folder.name = "Inbox";

  CHECK(
      test::written({model::Store{}, folder, message}) ==
      "{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":1,\"creator\":\"test 1\"}\n"
      "{\"record\":\"store\"}\n"
      "{\"record\":\"folder\",\"id\":1,\"name\":\"Inbox\"}\n"
      "{\"record\":\"message\",\"folder\":1,\"subject\":\"caf\u00e9\","
      "\"sent\":\"1995-03-14T09:15:00\",\"bodies\":{\"text\":{\"code_page\":850,\"content\":0}},"
      "\"payloads\":1}\n"
      "3\nHi\n\n0\n"
      "{\"record\":\"end\",\"records\":4,\"folders\":1,\"messages\":1,\"losses\":0,\"notes\":0,"
      "\"payload_bytes\":3}\n");
}

TEST_CASE("content shared by two places is written once and shared again") {
  const auto blob = bytes::make_blob("shared content");
  model::Message message;
  message.bodies.html = model::Body{.content = blob};
  message.properties.add({.id = 0x1013,
                          .type = model::PropertyType::Binary,
                          .name = {},
                          .value = model::LargeValue{.blob = blob}});
  const std::string spool = test::written({model::Store{}, model::Folder{}, message});

  const auto reading = test::read(spool);

  CHECK(spool.find("shared content") == spool.rfind("shared content"));
  const auto& back = std::get<model::Message>(reading.calls.at(2));
  CHECK(std::get<model::LargeValue>(back.properties.items()[0].value).blob ==
        back.bodies.html->content);
}

TEST_CASE("content that fails midway costs its rest and no more") {
  model::Message message;
  message.attachments.resize(2);
  message.attachments[1].content = failing("four bytes", 2000, "bad\nblock");
  message.bodies.text = model::Body{.content = bytes::make_blob("whole")};

  const auto reading = through(message);

  REQUIRE(reading.finished);
  const auto& back = std::get<model::Message>(reading.calls.at(2));
  CHECK(text_of(back.attachments[1].content) == "four bytes");
  CHECK(text_of(back.bodies.text->content) == "whole");
  CHECK(back.attachments[0].provenance == model::Provenance{});
  CHECK(back.attachments[1].provenance == partial("content", "bad block"));
  CHECK(back.provenance == partial("attachment 2: content", "bad block"));
}

TEST_CASE("an attachment of which nothing could be read has no content") {
  model::Message message;
  message.attachments.resize(1);
  message.attachments[0].content = failing("", 2000, "unreadable");

  const auto reading = through(message);

  const auto& back = std::get<model::Message>(reading.calls.at(2));
  CHECK(back.attachments[0].content == nullptr);
  CHECK(back.attachments[0].provenance.state == model::State::Partial);
}

TEST_CASE("content of another size than announced is told") {
  const std::uint64_t announced = GENERATE(4U, 11U);
  model::Message message;
  message.bodies.rtf = model::Body{.content = failing("{\\rtf1 x}", announced, "")};

  const auto reading = through(message);

  const auto& back = std::get<model::Message>(reading.calls.at(2));
  CHECK(text_of(back.bodies.rtf->content) == "{\\rtf1 x}");
  CHECK(back.provenance.missing ==
        std::vector<model::Missing>{{.what = "RTF body",
                                     .why = "it has 9 bytes, not the " + std::to_string(announced) +
                                            " it was announced with"}});
}

TEST_CASE("what fails in an embedded message is told at every level") {
  auto inner = std::make_shared<model::Message>();
  inner->properties.add({.id = 0x1000,
                         .type = model::PropertyType::String,
                         .name = {},
                         .value = model::LargeValue{.blob = failing("ab", 9, "gone")}});
  model::Message message;
  message.attachments.resize(1);
  message.attachments[0].message = inner;

  const auto reading = through(message);

  const auto& back = std::get<model::Message>(reading.calls.at(2));
  using Pieces = std::vector<model::Missing>;
  CHECK(back.attachments[0].message->provenance.missing ==
        Pieces{{.what = "property 0x1000001f", .why = "gone"}});
  CHECK(back.attachments[0].provenance.missing ==
        Pieces{{.what = "embedded message: property 0x1000001f", .why = "gone"}});
  CHECK(back.provenance.missing ==
        Pieces{{.what = "attachment 1: embedded message: property 0x1000001f", .why = "gone"}});
}

TEST_CASE("what fails in the store's own properties is a loss") {
  model::Store store;
  store.source = "a.pst";
  store.properties.add({.id = 0x35DF,
                        .type = model::PropertyType::Binary,
                        .name = {},
                        .value = model::LargeValue{.blob = failing("ab", 9, "gone")}});

  const auto reading = test::read(test::written({store, model::Folder{}}));

  REQUIRE(reading.finished);
  CHECK(reading.all<model::Loss>() ==
        std::vector<model::Loss>{{.kind = model::LossKind::Structure,
                                  .folder = {},
                                  .source = "a.pst",
                                  .native_id = {},
                                  .offset = {},
                                  .length = {},
                                  .why = "store: property 0x35df0102: gone"}});
}

TEST_CASE("text that is not UTF-8 is repaired and counted") {
  model::Message message;
  message.subject = "caf\xE9 \xED\xA0\x80 \xC0\x80 \xF0\x9F\x93";
  message.categories = {"good",
                        "b\xFF"
                        "d"};
  message.undecodable = 5;
  model::Folder folder;
  folder.name = "\xF5";

  const auto reading = test::read(test::written({model::Store{}, folder, message}));

  REQUIRE(reading.finished);
  const model::Message back = reading.all<model::Message>().at(0);
  CHECK(back.subject == "caf\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD");
  CHECK(back.categories == std::vector<std::string>{"good", "b\uFFFDd"});
  CHECK(back.undecodable == 7);
  CHECK(reading.all<model::Folder>().at(0).name == "\uFFFD");
  CHECK(reading.all<model::Note>() ==
        std::vector<model::Note>{
            {.where = "a folder in the spool",
             .text = "1 texts were not UTF-8; what could not be read became U+FFFD"}});
}

TEST_CASE("an embedded message counts its own repaired texts") {
  model::Message message;
  message.subject = "\xFF";
  message.attachments.resize(1);
  message.attachments[0].long_name = "\xFF";
  message.attachments[0].message = std::make_shared<model::Message>();
  message.attachments[0].message->subject = "\xFF";
  message.attachments[0].content_id = "\xFF";

  const auto reading = through(message);

  const auto& back = std::get<model::Message>(reading.calls.at(2));
  CHECK(back.undecodable == 3);
  CHECK(back.attachments[0].message->undecodable == 1);
}

TEST_CASE("messages nested to the limit survive, one deeper is a loss") {
  const auto deepest = nested(convert::spool::kMaxEmbedded);

  const auto reading = through(deepest);
  const auto refused = through(nested(convert::spool::kMaxEmbedded + 1));

  CHECK(test::difference(reading.all<model::Message>().at(0), deepest) == "");
  CHECK(refused.finished);
  CHECK(refused.all<model::Message>().empty());
  CHECK(refused.all<model::Loss>() ==
        std::vector<model::Loss>{{.kind = model::LossKind::Item,
                                  .folder = model::FolderId{},
                                  .source = {},
                                  .native_id = "nid 5",
                                  .offset = {},
                                  .length = {},
                                  .why = "messages are embedded more than 100 deep"}});
}

TEST_CASE("a message beyond the limits of a line is a loss, and the sink says so") {
  const auto too_much = GENERATE(as<model::PropertyValue>(), std::string(64 << 20, 'x'),
                                 std::vector<std::int16_t>(2'100'000));
  model::Message message;
  message.properties.add({.id = 1, .type = {}, .name = {}, .value = too_much});
  std::string out;
  const auto sink = convert::spool::open_writer(
      [&out](std::span<const std::byte> data) -> model::Result<void> {
        out += bytes::as_text(data);
        return {};
      },
      Compression::None, "test");
  REQUIRE(sink->store({}).has_value());
  REQUIRE(sink->folder({}).has_value());

  const auto delivered = sink->message(message);

  CHECK(delivered->disposition == model::Disposition::Failed);
  CHECK_FALSE(delivered->why.empty());
  REQUIRE(sink->finish().has_value());
  CHECK(test::read(out).all<model::Loss>().at(0).why == delivered->why);
}

TEST_CASE("an error of the target ends the run with that error") {
  const auto compression = GENERATE(Compression::None, Compression::Stored, Compression::Fast);
  const bytes::Error full{.kind = ErrorKind::NoSpace, .what = "disk full", .hint = {}};
  const auto sink = convert::spool::open_writer(
      [&full](std::span<const std::byte>) -> model::Result<void> { return tl::unexpected(full); },
      compression, "test");

  const auto done = test::play(test::rich_store(), *sink);

  CHECK(done.error() == full);
}

TEST_CASE("calls in the wrong order are a bug of the caller") {
  const auto [calls, what] = GENERATE(table<std::vector<test::Call>, std::string>({
      {{model::Folder{}}, "spool writer: a record before the store"},
      {{model::Store{}, model::Message{}}, "spool writer: an item of folder 0 before the folder"},
      {{model::Store{}, model::Store{}}, "spool writer: a second store"},
  }));
  const auto sink = convert::spool::open_writer(
      [](std::span<const std::byte>) -> model::Result<void> { return {}; }, Compression::None, "t");

  const auto done = test::play(calls, *sink);

  CHECK(done.error() == bytes::Error{.kind = ErrorKind::Internal, .what = what, .hint = {}});
}
