// Property ids and names, as [MS-OXPROPS] calls them: those this project knows by name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mapi {

/// A GUID in the byte order of the wire ([MS-DTYP] 2.3.4.2).
using GuidBytes = std::array<std::byte, 16>;

/// The GUID of the usual form {d1-0000-0000-C000-000000000046}.
[[nodiscard]] constexpr GuidBytes ole_guid(std::uint32_t d1) {
  GuidBytes guid{};
  for (std::size_t i = 0; i < 4; ++i) {
    guid.at(i) = static_cast<std::byte>(d1 >> (8 * i));
  }
  guid[8] = std::byte{0xC0};
  guid[15] = std::byte{0x46};
  return guid;
}

/// A named property with a number ([MS-OXPROPS] 1.3.2).
struct NamedId {
  GuidBytes set{};
  std::uint32_t lid = 0;
};
/// A named property with a string.
struct NamedText {
  GuidBytes set{};
  std::string_view name;
};

// NOLINTBEGIN(readability-identifier-naming): the specification's names.

// [MS-OXPROPS] 1.3.2, property sets.
inline constexpr GuidBytes PS_PUBLIC_STRINGS = ole_guid(0x00020329);
inline constexpr GuidBytes PSETID_Appointment = ole_guid(0x00062002);
inline constexpr GuidBytes PSETID_Task = ole_guid(0x00062003);
inline constexpr GuidBytes PSETID_Address = ole_guid(0x00062004);
inline constexpr GuidBytes PSETID_Common = ole_guid(0x00062008);
inline constexpr GuidBytes PSETID_Log = ole_guid(0x0006200A);
/// {6ED8DA90-450B-101B-98DA-00AA003F1305}
inline constexpr GuidBytes PSETID_Meeting = {
    std::byte{0x90}, std::byte{0xDA}, std::byte{0xD8}, std::byte{0x6E},
    std::byte{0x0B}, std::byte{0x45}, std::byte{0x1B}, std::byte{0x10},
    std::byte{0x98}, std::byte{0xDA}, std::byte{0x00}, std::byte{0xAA},
    std::byte{0x00}, std::byte{0x3F}, std::byte{0x13}, std::byte{0x05}};

