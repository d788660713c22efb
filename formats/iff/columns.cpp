#include "formats/iff/columns.h"

#include <algorithm>

#include "formats/iff/ascii.h"

namespace iff {
namespace {

/// Fewer known names than this, and a line is no header.
constexpr std::size_t kLeastNames = 3;

}  // namespace

Columns::Columns(std::span<const std::string_view> known, std::vector<std::string> header)
    : known_(known), header_(std::move(header)), places_(known.size()) {
  std::size_t found = 0;
  for (std::size_t column = 0; column < known.size(); ++column) {
    const auto place = std::ranges::find_if(header_, [&](const std::string& name) {
      return to_lower(trim(name)) == to_lower(known[column]);
    });
    if (place != header_.end()) {
      places_[column] = static_cast<std::size_t>(place - header_.begin());
      ++found;
    }
  }
  count_ = header_.size();
  if (found < std::min(kLeastNames, known.size())) {
    binding_ = Binding::ByPosition;
    header_.clear();
    count_ = known.size();
    for (std::size_t column = 0; column < known.size(); ++column) {
      places_[column] = column;
    }
  } else {
    bind_renamed();
  }
}

/// FORMAT.md 3.2: a name that is damaged.
void Columns::bind_renamed() {
  if (header_.size() < known_.size()) {
    return;
  }
  for (std::size_t column = 0; column < places_.size(); ++column) {
    if (places_[column] && *places_[column] != column) {
      return;
    }
  }
  for (std::size_t column = 0; column < places_.size(); ++column) {
    if (!places_[column]) {
      places_[column] = column;
      renamed_.push_back(column);
    }
  }
}

std::vector<std::size_t> Columns::lost() const {
  std::vector<std::size_t> lost;
  const std::size_t bound = places_.size() - missing();
  for (std::size_t column = 0; column < places_.size() && bound < header_.size(); ++column) {
    if (!places_[column]) {
      lost.push_back(column);
    }
  }
  return lost;
}

std::size_t Columns::missing() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(places_, [](const auto& place) { return !place.has_value(); }));
}

const Field* Columns::find(const std::vector<Field>& fields, std::size_t known) const {
  const auto place = places_[known];
  return place && *place < fields.size() ? &fields[*place] : nullptr;
}

std::string Columns::name_at(std::size_t place) const {
  const std::string name =
      place < header_.size() ? std::string(trim(header_[place])) : std::string();
  return name.empty() ? "column-" + std::to_string(place + 1) : name;
}

bool Columns::is_known(std::size_t place) const {
  return std::ranges::find(places_, std::optional(place)) != places_.end();
}

Columns message_columns(std::vector<std::string> header) {
  return {kMessageColumns, std::move(header)};
}

Columns address_book_columns(std::vector<std::string> header) {
  return {kAddressBookColumns, std::move(header)};
}

}  // namespace iff
