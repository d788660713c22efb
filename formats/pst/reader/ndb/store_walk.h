// Reads the indexes of a store from its B-trees, [MS-PST] 2.2.2.7.7.
#pragma once

#include "formats/bytes/damage.h"
#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

/// Walks NBT and BBT from the header's roots and settles both indexes. Each page is read once
/// (Cycle when the tree leads back), to kMostTreeLevels. Whatever is wrong with a page goes to
/// `damage`: BTPAGE.ptype, .ptypeRepeat, .wSig, .dwCRC, .bid (the trailer), .cEnt, .cEntMax,
/// .cbEnt, .cLevel, .rgentries (keys that do not ascend, a first key that is not the parent's),
/// BREF.ib. A page of the right type is read even so, and its entries are doubtful where its
/// content is (see check_page()); one wrong byte of a page that makes sense without it is put
/// right, and its entry alone is doubtful. A page that is not of the type, lies beyond the file,
/// may have had other entries, or may be an earlier one, becomes a KeyGap. Keys out of order and
/// entries listed twice are kept.
[[nodiscard]] Index walk_store(const StoreFile& file, const FileHeader& header,
                               bytes::DamageLog& damage);

}  // namespace pst::reader