// Messages.
inline constexpr std::uint16_t PidTagAlternateRecipientAllowed = 0x0002;
inline constexpr std::uint16_t PidTagConversationKey = 0x000B;
inline constexpr std::uint16_t PidTagImportance = 0x0017;
inline constexpr std::uint16_t PidTagMessageClass = 0x001A;
inline constexpr std::uint16_t PidTagOriginatorDeliveryReportRequested = 0x0023;
inline constexpr std::uint16_t PidTagParentKey = 0x0025;
inline constexpr std::uint16_t PidTagPriority = 0x0026;
inline constexpr std::uint16_t PidTagReadReceiptRequested = 0x0029;
inline constexpr std::uint16_t PidTagSensitivity = 0x0036;
inline constexpr std::uint16_t PidTagSubject = 0x0037;
inline constexpr std::uint16_t PidTagClientSubmitTime = 0x0039;
inline constexpr std::uint16_t PidTagSentRepresentingSearchKey = 0x003B;
inline constexpr std::uint16_t PidTagSubjectPrefix = 0x003D;
inline constexpr std::uint16_t PidTagSentRepresentingEntryId = 0x0041;
inline constexpr std::uint16_t PidTagSentRepresentingName = 0x0042;
inline constexpr std::uint16_t PidTagReceivedRepresentingEntryId = 0x0043;
inline constexpr std::uint16_t PidTagReceivedRepresentingName = 0x0044;
inline constexpr std::uint16_t PidTagOriginalMessageClass = 0x004B;
inline constexpr std::uint16_t PidTagReplyRecipientEntries = 0x004F;
inline constexpr std::uint16_t PidTagReplyRecipientNames = 0x0050;
inline constexpr std::uint16_t PidTagMessageToMe = 0x0057;
inline constexpr std::uint16_t PidTagMessageCcMe = 0x0058;
inline constexpr std::uint16_t PidTagStartDate = 0x0060;
inline constexpr std::uint16_t PidTagEndDate = 0x0061;
inline constexpr std::uint16_t PidTagOwnerAppointmentId = 0x0062;
inline constexpr std::uint16_t PidTagResponseRequested = 0x0063;
inline constexpr std::uint16_t PidTagSentRepresentingAddressType = 0x0064;
inline constexpr std::uint16_t PidTagSentRepresentingEmailAddress = 0x0065;
inline constexpr std::uint16_t PidTagConversationTopic = 0x0070;
inline constexpr std::uint16_t PidTagConversationIndex = 0x0071;
inline constexpr std::uint16_t PidTagReceivedRepresentingAddressType = 0x0077;
inline constexpr std::uint16_t PidTagReceivedRepresentingEmailAddress = 0x0078;
inline constexpr std::uint16_t PidTagTransportMessageHeaders = 0x007D;
inline constexpr std::uint16_t PidTagRecipientType = 0x0C15;
inline constexpr std::uint16_t PidTagReplyRequested = 0x0C17;
inline constexpr std::uint16_t PidTagSenderEntryId = 0x0C19;
inline constexpr std::uint16_t PidTagSenderName = 0x0C1A;
inline constexpr std::uint16_t PidTagSenderSearchKey = 0x0C1D;
inline constexpr std::uint16_t PidTagSenderAddressType = 0x0C1E;
inline constexpr std::uint16_t PidTagSenderEmailAddress = 0x0C1F;
inline constexpr std::uint16_t PidTagDisplayBcc = 0x0E02;
inline constexpr std::uint16_t PidTagDisplayCc = 0x0E03;
inline constexpr std::uint16_t PidTagDisplayTo = 0x0E04;
inline constexpr std::uint16_t PidTagMessageDeliveryTime = 0x0E06;
inline constexpr std::uint16_t PidTagMessageFlags = 0x0E07;
inline constexpr std::uint16_t PidTagResponsibility = 0x0E0F;
inline constexpr std::uint16_t PidTagMessageStatus = 0x0E17;
inline constexpr std::uint16_t PidTagNormalizedSubject = 0x0E1D;
inline constexpr std::uint16_t PidTagRecordKey = 0x0FF9;
inline constexpr std::uint16_t PidTagObjectType = 0x0FFE;
inline constexpr std::uint16_t PidTagEntryId = 0x0FFF;
inline constexpr std::uint16_t PidTagBody = 0x1000;
inline constexpr std::uint16_t PidTagReportText = 0x1001;
inline constexpr std::uint16_t PidTagRtfCompressed = 0x1009;
inline constexpr std::uint16_t PidTagHtml = 0x1013;
inline constexpr std::uint16_t PidTagNativeBody = 0x1016;
inline constexpr std::uint16_t PidTagInternetMessageId = 0x1035;
inline constexpr std::uint16_t PidTagInternetReferences = 0x1039;
inline constexpr std::uint16_t PidTagInReplyToId = 0x1042;
inline constexpr std::uint16_t PidTagIconIndex = 0x1080;
inline constexpr std::uint16_t PidTagLastVerbExecuted = 0x1081;
inline constexpr std::uint16_t PidTagFlagStatus = 0x1090;
inline constexpr std::uint16_t PidTagDisplayName = 0x3001;
inline constexpr std::uint16_t PidTagAddressType = 0x3002;
inline constexpr std::uint16_t PidTagEmailAddress = 0x3003;
inline constexpr std::uint16_t PidTagCreationTime = 0x3007;
inline constexpr std::uint16_t PidTagLastModificationTime = 0x3008;
inline constexpr std::uint16_t PidTagSearchKey = 0x300B;
inline constexpr std::uint16_t PidTagConversationId = 0x3013;
inline constexpr std::uint16_t PidTagConversationIndexTracking = 0x3016;
inline constexpr std::uint16_t PidTagIpmSubTreeEntryId = 0x35E0;
inline constexpr std::uint16_t PidTagFinderEntryId = 0x35E7;
inline constexpr std::uint16_t PidTagContainerClass = 0x3613;
inline constexpr std::uint16_t PidTagDisplayType = 0x3900;
inline constexpr std::uint16_t PidTagSmtpAddress = 0x39FE;
inline constexpr std::uint16_t PidTagSendRichInfo = 0x3A40;
inline constexpr std::uint16_t PidTagInternetCodepage = 0x3FDE;
inline constexpr std::uint16_t PidTagMessageLocaleId = 0x3FF1;
inline constexpr std::uint16_t PidTagMessageCodepage = 0x3FFD;
inline constexpr std::uint16_t PidTagSenderSmtpAddress = 0x5D01;
inline constexpr std::uint16_t PidTagSentRepresentingSmtpAddress = 0x5D02;
inline constexpr std::uint16_t PidTagRecipientDisplayName = 0x5FF6;
inline constexpr std::uint16_t PidTagRecipientEntryId = 0x5FF7;
inline constexpr std::uint16_t PidTagRecipientFlags = 0x5FFD;
inline constexpr std::uint16_t PidTagCodePageId = 0x66C3;

