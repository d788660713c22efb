// read(write(m)) == m, for everything the model can say.
#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <limits>

#include "converters/spool/limits.h"
#include "tests/converters/spool/spool_text.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/model_equal.h"
#include "tests/support/model_fill.h"
#include "tests/support/temporary_directory.h"

using convert::spool::Compression;

namespace {

// A message with one property, through the spool and back.
model::PropertyValue through(model::PropertyValue value) {
  model::Message message;
  message.properties.add({.id = 1, .type = {}, .name = {}, .value = std::move(value)});
  const auto reading =
      test::read(test::written({model::Store{}, model::Folder{}, std::move(message)}));
  REQUIRE(reading.calls.size() == 3);
  return std::get<model::Message>(reading.calls[2]).properties.items().at(0).value;
}

model::OptionalTimestamp through(model::Timestamp time) {
  model::Message message;
  message.sent = time;
  const auto reading = test::read(test::written({model::Store{}, model::Folder{}, message}));
  REQUIRE(reading.calls.size() == 3);
  return std::get<model::Message>(reading.calls[2]).sent;
}

}  // namespace

TEST_CASE("every field of the model survives the spool") {
  const auto compression = GENERATE(Compression::None, Compression::Stored, Compression::Fast);
  const auto calls = test::rich_store();

  const auto reading = test::read(test::written(calls, compression));

  CHECK(reading.result.has_value());
  CHECK(reading.finished);
  CHECK(test::difference_of(calls, reading.calls) == "");
}

TEST_CASE("what a reader left out stands in the spool, and closes its books") {
  std::string spool;
  const auto writer = convert::spool::open_writer(
      [&spool](std::span<const std::byte> data) -> model::Result<void> {
        spool += bytes::as_text(data);
        return {};
      },
      Compression::None, "test");
  const model::LeftOut item{.folder = {0},
                            .source = "x.und",
                            .native_id = "message at 0x20",
                            .subject = "Hello",
                            .why = "a copy",
                            .repeats = "message at 0x0"};
  REQUIRE(writer->store({}));
  REQUIRE(writer->folder({}));
  REQUIRE(writer->leave_out(item));
  REQUIRE(writer->finish());

  test::CollectingSink sink;
  const auto stream = bytes::make_blob(spool)->open();
  REQUIRE(convert::spool::read_spool(**stream, "x.spool", sink, convert::spool::CutOff::Fails));

  REQUIRE(sink.skipped.size() == 1);
  CHECK(sink.skipped[0] == item);
  CHECK(sink.finished);
}

TEST_CASE("a spool that was read is written again byte for byte") {
  const std::string spool = test::written(test::rich_store());

  CHECK(test::written(test::read(spool).calls) == spool);
}

TEST_CASE("a spool reads the same in whatever pieces it comes") {
  const auto compression = GENERATE(Compression::None, Compression::Stored, Compression::Fast);
  const auto piece = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{4096});
  const auto calls = test::rich_store();

  const auto reading = test::read(test::written(calls, compression), piece);

  CHECK(reading.result.has_value());
  CHECK(test::difference_of(calls, reading.calls) == "");
}

TEST_CASE("numbers that are none keep their bits") {
  const auto real = std::bit_cast<double>(0xFFF8000000001234U);
  const auto single = std::bit_cast<float>(0x7FA00001U);

  CHECK(std::bit_cast<std::uint64_t>(std::get<double>(through(real))) == 0xFFF8000000001234U);
  CHECK(std::bit_cast<std::uint32_t>(std::get<float>(through(single))) == 0x7FA00001U);
  CHECK(std::signbit(std::get<double>(through(-0.0))));
}

