#include "converters/pages/body_page.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

namespace body_page_test {

using convert::pages::body_page;

/// Counts how often it is read.
class Counted final : public bytes::ByteSource {
 public:
  explicit Counted(std::string content) : content_(bytes::make_blob(std::move(content))) {}
  [[nodiscard]] std::uint64_t size() const override { return content_->size(); }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    ++opened;
    return content_->open();
  }
  mutable int opened = 0;

 private:
  bytes::Blob content_;
};

model::Attachment attachment(std::string content_id, bytes::Blob content) {
  model::Attachment made;
  made.content_id = std::move(content_id);
  made.content = std::move(content);
  return made;
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += text;
  }
  return all;
}

std::size_t count_of(const std::string& text, const std::string& wanted) {
  std::size_t count = 0;
  for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    ++count;
  }
  return count;
}

TEST_CASE("a part is read once, however often a text names it") {
  const auto picture = std::make_shared<Counted>("GIF89a and so on");
  const auto other = std::make_shared<Counted>("no picture");
  const model::Body body{
      .content = bytes::make_blob(repeated("<img src=cid:a><img src=cid:b><img src=cid:c>", 50))};

  const auto page = body_page(body, {attachment("a", picture), attachment("b", other)});

  REQUIRE(page);
  CHECK(count_of(page->document, "data:image/gif;base64,") == 50);
  CHECK(page->pictures == 100);
  CHECK(picture->opened == 1);
  CHECK(other->opened == 1);
}

TEST_CASE("pictures of a text have room for so much, each time they are shown") {
  const auto large = bytes::make_blob("GIF89a" + std::string(1'500'000, 'x'));
  const model::Body body{.content = bytes::make_blob(repeated("<img src=cid:a>", 7))};

  const auto page = body_page(body, {attachment("a", large)});

  REQUIRE(page);
  CHECK(count_of(page->document, "data:image/gif;base64,") == 5);
  CHECK(page->pictures == 2);
}

}  // namespace body_page_test
