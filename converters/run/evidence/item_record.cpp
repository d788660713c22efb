#include "converters/run/evidence/item_record.h"

#include <array>
#include <cstring>
#include <span>

namespace run::evidence {
namespace {

constexpr std::size_t kMostWaiting = 256UL * 1024;

/// One list of the members for both ways.
template <class Record, class Use>
void for_each_text(Record& record, const Use& use) {
  for (auto* text : {&record.kind,     &record.native_id,  &record.folder,   &record.message_class,
                     &record.subject,  &record.from,       &record.to,       &record.cc,
                     &record.bcc,      &record.sent,       &record.received, &record.created,
                     &record.modified, &record.message_id, &record.state,    &record.outcome,
                     &record.reason,   &record.missing,    &record.place,    &record.output_id}) {
    use(*text);
  }
}

void put(std::string& out, std::uint64_t number) {
  std::array<char, sizeof(number)> raw{};
  std::memcpy(raw.data(), &number, sizeof(number));
  out.append(raw.data(), raw.size());
}

void put(std::string& out, const std::string& text) {
  put(out, text.size());
  out += text;
}

/// What put() wrote: the file is ours alone.
class Taker {
 public:
  explicit Taker(std::string_view data) : data_(data) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    std::memcpy(&value, data_.substr(0, sizeof(value)).data(), sizeof(value));
    data_.remove_prefix(sizeof(value));
    return value;
  }
  std::string text() {
    const auto size = static_cast<std::size_t>(number());
    std::string value(data_.substr(0, size));
    data_.remove_prefix(size);
    return value;
  }

 private:
  std::string_view data_;
};

std::string encode(const ItemRecord& record) {
  std::string out;
  for_each_text(record, [&out](const std::string& text) { put(out, text); });
  put(out, record.attachments);
  put(out, record.deleted ? 1 : 0);
  put(out, record.pieces.size());
  for (const ItemPiece& piece : record.pieces) {
    put(out, piece.file);
    put(out, piece.native_id);
    put(out, piece.ranges.size());
    for (const auto& range : piece.ranges) {
      put(out, range.offset);
      put(out, range.length);
    }
  }
  return out;
}

ItemRecord decode(std::string_view data) {
  Taker taker(data);
  ItemRecord record;
  for_each_text(record, [&taker](std::string& text) { text = taker.text(); });
  record.attachments = taker.number();
  record.deleted = taker.number() != 0;
  record.pieces.resize(static_cast<std::size_t>(taker.number()));
  for (ItemPiece& piece : record.pieces) {
    piece.file = taker.text();
    piece.native_id = taker.text();
    piece.ranges.resize(static_cast<std::size_t>(taker.number()));
    for (auto& range : piece.ranges) {
      range.offset = taker.number();
      range.length = taker.number();
    }
  }
  return record;
}

}  // namespace

bytes::Result<void> RecordFile::add(const ItemRecord& record) {
  put(waiting_, encode(record));
  ++count_;
  return waiting_.size() < kMostWaiting ? bytes::Result<void>() : write_out();
}

bytes::Result<void> RecordFile::write_out() {
  if (file_ == nullptr) {
    auto file = bytes::TemporaryFile::create();
    if (!file) {
      return tl::unexpected(file.error());
    }
    file_ = std::move(*file);
  }
  auto written = file_->append(std::as_bytes(std::span(waiting_)));
  waiting_.clear();
  return written;
}

bytes::Result<ItemRecord> RecordFile::next() {
  if (auto written = write_out(); !written) {
    return tl::unexpected(written.error());
  }
  std::uint64_t size = 0;
  if (auto read = file_->read_exactly(at_, std::as_writable_bytes(std::span(&size, 1))); !read) {
    return tl::unexpected(read.error());
  }
  std::string data(static_cast<std::size_t>(size), '\0');
  if (auto read = file_->read_exactly(at_ + sizeof(size), std::as_writable_bytes(std::span(data)));
      !read) {
    return tl::unexpected(read.error());
  }
  at_ += sizeof(size) + size;
  return decode(data);
}

}  // namespace run::evidence
