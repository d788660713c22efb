// RTF bodies as PidTagRtfCompressed, [MS-OXRTFCP].
#pragma once

#include "formats/bytes/byte_source.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

/// Compressed in memory up to a size that no program's RTF exceeds; beyond it stored as it is
/// (COMPTYPE "MELA"), read when it is written.
[[nodiscard]] ::pst::ContentValue compressed_rtf(const bytes::Blob& rtf);

}  // namespace convert::pst
