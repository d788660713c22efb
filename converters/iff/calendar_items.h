// The items of calendars that messages carry as files (.SC2). formats/iff/FORMAT.md 4.6.
#pragma once

#include <cstdint>
#include <string>

#include "converters/iff/late_folders.h"
#include "converters/model/message.h"
#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::iff {

/// Where a calendar's items go, and what they have in common.
struct CalendarPlace {
  const std::string& carrier;  // the native id of the message
  std::uint32_t code_page = 0;
};

/// Delivers every object of the calendar `file` as an item, behind the message that carries it:
/// in Calendar, Tasks and Contacts, expected one by one. A file that is no interchange text, or too
/// large to be read, stays what it is, with a note. Returns how many items it has.
[[nodiscard]] model::Result<std::uint64_t> deliver_calendar(const model::Attachment& file,
                                                            const CalendarPlace& place,
                                                            LateFolders& folders,
                                                            model::ReadMonitor& monitor,
                                                            model::Sink& sink);

}  // namespace convert::iff
