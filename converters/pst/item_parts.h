// The parts of an item, one function for each kind of content. Each writes what the bag left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"
#include "converters/pst/draft.h"

namespace convert::pst {

/// Whether the message has a bag with more in it than names of our own set: its source speaks MAPI,
/// and what the bag does not say is not so.
[[nodiscard]] bool speaks_mapi(const model::Message& message);

/// Whether `message_class` is `prefix` or derived from it ([MS-OXCMSG] 2.2.1.3).
[[nodiscard]] bool is_class(std::string_view message_class, std::string_view prefix);

/// PidTagSubject and PidTagConversationTopic.
void add_subject(const model::Message& message, std::string_view message_class, Draft& draft);

/// [MS-OXCDATA] 2.2.5.1, in the form the store's programs read.
[[nodiscard]] Bytes one_off(const model::Address& address, TextForm& text);
/// TYPE:ADDRESS in capitals, and a NUL ([MS-OXOMSG] 2.2.1.52); empty without an address.
[[nodiscard]] Bytes search_key_of(const model::Address& address);
/// The native address, or the SMTP one where there is none.
[[nodiscard]] model::Address native_of(const model::Address& address);
/// from, sender, reply_to.
void add_people(const model::Message& message, Draft& draft);
/// The rows, and on the message the names that are joined from them.
[[nodiscard]] std::vector<::pst::PropertyList> add_recipients(const model::Message& message,
                                                              Draft& draft);

/// sent, received, created, modified. `newest` is a FILETIME, the newest date in the store so far.
void add_times(const model::Message& message, std::uint64_t& newest, Draft& draft);
/// Importance, sensitivity, receipts, follow-up, what was done with it.
void add_weight(const model::Message& message, bool is_mail, Draft& draft);
void add_bodies(const model::Message& message, Draft& draft);
/// Message id, references, conversation.
void add_threading(const model::Message& message, bool is_mail, Draft& draft);
/// PidTagConversationId of the contents table, from what the draft says (pst-outlook-evidence, row
/// 82).
[[nodiscard]] std::optional<::pst::Guid> conversation_id(const Draft& draft);
void add_contact(const model::Contact& contact, Draft& draft);
void add_list(const model::DistributionList& list, Draft& draft);
/// The calendar fields of `message`, which has them; its changed instances are its attachments.
void add_calendar(const model::Message& message, Draft& draft);
/// Where it came from, and what is missing of it.
void add_provenance(const model::Provenance& provenance, Draft& draft);

}  // namespace convert::pst
