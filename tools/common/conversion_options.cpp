#include "tools/common/conversion_options.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "tools/common/side_files.h"

namespace tool {

run::ConversionOptions conversion_options(const Description& description,
                                          const Arguments& arguments, run::TargetKind kind) {
  run::ConversionOptions options;
  options.read = {.charset = arguments.charset,
                  .deleted = !arguments.no_deleted,
                  .keep_duplicates = arguments.keep_duplicates,
                  .orphans = arguments.orphans,
                  .drafts_unsent = arguments.drafts_unsent,
                  .post_office = arguments.post_office,
                  .owner = arguments.owner,
                  .date_order = arguments.date_order,
                  .labels = arguments.labels,
                  .repair_years = arguments.repair_years,
                  .omit_bcc = arguments.omit_bcc};
  options.target.kind = kind;
  options.target.overwrite = overwrite_of(arguments);
  options.target.dry_run = arguments.dry_run;
  options.target.mime.address_domain = arguments.address_domain;
  options.target.mime.provenance = !arguments.no_provenance;
  options.target.mime.hidden = arguments.hidden;
  options.target.pst.encoding = arguments.encoding;
  options.target.pst.display_name = arguments.display_name;
  options.target.pst.split_size = arguments.split_size;
  options.target.pst.code_page = arguments.charset;
  options.target.pst.verify = arguments.verify;
  options.target.pst.provenance = !arguments.no_provenance;
  options.target.creator = description.name + " " + version();
  options.zone = arguments.zone;
  options.dates = arguments.dates;
  options.engine = arguments.engine;
  options.item_timeout = arguments.item_timeout;
  options.threads = arguments.threads;
  return options;
}

bytes::Result<void> check_options(const Arguments& arguments, run::TargetKind kind) {
  struct Bound {
    std::string_view option;
    bool to_pst;
    std::string_view hint;
  };
  constexpr std::array<Bound, 7> kBound = {{
      {"split-size", true, "it is for --as pst and pst-ansi"},
      {"encoding", true, "it is for --as pst and pst-ansi"},
      {"display-name", true, "it is for --as pst and pst-ansi"},
      {"verify", true, "it is for --as pst and pst-ansi"},
      {"no-verify", true, "it is for --as pst and pst-ansi"},
      {"hidden", false, "a PST has the hidden items anyway"},
      {"address-domain", false, "a PST has every address as it is"},
  }};
  for (const auto& bound : kBound) {
    const bool is_given = std::ranges::any_of(
        arguments.given, [&bound](const auto& given) { return given.first == bound.option; });
    if (is_given && bound.to_pst != run::is_pst(kind)) {
      return bytes::fail(bytes::ErrorKind::Unsupported,
                         "--" + std::string(bound.option) + " does nothing for an output in " +
                             std::string(run::name_of(kind)),
                         std::string(bound.hint));
    }
  }
  return {};
}

bytes::Result<std::shared_ptr<const run::AddressBook>> load_addresses(const Arguments& arguments) {
  if (arguments.addresses.empty()) {
    return nullptr;
  }
  auto loaded = run::AddressBook::load(arguments.addresses);
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  return std::move(*loaded);
}

}  // namespace tool
