#include "entities.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "formats/mime/header_text.h"

namespace test {
namespace {

class BrokenSource final : public bytes::ByteSource {
 public:
  explicit BrokenSource(std::size_t good) : good_(good) {}
  [[nodiscard]] std::uint64_t size() const override { return good_ + 1; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<Stream>(good_);
  }

 private:
  class Stream final : public bytes::ByteStream {
   public:
    explicit Stream(std::size_t good) : left_(good) {}
    [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
      if (left_ == 0) {
        return bytes::fail(bytes::ErrorKind::Io, "the store broke");
      }
      const std::size_t size = std::min(left_, into.size());
      std::fill_n(into.begin(), size, std::byte{'x'});
      left_ -= size;
      return size;
    }

   private:
    std::size_t left_;
  };
  std::size_t good_;
};

}  // namespace

mime::Entity text_leaf(std::string_view text, std::string_view charset) {
  mime::Entity leaf;
  leaf.content_type = {.type = "text/plain",
                       .parameters = {{.name = "charset", .value = std::string(charset)}}};
  leaf.content = bytes::make_blob(text);
  return leaf;
}

mime::Entity attachment(std::string_view content, std::string_view file_name) {
  mime::Entity leaf;
  leaf.content_type = {.type = "application/octet-stream",
                       .parameters = {{.name = "name", .value = std::string(file_name)}}};
  leaf.disposition = "attachment";
  leaf.disposition_parameters = {{.name = "filename", .value = std::string(file_name)}};
  leaf.encoding = mime::TransferEncoding::Base64;
  leaf.content = bytes::make_blob(content);
  return leaf;
}

mime::Entity multipart(std::string_view subtype, std::vector<mime::Entity> parts) {
  mime::Entity entity;
  entity.content_type = {.type = "multipart/" + std::string(subtype), .parameters = {}};
  entity.parts = std::move(parts);
  return entity;
}

mime::Entity nested(mime::Entity message) {
  mime::Entity entity;
  entity.content_type = {.type = "message/rfc822", .parameters = {}};
  entity.nested.push_back(std::move(message));
  return entity;
}

bytes::Blob broken_blob(std::size_t good) { return std::make_shared<BrokenSource>(good); }

std::string written(const mime::Entity& entity) {
  std::string out;
  const auto result = mime::write_entity(entity, "seed", [&](std::string_view text) {
    out += text;
    return bytes::Result<void>();
  });
  INFO((result ? "" : result.error().what));
  REQUIRE(result);
  return out;
}

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

std::string random_text(Random& random, std::size_t max_characters) {
  static const std::array<std::string_view, 40> kPieces = {"a",
                                                           "e",
                                                           "x",
                                                           "Z",
                                                           "0",
                                                           " ",
                                                           " ",
                                                           " ",
                                                           "  ",
                                                           "\t",
                                                           ".",
                                                           ",",
                                                           ";",
                                                           ":",
                                                           "<",
                                                           ">",
                                                           "@",
                                                           "(",
                                                           ")",
                                                           "\"",
                                                           "\\",
                                                           "=",
                                                           "?",
                                                           "_",
                                                           "=?",
                                                           "?=",
                                                           "%",
                                                           "'",
                                                           "*",
                                                           "/",
                                                           "\r",
                                                           "\n",
                                                           std::string_view("\0", 1),
                                                           "\xC3\xA4",
                                                           "\xC3\x9F",
                                                           "\xD0\x96",
                                                           "\xE6\x97\xA5",
                                                           "\xE6\x9C\xAC",
                                                           "\xF0\x9F\x93\xA7",
                                                           "ordinary"};
  std::string out;
  const bool plain = below(random, 3) == 0;
  for (std::size_t count = below(random, max_characters + 1); count > 0; --count) {
    out += kPieces[below(random, plain ? 10 : kPieces.size())];
  }
  return out;
}

std::string random_bytes(Random& random, std::size_t max_size) {
  static const std::array<std::string_view, 12> kPieces = {"\r\n",
                                                           "\n",
                                                           "\r",
                                                           "=",
                                                           "--=_",
                                                           "From ",
                                                           ">From ",
                                                           "\r\nFrom ",
                                                           " \r\n",
                                                           "\t",
                                                           "the quick brown fox ",
                                                           "\xC3\xA4"};
  const std::size_t kind = below(random, 3);  // text, mixed, binary
  const std::size_t size = below(random, max_size + 1);
  std::string out;
  while (out.size() < size) {
    if (kind == 2 || (kind == 1 && below(random, 8) == 0)) {
      out += static_cast<char>(below(random, 256));
    } else if (below(random, 4) == 0) {
      out += kPieces[below(random, kPieces.size() - (kind == 0 ? 1 : 0))];
    } else {
      out += static_cast<char>('a' + below(random, 26));
    }
  }
  return out;
}

mime::Entity random_message(Random& random, std::size_t depth) {
  mime::Entity entity;
  const std::size_t kind = depth == 0 ? below(random, 2) : below(random, 4);
  if (kind == 0) {
    entity = text_leaf(random_bytes(random, 3000));
  } else if (kind == 1) {
    entity = attachment(random_bytes(random, 3000), random_text(random, 60));
  } else if (kind == 2) {
    entity = nested(random_message(random, depth - 1));
  } else {
    std::vector<mime::Entity> parts;
    for (std::size_t count = 1 + below(random, 3); count > 0; --count) {
      parts.push_back(random_message(random, depth - 1));
    }
    entity = multipart("mixed", std::move(parts));
  }
  entity.fields = {{.name = "Subject",
                    .value = mime::encode_unstructured(random_text(random, 80)),
                    .verbatim = false},
                   {.name = "From",
                    .value = mime::mailbox(random_text(random, 20), "ann@example.com"),
                    .verbatim = false}};
  return entity;
}

}  // namespace test
