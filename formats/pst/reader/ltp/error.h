// Why a structure cannot be read at all, in words; for the sources of this room.
#pragma once

#include <string_view>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/pst/reader/ndb/ndb.h"

namespace pst::reader {

/// "node 0x200024 has no property context: HNHDR.bSig at 0x28D80 is 0xED, expected 0xEC". Notes the
/// damage.
[[nodiscard]] tl::unexpected<bytes::Error> no_structure(const Ndb& ndb, std::string_view structure,
                                                        Nid nid, const bytes::Damage& why);

}  // namespace pst::reader
