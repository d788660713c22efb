// What a file of the Macintosh has beside its data, on an attachment.
#pragma once

#include <memory>

#include "converters/model/property.h"
#include "formats/bytes/mac_binary.h"

namespace convert::mapi {

/// PidTagAttachEncoding, and, of our own set, keep_mac_names() and, when there is one,
/// MacResourceFork. `owner` keeps what `mac` points into.
void keep_mac_file(const bytes::MacBinary& mac, const std::shared_ptr<const void>& owner,
                   model::PropertyBag& bag);

/// MacName, MacTypeAndCreator and, when there is one, MacComment of our own set.
void keep_mac_names(const bytes::MacBinary& mac, model::PropertyBag& bag);

}  // namespace convert::mapi
