// The options of all tools, a group a purpose; a tool has those that its Description names.
#include "tools/common/option_groups.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tool {
namespace {

// As long as a week: longer is "never" misspelt.
constexpr int kMostTimeoutSeconds = 7 * 24 * 3600;

void add_conversion(CLI::App& app, const Description& description, Arguments& arguments,
                    OptionTexts& texts) {
  auto* output =
      app.add_option("-o,--output", arguments.output, description.output_help)->type_name("TARGET");
  output->required(description.output_required && !description.lists && !description.inventories);
  app.add_option("--report", arguments.report,
                 "write a report of the run: JSON, or one row a mailbox when FILE ends in .csv")
      ->type_name("FILE");
  app.add_flag("--dry-run", arguments.dry_run,
               "read everything, write nothing; tell size, losses and free space");
  app.add_flag("--force", arguments.force, "replace an output that exists");
  app.add_option("--timezone", texts.zone,
                 "zone of times that name none: Europe/Berlin, UTC, +05:45")
      ->type_name("ZONE");
  app.add_option("--log", arguments.log, "append the summary and every loss to FILE")
      ->type_name("FILE");
  auto* quiet = app.add_flag("--quiet,-q", arguments.quiet, "errors only, no progress");
  app.add_flag("--verbose,-v", arguments.verbose, "every loss, incomplete item and note")
      ->excludes(quiet);
}

void add_recovery(CLI::App& app, Arguments& arguments) {
  app.add_flag("--no-deleted", arguments.no_deleted,
               "leave out deleted items that can be recovered");
  app.add_flag("--keep-duplicates", arguments.keep_duplicates,
               "keep recovered copies of items that are still there, and messages that stand "
               "several times in Bad and .UND files of cc:Mail");
}

/// May be given several times: one of the texts must match.
void add_patterns(CLI::App& app, const std::string& name, std::vector<std::string>& patterns,
                  const std::string& type, const std::string& help) {
  app.add_option(name, patterns, help)->type_name(type)->allow_extra_args(false);
}

void add_filters(CLI::App& app, Arguments& arguments, OptionTexts& texts) {
  auto& filter = arguments.filter;
  add_patterns(app, "--folder", filter.folders, "PATH",
               "only this folder and all below it: Inbox/1995; * and ? in a name, ** for any "
               "folders; may be repeated, like all of these but days");
  add_patterns(app, "--exclude-folder", filter.excluded_folders, "PATH",
               "leave out this folder and all below it");
  app.add_option("--since", texts.since, "leave out what is dated before this day: 1995-03-14")
      ->type_name("DAY");
  app.add_option("--until", texts.until,
                 "leave out what is dated after this day; undated items stay")
      ->type_name("DAY");
  add_patterns(
      app, "--from", filter.from, "TEXT",
      "only from senders whose name or address has this in it, or with * and ? is like it");
  add_patterns(app, "--to", filter.to, "TEXT", "only to such recipients (To, Cc and Bcc)");
  add_patterns(app, "--class", filter.classes, "CLASS",
               "only items of this class, and of those derived from it: IPM.Note");
  add_patterns(app, "--subject", filter.subjects, "TEXT", "only such subjects");
  auto* dedupe =
      app.add_option("--dedupe", texts.dedupe,
                     "of items that the mailbox has several times: report tells them, skip leaves "
                     "all but the first out")
          ->type_name("WHAT")
          ->check(CLI::IsMember({"report", "skip"}));
  app.add_option("--dedupe-key", texts.dedupe_key,
                 "what makes two the same: exact, every byte; content, people, dates, subject, "
                 "text and files (exact)")
      ->type_name("KEY")
      ->check(CLI::IsMember({"exact", "content"}))
      ->needs(dedupe);
  app.add_option("--list-skipped", arguments.skipped_list,
                 "write what was left out, and why, as CSV: a row for each item")
      ->type_name("FILE");
}

void add_migration(CLI::App& app, Arguments& arguments) {
  app.add_flag("--orphans", arguments.orphans,
               "sections of .SEC files that no message names become items in Lost and Found");
  app.add_flag("--drafts-unsent", arguments.drafts_unsent,
               "messages of migration files in the folder Drafts are drafts, whatever they say");
}

void add_exports(CLI::App& app, const Description& description, Arguments& arguments,
                 OptionTexts& texts) {
  app.add_option("--owner", arguments.owner,
                 "whose mailbox an export of cc:Mail is: \"Ash, Ann at PO\"")
      ->type_name("NAME");
  app.add_option("--date-order", arguments.date_order,
                 "order of dates in exports of cc:Mail: mdy, dmy or ymd; without it the dates tell")
      ->type_name("ORDER")
      ->check(CLI::IsMember({"mdy", "dmy", "ymd"}));
  app.add_option("--labels", texts.labels,
                 "labels of exports of cc:Mail in another language: text-item = Textelement in "
                 "each line")
      ->type_name("FILE");
  app.add_flag("--repair-years", arguments.repair_years,
               "years 1900 to 1969 in exports of cc:Mail are a hundred years later");
  app.add_flag("--omit-bcc", arguments.omit_bcc,
               "leave out blind copies of exports of cc:Mail: for mail that others get to see");
  if (!description.recovers) {
    app.add_flag("--keep-duplicates", arguments.keep_duplicates,
                 "keep messages that stand several times in Bad and .UND files");
  }
}

void add_isolation(CLI::App& app, OptionTexts& texts) {
  app.add_option(
         "--engine", texts.engine,
         "what reads PSTs, and OSTs with pages of 512 bytes: native, or libpff, which reads "
         "PABs and other OSTs in any case (native)")
      ->type_name("NAME");
  app.add_option("--item-timeout", texts.item_timeout,
                 "give an item up when reading it does not get on for so long (120)")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, kMostTimeoutSeconds));
}

