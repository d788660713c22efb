// What the owner has to do, in order, as a text.
#pragma once

#include <string>

#include "converters/ccmail_plan/plan.h"

namespace convert::ccmail_plan {

/// CHECKLIST.TXT of the plan: UTF-8, ends of lines as DOS has them, no password in it.
[[nodiscard]] std::string checklist(const Request& request,
                                    const ccmail_post_office::Inventory& inventory,
                                    const Plan& plan);

}  // namespace convert::ccmail_plan
