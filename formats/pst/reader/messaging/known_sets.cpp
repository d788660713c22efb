#include "formats/pst/reader/messaging/known_sets.h"

#include <algorithm>

namespace pst::reader {
namespace {

struct KnownSet {
  std::uint8_t low;       // {000620xx-0000-0000-C000-000000000046}
  std::uint32_t numbers;  // the high byte of its numbers, << 8
};
constexpr std::array<KnownSet, 9> kSets = {{{0x02, 0x8200},    // PSETID_Appointment
                                            {0x03, 0x8100},    // PSETID_Task
                                            {0x04, 0x8000},    // PSETID_Address
                                            {0x08, 0x8500},    // PSETID_Common
                                            {0x0A, 0x8700},    // PSETID_Log
                                            {0x0E, 0x8B00},    // PSETID_Note
                                            {0x14, 0x8F00},    // PSETID_Remote
                                            {0x40, 0x8A00},    // PSETID_Sharing
                                            {0x41, 0x8900}}};  // PSETID_PostRss
constexpr std::uint32_t kHighByte = 0xFFFF'FF00;

/// {6ED8DA90-450B-101B-98DA-00AA003F1305} PSETID_Meeting, whose numbers have one byte.
constexpr std::array<std::uint8_t, 16> kMeeting = {0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10,
                                                   0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13, 0x05};

bool equal(const std::array<std::byte, 16>& set, const std::array<std::uint8_t, 16>& known) {
  return std::ranges::equal(
      set, known, [](std::byte byte, std::uint8_t value) { return byte == std::byte{value}; });
}

}  // namespace

bool agree(const std::array<std::byte, 16>& set, std::uint32_t number) {
  if (number != 0 && (number & kHighByte) == 0) {
    return equal(set, kMeeting);
  }
  return std::ranges::any_of(kSets, [&](const KnownSet& known) {
    return (number & kHighByte) == known.numbers &&
           equal(set, {known.low, 0x20, 0x06, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46});
  });
}

}  // namespace pst::reader
