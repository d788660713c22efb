// What attributes say that no encapsulated property does. FORMAT.md 2, README.md.
#pragma once

#include "converters/model/message.h"
#include "converters/tnef/context.h"
#include "formats/bytes/damage.h"
#include "formats/tnef/message.h"

namespace convert::tnef {

/// Adds to the bag what the attributes of `source` say, unless it has the property; dates, whose
/// zone nobody knows, go to the fields.
void add_attributes(const ::tnef::Message& source, const Context& context, bytes::DamageLog& damage,
                    model::Message& message);

/// A date of `attributes` as the encoder's clock showed it.
[[nodiscard]] model::OptionalTimestamp read_date(std::span<const ::tnef::Attribute> attributes,
                                                 ::tnef::AttributeId id, bytes::DamageLog& damage);

}  // namespace convert::tnef
