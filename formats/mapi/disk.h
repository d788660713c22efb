// Records inside MAPI property values, as the specifications lay them out.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "formats/bytes/little_endian.h"

namespace mapi::disk {

using bytes::u16;
using bytes::u32;
using bytes::u64;
using bytes::u8;

// NOLINTBEGIN(readability-identifier-naming): the specification's names.

/// [MS-OXCDATA] 2.2.5, the part common to all address entry ids.
struct EntryIdHeader {
  u32 Flags;
  std::array<std::byte, 16> ProviderUID{};
};
static_assert(sizeof(EntryIdHeader) == 20);

/// [MS-OXCDATA] 2.2.5.1 One-Off EntryID, up to its strings.
struct OneOffEntryId {
  u16 Version;
  u16 Flags;
};
static_assert(sizeof(OneOffEntryId) == 4);
/// OneOffEntryId.Flags, the U bit: the strings are UTF-16.
inline constexpr unsigned kOneOffUnicode = 0x8000;
/// The same, the M bit: no TNEF to this recipient.
inline constexpr unsigned kOneOffNoRichText = 0x0001;
/// EntryIdHeader.ProviderUID of a One-Off EntryID.
inline constexpr std::array<std::byte, 16> kOneOffProvider = {
    std::byte{0x81}, std::byte{0x2B}, std::byte{0x1F}, std::byte{0xA4},
    std::byte{0xBE}, std::byte{0xA3}, std::byte{0x10}, std::byte{0x19},
    std::byte{0x9D}, std::byte{0x6E}, std::byte{0x00}, std::byte{0xDD},
    std::byte{0x01}, std::byte{0x0F}, std::byte{0x54}, std::byte{0x02}};

/// [MS-OXCDATA] 2.2.5.2 Address Book EntryID, between header and X500DN.
struct AddressBookEntryId {
  u32 Version;
  u32 Type;
};
static_assert(sizeof(AddressBookEntryId) == 8);

/// [MS-OXCDATA] 2.2.5.3 and 2.2.5.4, between header and EntryIDBytes.
struct ContactAddressEntryId {
  u32 Version;
  u32 Type;
  u32 Index;
  u32 EntryIDCount;
};
static_assert(sizeof(ContactAddressEntryId) == 16);

/// [MS-OXCDATA] 2.3.3 FlatEntryList, up to its entries.
struct FlatEntryList {
  u32 Count;
  u32 Size;
};
static_assert(sizeof(FlatEntryList) == 8);

/// [MS-OXOCAL] 2.2.1.44.1 RecurrencePattern, up to PatternTypeSpecific.
struct RecurrencePatternHead {
  u16 ReaderVersion;
  u16 WriterVersion;
  u16 RecurFrequency;
  u16 PatternType;
  u16 CalendarType;
  u32 FirstDateTime;
  u32 Period;
  u32 SlidingFlag;
};
static_assert(sizeof(RecurrencePatternHead) == 22);
static_assert(offsetof(RecurrencePatternHead, FirstDateTime) == 10);

/// The same, between PatternTypeSpecific and DeletedInstanceCount.
struct RecurrencePatternRange {
  u32 EndType;
  u32 OccurrenceCount;
  u32 FirstDOW;
};
static_assert(sizeof(RecurrencePatternRange) == 12);

/// The same, after the instance dates.
struct RecurrencePatternDates {
  u32 StartDate;
  u32 EndDate;
};
static_assert(sizeof(RecurrencePatternDates) == 8);

/// [MS-OXOCAL] 2.2.1.44.5 AppointmentRecurrencePattern, between RecurrencePattern and
/// ExceptionInfo.
struct AppointmentRecurrenceHead {
  u32 ReaderVersion2;
  u32 WriterVersion2;
  u32 StartTimeOffset;
  u32 EndTimeOffset;
  u16 ExceptionCount;
};
static_assert(sizeof(AppointmentRecurrenceHead) == 18);

/// [MS-OXOCAL] 2.2.1.44.2 ExceptionInfo, up to the overridden values; the times stand again in an
/// ExtendedException (2.2.1.44.4).
struct ExceptionTimes {
  u32 StartDateTime;
  u32 EndDateTime;
  u32 OriginalStartDate;
};
static_assert(sizeof(ExceptionTimes) == 12);

/// [MS-DTYP] 2.3.13 SYSTEMTIME.
struct SYSTEMTIME {
  u16 wYear;
  u16 wMonth;
  u16 wDayOfWeek;
  u16 wDay;
  u16 wHour;
  u16 wMinute;
  u16 wSecond;
  u16 wMilliseconds;
};
static_assert(sizeof(SYSTEMTIME) == 16);

/// [MS-OXOCAL] 2.2.1.39 PidLidTimeZoneStruct.
struct TimeZoneStruct {
  u32 lBias;
  u32 lStandardBias;
  u32 lDaylightBias;
  u16 wStandardYear;
  SYSTEMTIME stStandardDate;
  u16 wDaylightYear;
  SYSTEMTIME stDaylightDate;
};
static_assert(sizeof(TimeZoneStruct) == 48);
static_assert(offsetof(TimeZoneStruct, stDaylightDate) == 32);

/// [MS-OXOCAL] 2.2.1.41 PidLidAppointmentTimeZoneDefinitionRecur, up to KeyName.
struct TZDEFINITION {
  u8 MajorVersion;
  u8 MinorVersion;
  u16 cbHeader;
  u16 Reserved;
  u16 cchKeyName;
};
static_assert(sizeof(TZDEFINITION) == 8);

/// [MS-OXOCAL] 2.2.1.41.1 TZRule.
struct TZRULE {
  u8 MajorVersion;
  u8 MinorVersion;
  u16 Reserved;
  u16 TZRuleFlags;
  u16 wYear;
  std::array<std::byte, 14> X{};
  u32 lBias;
  u32 lStandardBias;
  u32 lDaylightBias;
  SYSTEMTIME stStandardDate;
  SYSTEMTIME stDaylightDate;
};
static_assert(sizeof(TZRULE) == 66);
static_assert(offsetof(TZRULE, lBias) == 22);
/// TZRULE.TZRuleFlags: the rule in force when the item was saved.
inline constexpr unsigned kEffectiveTimeZone = 0x0002;

/// [MS-OXOCAL] 2.2.1.27 PidLidGlobalObjectId, up to Data.
struct GlobalObjectId {
  std::array<std::byte, 16> ByteArrayID{};
  u8 YH;
  u8 YL;
  u8 M;
  u8 D;
  u64 CreationTime;
  std::array<std::byte, 8> X{};
  u32 Size;
};
static_assert(sizeof(GlobalObjectId) == 40);
static_assert(offsetof(GlobalObjectId, Size) == 36);
/// GlobalObjectId.ByteArrayID.
inline constexpr std::array<std::byte, 16> kGlobalObjectIdClass = {
    std::byte{0x04}, std::byte{0x00}, std::byte{0x00}, std::byte{0x00},
    std::byte{0x82}, std::byte{0x00}, std::byte{0xE0}, std::byte{0x00},
    std::byte{0x74}, std::byte{0xC5}, std::byte{0xB7}, std::byte{0x10},
    std::byte{0x1A}, std::byte{0x82}, std::byte{0xE0}, std::byte{0x08}};
/// What stands in front of the UID of a foreign calendar, [MS-OXCICAL] 2.1.3.1.1.20.26.
inline constexpr std::string_view kForeignUidMark("vCal-Uid\x01\0\0\0", 12);

/// [MS-OXOCNTC] 2.2.2.2.4 PidLidDistributionListStream, up to DistListMemberInfoArray.
struct DistributionListStream {
  u16 StreamVersion;
  u16 Reserved;
  u32 BuildVersion;
  u32 DistListStreamFlags;
  u32 CountOfEntries;
  u32 TotalEntryIDSize;
  u32 TotalOneOffSize;
  u32 TotalExtraSize;
};
static_assert(sizeof(DistributionListStream) == 28);

/// [MS-OXOMSG] 2.2.1.3 PidTagConversationIndex, the header block.
struct ConversationIndexHeader {
  std::array<std::byte, 6> Time{};  // a reserved byte 01 and 5 bytes: the top of a FILETIME
  std::array<std::byte, 16> GUID{};
};
static_assert(sizeof(ConversationIndexHeader) == 22);

// NOLINTEND(readability-identifier-naming)

}  // namespace mapi::disk
