// TNEF streams put together from typed bytes; nothing here is the reader's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formats/mapi/hex.h"

namespace test {

using Stream = std::vector<std::byte>;

inline void put(Stream& out, std::uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i) {
    out.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
}

inline Stream text(std::string_view characters) {
  Stream out;
  for (const char c : characters) {
    out.push_back(static_cast<std::byte>(c));
  }
  return out;
}

/// "Plan" and its NUL.
inline Stream string(std::string_view characters) {
  Stream out = text(characters);
  out.push_back(std::byte{0});
  return out;
}

/// 78 9F 3E 22 and a key.
inline Stream head() { return from_hex("78 9F 3E 22 01 00"); }

/// Appends an attribute; its checksum is what [MS-OXTNEF] 2.1.2 says, plus `off`.
inline void add(Stream& out, std::uint8_t level, std::uint32_t id, const Stream& data,
                std::uint16_t off = 0) {
  put(out, level, 1);
  put(out, id, 4);
  put(out, data.size(), 4);
  std::uint32_t sum = off;
  for (const std::byte byte : data) {
    sum += std::to_integer<std::uint32_t>(byte);
    out.push_back(byte);
  }
  put(out, sum & 0xFFFFU, 2);
}

/// The worked example of FORMAT.md: 408 bytes, each checksum typed.
inline Stream example() {
  const auto typed = [](Stream& out, std::uint8_t level, std::uint32_t id, std::uint16_t checksum,
                        const Stream& data) {
    put(out, level, 1);
    put(out, id, 4);
    put(out, data.size(), 4);
    out.insert(out.end(), data.begin(), data.end());
    put(out, checksum, 2);
  };
  Stream from = from_hex("04 00 28 00 08 00 10 00");
  for (const std::string_view part :
       {std::string_view("Ann Lee"), std::string_view("MS:LAB/PO1/ANNL")}) {
    const Stream bytes = string(part);
    from.insert(from.end(), bytes.begin(), bytes.end());
  }
  from.resize(from.size() + 8);
  Stream body = text("Plan attached: \r\n");
  body.push_back(std::byte{0});

  Stream out = head();
  typed(out, 1, 0x00089006, 0x0001, from_hex("00 00 01 00"));
  typed(out, 1, 0x00069007, 0x00E8, from_hex("E4 04 00 00 00 00 00 00"));
  typed(out, 1, 0x00078008, 0x0831, string("IPM.Microsoft Mail.Note"));
  typed(out, 1, 0x00008000, 0x0697, from);
  typed(out, 1, 0x00018004, 0x018B, string("Plan"));
  typed(out, 1, 0x00038005, 0x0136, from_hex("CA 07 01 00 1B 00 0B 00 3A 00 00 00 04 00"));
  typed(out, 1, 0x0004800D, 0x0002, from_hex("02 00"));
  typed(out, 1, 0x0002800C, 0x055A, body);
  typed(out, 1, 0x00069003, 0x095F,
        from_hex("05 00 00 00"
                 "1E 00 37 00  01 00 00 00  05 00 00 00  50 6C 61 6E 00 00 00 00"
                 "03 00 36 00  02 00 00 00"
                 "0B 00 1F 0E  01 00 00 00"
                 "03 00 01 80  08 20 06 00 00 00 00 00 C0 00 00 00 00 00 00 46"
                 "00 00 00 00  02 85 00 00  07 00 00 00"
                 "1E 00 02 80  29 03 02 00 00 00 00 00 C0 00 00 00 00 00 00 46"
                 "01 00 00 00  0C 00 00 00  58 00 2D 00 42 00 6F 00 78 00 00 00"
                 "01 00 00 00  04 00 00 00  61 62 63 00"));
  typed(out, 2, 0x00069002, 0x004F, from_hex("01 00 0E 00 00 00 20 00 20 00 00 00 00 00"));
  typed(out, 2, 0x0006800F, 0x0204, text("Step 1\r\n"));
  typed(out, 2, 0x00018010, 0x0259, string("PLAN.TXT"));
  return out;
}

}  // namespace test
