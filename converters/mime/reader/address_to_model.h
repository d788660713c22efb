// Addresses of header fields as the model has them.
#pragma once

#include "converters/model/address.h"
#include "formats/mime/reader/address_list.h"

namespace convert::mime {

/// An IMCEA address ([MS-OXCMAIL] 2.1.3.1.8) becomes the native one it stands for; under ".invalid"
/// it was ours, elsewhere it can be written to and stays as Address::smtp. Our
/// unknown@sender.invalid and unknown@recipient.invalid are no addresses.
[[nodiscard]] model::Address to_address(const ::mime::ReadAddress& read);

}  // namespace convert::mime
