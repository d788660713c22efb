// What a file of the Macintosh has beside its data, on an attachment.
#pragma once

#include <memory>

#include "converters/model/property.h"
#include "formats/bytes/mac_binary.h"

namespace convert::mapi {

/// PidTagAttachEncoding, and MacName, MacTypeAndCreator and, when there is one, MacResourceFork of
/// our own set. `owner` keeps what `mac` points into.
void keep_mac_file(const bytes::MacBinary& mac, const std::shared_ptr<const void>& owner,
                   model::PropertyBag& bag);

}  // namespace convert::mapi
