// What a check of a PST found, for people and for programs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/pst/check/check_store.h"

namespace run {

struct CheckedFile {
  std::filesystem::path path;
  std::uint64_t size = 0;
  bytes::Result<pst::check::Report> report;
  std::optional<std::uint64_t> carved_at;  // where in the file the store lies
};

/// "PST Unicode".
[[nodiscard]] std::string format_of(const pst::check::Report& report);
/// "sound", "damaged" or "unreadable".
[[nodiscard]] std::string verdict_of(const CheckedFile& file);
/// "nid 0x00200024", as in the reports of conversions.
[[nodiscard]] std::string name_of(pst::Nid nid);
/// The structure, what was found and what was expected, without the place.
[[nodiscard]] std::string describe(const pst::check::Finding& finding);

/// Lines for a terminal, the findings first, the verdict last.
[[nodiscard]] std::string to_text(const CheckedFile& file);
/// What pstcheck --json prints: an array (pstcheck(1)).
[[nodiscard]] std::string to_json(const std::vector<CheckedFile>& files);

}  // namespace run
