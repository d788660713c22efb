// Members of mailing lists, where a name may be stored as two strings. FORMAT.md 5 (KB Q214838).
#pragma once

#include <set>
#include <string>
#include <vector>

namespace ccmail {

/// Names of a directory, in the form of text::lower_case(): only of letters A to Z is known that
/// their case does not count.
using KnownNames = std::set<std::string>;

/// Puts "Ash", "Ann" together to "Ash, Ann" where the directory knows that name and not "Ash"
/// itself. What it does not know at all stays as it is, so that no list becomes empty.
[[nodiscard]] std::vector<std::string> join_members(const std::vector<std::string>& strings,
                                                    const KnownNames& known);

}  // namespace ccmail
