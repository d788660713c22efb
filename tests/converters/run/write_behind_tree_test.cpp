#include "converters/run/write_behind_tree.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/run/read_ahead.h"
#include "tests/formats/mime/memory_tree.h"
#include "tests/support/temporary_directory.h"

namespace write_behind_tree_test {
namespace {

namespace fs = std::filesystem;
using bytes::OutputTree;

constexpr std::string_view kMark = "mark";

std::unique_ptr<OutputTree> directory_tree(const fs::path& path) {
  auto tree = bytes::open_directory_tree(path, bytes::Overwrite::Refuse, kMark);
  REQUIRE(tree.has_value());
  return std::move(*tree);
}

bytes::Result<void> write_file(OutputTree& tree, const std::string& path,
                               std::string_view content) {
  auto file = tree.create(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  auto written = (*file)->write(content);
  return written ? (*file)->close(1'000'000'000) : written;
}

std::string large() { return std::string(std::size_t{5} << 20U, 'x'); }

TEST_CASE("files of any size, renamed or not, are what they would be without a thread") {
  const test::TemporaryDirectory directory;
  auto tree = run::write_behind(directory_tree(directory.path() / "out"));
  auto list = tree->create_long_lived("list.csv");
  REQUIRE(list.has_value());
  REQUIRE(tree->make_directory("empty").has_value());
  for (int i = 0; i < 300; ++i) {
    const auto name = "tmp/" + std::to_string(i);
    REQUIRE(write_file(*tree, name, std::string(static_cast<std::size_t>(i) * 1'000, 'a')));
    REQUIRE(tree->rename(name, "cur/" + std::to_string(i)).has_value());
    REQUIRE((*list)->write(std::string(20'000, static_cast<char>('a' + i % 26))).has_value());
  }
  REQUIRE(write_file(*tree, "large", large()).has_value());
  REQUIRE((*list)->close().has_value());
  REQUIRE(tree->settle().has_value());
  CHECK(tree->files_written() == 302);
  CHECK(tree->bytes_written() == 300 * 299 / 2 * 1'000 + (5U << 20U) + 300 * 20'000);

  REQUIRE(tree->commit().has_value());

  const auto out = directory.path() / "out";
  CHECK(fs::is_empty(out / "empty"));
  CHECK(fs::is_empty(out / "tmp"));
  for (int i = 0; i < 300; ++i) {
    CHECK(fs::file_size(out / "cur" / std::to_string(i)) == static_cast<std::size_t>(i) * 1'000);
  }
  CHECK(test::read_file(out / "large") == large());
  CHECK(test::read_file(out / "list.csv").substr(20'000, 3) == "bbb");
  CHECK(fs::file_size(out / "list.csv") == 300 * 20'000);
  CHECK(fs::last_write_time(out / "cur" / "1") == fs::last_write_time(out / "large"));
}

TEST_CASE("a file that is not closed is not there") {
  auto memory = std::make_unique<test::MemoryTree>();
  const test::MemoryTree& files = *memory;
  auto tree = run::write_behind(std::move(memory));
  for (const std::string& content : {std::string("small"), large()}) {
    auto file = tree->create("given up");
    REQUIRE(file.has_value());
    REQUIRE((*file)->write(content).has_value());
  }
  REQUIRE(write_file(*tree, "kept", "a").has_value());
  REQUIRE(tree->commit().has_value());
  CHECK(files.files.size() == 1);
  CHECK(files.files.contains("kept"));
}

TEST_CASE("a full disk is told by a later call, with the file it met, and nothing follows") {
  auto memory = std::make_unique<test::MemoryTree>();
  memory->space = 10'500;
  const test::MemoryTree& files = *memory;
  auto tree = run::write_behind(std::move(memory));
  std::string told;
  for (int i = 0; i < 5'000 && told.empty(); ++i) {
    if (auto written = write_file(*tree, std::to_string(i), std::string(1'000, 'a')); !written) {
      CHECK(written.error().kind == bytes::ErrorKind::NoSpace);
      told = written.error().what;
    }
  }
  CHECK(told == "10");
  const auto committed = tree->commit();
  REQUIRE_FALSE(committed.has_value());
  CHECK(committed.error().kind == bytes::ErrorKind::NoSpace);
  CHECK_FALSE(tree->make_directory("more").has_value());
  CHECK(files.files.size() == 10);
  CHECK(tree->files_given_up() >= 1);
}

TEST_CASE("what waits when nobody commits is written, under the name of what is unfinished") {
  const test::TemporaryDirectory directory;
  {
    auto tree = run::write_behind(directory_tree(directory.path() / "out"));
    for (int i = 0; i < 100; ++i) {
      REQUIRE(write_file(*tree, std::to_string(i), "content").has_value());
    }
  }
  CHECK_FALSE(fs::exists(directory.path() / "out"));
  for (int i = 0; i < 100; ++i) {
    CHECK(test::read_file(directory.path() / "out.partial" / std::to_string(i)) == "content");
  }
}

/// Can be read at any time.
class KeptBlob final : public bytes::ByteSource {
 public:
  KeptBlob(std::uint64_t size, bytes::Blob content) : size_(size), content_(std::move(content)) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return content_ == nullptr ? bytes::fail(bytes::ErrorKind::Io, "gone") : content_->open();
  }
  [[nodiscard]] std::optional<std::uint64_t> kept() const override { return 0; }

 private:
  std::uint64_t size_;
  bytes::Blob content_;
};

TEST_CASE("read ahead is what fits and can be read whole, and nothing else is changed") {
  model::Message message;
  const auto attach = [&](bytes::Blob blob) {
    message.attachments.emplace_back();
    message.attachments.back().content = std::move(blob);
  };
  attach(std::make_shared<KeptBlob>(3, bytes::make_blob("one")));
  attach(std::make_shared<KeptBlob>(9, bytes::make_blob("too large")));
  attach(std::make_shared<KeptBlob>(3, nullptr));
  attach(std::make_shared<KeptBlob>(3, bytes::make_blob("o")));
  attach(nullptr);
  attach(std::make_shared<KeptBlob>(3, bytes::make_blob("two")));
  const auto before = message.attachments;

  run::read_ahead(message, 7);

  CHECK(*bytes::read_all_text(*message.attachments[0].content, 10) == "one");
  CHECK(message.attachments[0].content->kept() == 3);
  for (const std::size_t same : {1U, 2U, 3U, 4U}) {
    CHECK(message.attachments[same].content == before[same].content);
  }
  CHECK(message.attachments[5].content->kept() == 3);
}

}  // namespace
}  // namespace write_behind_tree_test
