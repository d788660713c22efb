#include "formats/tnef/names.h"

#include <algorithm>
#include <array>

#include "formats/tnef/attribute.h"

namespace tnef {
namespace {

struct NamedAttribute {
  AttributeId id;
  std::string_view name;
};

// [MS-OXTNEF] 2.1.3.2, as the specification calls them.
constexpr std::array kNames = {
    NamedAttribute{AttributeId::Owner, "attOwner"},
    NamedAttribute{AttributeId::SentFor, "attSentFor"},
    NamedAttribute{AttributeId::Delegate, "attDelegate"},
    NamedAttribute{AttributeId::OriginalMessageClass, "attOriginalMessageClass"},
    NamedAttribute{AttributeId::DateStart, "attDateStart"},
    NamedAttribute{AttributeId::DateEnd, "attDateEnd"},
    NamedAttribute{AttributeId::AidOwner, "attAidOwner"},
    NamedAttribute{AttributeId::RequestResponse, "attRequestRes"},
    NamedAttribute{AttributeId::From, "attFrom"},
    NamedAttribute{AttributeId::Subject, "attSubject"},
    NamedAttribute{AttributeId::DateSent, "attDateSent"},
    NamedAttribute{AttributeId::DateReceived, "attDateRecd"},
    NamedAttribute{AttributeId::MessageStatus, "attMessageStatus"},
    NamedAttribute{AttributeId::MessageClass, "attMessageClass"},
    NamedAttribute{AttributeId::MessageId, "attMessageID"},
    NamedAttribute{AttributeId::ParentId, "attParentID"},
    NamedAttribute{AttributeId::ConversationId, "attConversationID"},
    NamedAttribute{AttributeId::Body, "attBody"},
    NamedAttribute{AttributeId::Priority, "attPriority"},
    NamedAttribute{AttributeId::AttachData, "attAttachData"},
    NamedAttribute{AttributeId::AttachTitle, "attAttachTitle"},
    NamedAttribute{AttributeId::AttachMetaFile, "attAttachMetaFile"},
    NamedAttribute{AttributeId::AttachCreateDate, "attAttachCreateDate"},
    NamedAttribute{AttributeId::AttachModifyDate, "attAttachModifyDate"},
    NamedAttribute{AttributeId::DateModified, "attDateModified"},
    NamedAttribute{AttributeId::AttachTransportFilename, "attAttachTransportFilename"},
    NamedAttribute{AttributeId::AttachRendData, "attAttachRendData"},
    NamedAttribute{AttributeId::MessageProperties, "attMsgProps"},
    NamedAttribute{AttributeId::RecipientTable, "attRecipTable"},
    NamedAttribute{AttributeId::Attachment, "attAttachment"},
    NamedAttribute{AttributeId::TnefVersion, "attTnefVersion"},
    NamedAttribute{AttributeId::OemCodepage, "attOemCodepage"},
};

}  // namespace

std::string_view name_of_attribute(std::uint32_t id) {
  const auto* const found =
      std::ranges::find(kNames, static_cast<AttributeId>(id), &NamedAttribute::id);
  return found == kNames.end() ? "attribute of an unknown name" : found->name;
}

}  // namespace tnef
