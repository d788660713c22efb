#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/spool/encoder.h"
#include "converters/spool/gzip.h"
#include "converters/spool/limits.h"
#include "converters/spool/order.h"
#include "converters/spool/spool.h"
#include "formats/bytes/crc.h"
#include "formats/bytes/result.h"

namespace convert::spool {
namespace {

using bytes::Result;

// A reason stands in one line.
std::string one_line(std::string text) {
  text.resize(std::min(text.size(), kMaxReason / 4));  // U+FFFD takes three bytes for one
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      c = ' ';
    }
  }
  return text;
}

class SpoolWriter final : public model::Sink {
 public:
  SpoolWriter(Write write, Compression compression, std::string_view creator, Checksum checksum)
      : target_(open_target(std::move(write), compression)), creator_(creator) {
    if (checksum == Checksum::Crc32) {
      counts_.crc32 = 0;
    }
  }

  [[nodiscard]] Result<void> store(const model::Store& store) override {
    if (auto wrong = order_.store()) {
      return misuse(*wrong);
    }
    Opening opening;
    opening.creator = creator_;
    opening.checksum = counts_.crc32 ? kCrc32 : "";
    encoder_.encode(opening);
    return write_record("the first record").and_then([&] {
      encoder_.encode(store);
      return write_record("the store");
    });
  }

  [[nodiscard]] Result<void> folder(const model::Folder& folder) override {
    if (auto wrong = order_.folder(folder)) {
      return misuse(*wrong);
    }
    ++counts_.folders;
    encoder_.encode(folder);
    return write_record("a folder");
  }

  [[nodiscard]] Result<void> expect(model::FolderId folder, std::uint64_t more) override {
    if (auto wrong = order_.item(folder)) {
      return misuse(*wrong);
    }
    encoder_.encode(Expectation{.folder = folder, .more = more});
    return write_record("an expectation");
  }

  [[nodiscard]] Result<model::Delivered> message(const model::Message& message) override {
    if (auto wrong = order_.item(message.folder)) {
      return tl::unexpected(misuse(*wrong).error());
    }
    encoder_.encode(message);
    if (std::string refusal = encoder_.refusal(); !refusal.empty()) {
      return write_refused(message, std::move(refusal));
    }
    ++counts_.messages;
    return write_record("").map([] { return model::Delivered{}; });
  }

  [[nodiscard]] Result<void> loss(const model::Loss& loss) override {
    if (auto wrong = order_.loss(loss)) {
      return misuse(*wrong);
    }
    ++counts_.losses;
    encoder_.encode(loss);
    return write_record("a loss");
  }

  [[nodiscard]] Result<void> leave_out(const model::LeftOut& item) override {
    if (auto wrong = order_.item(item.folder)) {
      return misuse(*wrong);
    }
    encoder_.encode(item);
    return write_record("an item that is left out");
  }

  [[nodiscard]] Result<void> note(const model::Note& note) override {
    if (auto wrong = order_.note()) {
      return misuse(*wrong);
    }
    ++counts_.notes;
    encoder_.encode(note);
    return write_record("a note");
  }

  [[nodiscard]] Result<void> finish() override {
    if (auto wrong = order_.finish()) {
      return misuse(*wrong);
    }
    encoder_.encode(counts_);
    return write_record("").and_then([this] { return target_->close(); });
  }

 private:
  static Result<void> misuse(const std::string& wrong) {
    return bytes::fail(bytes::ErrorKind::Internal, "spool writer: " + wrong);
  }

  // The reader has to hear of a message that cannot be told: expected items are accounted for
  // there.
  Result<model::Delivered> write_refused(const model::Message& message, std::string why) {
    return loss({.kind = model::LossKind::Item,
                 .folder = message.folder,
                 .source = message.provenance.source,
                 .native_id = message.provenance.native_id,
                 .offset = {},
                 .length = {},
                 .why = why})
        .map([&why] {
          return model::Delivered{
              .disposition = model::Disposition::Failed, .why = std::move(why), .path = {}};
        });
  }

