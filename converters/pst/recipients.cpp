#include <array>

#include "converters/pst/item_parts.h"
#include "formats/bytes/byte_source.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

// [MS-OXCMSG] 2.2.3.1.2 PidTagRecipientType.
constexpr std::uint32_t kOriginator = 0;
constexpr std::uint32_t kTo = 1;
constexpr std::uint32_t kCc = 2;
constexpr std::uint32_t kBcc = 3;
constexpr std::uint32_t kKindMask = 0x0F;
// [MS-OXCSTOR] 2.2.1.7 PidTagObjectType.
constexpr std::uint32_t kMailUser = 6;
constexpr std::uint32_t kListObject = 8;

/// A name joined into PidTagDisplayTo is looked at whole up to this size.
constexpr std::uint64_t kLongestRecipientName = std::uint64_t{1} << 20U;

std::uint32_t kind_number(model::RecipientKind kind) {
  switch (kind) {
    case model::RecipientKind::Originator:
      return kOriginator;
    case model::RecipientKind::Cc:
      return kCc;
    case model::RecipientKind::Bcc:
      return kBcc;
    case model::RecipientKind::To:
    case model::RecipientKind::Unknown:  // README.md: where he is seen
      break;
  }
  return kTo;
}

void add_address(const model::Recipient& recipient, Draft& row) {
  const model::Address native = native_of(recipient.address);
  // MAPIPDL is the address type of personal lists.
  const bool is_list = native.type == "MAPIPDL";
  row.fill_number(PidTagObjectType, is_list ? kListObject : kMailUser);
  row.fill_text(PidTagDisplayName, native.name);
  row.fill_text(PidTagAddressType, native.type);
  row.fill_text(PidTagEmailAddress, native.address);
  row.fill_binary(PidTagSearchKey, search_key_of(native));
  const Bytes entry_id = one_off(native, row.text());
  row.fill_binary(PidTagEntryId, entry_id);
  if (recipient.properties.empty()) {
    row.fill_text(PidTagSmtpAddress, native.smtp);
    row.fill_binary(PidTagRecordKey, entry_id);
    row.fill_text(PidTagRecipientDisplayName, native.name);
    row.fill_binary(PidTagRecipientEntryId, entry_id);
    row.fill_number(PidTagRecipientFlags, 1);  // [MS-OXOCAL] 2.2.3.9.2: recipSendable
  }
}

::pst::PropertyList to_row(const model::Recipient& recipient, Forms& forms) {
  Draft row(forms);
  carry(recipient.properties, ObjectKind::Recipient, row);
  row.fill_number(PidTagRecipientType, kind_number(recipient.kind));
  row.fill_flag(PidTagResponsibility, true);
  row.fill_number(PidTagDisplayType, 0);
  row.fill_flag(PidTagSendRichInfo, false);
  add_address(recipient, row);
  return row.finish();
}

std::uint32_t number_in(const ::pst::PropertyList& row, std::uint16_t id) {
  const auto* property = row.find(id);
  const auto* number = property == nullptr ? nullptr : std::get_if<std::uint32_t>(&property->value);
  return number == nullptr ? 0 : *number;
}

Bytes name_in(const ::pst::PropertyList& row) {
  const auto* property = row.find(PidTagDisplayName);
  if (property == nullptr) {
    return {};
  }
  if (const auto* blob = std::get_if<bytes::Blob>(&property->value)) {
    return bytes::read_all(**blob, kLongestRecipientName).value_or(Bytes{});
  }
  const auto* name = std::get_if<Bytes>(&property->value);
  return name == nullptr ? Bytes{} : *name;
}

/// ScanPST rebuilds these from the table and compares (pst-outlook-evidence, row 101): the very
/// bytes of the rows, in their order.
void add_display_names(const std::vector<::pst::PropertyList>& rows, Draft& draft) {
  struct List {
    std::uint32_t kind;
    std::uint16_t id;
  };
  const Bytes separator = draft.text().encode("; ");
  for (const List& list :
       {List{kTo, PidTagDisplayTo}, List{kCc, PidTagDisplayCc}, List{kBcc, PidTagDisplayBcc}}) {
    Bytes names;
    bool first = true;
    for (const ::pst::PropertyList& row : rows) {
      if ((number_in(row, PidTagRecipientType) & kKindMask) != list.kind) {
        continue;
      }
      if (!first) {
        names.insert(names.end(), separator.begin(), separator.end());
      }
      first = false;
      const Bytes name = name_in(row);
      names.insert(names.end(), name.begin(), name.end());
    }
    if (!names.empty()) {
      draft.put(list.id, draft.text().type(), std::move(names));
    }
  }
}

}  // namespace

std::vector<::pst::PropertyList> add_recipients(const model::Message& message, Draft& draft) {
  std::vector<::pst::PropertyList> rows;
  rows.reserve(message.recipients.size());
  for (const model::Recipient& recipient : message.recipients) {
    rows.push_back(to_row(recipient, draft.forms()));
  }
  add_display_names(rows, draft);
  return rows;
}

}  // namespace convert::pst
