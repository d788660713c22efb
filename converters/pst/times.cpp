#include <algorithm>

#include "converters/pst/item_parts.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/calendar_date.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

/// For the very first item of a store, should it have no date: 1980-01-01, before which no PC kept
/// mail.
constexpr std::uint64_t kFirstDay = 119'600'064'000'000'000;

/// A FILETIME that is there and means a date; 0 otherwise.
std::uint64_t filetime_in(const ::pst::PropertyList& list, std::uint16_t id) {
  const auto* property = list.find(id);
  const auto* data = property == nullptr ? nullptr : std::get_if<Bytes>(&property->value);
  if (data == nullptr || property->type != kTime) {
    return 0;
  }
  const auto ticks = bytes::ByteReader(*data).read<bytes::u64>();
  return ticks && text::filetime_to_ticks(*ticks) ? std::uint64_t{*ticks} : 0;
}

/// PidTagCreationTime and PidTagLastModificationTime, which a message must have.
void add_demanded(std::uint16_t id, const model::OptionalTimestamp& time, std::uint64_t otherwise,
                  Draft& draft) {
  draft.fill_time(id, time);
  if (!draft.has(id)) {
    draft.put_filetime(id, otherwise);
    draft.made_up(id);
  }
}

}  // namespace

void add_times(const model::Message& message, std::uint64_t& newest, Draft& draft) {
  draft.fill_time(PidTagClientSubmitTime, message.sent);
  draft.fill_time(PidTagMessageDeliveryTime, message.received);
  std::uint64_t otherwise = filetime_in(draft.list(), PidTagClientSubmitTime);
  for (const std::uint16_t id :
       {PidTagMessageDeliveryTime, PidTagCreationTime, PidTagLastModificationTime}) {
    otherwise = otherwise == 0 ? filetime_in(draft.list(), id) : otherwise;
  }
  if (otherwise == 0) {
    otherwise = newest == 0 ? kFirstDay : newest;
  }
  add_demanded(PidTagCreationTime, message.created, otherwise, draft);
  add_demanded(PidTagLastModificationTime, message.modified, otherwise, draft);
  for (const std::uint16_t id : {PidTagClientSubmitTime, PidTagMessageDeliveryTime,
                                 PidTagCreationTime, PidTagLastModificationTime}) {
    newest = std::max(newest, filetime_in(draft.list(), id));
  }
}

}  // namespace convert::pst
