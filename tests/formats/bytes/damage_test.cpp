#include "formats/bytes/damage.h"

#include <catch2/catch.hpp>

namespace bytes {
namespace {

TEST_CASE("a damage log keeps the first thousand entries and counts them all") {
  DamageLog log;
  for (std::uint64_t i = 0; i < 2500; ++i) {
    log.add({.offset = i, .length = 1, .kind = DamageKind::BadMagic, .field = "F"});
  }

  CHECK(log.total() == 2500);
  REQUIRE(log.items().size() == DamageLog::kKept);
  CHECK(log.items().back() ==
        Damage{.offset = 999, .length = 1, .kind = DamageKind::BadMagic, .field = "F"});
}

}  // namespace
}  // namespace bytes
