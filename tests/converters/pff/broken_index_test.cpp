// Stores whose node index was changed by hand, whose file shrinks, and readings that take their
// time.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "converters/pff/pff_to_model.h"
#include "converters/pff/read_watch.h"
#include "tests/converters/pff/stores.h"
#include "tests/support/collecting_sink.h"

namespace {

namespace fs = std::filesystem;

/// A copy of a shared store that goes away with the test; empty where the original is not there.
class Copy {
 public:
  explicit Copy(const std::string& name)
      : path_(fs::temp_directory_path() /
              ("restante-index-" + std::to_string(::getpid()) + "-" + name)) {
    const auto original = test::shared_root() / "data/pst" / name;
    if (!fs::exists(original)) {
      WARN("SKIPPED: " << original.string() << " is not there");
      return;
    }
    std::ifstream file(original, std::ios::binary);
    content_.assign(std::istreambuf_iterator<char>(file), {});
    write();
  }
  Copy(const Copy&) = delete;
  Copy(Copy&&) = delete;
  Copy& operator=(const Copy&) = delete;
  Copy& operator=(Copy&&) = delete;
  ~Copy() { fs::remove(path_); }

  [[nodiscard]] bool empty() const { return content_.empty(); }
  [[nodiscard]] const fs::path& path() const { return path_; }

  /// Writes `value` at `offset` into each NBTENTRY of `nid`: [MS-PST] 2.2.2.7.7.1 BTPAGE,
  /// 2.2.2.7.7.4 NBTENTRY, Unicode. How many there were.
  int set_in_node(std::uint32_t nid, std::size_t offset, std::uint32_t value) {
    constexpr std::size_t kPage = 512;
    constexpr std::size_t kEntry = 32;
    constexpr char kNodePage = '\x81';
    int changed = 0;
    for (std::size_t page = 0; page + kPage <= content_.size(); page += kPage) {
      if (content_[page + 496] != kNodePage || content_[page + 497] != kNodePage ||
          content_[page + 490] != kEntry || content_[page + 491] != 0) {
        continue;
      }
      for (std::size_t i = 0; i < static_cast<unsigned char>(content_[page + 488]); ++i) {
        std::uint32_t found = 0;
        std::memcpy(&found, &content_[page + i * kEntry], sizeof(found));
        if (found == nid) {
          std::memcpy(&content_[page + i * kEntry + offset], &value, sizeof(value));
          ++changed;
        }
      }
    }
    write();
    return changed;
  }

 private:
  void write() const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc)
        .write(content_.data(), static_cast<std::streamsize>(content_.size()));
  }
  fs::path path_;
  std::vector<char> content_;
};

constexpr std::size_t kNid = 0;
constexpr std::size_t kDataBid = 8;
constexpr std::size_t kParentNid = 24;

struct QuietMonitor final : model::ReadMonitor {
  std::vector<std::string> steps;  // what was entered, and "progress"

  bool enter(std::string_view native_id) override {
    steps.emplace_back(native_id);
    return true;
  }
  void progress(std::uint64_t /*bytes_read*/) override { steps.emplace_back("progress"); }
};

void read(const Copy& copy, model::Sink& sink) {
  model::NoMonitor monitor;
  CHECK(convert::pff::pff_to_model(copy.path(), {.deleted = false}, monitor, sink).has_value());
}

/// Cuts the file when the first message has come.
struct CuttingSink final : test::CollectingSink {
  fs::path path;
  model::Result<model::Delivered> message(const model::Message& message) override {
    fs::resize_file(path, 64 * 1024);
    return test::CollectingSink::message(message);
  }
};

}  // namespace

TEST_CASE("a sub folder that cannot be opened is lost by its own id, and its parent is not") {
  Copy copy("pstsdk_sample1.pst");
  if (copy.empty()) {
    return;
  }
  test::CollectingSink whole;
  read(copy, whole);
  const auto* folder = whole.folder_named("Deleted Items");
  REQUIRE(folder != nullptr);
  const auto id = folder->provenance.native_id;
  const auto nid = static_cast<std::uint32_t>(std::stoul(id.substr(4), nullptr, 16));
  REQUIRE(copy.set_in_node(nid, kNid, nid | 0x1EU) > 0);

  test::CollectingSink sink;
  read(copy, sink);

  CHECK(sink.balances());
  const auto lost = std::ranges::find(sink.losses, id, &model::Loss::native_id);
  REQUIRE(lost != sink.losses.end());
  CHECK(lost->kind == model::LossKind::Folder);
  CHECK_FALSE(lost->folder.has_value());
}

TEST_CASE("a message whose folder is gone is found, and lost by name when it cannot be opened") {
  Copy copy("pstsdk_sample1.pst");
  if (copy.empty()) {
    return;
  }
  constexpr std::uint32_t kMessage = 0x00200024;
  constexpr std::uint32_t kNoFolder = 0x00123402;
  REQUIRE(copy.set_in_node(kMessage, kParentNid, kNoFolder) > 0);

  test::CollectingSink found;
  read(copy, found);
  REQUIRE(copy.set_in_node(kMessage, kDataBid, 0x00FFFFF4) > 0);
  test::CollectingSink unreadable;
  read(copy, unreadable);

  CHECK(found.balances());
  CHECK(std::ranges::count(found.messages, std::string("nid 0x00200024"),
                           [](const auto& message) { return message.provenance.native_id; }) == 1);
  CHECK(found.folder_named("Lost and Found") != nullptr);
  CHECK(unreadable.balances());
  CHECK(unreadable.messages.empty());
  const auto is_orphan = [](const model::Loss& loss) {
    return loss.native_id.starts_with("orphan ") || loss.native_id == "nid 0x00200024";
  };
  CHECK(std::ranges::count_if(unreadable.losses, is_orphan) > 0);
}

TEST_CASE("a file that shrinks while it is read costs losses, told as such") {
  const Copy copy("tika_testPST.pst");
  if (copy.empty()) {
    return;
  }
  CuttingSink sink;
  sink.path = copy.path();

  read(copy, sink);

  CHECK(sink.balances());
  CHECK(sink.finished);
  CHECK_FALSE(sink.losses.empty());
}

TEST_CASE("progress is told before the first item and within every step that reads") {
  const Copy copy("pstsdk_sample1.pst");
  if (copy.empty()) {
    return;
  }
  QuietMonitor monitor;
  test::CollectingSink sink;

  CHECK(convert::pff::pff_to_model(copy.path(), {}, monitor, sink).has_value());

  CHECK(monitor.steps.front() == "progress");
  const auto recovery = std::ranges::find(monitor.steps, "recovery");
  REQUIRE(recovery != monitor.steps.end());
  CHECK(*std::next(recovery) == "progress");
  CHECK(std::ranges::count(monitor.steps, "orphans") == 1);
}

TEST_CASE("a step that reads its file over and over stops being progress") {
  QuietMonitor monitor;
  convert::pff::ReadWatch watch(monitor, 100);
  const auto told = [&monitor] { return std::ranges::count(monitor.steps, "progress"); };

  watch.progress(250);
  watch.progress(400);
  CHECK(told() == 2);
  watch.progress(401);
  CHECK(told() == 2);

  CHECK(watch.enter("the next item"));
  watch.progress(801);
  CHECK(told() == 3);
}
