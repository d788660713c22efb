#include "formats/pst/reader/ndb/odd_blocks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/encoding.h"

namespace pst::reader {
namespace {

using BlockBytes = std::vector<std::byte>;

/// The last two blocks under an XBLOCK.
struct LastTwo {
  const BlockEntry* before = nullptr;
  const BlockEntry* block = nullptr;
};

/// nullopt when `entry` is none, has one child, or names what is not there.
std::optional<LastTwo> last_of(const StoreFile& file, const Index& index, const BlockEntry& entry) {
  const auto raw = file.at(entry.offset, entry.size);
  const auto header = raw ? bytes::ByteReader(*raw).read<disk::XBLOCKHEADER>() : std::nullopt;
  if (!header || header->btype != disk::btypeXBLOCK || header->cLevel != 1 || header->cEnt < 2) {
    return std::nullopt;
  }
  const std::size_t step = file.width == Width::Unicode ? sizeof(bytes::u64) : sizeof(bytes::u32);
  const auto ids = raw->subspan(sizeof(disk::XBLOCKHEADER));
  if (ids.size() / step < header->cEnt) {
    return std::nullopt;
  }
  const auto child = [&](std::size_t number) {
    const auto id = ids.subspan(number * step, step);
    return index.blocks.find(
        {step == sizeof(bytes::u64)
             ? std::uint64_t{bytes::record_at<bytes::u64>(id.first<sizeof(bytes::u64)>())}
             : std::uint64_t{bytes::record_at<bytes::u32>(id.first<sizeof(bytes::u32)>())}});
  };
  const LastTwo last{.before = child(header->cEnt - 2U), .block = child(header->cEnt - 1U)};
  return last.before != nullptr && last.block != nullptr ? std::optional(last) : std::nullopt;
}

std::optional<BlockBytes> bytes_of_block(const StoreFile& file, const BlockEntry& entry) {
  const auto raw = file.at(entry.offset, entry.size);
  return raw ? std::optional(BlockBytes(raw->begin(), raw->end())) : std::nullopt;
}

/// By how many bits `one` is likelier than `other`, which is as long, after `before`.
double advantage(const BlockBytes& before, const BlockBytes& one, const BlockBytes& other) {
  constexpr double kUnseen = 0.5;
  constexpr std::size_t kBytes = 256;
  std::array<double, kBytes> seen{};
  seen.fill(kUnseen);
  for (const auto byte : before) {
    seen[std::to_integer<std::size_t>(byte)] += 1;
  }
  double bits = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    bits += std::log2(seen[std::to_integer<std::size_t>(one[i])] /
                      seen[std::to_integer<std::size_t>(other[i])]);
  }
  return bits;
}

/// Whether compressed data ends here: of formats whose end has a mark.
bool is_end_of_file(const BlockBytes& data) {
  using namespace std::string_view_literals;
  constexpr std::size_t kMostTrailer = 80;  // of a PDF or ZIP, with some remark
  const auto text = bytes::as_text(data);
  const auto end = text.substr(text.size() - std::min(text.size(), kMostTrailer));
  return text.ends_with("\xFF\xD9"sv) ||                        // JPEG: EOI
         text.ends_with("IEND\xAE\x42\x60\x82"sv) ||            // PNG
         end.find("PK\x05\x06"sv) != std::string_view::npos ||  // ZIP: end of central directory
         end.find("%%EOF"sv) != std::string_view::npos;
}

enum class LastIs : std::uint8_t { Encoded, Plain, Open };

LastIs judge_last(const StoreFile& file, const LastTwo& last) {
  constexpr double kBits = 64;          // in all
  constexpr double kBitsOfByte = 0.25;  // on average: text against what decoding makes of it has 3
  auto before = bytes_of_block(file, *last.before);
  const auto plain = bytes_of_block(file, *last.block);
  if (!before || !plain) {
    return LastIs::Open;
  }
  decode(*before, file.encoding, last.before->bid);
  auto decoded = *plain;
  decode(decoded, file.encoding, last.block->bid);
  const double bits = advantage(*before, *plain, decoded);
  if (std::abs(bits) < kBits || std::abs(bits) < kBitsOfByte * static_cast<double>(plain->size())) {
    const bool plain_ends = is_end_of_file(*plain);
    if (plain_ends == is_end_of_file(decoded)) {
      return LastIs::Open;
    }
    return plain_ends ? LastIs::Plain : LastIs::Encoded;
  }
  return bits > 0 ? LastIs::Plain : LastIs::Encoded;
}

}  // namespace

std::shared_ptr<const OddBlocks> find_odd_blocks(const StoreFile& file, const Index& index) {
  constexpr std::size_t kEnough = 4;
  auto odd = std::make_shared<OddBlocks>();
  std::size_t encoded = 0;
  for (const auto& entry : index.blocks.entries()) {
    const auto last = (entry.bid.value & kInternalBit) != 0 ? last_of(file, index, entry)
                                                            : std::optional<LastTwo>();
    if (!last) {
      continue;
    }
    const auto id = last->block->bid.value & ~kReservedBit;
    switch (judge_last(file, *last)) {
      case LastIs::Encoded:
        ++encoded;
        break;
      case LastIs::Plain:
        odd->plain.insert(id);
        break;
      case LastIs::Open:
        odd->open.insert(id);
        break;
    }
  }
  if (odd->plain.empty() && encoded >= kEnough) {
    odd->open.clear();
  } else if (encoded == 0 && odd->plain.size() >= kEnough) {
    odd->plain.merge(odd->open);
  }
  return odd;
}

}  // namespace pst::reader
