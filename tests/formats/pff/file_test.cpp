#include "formats/pff/file.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/shared_files.h"

namespace {

namespace fs = std::filesystem;

/// A file of the shared material, or nullopt (and a line saying SKIPPED) where there is none.
std::optional<fs::path> shared_pst(const std::string& name) {
  const auto path = test::shared_root() / "data/pst" / name;
  if (!fs::exists(path)) {
    WARN("SKIPPED: " << path.string() << " is not there");
    return std::nullopt;
  }
  return path;
}

fs::path scratch(const std::string& name) {
  return fs::temp_directory_path() / ("restante-pff-" + std::to_string(::getpid()) + "-" + name);
}

bytes::Result<pff::File> open(const fs::path& path) {
  const auto view = bytes::FileView::open(path);
  REQUIRE(view.has_value());
  return pff::File::open(*view);
}

}  // namespace

TEST_CASE("a text file is refused with libpff's own words and the file's name") {
  const auto path = scratch("text");
  std::ofstream(path) << "Dear Sir or Madam";

  const auto file = open(path);

  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK_THAT(file.error().what, Catch::StartsWith(path.string() + ": libpff cannot open it: "));
  fs::remove(path);
}

TEST_CASE("a store says what it is, and its root can be listed") {
  const auto path = shared_pst("pstsdk_test_ansi.pst");
  if (!path) {
    return;
  }

  const auto file = open(*path);

  REQUIRE(file.has_value());
  CHECK(file->facts() == pff::FileFacts{.content = pff::Content::Pst,
                                        .layout = pff::Layout::Ansi,
                                        .encryption = pff::Encryption::Compressible,
                                        .ascii_code_page = 1252,
                                        .corrupted = false});
  const auto root = file->root_folder();
  REQUIRE(root.has_value());
  CHECK(root->identifier() == 0x122);
  CHECK(root->count(pff::Child::Folder) == 3U);
  CHECK(file->bytes_read() > 0);
  CHECK(file->read_failures() == 0);
}

TEST_CASE("a file that shrinks under libpff is an I/O error with its offset, not a crash") {
  const auto original = shared_pst("pstsdk_test_unicode.pst");
  if (!original) {
    return;
  }
  const auto path = scratch("shrinks");
  fs::copy_file(*original, path, fs::copy_options::overwrite_existing);
  fs::permissions(path, fs::perms::owner_all);
  const auto view = bytes::FileView::open(path);
  REQUIRE(view.has_value());
  fs::resize_file(path, 4096);

  const auto file = pff::File::open(*view);

  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().kind == bytes::ErrorKind::Io);
  CHECK_THAT(file.error().what, Catch::Contains("cannot be read at byte "));
  fs::remove(path);
}
