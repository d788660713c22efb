// The ids of the nodes every store has, [MS-PST] 2.4.1 and FORMAT.md 4.6.
#pragma once

#include "formats/pst/ndb/ids.h"

namespace pst {

inline constexpr Nid kMessageStore{.value = 0x21};
inline constexpr Nid kNameToIdMap{.value = 0x61};
inline constexpr Nid kRootFolder{.value = 0x122};
inline constexpr Nid kSearchManagementQueue{.value = 0x1E1};
inline constexpr Nid kSearchActivityList{.value = 0x201};
inline constexpr Nid kSearchDomainObject{.value = 0x261};
inline constexpr Nid kReceiveFolderTable{.value = 0x62B};
inline constexpr Nid kOutgoingQueueTable{.value = 0x64C};
inline constexpr Nid kIdMap{.value = 0xC01};
inline constexpr Nid kSearchFolder{.value = 0x2223};  // "SPAM Search Folder 2"

// The first three folders a store is given.
inline constexpr Nid kSubtree{.value = 0x8022};
inline constexpr Nid kSearchRoot{.value = 0x8042};
inline constexpr Nid kDeletedItems{.value = 0x8062};

// Subnodes of a message, under the ids of their templates: [MS-PST] 2.4.6.1, 2.4.5.3.
inline constexpr Nid kAttachmentTable{.value = 0x671};
inline constexpr Nid kRecipientTable{.value = 0x692};

}  // namespace pst
