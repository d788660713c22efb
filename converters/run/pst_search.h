// PSTs whose header is gone.
#pragma once

#include "converters/run/sniff.h"

namespace run {

/// Looks through a file called .pst or .ost that is nothing known, for pages of the indexes of a
/// store: what our own reader needs. Other files stay what they are.
void search_for_pst(Source& source);

}  // namespace run
