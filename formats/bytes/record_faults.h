// What parsers found wrong, as faults of an annotated record.
#pragma once

#include "formats/bytes/annotation.h"
#include "formats/bytes/damage.h"

namespace bytes {

/// Appends the first 20 of them, a line each, and the number of the others:
/// "list.count: out of range at 0x8480+14: found 5401, expected 5400".
void add_faults(AnnotatedRecord& record, const DamageLog& damage);

}  // namespace bytes
