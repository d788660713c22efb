#include "converters/pst_reader/fault_text.h"

#include <algorithm>

#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"

namespace convert::pst_reader {
namespace {

std::string line_of(const ::pst::reader::Fault& fault) {
  const auto& damage = fault.damage;
  if (damage.field == ::pst::reader::kPerhapsOlderPage &&
      damage.kind == bytes::DamageKind::Inconsistent) {
    return "read through a page of the node index at " + bytes::hex_offset(damage.offset) +
           " that a search of the file found: a newer version of the item may be lost";
  }
  std::string line;
  if (fault.length != 0) {
    line = std::to_string(fault.length) + " bytes at " + std::to_string(fault.at) + " " +
           (fault.missing ? "are missing (zeros stand for them): " : "are doubtful: ");
  }
  return line + bytes::describe_at(fault.damage);
}

}  // namespace

std::vector<std::string> lines_of(const ::pst::reader::Faults& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults) {
    auto line = line_of(fault);
    if (std::ranges::find(lines, line) != lines.end()) {
      continue;
    }
    if (lines.size() == kMostFaultsTold) {
      lines.push_back("and further ones, " + std::to_string(faults.size()) + " in all");
      break;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> ToldDamage::offer(const ::pst::reader::Faults& faults) {
  auto lines = lines_of(faults);
  // A store keeps so many faults; those without a line of their own go with the first.
  const auto kept = std::min(faults.size(), bytes::DamageLog::kKept);
  for (std::size_t i = 0; i < kept && offered_places_ < kMost; ++i) {
    const auto own = std::ranges::find(lines, line_of(faults[i]));
    const auto& damage = faults[i].damage;
    auto& places = offered_[own == lines.end() ? lines.front() : *own];
    offered_places_ += places.emplace(damage.offset, damage.field).second ? 1U : 0U;
  }
  return lines;
}

void ToldDamage::tell(std::string_view text) {
  constexpr std::string_view kColon = ": ";
  while (!offered_.empty()) {
    if (const auto found = offered_.find(text); found != offered_.end()) {
      offered_places_ -= found->second.size();
      if (told_.size() < kMost) {
        told_.merge(found->second);
      }
      offered_.erase(found);
    }
    const auto colon = text.find(kColon);
    if (colon == std::string_view::npos) {
      return;
    }
    text.remove_prefix(colon + kColon.size());
  }
}

}  // namespace convert::pst_reader
