// An attachment as the writer of a store takes it.
#pragma once

#include "converters/model/message.h"
#include "converters/pst/draft.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

/// All but an embedded message, which the caller makes: its form is Embedded when it is to come.
[[nodiscard]] ::pst::AttachmentContent to_content(const model::Attachment& attachment,
                                                  bool provenance, Forms& forms);

/// Whether Outlook lists it: it is no part of the body's picture.
[[nodiscard]] bool is_listed(const ::pst::AttachmentContent& attachment);

/// A name of eight and three characters for programs that know no others: "Annual~1.doc".
[[nodiscard]] std::string short_name_of(std::string_view long_name);

}  // namespace convert::pst
