// HTML bodies: bytes that name their own code page, whatever the property's type.
#pragma once

#include "converters/model/property.h"
#include "converters/pst/draft.h"

namespace convert::pst {

/// PidTagHtml of the bag. As text (PidTagBodyHtml, which old Outlooks wrote) it is carried where
/// that changes no byte; otherwise it becomes binary, and PidTagInternetCodepage names its page.
void carry_html(const model::PropertyBag& bag, Draft& draft);

}  // namespace convert::pst
