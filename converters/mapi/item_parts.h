// The parts of an item, one function for each kind of content.
#pragma once

#include <string>
#include <string_view>

#include "converters/mapi/bag_reader.h"
#include "converters/model/message.h"

namespace convert::mapi {

/// Whether `message_class` is `prefix` or derived from it: "ipm.note.SMIME" is an IPM.Note,
/// "IPM.NoteX" is none ([MS-OXCMSG] 2.2.1.3: case-insensitive, parts end at periods).
[[nodiscard]] bool is_class(std::string_view message_class, std::string_view prefix);

/// The subject, whole: without the two characters that tell the length of its prefix ([MS-PST]
/// 2.5.3.1.1.1).
[[nodiscard]] std::string read_subject(const BagReader& bag);

/// `time` stays as it is when the bag has none.
inline void fill_instant(const BagReader& bag, const Key& key, model::OptionalTimestamp& time) {
  if (const auto instant = bag.instant(key)) {
    time = instant;
  }
}

/// from, sender, reply_to, and recipients' stand-ins when there is no recipient table.
void fill_people(const BagReader& bag, model::Message& message);
void fill_recipient_row(const BagReader& bag, model::Recipient& recipient);
void fill_attachment_row(const BagReader& bag, model::Attachment& attachment);
/// The three bodies and the transport headers.
void fill_bodies(const BagReader& bag, model::Message& message);
[[nodiscard]] model::Contact read_contact(const BagReader& bag);
[[nodiscard]] model::DistributionList read_list(const BagReader& bag);
/// Appointments and meeting messages; `message_class` tells which.
[[nodiscard]] model::CalendarItem read_appointment(const BagReader& bag,
                                                   std::string_view message_class);
[[nodiscard]] model::CalendarItem read_task(const BagReader& bag);
[[nodiscard]] model::CalendarItem read_journal_entry(const BagReader& bag);

/// An address from what names it, and an entry id, which fills the gaps.
[[nodiscard]] model::Address read_address(const BagReader& bag, const Key& name, const Key& type,
                                          const Key& address, const Key& smtp, const Key& entry_id);
/// What an entry id tells about a person; damage is noted as `what` missing.
[[nodiscard]] model::Address address_of_entry_id(const BagReader& bag,
                                                 std::span<const std::byte> entry_id,
                                                 std::string_view what);

}  // namespace convert::mapi
