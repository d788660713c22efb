#include "formats/bytes/file_view.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/bytes/unread_places.h"
#include "tests/support/temporary_directory.h"

namespace bytes {
namespace {

std::size_t page_size() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

TEST_CASE("a view shows the whole file and no read error") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "mail.pst", "!BDN and more");

  const auto view = FileView::open(directory / "mail.pst").value();

  CHECK(std::ranges::equal(view->bytes(), std::as_bytes(std::span("!BDN and more").first(13))));
  CHECK_FALSE(view->read_error().has_value());
}

TEST_CASE("an empty file is an empty view") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "empty", "");

  CHECK(FileView::open(directory / "empty").value()->bytes().empty());
}

TEST_CASE("a file that shrinks under the view reads as zeros and names the first lost page") {
  const test::TemporaryDirectory directory;
  const auto path = directory / "shrinking";
  test::write_file(path, std::string(page_size() * 4, 'x'));
  const auto view = FileView::open(path).value();
  REQUIRE(view->bytes()[page_size() * 3] == std::byte{'x'});

  REQUIRE(::truncate(path.c_str(), static_cast<off_t>(page_size())) == 0);

  CHECK(view->bytes()[0] == std::byte{'x'});
  CHECK_FALSE(view->read_error().has_value());
  CHECK(view->bytes()[page_size() * 3 + 5] == std::byte{0});
  CHECK(view->read_error() == page_size() * 3);
  CHECK(view->bytes()[page_size() * 2] == std::byte{0});
  CHECK(view->read_error() == page_size() * 2);
}

TEST_CASE("the views of two files do not mix up their read errors") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "whole", std::string(page_size() * 2, 'w'));
  test::write_file(directory / "cut", std::string(page_size() * 2, 'c'));
  const auto whole = FileView::open(directory / "whole").value();
  const auto cut = FileView::open(directory / "cut").value();
  REQUIRE(::truncate((directory / "cut").c_str(), 0) == 0);

  CHECK(cut->bytes()[page_size()] == std::byte{0});
  CHECK(whole->bytes()[page_size()] == std::byte{'w'});
  CHECK(cut->read_error() == page_size());
  CHECK_FALSE(whole->read_error().has_value());
}

TEST_CASE("what is no file is refused with a reason") {
  const test::TemporaryDirectory directory;
  const auto fifo = directory / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);

  CHECK(FileView::open(directory / "none").error().kind == ErrorKind::NoInput);
  CHECK(FileView::open(directory.path()).error().kind == ErrorKind::NotThisFormat);
  CHECK(FileView::open(fifo).error().kind == ErrorKind::NotThisFormat);
}

TEST_CASE("unread places of a file read as zeros and everything else as it is") {
  const test::TemporaryDirectory directory;
  const auto path = directory / "rescued";
  const std::size_t size = page_size() * 5 + 100;
  test::write_file(path, std::string(size, 'x'));
  Extents unread;
  unread.add(10, 20);                                 // within a page
  unread.add(page_size() - 5, 10);                    // over a border
  unread.add(page_size() * 2, page_size());           // a page
  unread.add(page_size() * 3 + 7, page_size() + 10);  // parts of two pages
  unread.add(size - 30, 1000);                        // beyond the end
  unread.add(size + 5000, 10);

  REQUIRE(declare_unread(path, std::make_shared<const Extents>(unread)));
  const auto view = FileView::open(path).value();
  REQUIRE(view->bytes().size() == size);
  for (std::size_t at = 0; at < size; ++at) {
    const auto expected = unread.touch(at, 1) ? std::byte{0} : std::byte{'x'};
    if (view->bytes()[at] != expected) {
      FAIL(at);
    }
  }
  CHECK_FALSE(view->read_error().has_value());
  // By another name it is the same file; another one is not.
  std::filesystem::create_symlink(path, directory / "link");
  CHECK(FileView::open(directory / "link").value()->bytes()[12] == std::byte{0});
  test::write_file(directory / "other", std::string(size, 'x'));
  CHECK(FileView::open(directory / "other").value()->bytes()[12] == std::byte{'x'});

  test::write_file(directory / "empty", "");
  REQUIRE(declare_unread(directory / "empty", std::make_shared<const Extents>(unread)));
  CHECK(FileView::open(directory / "empty").value()->bytes().empty());
  CHECK(declare_unread(directory / "absent", nullptr).error().kind == ErrorKind::NoInput);
}

TEST_CASE("a file of nothing but unread pages costs no memory and is zeros") {
  const test::TemporaryDirectory directory;
  const auto path = directory / "lost";
  test::write_file(path, std::string(page_size() * 3, 'x'));
  Extents unread;
  unread.add(0, page_size() * 3);
  REQUIRE(declare_unread(path, std::make_shared<const Extents>(unread)));
  const auto view = FileView::open(path).value();
  CHECK(std::ranges::all_of(view->bytes(), [](std::byte byte) { return byte == std::byte{}; }));
}

}  // namespace
}  // namespace bytes
