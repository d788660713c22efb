// Damaged secondary files: every byte, every value; every length.
#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/iff/secondary.h"
#include "formats/iff/unclaimed_sections.h"
#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"
#include "tests/support/sweep.h"

using iff::Chain;
using iff::Secondary;
using test::bytes_of;

namespace {

constexpr std::array<std::uint64_t, 5> kPointers = {50, 92, 187, 248, 303};

std::vector<std::string> texts_of(const Chain& chain) {
  std::vector<std::string> texts;
  for (const iff::Part& part : chain.parts) {
    texts.emplace_back(bytes::as_text(part.data));
  }
  return texts;
}

struct Message {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::vector<std::string> texts;
};

std::vector<Message> healthy() {
  const Secondary secondary(bytes_of(test::kNorthSec), {kPointers.begin(), kPointers.end()});
  bytes::DamageLog damage;
  std::vector<Message> messages;
  for (const std::uint64_t pointer : kPointers) {
    const Chain chain = secondary.read_chain(pointer, damage);
    messages.push_back({.begin = chain.begin, .end = chain.end, .texts = texts_of(chain)});
  }
  return messages;
}

/// Reads everything; every range must lie inside the file.
bool read_all(std::string_view file, std::vector<Chain>& chains) {
  const Secondary secondary(bytes_of(file), {kPointers.begin(), kPointers.end()});
  bytes::DamageLog damage;
  for (const std::uint64_t pointer : kPointers) {
    chains.push_back(secondary.read_chain(pointer, damage));
  }
  bool inside = true;
  iff::find_unclaimed(secondary, damage, [&](const iff::Unclaimed& one) {
    inside = inside && one.offset + one.length <= file.size();
    return true;
  });
  for (const bytes::Damage& one : damage.items()) {
    inside = inside && one.offset <= file.size() && one.length <= file.size() - one.offset;
  }
  return inside;
}

}  // namespace

TEST_CASE("Q166543 any one byte of a secondary file costs no other message") {
  const auto messages = healthy();
  std::size_t lost = 0;
  const unsigned value_step = test::every(17);
  for (std::size_t at = 0; at < test::kNorthSec.size(); ++at) {
    // Each time from another value on.
    for (auto value = static_cast<unsigned>(at) % value_step; value < 256; value += value_step) {
      std::string file = test::kNorthSec;
      file[at] = static_cast<char>(value);
      std::vector<Chain> chains;
      if (!read_all(file, chains)) {
        FAIL("damage outside the file, byte " << at << " value " << value);
      }
      for (std::size_t i = 0; i < messages.size(); ++i) {
        const bool is_hit = at >= messages[i].begin && at < messages[i].end;
        if (!is_hit && texts_of(chains[i]) != messages[i].texts) {
          UNSCOPED_INFO("byte " << at << " value " << value << " message " << i);
          ++lost;
        }
      }
    }
  }
  REQUIRE(lost == 0);
}

TEST_CASE("a secondary file cut at any length has every message before the cut") {
  const auto messages = healthy();
  for (std::size_t size = 0; size < test::kNorthSec.size(); ++size) {
    std::vector<Chain> chains;
    REQUIRE(read_all(std::string_view(test::kNorthSec).substr(0, size), chains));
    for (std::size_t i = 0; i < messages.size(); ++i) {
      if (messages[i].end <= size) {
        REQUIRE(texts_of(chains[i]) == messages[i].texts);
      }
    }
  }
}
