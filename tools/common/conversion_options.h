// What the arguments of a converting tool mean for a conversion.
#pragma once

#include <memory>
#include <vector>

#include "converters/run/address_book.h"
#include "converters/run/conversion.h"
#include "tools/common/arguments.h"

namespace tool {

/// For an output of this kind. The address book is not loaded yet.
[[nodiscard]] run::ConversionOptions conversion_options(const Description& description,
                                                        const Arguments& arguments,
                                                        run::TargetKind kind);

/// Options that would do nothing for outputs of this kind: Unsupported.
[[nodiscard]] bytes::Result<void> check_options(const Arguments& arguments, run::TargetKind kind);

/// Options that would do nothing for any of the sources that can be used: Unsupported. Of a control
/// list nobody asks: its options are for all of it, whatever is left to do.
[[nodiscard]] bytes::Result<void> check_reader_options(const Arguments& arguments,
                                                       const std::vector<run::Source>& sources);

/// What --address-map and --directory name; null when neither is given. The errors of
/// AddressBook::load().
[[nodiscard]] bytes::Result<std::shared_ptr<const run::AddressBook>> load_addresses(
    const Arguments& arguments);

}  // namespace tool
