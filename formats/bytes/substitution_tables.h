// The substitution tables of [MS-PST] 5.1.
#pragma once

#include <array>
#include <cstdint>

namespace bytes {

using SubstitutionTable = std::array<std::uint8_t, 256>;

/// mpbbR: how permutative encoding replaces bytes.
extern const SubstitutionTable kTableR;
/// mpbbS: its own inverse.
extern const SubstitutionTable kTableS;
/// mpbbI: the inverse of mpbbR.
extern const SubstitutionTable kTableI;

}  // namespace bytes
