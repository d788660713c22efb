#include "converters/pst/item_parts.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

// [MS-OXOMSG] 2.2.1.59 PidTagLastVerbExecuted, and the PidTagIconIndex that goes with it.
constexpr std::uint32_t kReplied = 102;
constexpr std::uint32_t kRepliedIcon = 0x105;
constexpr std::uint32_t kNoIcon = 0xFFFFFFFF;
// [MS-OXOFLAG] 2.2.1.1.
constexpr std::uint32_t kFlagged = 2;

/// What Outlook has in every mail (pst-outlook-evidence, row 88a), of a source that does not say.
void add_usual(bool is_mail, Draft& draft) {
  if (!is_mail) {
    return;
  }
  draft.fill_flag(PidTagAlternateRecipientAllowed, true);
  draft.fill_flag(PidTagOriginatorDeliveryReportRequested, false);
  draft.fill_number(PidTagPriority, 0);
  draft.fill_flag(PidTagReadReceiptRequested, false);
  draft.fill_number(PidTagIconIndex, kNoIcon);
}

}  // namespace

void add_weight(const model::Message& message, bool is_mail, Draft& draft) {
  const bool mapi = speaks_mapi(message);
  if (!mapi || message.importance != model::Importance::Normal) {
    draft.fill_number(PidTagImportance, static_cast<std::uint32_t>(message.importance));
  }
  if (!mapi || message.sensitivity != model::Sensitivity::None) {
    draft.fill_number(PidTagSensitivity, static_cast<std::uint32_t>(message.sensitivity));
  }
  if (message.read_receipt_requested && !mapi) {
    draft.fill_flag(PidTagReadReceiptRequested, true);
  }
  if (message.delivery_receipt_requested && !mapi) {
    draft.fill_flag(PidTagOriginatorDeliveryReportRequested, true);
  }
  if (message.flagged) {
    draft.fill_number(PidTagFlagStatus, kFlagged);
  }
  if (message.replied) {
    draft.fill_number(PidTagLastVerbExecuted, kReplied);
    draft.fill_number(PidTagIconIndex, kRepliedIcon);
  }
  if (!mapi) {
    add_usual(is_mail, draft);
  }
}

}  // namespace convert::pst
