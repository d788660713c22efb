// What is wrong with a migration set, told with the mailbox that it is of.
#pragma once

#include "converters/model/stream.h"
#include "formats/iff/migration_set.h"

namespace convert::iff {

/// What opening the set found: with iff::kSetItself damage and lost entries of the directory; with
/// any mailbox its remarks. Without `orphans` it is said how to have what no row names.
[[nodiscard]] model::Result<void> tell_findings(const ::iff::MigrationSet& set,
                                                const ::iff::SetMailbox& mailbox, bool orphans,
                                                model::Sink& sink);

}  // namespace convert::iff