// Attachments.
inline constexpr std::uint16_t PidTagAttachDataBinary = 0x3701;
inline constexpr std::uint16_t PidTagAttachExtension = 0x3703;
inline constexpr std::uint16_t PidTagAttachFilename = 0x3704;
inline constexpr std::uint16_t PidTagAttachMethod = 0x3705;
inline constexpr std::uint16_t PidTagAttachLongFilename = 0x3707;
inline constexpr std::uint16_t PidTagAttachPathname = 0x3708;
inline constexpr std::uint16_t PidTagAttachRendering = 0x3709;
inline constexpr std::uint16_t PidTagRenderingPosition = 0x370B;
inline constexpr std::uint16_t PidTagAttachTransportName = 0x370C;
inline constexpr std::uint16_t PidTagAttachLongPathname = 0x370D;
inline constexpr std::uint16_t PidTagAttachMimeTag = 0x370E;
inline constexpr std::uint16_t PidTagAttachContentId = 0x3712;
inline constexpr std::uint16_t PidTagAttachContentLocation = 0x3713;
inline constexpr std::uint16_t PidTagAttachFlags = 0x3714;
inline constexpr std::uint16_t PidTagAttachmentLinkId = 0x7FFA;
inline constexpr std::uint16_t PidTagExceptionStartTime = 0x7FFB;
inline constexpr std::uint16_t PidTagExceptionEndTime = 0x7FFC;
inline constexpr std::uint16_t PidTagAttachmentFlags = 0x7FFD;
inline constexpr std::uint16_t PidTagAttachmentHidden = 0x7FFE;
inline constexpr std::uint16_t PidTagAttachmentContactPhoto = 0x7FFF;

// Contacts ([MS-OXOCNTC] 2.2.1).
inline constexpr std::uint16_t PidTagGeneration = 0x3A05;
inline constexpr std::uint16_t PidTagGivenName = 0x3A06;
inline constexpr std::uint16_t PidTagBusinessTelephoneNumber = 0x3A08;
inline constexpr std::uint16_t PidTagHomeTelephoneNumber = 0x3A09;
inline constexpr std::uint16_t PidTagSurname = 0x3A11;
inline constexpr std::uint16_t PidTagCompanyName = 0x3A16;
inline constexpr std::uint16_t PidTagTitle = 0x3A17;
inline constexpr std::uint16_t PidTagDepartmentName = 0x3A18;
inline constexpr std::uint16_t PidTagBusiness2TelephoneNumber = 0x3A1B;
inline constexpr std::uint16_t PidTagMobileTelephoneNumber = 0x3A1C;
inline constexpr std::uint16_t PidTagCarTelephoneNumber = 0x3A1E;
inline constexpr std::uint16_t PidTagOtherTelephoneNumber = 0x3A1F;
inline constexpr std::uint16_t PidTagPagerTelephoneNumber = 0x3A21;
inline constexpr std::uint16_t PidTagBusinessFaxNumber = 0x3A24;
inline constexpr std::uint16_t PidTagHomeFaxNumber = 0x3A25;
inline constexpr std::uint16_t PidTagCountry = 0x3A26;
inline constexpr std::uint16_t PidTagLocality = 0x3A27;
inline constexpr std::uint16_t PidTagStateOrProvince = 0x3A28;
inline constexpr std::uint16_t PidTagStreetAddress = 0x3A29;
inline constexpr std::uint16_t PidTagPostalCode = 0x3A2A;
inline constexpr std::uint16_t PidTagPostOfficeBox = 0x3A2B;
inline constexpr std::uint16_t PidTagAssistantTelephoneNumber = 0x3A2E;
inline constexpr std::uint16_t PidTagHome2TelephoneNumber = 0x3A2F;
inline constexpr std::uint16_t PidTagAssistant = 0x3A30;
inline constexpr std::uint16_t PidTagWeddingAnniversary = 0x3A41;
inline constexpr std::uint16_t PidTagBirthday = 0x3A42;
inline constexpr std::uint16_t PidTagMiddleName = 0x3A44;
inline constexpr std::uint16_t PidTagDisplayNamePrefix = 0x3A45;
inline constexpr std::uint16_t PidTagProfession = 0x3A46;
inline constexpr std::uint16_t PidTagSpouseName = 0x3A48;
inline constexpr std::uint16_t PidTagManagerName = 0x3A4E;
inline constexpr std::uint16_t PidTagNickname = 0x3A4F;
inline constexpr std::uint16_t PidTagPersonalHomePage = 0x3A50;
inline constexpr std::uint16_t PidTagBusinessHomePage = 0x3A51;
inline constexpr std::uint16_t PidTagCompanyMainTelephoneNumber = 0x3A57;
inline constexpr std::uint16_t PidTagHomeAddressCity = 0x3A59;
inline constexpr std::uint16_t PidTagHomeAddressCountry = 0x3A5A;
inline constexpr std::uint16_t PidTagHomeAddressPostalCode = 0x3A5B;
inline constexpr std::uint16_t PidTagHomeAddressStateOrProvince = 0x3A5C;
inline constexpr std::uint16_t PidTagHomeAddressStreet = 0x3A5D;
inline constexpr std::uint16_t PidTagHomeAddressPostOfficeBox = 0x3A5E;
inline constexpr std::uint16_t PidTagOtherAddressCity = 0x3A5F;
inline constexpr std::uint16_t PidTagOtherAddressCountry = 0x3A60;
inline constexpr std::uint16_t PidTagOtherAddressPostalCode = 0x3A61;
inline constexpr std::uint16_t PidTagOtherAddressStateOrProvince = 0x3A62;
inline constexpr std::uint16_t PidTagOtherAddressStreet = 0x3A63;
inline constexpr std::uint16_t PidTagOtherAddressPostOfficeBox = 0x3A64;

