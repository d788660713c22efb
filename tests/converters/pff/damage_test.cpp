// Damaged copies of a real store. libpff may crash on them, which costs a process and is counted;
// our own code may not, whatever libpff hands it.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "converters/pff/pff_to_model.h"
#include "tests/converters/pff/stores.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/sweep.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr unsigned kSecondsPerFile = 10;
constexpr auto kBudget = std::chrono::seconds(20);
constexpr int kMostFiles = 400;

enum class Ending { Read, Refused, Unbalanced, Crashed, TimedOut };

/// In a child: reads every blob, as a writer would.
int read_whole(const fs::path& path) {
  test::CollectingSink sink;
  model::NoMonitor monitor;
  const auto result = convert::pff::pff_to_model(path, {}, monitor, sink);
  if (!result) {
    return result.error().what.empty() ? 2 : 1;
  }
  for (const auto& message : sink.messages) {
    for (const auto& attachment : message.attachments) {
      if (attachment.content) {
        (void)bytes::read_all(*attachment.content, 1U << 26U);
      }
    }
  }
  return sink.balances() && sink.order_kept && sink.finished ? 0 : 2;
}

Ending try_file(const fs::path& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(kSecondsPerFile);
    ::_exit(read_whole(path));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    return WTERMSIG(status) == SIGALRM ? Ending::TimedOut : Ending::Crashed;
  }
  switch (WEXITSTATUS(status)) {
    case 0:
      return Ending::Read;
    case 1:
      return Ending::Refused;
    case 2:
      return Ending::Unbalanced;
    default:
      return Ending::Crashed;  // a sanitizer's exit
  }
}

std::vector<char> contents_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("truncated and flipped copies of a store are read, refused, or crash libpff alone") {
  const auto original = test::shared_root() / "data/pst/pstsdk_submessage.pst";
  if (!fs::exists(original)) {
    WARN("SKIPPED: " << original.string() << " is not there");
    return;
  }
  const auto whole = contents_of(original);
  const auto path =
      fs::temp_directory_path() / ("restante-damage-" + std::to_string(::getpid()) + ".pst");
  std::mt19937 random(20180714);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  std::map<Ending, int> endings;
  const auto end = Clock::now() + kBudget;

  for (int i = 0; i < kMostFiles / static_cast<int>(test::every(4)) && Clock::now() < end; ++i) {
    auto damaged = whole;
    if (i % 4 == 0) {
      damaged.resize(random() % whole.size());
    } else {
      for (int flip = 0; flip <= i % 4; ++flip) {
        damaged[random() % damaged.size()] ^= static_cast<char>(1U << (random() % 8));
      }
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(damaged.data(), static_cast<std::streamsize>(damaged.size()));
    ++endings[try_file(path)];
  }
  fs::remove(path);

  WARN(endings[Ending::Read] << " read, " << endings[Ending::Refused] << " refused, "
                             << endings[Ending::Crashed] << " crashed in libpff, "
                             << endings[Ending::TimedOut] << " timed out");
  CHECK(endings[Ending::Unbalanced] == 0);
  CHECK(endings[Ending::Read] > 0);
}
