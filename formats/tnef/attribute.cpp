#include "formats/tnef/attribute.h"

#include <algorithm>
#include <array>

#include "formats/bytes/byte_reader.h"
#include "formats/tnef/checksums.h"
#include "formats/tnef/disk.h"

namespace tnef {
namespace {

constexpr std::size_t kSignatureWithin = 4096;
constexpr std::size_t kChecksumSize = sizeof(bytes::u16);

constexpr std::array<AttributeId, 32> kKnown = {AttributeId::From,
                                                AttributeId::Subject,
                                                AttributeId::MessageId,
                                                AttributeId::ParentId,
                                                AttributeId::ConversationId,
                                                AttributeId::AttachTitle,
                                                AttributeId::Body,
                                                AttributeId::DateStart,
                                                AttributeId::DateEnd,
                                                AttributeId::DateSent,
                                                AttributeId::DateReceived,
                                                AttributeId::AttachCreateDate,
                                                AttributeId::AttachModifyDate,
                                                AttributeId::DateModified,
                                                AttributeId::RequestResponse,
                                                AttributeId::Priority,
                                                AttributeId::AidOwner,
                                                AttributeId::Owner,
                                                AttributeId::SentFor,
                                                AttributeId::Delegate,
                                                AttributeId::MessageStatus,
                                                AttributeId::AttachData,
                                                AttributeId::AttachMetaFile,
                                                AttributeId::AttachTransportFilename,
                                                AttributeId::AttachRendData,
                                                AttributeId::MessageProperties,
                                                AttributeId::RecipientTable,
                                                AttributeId::Attachment,
                                                AttributeId::OemCodepage,
                                                AttributeId::OriginalMessageClass,
                                                AttributeId::MessageClass,
                                                AttributeId::TnefVersion};

bool is_level(std::uint8_t level) {
  return level == static_cast<std::uint8_t>(Level::Message) ||
         level == static_cast<std::uint8_t>(Level::Attachment);
}

/// Goes over a stream. Positions are within it.
class Scan {
 public:
  Scan(std::span<const std::byte> stream, std::uint64_t offset, bytes::DamageLog& damage)
      : stream_(stream), sums_(stream), base_(offset), damage_(damage) {}

  std::vector<Attribute> run() {
    std::vector<Attribute> found;
    std::size_t at = std::min(sizeof(disk::TNEFHeader), stream_.size());
    if (at < sizeof(disk::TNEFHeader)) {
      tell(0, at, bytes::DamageKind::Truncated, "LegacyKey");
    }
    while (at < stream_.size()) {
      if (found.size() == kMostAttributes) {
        tell(at, stream_.size() - at, bytes::DamageKind::Unclaimed, "Attribute", found.size());
        break;
      }
      at = take(at, found);
    }
    return found;
  }

 private:
  [[nodiscard]] std::optional<disk::AttributeHeader> header(std::size_t at) const {
    return bytes::ByteReader(stream_.subspan(at)).read<disk::AttributeHeader>();
  }

  void tell(std::size_t at, std::size_t length, bytes::DamageKind kind, std::string_view field,
            std::uint64_t value = 0, std::uint64_t expected = 0) {
    damage_.add({.offset = base_ + at,
                 .length = length,
                 .kind = kind,
                 .field = field,
                 .found = value,
                 .expected = expected});
  }

  /// Whether an attribute begins there beyond doubt.
  [[nodiscard]] bool is_certain(std::size_t at) const {
    const auto head = header(at);
    if (!head || !is_level(head->AttrLevel) || !is_known(head->AttrID)) {
      return false;
    }
    const std::size_t data = at + sizeof(*head);
    const std::uint64_t length = head->AttrLength;
    return length + kChecksumSize <= stream_.size() - data &&
           stored_checksum(data + length) == sums_.of(data, length);
  }

  /// The next place from `at` on where one does; the end when there is none.
  [[nodiscard]] std::size_t next_certain(std::size_t at) const {
    while (at < stream_.size() && !is_certain(at)) {
      ++at;
    }
    return at;
  }

  [[nodiscard]] std::uint16_t stored_checksum(std::size_t at) const {
    return *bytes::ByteReader(stream_.subspan(at)).read<bytes::u16>();
  }

  /// Reads what begins at `at`, and says where to go on.
  std::size_t take(std::size_t at, std::vector<Attribute>& found) {
    const auto head = header(at);
    if (!head || !is_level(head->AttrLevel)) {
      const std::size_t next = next_certain(at + 1);
      tell(at, next - at, bytes::DamageKind::Unclaimed, "AttrLevel",
           std::to_integer<std::uint64_t>(stream_[at]));
      return next;
    }
    const std::size_t data = at + sizeof(*head);
    const std::size_t rest = stream_.size() - data;
    Attribute attribute{.level = static_cast<Level>(std::uint8_t{head->AttrLevel}),
                        .id = head->AttrID,
                        .offset = base_ + at,
                        .data_offset = base_ + data,
                        .data = {}};
    if (head->AttrLength > rest) {
      const std::size_t end = next_certain(data);
      attribute.data = stream_.subspan(data, end - data);
      attribute.complete = false;
      found.push_back(attribute);
      tell(at, end - at, bytes::DamageKind::Truncated, "AttrLength", head->AttrLength, end - data);
      return end;
    }
    const std::size_t length = head->AttrLength;
    attribute.data = stream_.subspan(data, length);
    found.push_back(attribute);
    if (rest - length < kChecksumSize) {
      tell(data + length, rest - length, bytes::DamageKind::Truncated, "AttrChecksum");
      return stream_.size();
    }
    check(attribute, data);
    return data + length + kChecksumSize;
  }

  void check(const Attribute& attribute, std::size_t data) {
    if (attribute.is(AttributeId::MessageClass) ||
        attribute.is(AttributeId::OriginalMessageClass)) {
      return;
    }
    const std::size_t length = attribute.data.size();
    const std::uint16_t stored = stored_checksum(data + length);
    const std::uint16_t computed = sums_.of(data, length);
    if (stored != computed) {
      tell(data, length, bytes::DamageKind::BadChecksum, "AttrChecksum", stored, computed);
    }
  }

  std::span<const std::byte> stream_;
  Checksums sums_;
  std::uint64_t base_;
  bytes::DamageLog& damage_;
};

}  // namespace

bool is_known(std::uint32_t id) {
  return std::ranges::find(kKnown, static_cast<AttributeId>(id)) != kKnown.end();
}

std::optional<std::size_t> find_stream(std::span<const std::byte> data) {
  const bytes::u32 signature(disk::kSignature);
  const auto wanted = std::as_bytes(std::span(&signature, 1));
  const auto front = data.first(std::min(data.size(), kSignatureWithin + wanted.size() - 1));
  const auto found = std::search(front.begin(), front.end(), wanted.begin(), wanted.end());
  if (found == front.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - front.begin());
}

bool is_stream(std::span<const std::byte> head) {
  const auto begin = find_stream(head);
  if (!begin) {
    return false;
  }
  if (*begin == 0) {
    return true;
  }
  bytes::ByteReader in(head.subspan(*begin));
  const bool has_head = in.read<disk::TNEFHeader>().has_value();
  const auto first = in.read<disk::AttributeHeader>();
  return has_head && first && is_level(first->AttrLevel) && is_known(first->AttrID);
}

std::vector<Attribute> read_attributes(std::span<const std::byte> stream, std::uint64_t offset,
                                       bytes::DamageLog& damage) {
  return Scan(stream, offset, damage).run();
}

}  // namespace tnef
