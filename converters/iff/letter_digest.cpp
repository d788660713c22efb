#include "converters/iff/letter_digest.h"

#include <array>
#include <span>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/sha256.h"

namespace convert::iff {
namespace {

/// Enough to tell millions of letters apart.
constexpr std::size_t kDigestBytes = 8;

class Digest {
 public:
  void add(std::string_view text) {
    const std::string size = std::to_string(text.size()) + ":";
    hash_.update(std::as_bytes(std::span(size)));
    hash_.update(std::as_bytes(std::span(text)));
  }
  void add(const std::vector<std::string>& texts) {
    add(std::to_string(texts.size()));
    for (const std::string& text : texts) {
      add(text);
    }
  }
  bytes::Result<void> add(const bytes::Blob& content) {
    constexpr std::size_t kPiece = std::size_t{256} * 1024;
    add(content == nullptr ? "none" : "content");
    if (content == nullptr) {
      return {};
    }
    auto stream = content->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    std::vector<std::byte> piece(kPiece);
    std::uint64_t size = 0;
    for (;;) {
      const auto got = (*stream)->read(piece);
      if (!got) {
        return tl::unexpected(got.error());
      }
      if (*got == 0) {
        break;
      }
      size += *got;
      hash_.update(std::span(piece).first(*got));
    }
    if (size != content->size()) {
      return bytes::fail(bytes::ErrorKind::Io, "content of " + std::to_string(content->size()) +
                                                   " bytes ends after " + std::to_string(size));
    }
    return {};
  }
  std::string finish() {
    const auto whole = hash_.finish();
    return std::string(bytes::as_text(std::span(whole).first(kDigestBytes)));
  }

 private:
  bytes::Sha256 hash_;
};

}  // namespace

std::string digest_of(const std::vector<std::string>& fields) {
  Digest digest;
  digest.add(fields);
  return digest.finish();
}

bytes::Result<std::string> digest_of(const Letter& letter) {
  Digest digest;
  for (const auto* text : {&letter.folder, &letter.sender, &letter.subject, &letter.sent,
                           &letter.received, &letter.text}) {
    digest.add(*text);
  }
  for (const auto* people : {&letter.to, &letter.cc, &letter.bcc}) {
    digest.add(*people);
  }
  digest.add(std::to_string(letter.priority) + (letter.unread ? "unread" : "read") +
             (letter.unsent ? "unsent" : "sent"));
  if (letter.rtf != nullptr) {
    if (auto done = digest.add(letter.rtf); !done) {
      return tl::unexpected(done.error());
    }
  }
  for (const LetterFile& file : letter.files) {
    digest.add(file.name);
    digest.add(::iff::name_of(file.type));
    // A file without content is written as an empty one.
    const bool is_empty = file.content == nullptr || file.content->size() == 0;
    if (auto done = digest.add(is_empty ? nullptr : file.content); !done) {
      return tl::unexpected(done.error());
    }
  }
  return digest.finish();
}

}  // namespace convert::iff