TEST_CASE("an instant and a wall clock stay apart, at every distance from today") {
  const std::int64_t ticks =
      GENERATE(std::int64_t{0}, std::int64_t{-1}, std::int64_t{1},
               std::int64_t{795172500} * 10'000'000, std::int64_t{-621355968000000000},
               std::int64_t{-621355968000000001}, std::int64_t{2534023008000000000},
               std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());

  CHECK(through(model::Timestamp(model::Instant{.ticks = ticks})) ==
        model::Timestamp(model::Instant{.ticks = ticks}));
  CHECK(through(model::Timestamp(model::WallClock{.ticks = ticks})) ==
        model::Timestamp(model::WallClock{.ticks = ticks}));
}

TEST_CASE("content of every length around the chunk and memory limits survives") {
  using convert::spool::kChunk;
  using convert::spool::kLargestInMemory;
  const std::size_t size = GENERATE(std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1,
                                    2 * kChunk, kLargestInMemory, kLargestInMemory + 1);
  std::vector<std::byte> content(size);
  for (std::size_t i = 0; i < size; ++i) {
    content[i] = static_cast<std::byte>(i * 7 + i / 251);
  }
  model::Message message;
  message.attachments.resize(1);
  message.attachments[0].content = bytes::make_blob(content);

  const auto reading = test::read(test::written({model::Store{}, model::Folder{}, message}));

  REQUIRE(reading.result.has_value());
  CHECK(test::difference(std::get<model::Message>(reading.calls.at(2)), message) == "");
}

TEST_CASE("content larger than every buffer survives compression") {
  const auto compression = GENERATE(Compression::Stored, Compression::Fast);
  std::vector<std::byte> content(3'000'001);
  std::uint32_t noise = 1;
  for (std::byte& b : content) {
    noise = noise * 1664525U + 1013904223U;
    b = static_cast<std::byte>(noise >> 24U);
  }
  model::Message message;
  message.bodies.html = model::Body{.content = bytes::make_blob(content)};

  const auto reading =
      test::read(test::written({model::Store{}, model::Folder{}, message}, compression));

  REQUIRE(reading.result.has_value());
  CHECK(test::difference(std::get<model::Message>(reading.calls.at(2)), message) == "");
}

TEST_CASE("an attachment without content is not one with empty content") {
  model::Message message;
  message.attachments.resize(2);
  message.attachments[1].content = bytes::make_blob("");

  const auto reading = test::read(test::written({model::Store{}, model::Folder{}, message}));

  CHECK(test::difference(std::get<model::Message>(reading.calls.at(2)), message) == "");
}

TEST_CASE("zcat reads a compressed spool") {
  const auto compression = GENERATE(Compression::Stored, Compression::Fast);
  const auto calls = test::rich_store();
  const test::TemporaryDirectory directory;
  const std::string packed = (directory.path() / "a.spool").string();
  std::ofstream(packed, std::ios::binary) << test::written(calls, compression);

  REQUIRE(std::system(("zcat < " + packed + " > " + packed + ".text").c_str()) == 0);

  std::ifstream text(packed + ".text", std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(text), {}};
  CHECK(content == test::written(calls));
}

TEST_CASE("gzip members joined together are one spool") {
  const std::string spool = test::written(test::rich_store());
  const test::TemporaryDirectory directory;
  const std::string base = (directory.path() / "part").string();
  std::ofstream(base + "1", std::ios::binary) << spool.substr(0, 777);
  std::ofstream(base + "2", std::ios::binary) << spool.substr(777);
  REQUIRE(std::system(("gzip -c " + base + "1 > " + base + " && gzip -c " + base + "2 >> " + base)
                          .c_str()) == 0);
  std::ifstream joined(base, std::ios::binary);
  const std::string packed{std::istreambuf_iterator<char>(joined), {}};

  const auto reading = test::read(packed);

  CHECK(reading.result.has_value());
  CHECK(test::difference_of(test::rich_store(), reading.calls) == "");
}

TEST_CASE("the same store gives the same bytes, packed or not") {
  const auto compression = GENERATE(Compression::None, Compression::Stored, Compression::Fast);

  CHECK(test::written(test::rich_store(), compression) ==
        test::written(test::rich_store(), compression));
}
