#include "formats/edb/header.h"

#include <catch2/catch.hpp>
#include <vector>

namespace {

struct Fields {
  std::uint32_t version = 0x620;
  std::uint32_t type = 0;
  std::uint32_t state = 3;
  std::uint32_t revision = 2;
  std::uint32_t page_size = 0;
};

/// FORMAT.md 1, byte by byte.
std::vector<std::byte> typed(const Fields& fields, std::size_t size = 4096) {
  std::vector<std::byte> head(size);
  const auto put = [&head](std::size_t at, std::uint32_t value) {
    for (unsigned i = 0; i < 4; ++i) {
      head[at + i] = static_cast<std::byte>(value >> (8 * i));
    }
  };
  put(4, 0x89ABCDEF);
  put(8, fields.version);
  put(12, fields.type);
  put(52, fields.state);
  put(232, fields.revision);
  put(236, fields.page_size);
  return head;
}

TEST_CASE("a header says engine, state and page size") {
  CHECK(edb::read_header(typed({})) == edb::Header{.version = 0x620,
                                                   .revision = 2,
                                                   .page_size = 4096,
                                                   .type = edb::FileType::Database,
                                                   .engine = edb::Engine::Exchange55,
                                                   .shutdown = edb::Shutdown::Clean,
                                                   .state = 3});
  const auto later =
      edb::read_header(typed({.type = 1, .state = 2, .revision = 0xB, .page_size = 8192}));
  REQUIRE(later);
  CHECK(later->type == edb::FileType::Streaming);
  CHECK(later->engine == edb::Engine::Exchange2000);
  CHECK(later->shutdown == edb::Shutdown::Dirty);
  CHECK(later->page_size == 8192);
}

TEST_CASE("an older engine has no revision, and an unknown one no program") {
  const auto older = edb::read_header(typed({.version = 0x500, .revision = 2, .page_size = 8192}));
  REQUIRE(older);
  CHECK(older->engine == edb::Engine::Older);
  CHECK(older->revision == 0);
  CHECK(older->page_size == 4096);
  CHECK(edb::read_header(typed({.version = 0x621}))->engine == edb::Engine::Unknown);
  CHECK(edb::read_header(typed({.revision = 0x33}))->engine == edb::Engine::Unknown);
  CHECK(edb::read_header(typed({.revision = 0x14}))->engine == edb::Engine::Later);
  CHECK(edb::read_header(typed({.type = 7, .state = 1}))->type == edb::FileType::Unknown);
  CHECK(edb::read_header(typed({.type = 7, .state = 1}))->shutdown == edb::Shutdown::Unknown);
}

TEST_CASE("a file without the mark, or shorter than its header, has none") {
  auto other = typed({});
  other[4] = std::byte{0xEE};
  CHECK_FALSE(edb::read_header(other));
  const auto whole = typed({}, 240);
  CHECK(edb::read_header(whole));
  CHECK_FALSE(edb::read_header(std::span(whole).first(239)));
  CHECK_FALSE(edb::read_header({}));
}

}  // namespace
