#include "converters/pst/draft.h"

#include <algorithm>
#include <bit>

#include "formats/bytes/hex.h"
#include "formats/bytes/little_endian.h"
#include "formats/pst/ltp/packed_values.h"
#include "formats/text/calendar_date.h"

namespace convert::pst {
namespace {

constexpr unsigned kIdDigits = 4;

void append_word(std::string& list, std::uint32_t number) {
  list += (list.empty() ? "" : " ") + bytes::hex_number(number, kIdDigits);
}

Bytes eight_bytes(std::uint64_t value) {
  const bytes::u64 record = value;
  const auto data = std::as_bytes(std::span(&record, 1));
  return {data.begin(), data.end()};
}

}  // namespace

std::uint64_t to_filetime(const model::Timestamp& time) {
  constexpr std::int64_t kFrom1601To1970 = 11'644'473'600 * model::kTicksPerSecond;
  const std::int64_t ticks = model::ticks_of(time);
  return ticks < -kFrom1601To1970 ? 0 : text::ticks_to_filetime(ticks);
}

void Draft::put(std::uint16_t id, std::uint16_t type, ::pst::ContentValue value) {
  if (id != 0) {  // names.h: the name got no id, and the item will not be written
    list_.set({.id = id, .type = type, .value = std::move(value)});
  }
}

void Draft::put_texts(std::uint16_t id, std::span<const std::string> utf8) {
  std::vector<Bytes> values;
  values.reserve(utf8.size());
  for (const std::string& one : utf8) {
    values.push_back(text().encode(one));
  }
  put(id, text().type() | kMultiple, ::pst::pack_variable_values(values));
}

void Draft::put_real(std::uint16_t id, double value) {
  put(id, kFloating64, eight_bytes(std::bit_cast<std::uint64_t>(value)));
}

void Draft::put_filetime(std::uint16_t id, std::uint64_t ticks) {
  put(id, kTime, eight_bytes(ticks));
}

void Draft::mark_number(std::uint32_t number, const model::Timestamp& time) {
  if (std::holds_alternative<model::WallClock>(time)) {
    append_word(floating_, number);
    ++forms_->wall_clocks;
  }
}

void Draft::mark(std::uint16_t tag, const model::Timestamp& time) { mark_number(tag, time); }

void Draft::mark(const ::mapi::NamedId& tag, const model::Timestamp& time) {
  mark_number(tag.lid, time);
}

void Draft::made_up(std::uint16_t id) { append_word(made_up_, id); }

::pst::PropertyList Draft::finish() {
  fill_text(kFloatingTimes, floating_);
  if (forms_->provenance) {
    fill_text(kMadeUp, made_up_);
  }
  return std::move(list_);
}

}  // namespace convert::pst
