// The header of a message as the model knows it.
#pragma once

#include <string>
#include <vector>

#include "converters/mime/context.h"
#include "converters/model/message.h"
#include "formats/mime/entity.h"

namespace convert::mime {

struct MadeField {
  ::mime::Field field;
  bool made_up = false;  // the source has nothing of the kind; RFC 5322 or readers want it
};

struct MadeHeader {
  std::vector<MadeField> fields{};
  /// "To; EX; /o=…": for each address whose native form is no SMTP address, what it is.
  std::vector<std::string> natives{};
};

/// RFC 5322 fields in the order mail programs write them. Who has no sender gets
/// `"(no sender)" <unknown@sender.invalid>`, made up; who has no sent time gets no Date.
[[nodiscard]] MadeHeader header_fields(const model::Message& message, const ItemContext& context);

/// The address that stands for whom the message is from: From, else the sender, else an
/// Originator among the recipients; nullptr when nobody is known.
[[nodiscard]] const model::Address* author_of(const model::Message& message);

/// RFC 5322 3.3 date: +0000 for an instant, -0000 for a clock whose zone is unknown.
[[nodiscard]] std::string date_text(const model::Timestamp& time);
/// ISO 8601: with Z for an instant, without for a wall clock.
[[nodiscard]] std::string iso_text(const model::Timestamp& time);

}  // namespace convert::mime
