#include "formats/bytes/record_faults.h"

#include <algorithm>

#include "formats/bytes/damage_text.h"

namespace bytes {
namespace {

constexpr std::size_t kMostFaults = 20;

std::string fault_of(const Damage& damage) {
  auto text = describe_at(damage);
  if (damage.found != 0 || damage.expected != 0) {
    text += ": found " + std::to_string(damage.found);
  }
  if (damage.expected != 0) {
    text += ", expected " + std::to_string(damage.expected);
  }
  return text;
}

}  // namespace

void add_faults(AnnotatedRecord& record, const DamageLog& damage) {
  const auto shown = std::min(damage.items().size(), kMostFaults);
  for (std::size_t i = 0; i < shown; ++i) {
    record.faults.push_back(fault_of(damage.items()[i]));
  }
  if (damage.total() > shown) {
    record.faults.push_back(std::to_string(damage.total() - shown) + " more faults");
  }
}

}  // namespace bytes
