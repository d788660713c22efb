#include "converters/run/skipped_item.h"

namespace run {
namespace {

std::string person_words(const model::Address& address) {
  const auto& where = address.smtp.empty() ? address.address : address.smtp;
  if (where.empty() || address.name.empty()) {
    return address.name + where;
  }
  return address.name + " <" + where + ">";
}

}  // namespace

SkippedItem skipped_item(const model::Message& message, const model::Delivered& delivered,
                         const FolderPath& folder) {
  const auto& sender = message.from ? message.from : message.sender;
  return {.folder = folder,
          .native_id = message.provenance.native_id,
          .message_class = message.message_class,
          .sender = sender ? person_words(*sender) : "",
          .subject = message.subject,
          .date = message.sent ? message.sent : message.received,
          .why = delivered.why,
          .repeats = delivered.repeats};
}

}  // namespace run
