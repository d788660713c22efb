// What makes a value doubtful, in words.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "formats/pst/reader/fault.h"

namespace convert::pst_reader {

/// So many faults of one value, table or object are told one by one, the others by their number: a
/// value of 2 GB can have 260,000.
inline constexpr std::size_t kMostFaultsTold = 8;

/// A line each: "8176 bytes at 16352 are missing (zeros stand for them): BBTENTRY.ib: out of range:
/// found … at 0x4400+8192".
[[nodiscard]] std::vector<std::string> lines_of(const ::pst::reader::Faults& faults);

}  // namespace convert::pst_reader
