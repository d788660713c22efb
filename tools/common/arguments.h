// The command line: one declaration of every option, for every tool.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/pst/model_to_pst.h"
#include "converters/run/address_book.h"
#include "converters/run/batch/scheduler.h"
#include "converters/run/duplicates.h"
#include "converters/run/engine.h"
#include "converters/run/filter.h"
#include "converters/run/store_dump/store_dump.h"
#include "converters/run/target.h"
#include "formats/pst/ndb/width.h"
#include "formats/text/calendar_date.h"

namespace tool {

/// What ccmail-export-plan is told, as it was given.
struct ExportPlanArguments {
  std::string generation;
  std::string name;  // of the post office
  std::filesystem::path program;
  std::string program_version;
  std::filesystem::path directory;  // exported by the first step
  std::filesystem::path passwords;
  std::string dos_post_office = "C:\\PO";
  std::string dos_work = "C:\\X";
};

struct Arguments {
  std::vector<std::filesystem::path> sources;
  std::filesystem::path output;
  std::filesystem::path report;
  std::filesystem::path evidence;  // a directory
  bool bag = false;
  std::filesystem::path log;
  bool json = false;
  bool carve = false;
  bool quiet = false;
  bool verbose = false;
  bool force = false;
  bool dry_run = false;
  std::uint32_t charset = 0;
  std::optional<text::TimeZone> zone;
  run::FilterOptions filter;
  run::DedupeOptions dedupe;
  std::filesystem::path skipped_list;
  run::Engine engine = run::Engine::Native;
  std::chrono::milliseconds item_timeout{120'000};
  bool no_deleted = false;
  bool keep_duplicates = false;
  bool orphans = false;
  bool drafts_unsent = false;
  bool hidden = false;
  bool no_provenance = false;
  std::string address_domain;
  run::AddressBookOptions addresses;
  std::string post_office;  // NET/PO
  std::string owner;        // NAME at PO
  std::string date_order;   // mdy, dmy, ymd
  std::string labels;       // what the file of labels holds
  bool repair_years = false;
  bool omit_bcc = false;
  std::filesystem::path match_report;
  std::filesystem::path ldif;
  std::string ldif_base;
  std::string as;
  std::uint64_t split_size = 0;  // bytes; 0: as large as the format bears
  pst::Encoding encoding = pst::Encoding::Permute;
  std::string display_name;
  convert::pst::Verify verify = convert::pst::Verify::WhenDamaged;
  unsigned threads = 0;           // 0: not given
  std::filesystem::path control;  // a control list in place of sources
  unsigned jobs = 0;              // mailboxes at once; 0: one for each core
  std::chrono::milliseconds mailbox_timeout = run::batch::kMailboxTimeout;
  bool consume = false;
  bool failed = false;
  bool status = false;
  ExportPlanArguments plan;
  bool inventory = false;
  std::filesystem::path svg;          // of a byte map
  std::filesystem::path mapfile;      // the same
  run::DumpSelection dumped;          // of a dump
  bool html = false;                  // the same
  bool full = false;                  // the same
  std::filesystem::path bad_sectors;  // a mapfile of ddrescue
  /// What of the above changes the result, as it was given, for the report.
  std::vector<std::pair<std::string, std::string>> given;
};

/// What a tool is, and which of the common options it takes.
struct Description {
  enum class Sources : std::uint8_t {
    Many,           // one or more
    One,            // exactly one
    OneOrStandard,  // at most one; "-" or none is standard input
  };
  std::string name;
  std::string about;     // a sentence
  std::string examples;  // a command a line
  std::string exit_codes;
  Sources sources = Sources::Many;
  std::string source_word;       // "SOURCE": what an argument is called in --help
  bool takes_directory = false;  // a source may be a directory that is one mailbox
  bool converts = false;  // -o, --force, --report, --dry-run, --log, --timezone, --quiet, --verbose
  bool carves = false;    // --carve
  std::string output_help{};
  bool output_required = false;
  bool maps = false;                     // --svg, --mapfile, --force
  bool dumps = false;                    // -o, --node, --offset and what belongs to them, --force
  bool takes_bad_sectors = false;        // --bad-sectors
  bool reads_stores = false;             // --charset, --address-map, --directory and their like
  bool reads_post_offices = false;       // --post-office
  bool recovers = false;                 // --no-deleted, --keep-duplicates
  bool reads_migration_sets = false;     // --orphans, --drafts-unsent
  bool reads_exports = false;            // --owner, --date-order, --labels and their like
  bool filters = false;                  // --folder, --since, --dedupe and their like
  bool isolates = false;                 // --engine, --item-timeout
  bool lists = false;                    // --control and what belongs to it, --threads
  bool gathers_evidence = false;         // --evidence, --bag
  bool writes_mail = false;              // --hidden, --address-domain
  bool plans_export = false;             // -o, --generation, --name and what belongs to them
  bool inventories = false;              // --inventory
  bool makes_pages = false;              // -o, --report (that is read), --force, --quiet
  bool writes_pst = false;               // --split-size, --encoding, --display-name, --verify
  std::string forms{};                   // what --as takes, for --help; empty: no choice
  std::vector<run::TargetKind> kinds{};  // what it may come to; empty: anything
};

/// Exit statuses of the tools that convert, for --help.
[[nodiscard]] std::string conversion_exit_codes();

/// Either arguments, or the status to end with at once (--help, --version: 0; a mistake: 64). What
/// there is to say has been said.
struct Parsed {
  Arguments arguments;
  std::optional<int> exit;
};
[[nodiscard]] Parsed parse_arguments(int argc, char** argv, const Description& description);

/// "0.1.0".
[[nodiscard]] std::string version();

}  // namespace tool