void add_addresses(CLI::App& app, Arguments& arguments, OptionTexts& texts) {
  auto& book = arguments.addresses;
  app.add_option("--address-map", book.maps,
                 "who has which Internet address: native,smtp in each line, a directory export or "
                 "LDIF; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  auto* directory =
      app.add_option("--directory", book.directories,
                     "a directory export, user list or LDIF to match the mailboxes with, and an "
                     "address map as well; may be repeated")
          ->type_name("FILE")
          ->allow_extra_args(false);
  app.add_option("--directory-charset", texts.directory_charset,
                 "code page of these files; without it UTF-8, or else 1252")
      ->type_name("CP");
  app.add_option("--directory-separators", texts.directory_separators,
                 "between columns, around values, between values, as codes: 2C,22,25")
      ->type_name("CODES");
  app.add_option("--directory-site", book.site.dn,
                 "of which distinguished names in a directory export begin: /o=Org/ou=Site")
      ->type_name("DN");
  app.add_option("--gateway", book.gateways,
                 "take this gateway's name off PROFS and SNADS addresses; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_flag("--accept-suggestions", book.accept_names, "match mailboxes by alias or name, too")
      ->needs(directory);
  app.add_option("--match-report", arguments.match_report, "write which mailbox is whose, as CSV")
      ->type_name("FILE")
      ->needs(directory);
  auto* base = app.add_option("--ldif-base", arguments.ldif_base,
                              "where users for unmatched mailboxes are to be: OU=Old,DC=example")
                   ->type_name("DN");
  auto* ldif = app.add_option("--ldif", arguments.ldif,
                              "write disabled users for unmatched mailboxes, as LDIF")
                   ->type_name("FILE")
                   ->needs(directory)
                   ->needs(base);
  base->needs(ldif);
}

void add_lists(CLI::App& app, Arguments& arguments, OptionTexts& texts) {
  // As many as a large server has cores; each is a process with a store of its own.
  constexpr unsigned kMostJobs = 256;
  app.add_option("--control", arguments.control,
                 "convert the mailboxes of a list, a row each: Display Name,Alias,Source,Target")
      ->type_name("LIST");
  app.add_option("--jobs", arguments.jobs, "mailboxes of the list at once (one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMostJobs));
  app.add_option("--threads", arguments.threads,
                 "within a mailbox: 1, or 2 to write what is read, and take the source's SHA-256, "
                 "meanwhile (2; of a list 1, where --jobs leaves no cores)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMostJobs));
  app.add_flag("--failed", arguments.failed, "run the mailboxes that failed again, too");
  app.add_flag("--consume", arguments.consume, "take each mailbox that succeeded out of the list");
  app.add_flag("--status", arguments.status,
               "convert nothing; tell what of the list (and of other result files, and ExMerge "
               "logs) is done");
  app.add_option("--mailbox-timeout", texts.mailbox_timeout,
                 "give a mailbox of the list up when it does not get on for so long (3600)")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, kMostTimeoutSeconds));
}

void add_mail(CLI::App& app, Arguments& arguments) {
  app.add_flag("--hidden", arguments.hidden, "also write hidden (associated) items");
  app.add_option("--address-domain", arguments.address_domain,
                 "domain of addresses that have no Internet form; without it .invalid names")
      ->type_name("DOMAIN");
}

void add_pst(CLI::App& app, Arguments& arguments, OptionTexts& texts) {
  app.add_option("--split-size", texts.split_size,
                 "begin a further PST (X-2.pst) before one grows beyond SIZE, 1M or more: 700M, 2G "
                 "(50G; an ANSI PST ends below 2G)")
      ->type_name("SIZE");
  app.add_option("--encoding", texts.encoding,
                 "of a PST: permute (as Outlook's own), cyclic or none")
      ->type_name("NAME");
  app.add_option("--display-name", arguments.display_name,
                 "what Outlook calls the PST; without it the mailbox's own name")
      ->type_name("TEXT");
  auto* verify = app.add_flag_callback(
      "--verify", [&arguments] { arguments.verify = convert::pst::Verify::Always; },
      "read a finished PST again and compare every item with what was written, before it gets its "
      "name; done without asking when the source was damaged");
  app.add_flag_callback(
         "--no-verify", [&arguments] { arguments.verify = convert::pst::Verify::Never; }, "do not")
      ->excludes(verify);
}

void add_export_plan(CLI::App& app, const Description& description, Arguments& arguments,
                     OptionTexts& texts) {
  auto& plan = arguments.plan;
  app.add_option("-o,--output", arguments.output, description.output_help)
      ->type_name("DIR")
      ->required();
  app.add_option("--generation", plan.generation,
                 "what the post office is: db6, db7 (Mobile), db8 (release 6 to 8.3), 8.5")
      ->type_name("NAME");
  app.add_option("--name", plan.name, "what the post office is called")->type_name("NAME");
  app.add_option("--program", plan.program, "your EXPORT, or the directory it lies in: judged only")
      ->type_name("PATH");
  app.add_option("--program-version", plan.program_version, "what EXPORT /? prints")
      ->type_name("TEXT");
  app.add_option("--directory", plan.directory, "what step 1 exported: plan step 2")
      ->type_name("FILE");
  app.add_option("--passwords", plan.passwords,
                 "file of passwords, mode 0600, which you fill in (DIR.passwords)")
      ->type_name("FILE");
  app.add_option("--charset", texts.charset, "code page of the names (850)")->type_name("CP");
  app.add_option("--dos-post-office", plan.dos_post_office, "where the copy lies for DOS (C:\\PO)")
      ->type_name("PATH");
  app.add_option("--dos-work", plan.dos_work, "where EXPORT lies for DOS (C:\\X)")
      ->type_name("PATH");
  app.add_flag("--quiet,-q", arguments.quiet, "errors only");
}

void add_pages(CLI::App& app, const Description& description, Arguments& arguments) {
  app.add_option("-o,--output", arguments.output, description.output_help)->type_name("DIR");
  app.add_option("--report", arguments.report,
                 "what mailconvert --report wrote of the conversion, as JSON")
      ->type_name("FILE");
  app.add_flag("--force", arguments.force, "replace pages that exist");
  app.add_flag("--quiet,-q", arguments.quiet, "errors only, no progress");
}

void add_maps(CLI::App& app, Arguments& arguments) {
  app.add_option("--svg", arguments.svg,
                 "write a picture: the file as a strip; - is standard output")
      ->type_name("FILE");
  app.add_option("--mapfile", arguments.mapfile,
                 "write a mapfile of GNU ddrescue: + sound, - damaged, ? unreferenced")
      ->type_name("FILE");
  app.add_flag("--force", arguments.force, "replace outputs that exist");
}

void add_dumps(CLI::App& app, const Description& description, Arguments& arguments,
               OptionTexts& texts) {
  app.add_option("-o,--output", arguments.output, description.output_help)->type_name("FILE");
  app.add_flag("--force", arguments.force, "replace an output that exists");
  app.add_flag("--html", arguments.html, "a page for a browser")
      ->excludes(app.get_option("--json"));
  app.add_flag("--full", arguments.full,
               "every byte of long fields, and long values whole; without it their beginning");
  auto* node = app.add_option("--node", texts.node, "only this node of a PST, and what is below it")
                   ->type_name("NID");
  auto* object = app.add_option("--oid", texts.object, "only this object of a Microsoft Mail store")
                     ->type_name("OID")
                     ->excludes(node);
  auto* offset = app.add_option("--offset", texts.offset, "only what lies at this offset")
                     ->type_name("N")
                     ->excludes(node)
                     ->excludes(object);
  app.add_option("--item", arguments.dumped.item,
                 "only this item, as reports, manifests and storemap name it: \"nid 0x00200024\"")
      ->type_name("ID")
      ->excludes(node)
      ->excludes(object)
      ->excludes(offset);
}

}  // namespace

void declare_options(CLI::App& app, const Description& description, Arguments& arguments,
                     OptionTexts& texts) {
  app.set_help_flag("-h,--help", "print this help and end");
  app.set_version_flag("--version", description.name + " " + version(),
                       "print name and version and end");
  app.footer("Examples:\n" + description.examples + "\nExit status:\n" + description.exit_codes);
  auto* sources = app.add_option(description.source_word, arguments.sources);
  switch (description.sources) {
    case Description::Sources::Many:
      sources->required(!description.lists);
      break;
    case Description::Sources::One:
      sources->required()->expected(1);
      break;
    case Description::Sources::OneOrStandard:
      sources->expected(0, 1);
      break;
  }
  app.add_flag("--json", arguments.json, "print the result as JSON on standard output");
  if (description.plans_export) {
    add_export_plan(app, description, arguments, texts);
  }
  if (description.makes_pages) {
    add_pages(app, description, arguments);
  }
  if (description.inventories) {
    app.add_flag("--inventory", arguments.inventory,
                 "convert nothing; say what lies in a post office of cc:Mail");
  }
  if (description.carves) {
    app.add_flag("--carve", arguments.carve,
                 "look for PSTs inside " + description.source_word +
                     ": a disk image, a backup, a file with something in front");
  }
  if (description.maps) {
    add_maps(app, arguments);
  }
  if (description.dumps) {
    add_dumps(app, description, arguments, texts);
  }
  if (description.takes_bad_sectors) {
    app.add_option("--bad-sectors", arguments.bad_sectors,
                   "mapfile of GNU ddrescue: what it could not read is unknown, and named")
        ->type_name("MAPFILE");
  }
  if (description.converts) {
    add_conversion(app, description, arguments, texts);
  }
  if (description.reads_stores) {
    app.add_option("--charset", texts.charset,
                   "code page of 8-bit text that names none: 850, cp932")
        ->type_name("CP");
    add_addresses(app, arguments, texts);
  }
  if (description.reads_post_offices) {
    app.add_option("--post-office", arguments.post_office,
                   "network and post office, which the files of a post office do not say")
        ->type_name("NET/PO");
  }
  if (description.recovers) {
    add_recovery(app, arguments);
  }
  if (description.filters) {
    add_filters(app, arguments, texts);
  }
  if (description.reads_migration_sets) {
    add_migration(app, arguments);
  }
  if (description.reads_exports) {
    add_exports(app, description, arguments, texts);
  }
  if (description.isolates) {
    add_isolation(app, texts);
  }
  if (description.lists) {
    add_lists(app, arguments, texts);
  }
  if (description.gathers_evidence) {
    app.add_option("--evidence", arguments.evidence,
                   "make a package of evidence: hashes of the sources before and after, which of "
                   "their bytes each item is, and what it became")
        ->type_name("DIR");
    app.add_flag("--bag", arguments.bag,
                 "make the tree of .eml files a mailbag: a valid BagIt bag with mailbag.csv");
  }
  if (!description.forms.empty()) {
    app.add_option("--as", arguments.as, description.forms)->type_name("FORM");
  }
  if (description.writes_mail) {
    add_mail(app, arguments);
  }
  if (description.writes_pst) {
    add_pst(app, arguments, texts);
  }
  if (description.writes_mail || description.writes_pst) {
    app.add_flag("--no-provenance", arguments.no_provenance,
                 "do not write where each item came from into the mail");
  }
}

}  // namespace tool
