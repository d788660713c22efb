#include "converters/pst_reader/fault_text.h"

#include <algorithm>

#include "converters/mapi/damage_text.h"

namespace convert::pst_reader {
namespace {

std::string line_of(const ::pst::reader::Fault& fault) {
  std::string line;
  if (fault.length != 0) {
    line = std::to_string(fault.length) + " bytes at " + std::to_string(fault.at) + " " +
           (fault.missing ? "are missing (zeros stand for them): " : "are doubtful: ");
  }
  return line + mapi::describe_at(fault.damage);
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

}  // namespace convert::pst_reader
