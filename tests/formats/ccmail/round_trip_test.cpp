// Whatever is written in any form is read again; a stream of ten thousand messages, too.
#include <catch2/catch.hpp>
#include <set>

#include "tests/formats/ccmail/reading.h"
#include "tests/support/sweep.h"

using test::ExportForm;
using test::ExportMaker;
using test::Files;
using test::MadeMessage;

namespace {

std::vector<ExportForm> forms() {
  std::vector<ExportForm> all;
  for (const char* line_end : {"\r\n", "\n", "\r"}) {
    for (const bool sizes : {true, false}) {
      for (const Files files : {Files::MacBinary, Files::Hex}) {
        all.push_back({.line_end = line_end, .sizes = sizes, .files = files});
      }
    }
    all.push_back({.line_end = line_end, .sizes = true, .files = Files::Raw});
  }
  return all;
}

}  // namespace

TEST_CASE("random messages are read as they were written, in every form") {
  for (const ExportForm& form : forms()) {
    for (std::uint32_t seed = 0; seed < 100; seed += test::every(5)) {
      test::RandomMessages random(seed, form);
      ExportMaker maker(form);
      std::vector<MadeMessage> made;
      for (std::uint32_t count = 1 + random.pick(12); count > 0; --count) {
        made.push_back(random.next());
        maker.add(made.back());
      }

      const auto read = test::read_export(maker.text(), form.files);

      CAPTURE(seed, form.sizes, static_cast<int>(form.files), form.line_end);
      REQUIRE(read.messages.size() == made.size());
      REQUIRE(read.unclaimed.empty());
      for (std::size_t i = 0; i < made.size(); ++i) {
        CAPTURE(i);
        REQUIRE(read.messages[i].fields == made[i].fields);
        REQUIRE(read.messages[i].items == made[i].items);
        REQUIRE(read.messages[i].damage.total() == 0);
      }
    }
  }
}

TEST_CASE("ten thousand messages with binaries stuffed with every token are none less or more") {
  const ExportForm form{};
  test::RandomMessages random(20, form);
  ExportMaker maker(form);
  constexpr std::size_t kCount = 10'000;
  for (std::size_t i = 0; i < kCount; ++i) {
    maker.add("No. " + std::to_string(i), {test::text_item("Body " + std::to_string(i)),
                                           test::file_item("A.BIN", random.binary())});
  }

  const auto read = test::read_export(maker.text());

  REQUIRE(read.messages.size() == kCount);
  REQUIRE(read.unclaimed.empty());
  std::set<std::string> bodies;
  bool is_whole = true;
  for (const auto& message : read.messages) {
    is_whole = is_whole && message.items.size() == 2 && message.damage.total() == 0;
    bodies.insert(message.items.front().data);
  }
  REQUIRE(is_whole);
  REQUIRE(bodies.size() == kCount);
}
