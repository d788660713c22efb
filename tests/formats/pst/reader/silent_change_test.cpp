// The law of the reader: what it delivers without a mark is what was written.
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <iterator>

#include "tests/formats/pst/reader/real_stores.h"
#include "tests/formats/pst/reader/sample_store.h"
#include "tests/formats/pst/reader/snapshot.h"

namespace silent_change_test {
namespace {

using Bytes = std::vector<std::byte>;

struct Tally {
  std::vector<std::string> silent;  // what changed, or went, without a word
  std::size_t whole = 0;            // items that came out as in the clean store
  std::size_t doubted = 0;          // of these: marked all the same
  std::size_t hurt = 0;             // items that changed, and were marked
  std::size_t lost = 0;
};

class Judge {
 public:
  explicit Judge(Bytes content) : content_(std::move(content)) {
    const auto store = pst::reader::Store::open(content_, nullptr);
    REQUIRE(store);
    clean_ = test::snapshot(*store);
    REQUIRE(!clean_.told);
    for (const auto& [name, item] : clean_.items) {
      INFO(name);
      REQUIRE(!item.marked);
    }
  }

  [[nodiscard]] Bytes& content() { return content_; }

  /// Reads the content as somebody has damaged it.
  void judge(const std::string& what, Tally& tally) const {
    const auto store = pst::reader::Store::open(content_, nullptr);
    if (!store) {
      tally.lost += clean_.items.size();
      return;
    }
    const auto hurt = test::snapshot(*store);
    for (const auto& [name, item] : clean_.items) {
      const auto found = hurt.items.find(name);
      if (found == hurt.items.end()) {
        ++tally.lost;
        if (!hurt.told) {
          tally.silent.push_back(what + ": lost " + name);
        }
      } else if (found->second.content != item.content) {
        ++tally.hurt;
        if (!found->second.marked) {
          tally.silent.push_back(what + ": changed " + name);
        }
      } else {
        ++tally.whole;
        tally.doubted += found->second.marked ? 1U : 0U;
      }
    }
    for (const auto& [name, item] : hurt.items) {
      if (!clean_.items.contains(name) && !item.marked && !hurt.told) {
        tally.silent.push_back(what + ": new " + name);
      }
    }
  }

 private:
  Bytes content_;
  test::Snapshot clean_;
};

class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::size_t limit) {
    state_ = state_ * 1'664'525U + 1'013'904'223U;
    return static_cast<std::uint32_t>((std::uint64_t{state_} * limit) >> 32U);
  }

 private:
  std::uint32_t state_;
};

/// Bytes that are not zero: where there is something to hurt.
std::vector<std::size_t> used_bytes(const Bytes& content) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] != std::byte{}) {
      used.push_back(i);
    }
  }
  return used;
}

void flip_bytes(Judge& judge, std::size_t times, std::uint32_t seed, Tally& tally) {
  const auto used = used_bytes(judge.content());
  Random random(seed);
  for (std::size_t i = 0; i < times; ++i) {
    const auto at = used[random.below(used.size())];
    auto& byte = judge.content()[at];
    const auto before = byte;
    byte ^= static_cast<std::byte>(1 + random.below(255));
    judge.judge("byte " + std::to_string(at), tally);
    byte = before;
  }
}

void zero_sectors(Judge& judge, std::size_t every, Tally& tally) {
  constexpr std::size_t kSector = 512;
  auto& content = judge.content();
  for (std::size_t at = kSector; at + kSector <= content.size(); at += kSector * every) {
    const auto begin = content.begin() + static_cast<std::ptrdiff_t>(at);
    const Bytes before(begin, begin + kSector);
    if (std::ranges::all_of(before, [](std::byte byte) { return byte == std::byte{}; })) {
      continue;
    }
    std::fill(begin, begin + kSector, std::byte{});
    judge.judge("sector " + std::to_string(at), tally);
    std::ranges::copy(before, begin);
  }
}

