#include "formats/bytes/view_blob.h"

#include <catch2/catch.hpp>

TEST_CASE("a view's content is its piece of memory, each time it is read") {
  const std::string text = "0123456789";
  const auto blob = bytes::make_view_blob(std::as_bytes(std::span(text)).subspan(2, 5), nullptr);

  CHECK(blob->size() == 5);
  CHECK(bytes::read_all_text(*blob, 5).value() == "23456");
  CHECK(bytes::read_all_text(*blob, 5).value() == "23456");
}

TEST_CASE("the owner lives as long as the blob, and as its streams") {
  auto owner = std::make_shared<std::string>("owned");
  const std::weak_ptr<std::string> watched = owner;
  const auto data = std::as_bytes(std::span(*owner));
  auto blob = bytes::make_view_blob(data, std::move(owner));
  auto stream = blob->open().value();
  blob.reset();
  CHECK_FALSE(watched.expired());
  stream.reset();
  CHECK(watched.expired());
}