  // The record that the encoder holds, with its payloads. `name` is empty for those whose repaired
  // texts are told by the record itself.
  Result<void> write_record(std::string_view name) {
    if (const std::string refusal = encoder_.refusal(); !refusal.empty()) {
      return bytes::fail(bytes::ErrorKind::LimitExceeded,
                         "cannot write " + std::string(name) + " to a spool: " + refusal);
    }
    ++counts_.records;
    append(encoder_.line());
    append("\n");
    for (const bytes::Blob& payload : encoder_.payloads()) {
      if (auto written = write_payload(*payload); !written) {
        return written;
      }
    }
    const std::uint64_t repaired = name.empty() ? 0 : encoder_.repaired();
    return flush().and_then([&]() -> Result<void> {
      if (repaired == 0) {
        return {};
      }
      return note({.where = std::string(name) + " in the spool",
                   .text = std::to_string(repaired) +
                           " texts were not UTF-8; what could not be read became U+FFFD"});
    });
  }

  // FORMAT.md 2.2: what a source cannot deliver is told in its place, and the record goes on.
  Result<void> write_payload(const bytes::ByteSource& source) {
    const auto stream = source.open();
    if (!stream) {
      return end_payload(stream.error().what);
    }
    std::uint64_t total = 0;
    for (;;) {
      const auto got = fill_chunk(**stream);
      total += got.size;
      counts_.payload_bytes += got.size;
      if (got.size > 0) {
        append(std::to_string(got.size));
        append("\n");
        if (auto written = append_chunk(got.size); !written) {
          return written;
        }
        append("\n");
      }
      if (got.error) {
        return end_payload(got.error->what);
      }
      if (got.size < kChunk) {
        break;
      }
    }
    if (total != source.size()) {
      return end_payload("it has " + std::to_string(total) + " bytes, not the " +
                         std::to_string(source.size()) + " it was announced with");
    }
    append("0\n");
    return {};
  }

  struct Chunk {
    std::size_t size = 0;
    std::optional<bytes::Error> error;
  };

  // Less than a whole chunk means that nothing follows.
  Chunk fill_chunk(bytes::ByteStream& stream) {
    chunk_.resize(kChunk);
    std::size_t size = 0;
    while (size < kChunk) {
      const auto got = stream.read(std::span(chunk_).subspan(size));
      if (!got) {
        return {.size = size, .error = got.error()};
      }
      if (*got == 0) {
        break;
      }
      size += *got;
    }
    return {.size = size, .error = std::nullopt};
  }

  Result<void> end_payload(std::string reason) {
    JsonText text;
    text.string(one_line(std::move(reason)));
    append("!");
    append(text.text());
    append("\n");
    return {};
  }

  void append(std::string_view text) { pending_ += text; }

  Result<void> append_chunk(std::size_t size) {
    const auto data = std::span<const std::byte>(chunk_).first(size);
    if (pending_.size() + size < kChunk) {
      append(bytes::as_text(data));
      return {};
    }
    return flush().and_then([&] { return put(data); });
  }

  Result<void> flush() {
    auto written = put(std::as_bytes(std::span(pending_)));
    pending_.clear();
    return written;
  }

  Result<void> put(std::span<const std::byte> data) {
    if (counts_.crc32) {
      counts_.crc32 = bytes::crc32(data, *counts_.crc32);
    }
    return target_->write(data);
  }

  std::unique_ptr<ByteTarget> target_;
  std::string creator_;
  Order order_;
  Encoder encoder_;
  Counts counts_;
  std::string pending_;           // bytes not handed to the target yet; none between two calls
  std::vector<std::byte> chunk_;  // of a payload
};

}  // namespace

std::unique_ptr<model::Sink> open_writer(Write write, Compression compression,
                                         std::string_view creator, Checksum checksum) {
  return std::make_unique<SpoolWriter>(std::move(write), compression, creator, checksum);
}

}  // namespace convert::spool