void copy_sectors(Judge& judge, std::size_t times, std::uint32_t seed, Tally& tally) {
  constexpr std::size_t kSector = 512;
  auto& content = judge.content();
  Random random(seed);
  for (std::size_t i = 0; i < times; ++i) {
    const auto from = random.below(content.size() / kSector) * kSector;
    const auto to = (1 + random.below(content.size() / kSector - 1)) * kSector;
    const auto target = content.begin() + static_cast<std::ptrdiff_t>(to);
    const Bytes source(content.begin() + static_cast<std::ptrdiff_t>(from),
                       content.begin() + static_cast<std::ptrdiff_t>(from + kSector));
    const Bytes before(target, target + kSector);
    std::ranges::copy(source, target);
    judge.judge("sector " + std::to_string(from) + " over " + std::to_string(to), tally);
    std::ranges::copy(before, target);
  }
}

void report(const std::string& what, const Tally& tally) {
  UNSCOPED_INFO(what << ": whole " << tally.whole << ", of these doubted " << tally.doubted
                     << ", hurt " << tally.hurt << ", lost " << tally.lost);
  const auto shown = std::min<std::size_t>(tally.silent.size(), 10);
  const std::vector<std::string> first(tally.silent.begin(),
                                       tally.silent.begin() + static_cast<std::ptrdiff_t>(shown));
  CHECK(first == std::vector<std::string>{});
}

Bytes read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::vector<char> data{std::istreambuf_iterator<char>(in), {}};
  const auto bytes = std::as_bytes(std::span(data));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("no flipped byte of a written store changes an item without a mark") {
  for (const auto width : {pst::Width::Unicode, pst::Width::Ansi}) {
    for (const auto encoding :
         {pst::Encoding::None, pst::Encoding::Permute, pst::Encoding::Cyclic}) {
      Judge judge(test::sample_store(width, encoding).content);
      Tally tally;
      flip_bytes(judge, 120, 1, tally);
      report("flips", tally);
      CHECK(tally.hurt > 0);
      CHECK(tally.doubted * 100 < tally.whole);
    }
  }
}

TEST_CASE("no zeroed or misdirected sector of a written store changes an item without a mark") {
  for (const auto width : {pst::Width::Unicode, pst::Width::Ansi}) {
    Judge judge(test::sample_store(width, pst::Encoding::None).content);
    Tally tally;
    zero_sectors(judge, 3, tally);
    report("zeros", tally);
    CHECK(tally.hurt > 0);
    Tally copies;
    copy_sectors(judge, 80, 2, copies);
    report("copies", copies);
  }
}

TEST_CASE("no flipped byte or zeroed sector of a real store changes an item without a mark") {
  const auto stores = test::real_stores();
  if (stores.empty()) {
    WARN("SKIPPED: no real stores");
    return;
  }
  constexpr std::size_t kLargest = 400'000;
  for (const auto& path : stores) {
    if (std::filesystem::file_size(path) > kLargest) {
      continue;
    }
    CAPTURE(path.string());
    Judge judge(read_file(path));
    Tally tally;
    flip_bytes(judge, 30, 3, tally);
    report("flips", tally);
    Tally zeros;
    zero_sectors(judge, 7, zeros);
    report("zeros", zeros);
  }
}

TEST_CASE("a store cut off anywhere opens with what is left, or not at all") {
  auto sample = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute, 3);
  const auto size = sample.content.size();
  for (std::size_t cut = 0; cut < size; cut += 1777) {
    // Exactly sized, so that a sanitizer sees a read past the end.
    const Bytes content(sample.content.begin(),
                        sample.content.begin() + static_cast<std::ptrdiff_t>(cut));
    const auto store = pst::reader::Store::open(content, nullptr);
    if (store) {
      CHECK(store->damage().total() > 0);
      (void)test::snapshot(*store);
    }
  }
}

}  // namespace silent_change_test
