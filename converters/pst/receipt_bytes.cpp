// Receipts as bytes: little-endian numbers, a count before each list.
#include <cstring>
#include <type_traits>

#include "converters/pst/receipt.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace convert::pst {
namespace {

class Output {
 public:
  template <class Record>
  void put(const Record& record) {
    const auto raw = std::as_bytes(std::span(&record, 1));
    data_.insert(data_.end(), raw.begin(), raw.end());
  }
  void count(std::size_t number) { put(bytes::u32(static_cast<std::uint32_t>(number))); }
  void list(const ReceivedList& list) {
    count(list.size());
    for (const auto& property : list) {
      put(bytes::u16(property.id));
      put(bytes::u16(property.type));
      put(bytes::u64(property.value.digest));
    }
  }
  void message(const MessageReceipt& receipt) {
    list(receipt.properties);
    count(receipt.recipients.size());
    for (const auto& row : receipt.recipients) {
      list(row);
    }
    count(receipt.attachments.size());
    for (const auto& attachment : receipt.attachments) {
      list(attachment.properties);
      count(attachment.data ? 1 : 0);
      if (attachment.data) {
        put(bytes::u64(attachment.data->digest));
      }
      count(attachment.message.size());
      for (const auto& inner : attachment.message) {
        message(inner);
      }
    }
  }
  std::vector<std::byte> take() { return std::move(data_); }

 private:
  std::vector<std::byte> data_;
};

/// What it reads was written by this program: a bound of its own depth and counts is the input's
/// size.
class Input {
 public:
  explicit Input(std::span<const std::byte> data) : reader_(data) {}

  bool list(ReceivedList& list) {
    return repeat([&] {
      const auto id = reader_.read<bytes::u16>();
      const auto type = reader_.read<bytes::u16>();
      const auto digest = reader_.read<bytes::u64>();
      if (digest) {
        list.push_back({.id = *id, .type = *type, .value = {.digest = *digest}});
      }
      return digest.has_value();
    });
  }
  bool message(MessageReceipt& receipt) {
    return list(receipt.properties) &&
           repeat([&] { return list(receipt.recipients.emplace_back()); }) &&
           repeat([&] { return attachment(receipt.attachments.emplace_back()); });
  }
  [[nodiscard]] bool at_end() const { return reader_.remaining() == 0; }

 private:
  bool attachment(MessageReceipt::Attachment& receipt) {
    return list(receipt.properties) && repeat([&] {
             const auto digest = reader_.read<bytes::u64>();
             if (digest) {
               receipt.data = Received{.digest = *digest};
             }
             return digest.has_value();
           }) &&
           repeat([&] { return message(receipt.message.emplace_back()); });
  }
  template <class Read>
  bool repeat(Read read) {
    const auto count = reader_.read<bytes::u32>();
    bool good = count.has_value();
    for (std::uint32_t i = 0; good && i < *count; ++i) {
      good = read();
    }
    return good;
  }

  bytes::ByteReader reader_;
};

}  // namespace

std::vector<std::byte> to_bytes(const MessageReceipt& receipt) {
  Output output;
  output.message(receipt);
  return output.take();
}

std::optional<MessageReceipt> to_receipt(std::span<const std::byte> data) {
  Input input(data);
  MessageReceipt receipt;
  if (!input.message(receipt) || !input.at_end()) {
    return std::nullopt;
  }
  return receipt;
}

}  // namespace convert::pst
