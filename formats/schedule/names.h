// The objects of an interchange file and the properties that each may have. FORMAT.md 2.
#pragma once

#include <string_view>

namespace schedule {

/// Projects, Contacts, and the single and the recurring appointments, events and tasks.
[[nodiscard]] bool is_item_name(std::string_view name);
/// One of these, or what stands within them: Attendees, Exceptions.
[[nodiscard]] bool is_object_name(std::string_view name);

/// Whether an object called `object` may have a property called `name`; of an object nobody knows,
/// whether any may.
[[nodiscard]] bool is_property_name(std::string_view object, std::string_view name);

}  // namespace schedule
