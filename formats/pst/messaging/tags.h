// The properties this layer computes or looks at, as [MS-OXPROPS] calls them.
#pragma once

#include <cstdint>

namespace pst::tag {

// NOLINTBEGIN(readability-identifier-naming): the specification's names.
inline constexpr std::uint16_t PidTagMessageClass = 0x001A;
inline constexpr std::uint16_t PidTagDisplayCc = 0x0E03;
inline constexpr std::uint16_t PidTagDisplayTo = 0x0E04;
inline constexpr std::uint16_t PidTagMessageFlags = 0x0E07;
inline constexpr std::uint16_t PidTagMessageSize = 0x0E08;
inline constexpr std::uint16_t PidTagMessageStatus = 0x0E17;
inline constexpr std::uint16_t PidTagAttachSize = 0x0E20;
inline constexpr std::uint16_t PidTagReplVersionHistory = 0x0E34;
inline constexpr std::uint16_t PidTagReplFlags = 0x0E38;
inline constexpr std::uint16_t PidTagRecordKey = 0x0FF9;
inline constexpr std::uint16_t PidTagDisplayName = 0x3001;
inline constexpr std::uint16_t PidTagConversationId = 0x3013;
inline constexpr std::uint16_t PidTagValidFolderMask = 0x35DF;
inline constexpr std::uint16_t PidTagIpmSubTreeEntryId = 0x35E0;
inline constexpr std::uint16_t PidTagIpmOutboxEntryId = 0x35E2;
inline constexpr std::uint16_t PidTagIpmWastebasketEntryId = 0x35E3;
inline constexpr std::uint16_t PidTagIpmSentMailEntryId = 0x35E4;
inline constexpr std::uint16_t PidTagFinderEntryId = 0x35E7;
inline constexpr std::uint16_t PidTagContentCount = 0x3602;
inline constexpr std::uint16_t PidTagContentUnreadCount = 0x3603;
inline constexpr std::uint16_t PidTagSubfolders = 0x360A;
inline constexpr std::uint16_t PidTagAssociatedContentCount = 0x3617;
inline constexpr std::uint16_t PidTagIpmAppointmentEntryId = 0x36D0;
inline constexpr std::uint16_t PidTagIpmContactEntryId = 0x36D1;
inline constexpr std::uint16_t PidTagIpmJournalEntryId = 0x36D2;
inline constexpr std::uint16_t PidTagIpmNoteEntryId = 0x36D3;
inline constexpr std::uint16_t PidTagIpmTaskEntryId = 0x36D4;
inline constexpr std::uint16_t PidTagIpmDraftsEntryId = 0x36D7;
inline constexpr std::uint16_t PidTagAdditionalRenEntryIds = 0x36D8;
inline constexpr std::uint16_t PidTagAttachData = 0x3701;  // ...Binary and ...Object
inline constexpr std::uint16_t PidTagPstLrNoRestrictions = 0x6633;
inline constexpr std::uint16_t PidTagReceiveFolderNid = 0x6605;  // FORMAT.md 4.2
inline constexpr std::uint16_t PidTagSearchFlags = 0x660B;       // FORMAT.md 4.6
inline constexpr std::uint16_t PidTagLatestPstEnsure = 0x66FA;
inline constexpr std::uint16_t PidTagPstPassword = 0x67FF;
// NOLINTEND(readability-identifier-naming)

// [MS-OXCDATA] 2.11.1, the types this layer writes itself.
inline constexpr std::uint16_t kInteger32 = 0x0003;
inline constexpr std::uint16_t kBoolean = 0x000B;
inline constexpr std::uint16_t kObject = 0x000D;
inline constexpr std::uint16_t kString8 = 0x001E;
inline constexpr std::uint16_t kString = 0x001F;
inline constexpr std::uint16_t kBinary = 0x0102;
inline constexpr std::uint16_t kMultiple = 0x1000;

// [MS-OXCMSG] 2.2.1.6 PidTagMessageFlags.
inline constexpr std::uint32_t kMessageRead = 0x01;

}  // namespace pst::tag
