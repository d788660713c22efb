#include "formats/pst/reader/messaging/known_sets.h"

#include <algorithm>

namespace pst::reader {
namespace {

struct KnownSet {
  std::uint8_t low;       // {000620xx-0000-0000-C000-000000000046}
  std::uint32_t numbers;  // the high byte of its numbers, << 8
};
constexpr std::array<KnownSet, 10> kSets = {{{0x02, 0x8200},    // PSETID_Appointment
                                             {0x03, 0x8100},    // PSETID_Task
                                             {0x04, 0x8000},    // PSETID_Address
                                             {0x08, 0x8500},    // PSETID_Common
                                             {0x0A, 0x8700},    // PSETID_Log
                                             {0x0B, 0x8800},    // seen in 2 of 10 files
                                             {0x0E, 0x8B00},    // PSETID_Note
                                             {0x14, 0x8F00},    // PSETID_Remote
                                             {0x40, 0x8A00},    // PSETID_Sharing
                                             {0x41, 0x8900}}};  // PSETID_PostRss
constexpr std::uint32_t kHighByte = 0xFFFF'FF00;

using Wire = std::array<std::uint8_t, 16>;
/// {6ED8DA90-450B-101B-98DA-00AA003F1305} PSETID_Meeting and
/// {11000E07-B51B-40D6-AF21-CAA85EDAB1D0} PSETID_CalendarAssistant, whose numbers have one byte.
constexpr std::array<Wire, 2> kOfSmallNumbers = {{
    {0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10, 0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13,
     0x05},
    {0x07, 0x0E, 0x00, 0x11, 0x1B, 0xB5, 0xD6, 0x40, 0xAF, 0x21, 0xCA, 0xA8, 0x5E, 0xDA, 0xB1,
     0xD0},
}};
/// {00020386-0000-0000-C000-000000000046} PS_INTERNET_HEADERS,
/// {41F28F13-83F4-4114-A584-EEDB5A6B0BFF} PSETID_Messaging and
/// {23239608-685D-4732-9C55-4C95CB4E8E33} PSETID_XmlExtractedEntities; and two that Exchange knows
/// as those of conversations and of search, seen in 3 and 1 of 10 files:
/// {33EBA41F-7AA8-422E-BE7B-79E1A98E54B3} and {0B63E350-9CCC-11D0-BCDB-00805FCCCE04}.
constexpr std::array<Wire, 5> kOfTexts = {{
    {0x86, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46},
    {0x13, 0x8F, 0xF2, 0x41, 0xF4, 0x83, 0x14, 0x41, 0xA5, 0x84, 0xEE, 0xDB, 0x5A, 0x6B, 0x0B,
     0xFF},
    {0x08, 0x96, 0x23, 0x23, 0x5D, 0x68, 0x32, 0x47, 0x9C, 0x55, 0x4C, 0x95, 0xCB, 0x4E, 0x8E,
     0x33},
    {0x1F, 0xA4, 0xEB, 0x33, 0xA8, 0x7A, 0x2E, 0x42, 0xBE, 0x7B, 0x79, 0xE1, 0xA9, 0x8E, 0x54,
     0xB3},
    {0x50, 0xE3, 0x63, 0x0B, 0xCC, 0x9C, 0xD0, 0x11, 0xBC, 0xDB, 0x00, 0x80, 0x5F, 0xCC, 0xCE,
     0x04},
}};

bool equal(const std::array<std::byte, 16>& set, const Wire& known) {
  return std::ranges::equal(
      set, known, [](std::byte byte, std::uint8_t value) { return byte == std::byte{value}; });
}

}  // namespace

bool agree(const std::array<std::byte, 16>& set, std::uint32_t number) {
  if (number != 0 && (number & kHighByte) == 0) {
    return std::ranges::any_of(kOfSmallNumbers,
                               [&](const Wire& known) { return equal(set, known); });
  }
  return std::ranges::any_of(kSets, [&](const KnownSet& known) {
    return (number & kHighByte) == known.numbers &&
           equal(set, {known.low, 0x20, 0x06, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46});
  });
}

bool is_set_of_texts(const std::array<std::byte, 16>& set) {
  return std::ranges::any_of(kOfTexts, [&](const Wire& known) { return equal(set, known); });
}

}  // namespace pst::reader
