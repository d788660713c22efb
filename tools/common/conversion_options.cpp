#include "tools/common/conversion_options.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "converters/run/report.h"
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
  if (arguments.bag) {
    options.target.bag = run::BagOptions{
        .source_format = {}, .agent_version = version(), .now = run::now_unix_seconds()};
  }
  options.zone = arguments.zone;
  options.dates = arguments.dates;
  options.engine = arguments.engine;
  options.item_timeout = arguments.item_timeout;
  if (arguments.threads != 0) {
    options.threads = arguments.threads;
  }
  return options;
}

namespace {

bool is_given(const Arguments& arguments, std::string_view option) {
  return std::ranges::any_of(arguments.given,
                             [option](const auto& given) { return given.first == option; });
}

/// Which sources an option is for.
struct ReaderOption {
  std::string_view option;
  std::string_view sources;  // for people
  std::initializer_list<run::SourceKind> kinds;
};

using Kind = run::SourceKind;
constexpr std::string_view kExportOfCcMail = "export of cc:Mail";
const std::array<ReaderOption, 12> kReaderOptions = {{
    {"engine", "PST, OST or PAB", {Kind::Pff}},
    {"item-timeout", "PST, OST or PAB", {Kind::Pff}},
    {"no-deleted",
     "PST, OST, store of Microsoft Mail, post office or Maildir",
     {Kind::Pff, Kind::Mmf, Kind::Wgpo, Kind::Mime}},
    {"keep-duplicates",
     "PST, OST, store of Microsoft Mail, post office or export of cc:Mail",
     {Kind::Pff, Kind::Mmf, Kind::Wgpo, Kind::Ccmail, Kind::CcmailCollected}},
    {"post-office", "post office of Microsoft Mail", {Kind::Wgpo}},
    {"orphans", "set of migration files", {Kind::Iff}},
    {"drafts-unsent", "set of migration files", {Kind::Iff}},
    {"owner", kExportOfCcMail, {Kind::Ccmail, Kind::CcmailCollected}},
    {"date-order", kExportOfCcMail, {Kind::Ccmail, Kind::CcmailCollected}},
    {"labels", kExportOfCcMail, {Kind::Ccmail, Kind::CcmailCollected, Kind::CcmailContacts}},
    {"repair-years", kExportOfCcMail, {Kind::Ccmail, Kind::CcmailCollected}},
    {"omit-bcc", kExportOfCcMail, {Kind::Ccmail, Kind::CcmailCollected}},
}};

/// Of the forms of mail files a Maildir alone has deleted mail.
bool has_effect_on(const ReaderOption& option, const run::Source& source) {
  const bool is_kind = std::ranges::find(option.kinds, source.kind) != option.kinds.end();
  const bool is_maildir =
      source.kind != Kind::Mime || source.mail == convert::mime::MailKind::Maildir;
  return !source.error && is_kind && is_maildir;
}

}  // namespace

bytes::Result<void> check_reader_options(const Arguments& arguments,
                                         const std::vector<run::Source>& sources) {
  const bool is_any_usable =
      std::ranges::any_of(sources, [](const run::Source& source) { return !source.error; });
  for (const ReaderOption& one : kReaderOptions) {
    const bool has_effect = std::ranges::any_of(
        sources, [&one](const run::Source& source) { return has_effect_on(one, source); });
    if (is_any_usable && is_given(arguments, one.option) && !has_effect) {
      return bytes::fail(bytes::ErrorKind::Unsupported,
                         "--" + std::string(one.option) + " does nothing here: no source is a " +
                             std::string(one.sources),
                         "leave it out");
    }
  }
  return {};
}

bytes::Result<void> check_options(const Arguments& arguments, run::TargetKind kind) {
  struct Bound {
    std::string_view option;
    bool to_pst;  // else to mail files
    std::string_view hint;
  };
  constexpr std::array<Bound, 7> kBound = {{
      {"split-size", true, "it is for --as pst and pst-ansi"},
      {"encoding", true, "it is for --as pst and pst-ansi"},
      {"display-name", true, "it is for --as pst and pst-ansi"},
      {"verify", true, "it is for --as pst and pst-ansi"},
      {"no-verify", true, "it is for --as pst and pst-ansi"},
      {"hidden", false, "it is for mail files: a PST and a spool have the hidden items anyway"},
      {"address-domain", false, "it is for mail files: all else has addresses as they are"},
  }};
  const bool is_mail = kind == run::TargetKind::EmlTree || kind == run::TargetKind::Mboxrd ||
                       kind == run::TargetKind::Maildir;
  for (const auto& bound : kBound) {
    const bool has_effect = bound.to_pst ? run::is_pst(kind) : is_mail;
    if (is_given(arguments, bound.option) && !has_effect) {
      return bytes::fail(bytes::ErrorKind::Unsupported,
                         "--" + std::string(bound.option) + " does nothing for an output in " +
                             std::string(run::name_of(kind)),
                         std::string(bound.hint));
    }
  }
  if (arguments.bag && kind != run::TargetKind::EmlTree) {
    return bytes::fail(bytes::ErrorKind::Unsupported,
                       "--bag does nothing for an output in " + std::string(run::name_of(kind)),
                       "a mailbag holds .eml files: use --as eml");
  }
  if (!arguments.evidence.empty() && (arguments.dry_run || arguments.output == "-")) {
    return bytes::fail(bytes::ErrorKind::Unsupported,
                       std::string("--evidence is of files that were written, and ") +
                           (arguments.dry_run ? "--dry-run writes none" : "-o - writes none"),
                       "leave one of the two out");
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
