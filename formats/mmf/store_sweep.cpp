#include "formats/mmf/store_sweep.h"

#include <algorithm>
#include <array>

#include "formats/bytes/byte_reader.h"
#include "formats/mmf/list.h"
#include "formats/mmf/zero_vote.h"

namespace mmf {
namespace {

/// What is tried on a file that is no store, too: a few objects suffice.
constexpr std::uint64_t kMostTried = std::uint64_t{64} << 20U;
constexpr std::size_t kEnough = 64;

/// The first place from `at` on where an object can begin: a multiple of 128 as its writer saw it.
std::uint64_t next_place(const StoreFile& file, std::uint64_t at) {
  std::uint64_t distance = 0;
  for (const Shift& shift : file.shifts()) {
    if (shift.from <= at) {
      distance = shift.distance;
    }
  }
  const std::uint64_t over = (at + distance) % disk::kAllocation;
  return over == 0 ? at : at + disk::kAllocation - over;
}

std::vector<Object> sweep_some(const StoreFile& file, std::span<const bytes::Range> where,
                               std::size_t most) {
  std::vector<Object> found;
  for (const bytes::Range& range : where) {
    const std::uint64_t end = range.offset + range.length;
    for (std::uint64_t at = next_place(file, range.offset); at < end;
         at = next_place(file, at + 1)) {
      if (found.size() == most) {
        return found;
      }
      if (const auto object = object_at(file, at)) {
        found.push_back({.oid = object->oid,
                         .parent = {},
                         .auxiliary = {},
                         .offset = at,
                         .size = object->size,
                         .flags = 0,
                         .origin = Origin::Swept});
      }
    }
  }
  return found;
}

std::size_t count_under(StoreFile file, const Key& key) {
  file.set_cipher(key.cipher);
  file.set_shifts(key.shifts);
  const bytes::Range all{.offset = 0, .length = std::min(file.size(), kMostTried), .owner = {}};
  return sweep_some(file, std::span(&all, 1), kEnough).size();
}

/// A place where the first bytes look like those of an object under one key of the second cipher.
struct Hit {
  std::uint64_t offset = 0;
  std::uint8_t key = 0;
};

std::optional<std::uint8_t> key_at(const StoreFile& file, std::uint64_t at) {
  constexpr unsigned kKeys = 256;
  constexpr std::uint32_t kLeastObject = 18;  // FORMAT.md 6.1
  constexpr std::size_t kLook = 12;
  const auto raw = file.raw().subspan(static_cast<std::size_t>(at), kLook);
  for (unsigned key = 0; key < kKeys; ++key) {
    std::array<std::byte, kLook> plain{};
    std::ranges::transform(raw, plain.begin(), [key](std::byte byte) {
      return decipher_under(byte, static_cast<std::uint8_t>(key));
    });
    const auto header = bytes::record_at<disk::ObjectHeader>(
        std::span<const std::byte, sizeof(disk::ObjectHeader)>(std::span(plain).first<8>()));
    const auto table =
        bytes::record_at<bytes::u32>(std::span<const std::byte, 4>(std::span(plain).last<4>()));
    const auto type = static_cast<std::uint8_t>(header.oid & 0xFFU);
    const bool is_type = type >= static_cast<std::uint8_t>(ObjectType::System) &&
                         type <= static_cast<std::uint8_t>(ObjectType::OutgoingQueue);
    // Small objects: their table lies under the same key, most likely.
    if (is_type && header.size >= kLeastObject && header.size < disk::kPlainSize &&
        table >= sizeof(bytes::u32) && table < header.size) {
      return static_cast<std::uint8_t>(key);
    }
  }
  return std::nullopt;
}

std::optional<Key> find_divisor(const StoreFile& file) {
  constexpr std::size_t kMostHits = 4096;
  constexpr std::uint32_t kSmallest = 0x80;
  constexpr std::uint32_t kLargest = 0x10'0000;
  std::vector<Hit> hits;
  const std::uint64_t end = std::min(file.size(), kMostTried);
  for (std::uint64_t at = disk::kPlainSize;
       at + disk::kAllocation <= end && hits.size() < kMostHits; at += disk::kAllocation) {
    if (const auto key = key_at(file, at)) {
      hits.push_back({.offset = at, .key = *key});
    }
  }
  // Chance makes hits, too: a divisor must explain a fair part of them, powers of two first.
  std::vector<std::uint32_t> divisors;
  for (std::uint32_t divisor = kSmallest; divisor <= kLargest; divisor *= 2) {
    divisors.push_back(divisor);
  }
  const std::size_t powers = divisors.size();
  for (std::uint32_t divisor = kSmallest; divisor <= kLargest && hits.size() <= kEnough;
       divisor += kSmallest) {
    divisors.push_back(divisor);
  }
  const auto explained = [&hits](std::uint32_t divisor) {
    return std::ranges::count_if(hits, [divisor](const Hit& hit) {
      return static_cast<std::uint8_t>(hit.offset / divisor) == hit.key;
    });
  };
  std::optional<Key> best;
  std::size_t most = 0;
  constexpr std::size_t kMostTries = 64;
  std::size_t tries = 0;
  for (std::size_t i = 0; i < divisors.size() && !(i == powers && most > 0); ++i) {
    // A tenth of the hits at least: chance makes some.
    if (static_cast<std::size_t>(explained(divisors[i])) * 10 < hits.size() ||
        ++tries > kMostTries) {
      continue;
    }
    const Key key{.cipher = {.divisor = divisors[i]}, .shifts = {}};
    const std::size_t count = count_under(file, key);
    if (count > most) {
      most = count;
      best = key;
    }
  }
  return best;
}

}  // namespace

std::vector<Object> sweep(const StoreFile& file, std::span<const bytes::Range> where,
                          std::size_t most) {
  return sweep_some(file, where, most);
}

std::optional<Key> find_key(const StoreFile& file) {
  const std::size_t usual = count_under(file, {});
  // A piece that begins at a multiple of 64 KiB differs in its first sector only, which is
  // enciphered.
  Key piece_in_step{.cipher = {}, .shifts = {{.from = 0, .distance = 0}}};
  StoreFile enciphered = file;
  enciphered.set_cipher({});
  enciphered.set_shifts(piece_in_step.shifts);
  const bytes::Range first{
      .offset = 0, .length = std::min<std::uint64_t>(file.size(), disk::kPlainSize), .owner = {}};
  if (!sweep_some(enciphered, std::span(&first, 1), 1).empty()) {
    return piece_in_step;
  }
  if (usual > 0) {
    return Key{};
  }
  StoreFile normal = file;
  normal.set_cipher({});
  if (const auto distance = distance_by_zeros(normal, 0, file.size())) {
    const Key piece{.cipher = {}, .shifts = {{.from = 0, .distance = *distance}}};
    if (count_under(file, piece) > 0) {
      return piece;
    }
  }
  return find_divisor(file);
}

}  // namespace mmf
