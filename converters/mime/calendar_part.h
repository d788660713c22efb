// Appointments, meetings, tasks and journal entries as iCalendar objects.
#pragma once

#include <string>
#include <string_view>

#include "converters/mime/context.h"
#include "converters/model/message.h"
#include "formats/mime/icalendar.h"

namespace convert::mime {

/// `message.calendar` must be there. `description` is the item's text body. What iCalendar has no
/// word for stands in X-RESTANTE-… properties; formats/mime/PIM.md lists them.
[[nodiscard]] ::mime::Calendar calendar_object(const model::Message& message,
                                               const ItemContext& context,
                                               std::string_view description);

/// A readable text of the item, for readers that know no iCalendar.
[[nodiscard]] std::string calendar_summary(const model::Message& message);

}  // namespace convert::mime