inline constexpr NamedText PidNameKeywords{.set = PS_PUBLIC_STRINGS, .name = "Keywords"};

inline constexpr NamedId PidLidFileUnder{.set = PSETID_Address, .lid = 0x8005};
inline constexpr NamedId PidLidAddressBookProviderEmailList{.set = PSETID_Address, .lid = 0x8028};
inline constexpr NamedId PidLidAddressBookProviderArrayType{.set = PSETID_Address, .lid = 0x8029};
inline constexpr NamedId PidLidHtml{.set = PSETID_Address, .lid = 0x802B};
inline constexpr NamedId PidLidWorkAddressStreet{.set = PSETID_Address, .lid = 0x8045};
inline constexpr NamedId PidLidWorkAddressCity{.set = PSETID_Address, .lid = 0x8046};
inline constexpr NamedId PidLidWorkAddressState{.set = PSETID_Address, .lid = 0x8047};
inline constexpr NamedId PidLidWorkAddressPostalCode{.set = PSETID_Address, .lid = 0x8048};
inline constexpr NamedId PidLidWorkAddressCountry{.set = PSETID_Address, .lid = 0x8049};
inline constexpr NamedId PidLidWorkAddressPostOfficeBox{.set = PSETID_Address, .lid = 0x804A};
inline constexpr NamedId PidLidDistributionListName{.set = PSETID_Address, .lid = 0x8053};
inline constexpr NamedId PidLidDistributionListOneOffMembers{.set = PSETID_Address, .lid = 0x8054};
inline constexpr NamedId PidLidDistributionListMembers{.set = PSETID_Address, .lid = 0x8055};
inline constexpr NamedId PidLidInstantMessagingAddress{.set = PSETID_Address, .lid = 0x8062};
inline constexpr NamedId PidLidDistributionListStream{.set = PSETID_Address, .lid = 0x8064};
/// PidLidEmail2… and PidLidEmail3… follow at steps of 0x10.
inline constexpr NamedId PidLidEmail1DisplayName{.set = PSETID_Address, .lid = 0x8080};
inline constexpr NamedId PidLidEmail1AddressType{.set = PSETID_Address, .lid = 0x8082};
inline constexpr NamedId PidLidEmail1EmailAddress{.set = PSETID_Address, .lid = 0x8083};
inline constexpr NamedId PidLidEmail1OriginalDisplayName{.set = PSETID_Address, .lid = 0x8084};
inline constexpr NamedId PidLidEmail1OriginalEntryId{.set = PSETID_Address, .lid = 0x8085};
inline constexpr NamedId PidLidBirthdayLocal{.set = PSETID_Address, .lid = 0x80DE};
inline constexpr NamedId PidLidWeddingAnniversaryLocal{.set = PSETID_Address, .lid = 0x80DF};

