#include "converters/run/batch/finished.h"

#include <catch2/catch.hpp>
#include <random>

using run::batch::decode_finished;
using run::batch::encode;
using run::batch::Finished;

namespace {

const Finished kSome{.failed = true,
                     .message = "no",
                     .tally = {.expected = 4, .written = 1, .skipped = 1, .failed = 2},
                     .losses = 2,
                     .files = 3,
                     .bytes = UINT64_MAX,
                     .output = "out",
                     .output_sha256 = "o",
                     .source_sha256 = "s",
                     .report = {.source = std::string("\0x", 2), .mailbox = "{}"}};

}  // namespace

TEST_CASE("a result crosses the pipe as it is") {
  const auto back = decode_finished(encode(kSome));

  REQUIRE(back);
  CHECK(encode(*back) == encode(kSome));
  CHECK(back->bytes == UINT64_MAX);
  CHECK(back->tally == kSome.tally);
  CHECK(back->report.source == kSome.report.source);
}

TEST_CASE("a result that a dying process cut off or garbled is none, or has its length") {
  const auto whole = encode(kSome);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    REQUIRE_FALSE(decode_finished(whole.substr(0, size)));
  }
  CHECK_FALSE(decode_finished(whole + "x"));
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    auto bytes = whole;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (const auto back = decode_finished(bytes)) {
      REQUIRE(encode(*back).size() == whole.size());
    }
  }
}

TEST_CASE("the row of a mailbox says how many items are lost or incomplete") {
  run::MailboxResult result;
  result.source.path = "a.pst";
  CHECK(run::batch::finished_of(result).message == "Migrated No Errors");
  result.account.losses.add({});
  result.account.partial.add({});
  const auto damaged = run::batch::finished_of(result);
  CHECK(damaged.message == "Migrated With 2 Losses");
  CHECK(damaged.losses == 2);
  CHECK_FALSE(damaged.failed);
  CHECK_FALSE(damaged.intact);
  result.error = bytes::Error{.kind = bytes::ErrorKind::Io, .what = "a.pst: no", .hint = "x"};
  CHECK(run::batch::finished_of(result).message == "a.pst: no");
  CHECK(run::batch::finished_of(result).failed);
}
