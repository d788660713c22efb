#include "converters/run/item_digest.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/spool/encoder.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/html_text.h"
#include "formats/text/rtf_text.h"

namespace run {
namespace {

using Digest = bytes::Sha256::Digest;
using bytes::Result;

/// Fields with their lengths, so that no two sequences of them are the same bytes.
class FieldHash {
 public:
  void add(std::string_view text) {
    const std::string size = std::to_string(text.size()) + ":";
    hash_.update(std::as_bytes(std::span(size)));
    hash_.update(std::as_bytes(std::span(text)));
  }
  void add(const Digest& digest) { hash_.update(digest); }

  Result<void> add(const bytes::Blob& content) {
    constexpr std::size_t kPiece = std::size_t{256} * 1024;
    auto stream = content->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    add(std::to_string(content->size()));
    std::vector<std::byte> piece(
        static_cast<std::size_t>(std::clamp<std::uint64_t>(content->size(), 1, kPiece)));
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
  Digest finish() { return hash_.finish(); }

 private:
  bytes::Sha256 hash_;
};

bool is_whole(const model::Provenance& provenance) {
  return provenance.missing.empty() && provenance.state != model::State::Partial &&
         provenance.state != model::State::Carved;
}

/// The nesting was bounded by the reader.
bool is_whole(const model::Message& message) {
  return is_whole(message.provenance) &&
         std::ranges::all_of(message.attachments, [](const model::Attachment& attachment) {
           return is_whole(attachment.provenance) &&
                  (!attachment.message || is_whole(*attachment.message));
         });
}

// What a store notes of the place of an item.
constexpr std::array<std::uint16_t, 15> kOfThePlace = {
    0x0E09,  // PidTagParentEntryId
    0x0FF9,  // PidTagRecordKey
    0x0FFA,  // PidTagStoreRecordKey
    0x0FFB,  // PidTagStoreEntryId
    0x0FFF,  // PidTagEntryId
    0x3007,  // PidTagCreationTime
    0x3008,  // PidTagLastModificationTime
    0x65E0,  // PidTagSourceKey
    0x65E1,  // PidTagParentSourceKey
    0x65E2,  // PidTagChangeKey
    0x65E3,  // PidTagPredecessorChangeList
    0x6748,  // PidTagFolderId
    0x674A,  // PidTagMid
    0x67F2,  // PidTagLtpRowId
    0x67F3,  // PidTagLtpRowVer
};

model::PropertyBag without_place(const model::PropertyBag& bag) {
  model::PropertyBag kept;
  for (const auto& property : bag.items()) {
    if (property.name || std::ranges::find(kOfThePlace, property.id) == kOfThePlace.end()) {
      kept.add(property);
    }
  }
  return kept;
}

/// A copy; contents are shared.
model::Message without_place(const model::Message& message) {
  auto copy = message;
  copy.folder = {};
  copy.provenance = {};
  copy.created.reset();
  copy.modified.reset();
  copy.properties = without_place(message.properties);
  for (auto& attachment : copy.attachments) {
    attachment.provenance = {};
    if (attachment.message) {
      attachment.message = std::make_shared<model::Message>(without_place(*attachment.message));
    }
  }
  return copy;
}

std::optional<Digest> exact_digest(const model::Message& message) {
  // A spool has everything of an item.
  convert::spool::Encoder encoder;
  encoder.encode(without_place(message));
  if (!encoder.refusal().empty()) {
    return std::nullopt;
  }
  FieldHash hash;
  hash.add("exact");
  hash.add(encoder.line());
  for (const auto& payload : encoder.payloads()) {
    if (!hash.add(payload)) {
      return std::nullopt;
    }
  }
  return hash.finish();
}

std::string key_of(const model::Address& address) {
  if (!address.smtp.empty()) {
    return "SMTP:" + text::fold_case(address.smtp);
  }
  return address.address.empty()
             ? text::fold_case(address.name)
             : text::fold_case(address.type) + ":" + text::fold_case(address.address);
}

/// To the second, which is all that mail files keep; a wall clock's is another than an instant.
std::string key_of(const model::OptionalTimestamp& time) {
  if (!time) {
    return "none";
  }
  const bool is_instant = std::holds_alternative<model::Instant>(*time);
  return std::to_string(model::ticks_of(*time) / model::kTicksPerSecond) + (is_instant ? "Z" : "");
}

std::string with_folded_space(std::string_view text) {
  std::string folded;
  bool is_parted = false;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      is_parted = !folded.empty();
    } else {
      if (is_parted) {
        folded += ' ';
        is_parted = false;
      }
      folded += c;
    }
  }
  return text::to_nfc(folded);
}

// Bodies beyond this are no texts that somebody wrote.
constexpr std::uint64_t kMostBody = std::uint64_t{64} * 1024 * 1024;

Result<std::string> decoded(const model::Body& body) {
  if (!body.content) {
    return std::string();
  }
  return bytes::read_all_text(*body.content, kMostBody).map([&body](const std::string& text) {
    return text::decode(text, body.code_page).utf8;
  });
}

Result<std::string> rtf_words(const model::Body& body) {
  if (!body.content) {
    return std::string();
  }
  return bytes::read_all_text(*body.content, kMostBody).map([](const std::string& rtf) {
    bytes::DamageLog ignored;
    const auto read = text::read_rtf(rtf, ignored);
    return read.content == text::RtfContent::EncapsulatedHtml ? text::html_text(read.utf8)
                                                              : read.utf8;
  });
}

/// The first of the bodies that says something.
Result<std::string> body_words(const model::Bodies& bodies) {
  Result<std::string> words;
  if (bodies.text) {
    words = decoded(*bodies.text).map(with_folded_space);
  }
  if (words && words->empty() && bodies.html) {
    words = decoded(*bodies.html).map([](const std::string& html) {
      return with_folded_space(text::html_text(html));
    });
  }
  if (words && words->empty() && bodies.rtf) {
    words = rtf_words(*bodies.rtf).map(with_folded_space);
  }
  return words;
}

bool is_told_by_content(const model::Message& message) {
  const bool is_mail = !message.contact && !message.list && !message.calendar;
  return is_mail && (message.from || message.sender) && (message.sent || message.received);
}

std::optional<Digest> content_digest(const model::Message& message);

std::optional<Digest> attachment_digest(const model::Attachment& attachment) {
  if (attachment.message) {
    return is_told_by_content(*attachment.message) ? content_digest(*attachment.message)
                                                   : exact_digest(*attachment.message);
  }
  FieldHash hash;
  hash.add(attachment.content ? "content" : attachment.path);
  if (attachment.content && !hash.add(attachment.content)) {
    return std::nullopt;
  }
  return hash.finish();
}

std::optional<Digest> content_digest(const model::Message& message) {
  const auto words = body_words(message.bodies);
  if (!words) {
    return words.error().kind == bytes::ErrorKind::LimitExceeded ? exact_digest(message)
                                                                 : std::nullopt;
  }
  FieldHash hash;
  hash.add("content");
  hash.add(text::fold_case(message.message_class.empty() ? "IPM.Note" : message.message_class));
  hash.add(key_of(message.from ? *message.from : *message.sender));
  std::vector<std::string> recipients;
  for (const auto& recipient : message.recipients) {
    recipients.push_back(std::to_string(static_cast<int>(recipient.kind)) +
                         key_of(recipient.address));
  }
  std::ranges::sort(recipients);
  hash.add(std::to_string(recipients.size()));
  for (const auto& recipient : recipients) {
    hash.add(recipient);
  }
  hash.add(key_of(message.sent));
  hash.add(key_of(message.received));
  hash.add(text::to_nfc(message.subject));
  hash.add(*words);
  std::vector<Digest> attachments;
  for (const auto& attachment : message.attachments) {
    const auto digest = attachment_digest(attachment);
    if (!digest) {
      return std::nullopt;
    }
    attachments.push_back(*digest);
  }
  std::ranges::sort(attachments);
  for (const auto& digest : attachments) {
    hash.add(digest);
  }
  return hash.finish();
}

}  // namespace

std::optional<Digest> item_digest(const model::Message& message, DuplicateKey key) {
  if (message.associated || !is_whole(message)) {
    return std::nullopt;
  }
  return key == DuplicateKey::Content && is_told_by_content(message) ? content_digest(message)
                                                                     : exact_digest(message);
}

}  // namespace run
