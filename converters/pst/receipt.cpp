#include "converters/pst/receipt.h"

#include <cstring>
#include <utility>

#include "formats/bytes/little_endian.h"
#include "formats/bytes/sha256.h"

namespace convert::pst {

/// What was read of a content so far, from its beginning.
struct ContentEar {
  bytes::Sha256 hash;
};

namespace {

ValueDigest shorten(const bytes::Sha256::Digest& digest) {
  ValueDigest value = 0;
  std::memcpy(&value, digest.data(), sizeof(value));
  return value;
}

class HeardStream final : public bytes::ByteStream {
 public:
  HeardStream(std::unique_ptr<bytes::ByteStream> next, std::shared_ptr<ContentEar> ear)
      : next_(std::move(next)), ear_(std::move(ear)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    auto got = next_->read(into);
    if (got) {
      ear_->hash.update(into.first(*got));
    }
    return got;
  }

 private:
  std::unique_ptr<bytes::ByteStream> next_;
  std::shared_ptr<ContentEar> ear_;
};

/// The reading that began last counts.
class HeardSource final : public bytes::ByteSource {
 public:
  HeardSource(bytes::Blob next, std::shared_ptr<ContentEar> ear)
      : next_(std::move(next)), ear_(std::move(ear)) {}

  [[nodiscard]] std::uint64_t size() const override { return next_->size(); }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = next_->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    ear_->hash = bytes::Sha256();
    return std::make_unique<HeardStream>(std::move(*stream), ear_);
  }

 private:
  bytes::Blob next_;
  std::shared_ptr<ContentEar> ear_;
};

Received listen(bytes::Blob& content) {
  auto ear = std::make_shared<ContentEar>();
  content = std::make_shared<HeardSource>(std::move(content), ear);
  return {.digest = 0, .ear = std::move(ear)};
}

/// [MS-OXCDATA] 2.11.1: how many bytes of a number its type takes.
std::size_t size_of_number(std::uint16_t type) {
  constexpr std::uint16_t kInteger16 = 0x0002;
  constexpr std::uint16_t kBoolean = 0x000B;
  return type == kInteger16 ? sizeof(std::uint16_t) : type == kBoolean ? 1 : sizeof(std::uint32_t);
}

ReceivedList receive_list(::pst::PropertyList& list) {
  ReceivedList received;
  std::vector<::pst::ContentProperty> heard;
  for (const auto& property : list.items()) {
    ReceivedProperty one{.id = property.id, .type = property.type};
    if (const auto* number = std::get_if<std::uint32_t>(&property.value)) {
      const bytes::u32 stored(*number);
      one.value.digest =
          digest_of(std::as_bytes(std::span(&stored, 1)).first(size_of_number(property.type)));
    } else if (const auto* data = std::get_if<::pst::Bytes>(&property.value)) {
      one.value.digest = digest_of(*data);
    } else {
      auto blob = std::get<bytes::Blob>(property.value);
      one.value = listen(blob);
      heard.push_back({.id = property.id, .type = property.type, .value = std::move(blob)});
    }
    received.push_back(std::move(one));
  }
  for (auto& property : heard) {
    list.set(std::move(property));
  }
  return received;
}

MessageReceipt::Attachment receive_attachment(::pst::AttachmentContent& attachment) {
  using AttachmentForm = ::pst::AttachmentContent::Form;
  MessageReceipt::Attachment receipt;
  receipt.properties = receive_list(attachment.properties);
  // An OLE object of no bytes is written as one without data.
  if (attachment.data != nullptr &&
      (attachment.form == AttachmentForm::ByValue ||
       (attachment.form == AttachmentForm::Ole && attachment.data->size() != 0))) {
    receipt.data = listen(attachment.data);
  }
  if (attachment.form == AttachmentForm::Embedded && attachment.message) {
    receipt.message.push_back(pst::receive(*attachment.message));
  }
  return receipt;
}

void settle_one(Received& received) {
  if (const auto ear = std::exchange(received.ear, nullptr)) {
    received.digest = shorten(ear->hash.finish());
  }
}

void settle_list(ReceivedList& list) {
  for (auto& property : list) {
    settle_one(property.value);
  }
}

}  // namespace

ReceivedList receive(::pst::PropertyList& list) { return receive_list(list); }
void settle(ReceivedList& list) { settle_list(list); }

MessageReceipt receive(::pst::MessageContent& message) {
  MessageReceipt receipt;
  receipt.properties = receive_list(message.properties);
  for (auto& row : message.recipients) {
    receipt.recipients.push_back(receive_list(row));
  }
  for (auto& attachment : message.attachments) {
    receipt.attachments.push_back(receive_attachment(attachment));
  }
  return receipt;
}

void settle(MessageReceipt& receipt) {
  settle_list(receipt.properties);
  for (auto& row : receipt.recipients) {
    settle_list(row);
  }
  for (auto& attachment : receipt.attachments) {
    settle_list(attachment.properties);
    if (attachment.data) {
      settle_one(*attachment.data);
    }
    for (auto& message : attachment.message) {
      settle(message);
    }
  }
}

ValueDigest digest_of(std::span<const std::byte> value) { return shorten(bytes::sha256(value)); }

bytes::Result<ValueDigest> digest_of(const bytes::ByteSource& value) {
  constexpr std::size_t kPiece = std::size_t{64} * 1024;
  auto stream = value.open();
  if (!stream) {
    return tl::unexpected(stream.error());
  }
  bytes::Sha256 hash;
  std::vector<std::byte> piece(kPiece);
  for (;;) {
    const auto got = (*stream)->read(piece);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      return shorten(hash.finish());
    }
    hash.update(std::span<const std::byte>(piece).first(*got));
  }
}

}  // namespace convert::pst