// Appointments and meetings ([MS-OXOCAL] 2.2.1).
inline constexpr NamedId PidLidBusyStatus{.set = PSETID_Appointment, .lid = 0x8205};
inline constexpr NamedId PidLidLocation{.set = PSETID_Appointment, .lid = 0x8208};
inline constexpr NamedId PidLidAppointmentStartWhole{.set = PSETID_Appointment, .lid = 0x820D};
inline constexpr NamedId PidLidAppointmentEndWhole{.set = PSETID_Appointment, .lid = 0x820E};
inline constexpr NamedId PidLidAppointmentDuration{.set = PSETID_Appointment, .lid = 0x8213};
inline constexpr NamedId PidLidAppointmentSubType{.set = PSETID_Appointment, .lid = 0x8215};
inline constexpr NamedId PidLidAppointmentRecur{.set = PSETID_Appointment, .lid = 0x8216};
inline constexpr NamedId PidLidResponseStatus{.set = PSETID_Appointment, .lid = 0x8218};
inline constexpr NamedId PidLidRecurring{.set = PSETID_Appointment, .lid = 0x8223};
inline constexpr NamedId PidLidExceptionReplaceTime{.set = PSETID_Appointment, .lid = 0x8228};
inline constexpr NamedId PidLidRecurrenceType{.set = PSETID_Appointment, .lid = 0x8231};
inline constexpr NamedId PidLidRecurrencePattern{.set = PSETID_Appointment, .lid = 0x8232};
inline constexpr NamedId PidLidTimeZoneStruct{.set = PSETID_Appointment, .lid = 0x8233};
inline constexpr NamedId PidLidTimeZoneDescription{.set = PSETID_Appointment, .lid = 0x8234};
inline constexpr NamedId PidLidAppointmentTimeZoneDefinitionStartDisplay{.set = PSETID_Appointment,
                                                                         .lid = 0x825E};
inline constexpr NamedId PidLidAppointmentTimeZoneDefinitionRecur{.set = PSETID_Appointment,
                                                                  .lid = 0x8260};
inline constexpr NamedId PidLidReminderDelta{.set = PSETID_Common, .lid = 0x8501};
inline constexpr NamedId PidLidReminderTime{.set = PSETID_Common, .lid = 0x8502};
inline constexpr NamedId PidLidReminderSet{.set = PSETID_Common, .lid = 0x8503};
inline constexpr NamedId PidLidCommonStart{.set = PSETID_Common, .lid = 0x8516};
inline constexpr NamedId PidLidCommonEnd{.set = PSETID_Common, .lid = 0x8517};
inline constexpr NamedId PidLidGlobalObjectId{.set = PSETID_Meeting, .lid = 0x0003};
inline constexpr NamedId PidLidCleanGlobalObjectId{.set = PSETID_Meeting, .lid = 0x0023};

// Tasks ([MS-OXOTASK] 2.2.2.2) and journal entries ([MS-OXOJRNL] 2.2.1).
inline constexpr NamedId PidLidTaskStatus{.set = PSETID_Task, .lid = 0x8101};
inline constexpr NamedId PidLidPercentComplete{.set = PSETID_Task, .lid = 0x8102};
inline constexpr NamedId PidLidTaskStartDate{.set = PSETID_Task, .lid = 0x8104};
inline constexpr NamedId PidLidTaskDueDate{.set = PSETID_Task, .lid = 0x8105};
inline constexpr NamedId PidLidTaskDateCompleted{.set = PSETID_Task, .lid = 0x810F};
inline constexpr NamedId PidLidTaskRecurrence{.set = PSETID_Task, .lid = 0x8116};
inline constexpr NamedId PidLidTaskComplete{.set = PSETID_Task, .lid = 0x811C};
inline constexpr NamedId PidLidTaskOwner{.set = PSETID_Task, .lid = 0x811F};
inline constexpr NamedId PidLidTaskFRecurring{.set = PSETID_Task, .lid = 0x8126};
inline constexpr NamedId PidLidLogType{.set = PSETID_Log, .lid = 0x8700};
inline constexpr NamedId PidLidLogStart{.set = PSETID_Log, .lid = 0x8706};
inline constexpr NamedId PidLidLogDuration{.set = PSETID_Log, .lid = 0x8707};
inline constexpr NamedId PidLidLogEnd{.set = PSETID_Log, .lid = 0x8708};

// NOLINTEND(readability-identifier-naming)

}  // namespace mapi
