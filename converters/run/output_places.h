// Where the outputs of a run of several sources go.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <vector>

#include "converters/run/conversion.h"
#include "converters/run/output_names.h"

namespace run {

class OutputPlaces {
 public:
  /// All must outlive this.
  OutputPlaces(const std::vector<Source>& sources, const std::filesystem::path& output,
               const ConversionOptions& options);

  /// `output` itself for the only one, or the only one that is a mailbox: what a set of migration
  /// files tells beside it (is_set_itself) goes beside the output, and does not change where the
  /// mailbox goes. Of several each below `output`, named as convert_all() says, and none of
  /// `taken`.
  [[nodiscard]] std::filesystem::path place_of(const Source& source, const model::Store& store,
                                               const MailboxMatch& match,
                                               const std::set<std::filesystem::path>& taken);

 private:
  [[nodiscard]] std::filesystem::path below(const Source& source, const model::Store& store,
                                            const MailboxMatch& match);

  const std::filesystem::path& output_;
  const ConversionOptions& options_;
  std::size_t sources_;
  std::size_t mailboxes_;  // of the sources
  OutputNames names_;
};

}  // namespace run
