#include "converters/run/store_dump/dump_migration.h"

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "converters/iff/secondary_files.h"
#include "converters/run/store_dump/asking_sink.h"
#include "converters/run/store_dump/dump_selection.h"
#include "formats/bytes/damage.h"
#include "formats/iff/dump.h"
#include "formats/iff/migration_set.h"
#include "formats/iff/packing_list.h"
#include "formats/iff/restored_file.h"
#include "formats/iff/sniff.h"

namespace run {
namespace {

namespace fs = std::filesystem;

/// The files beside this one; an error when none of them has a section.
bytes::Result<iff::MigrationSet> set_around(const Source& source) {
  const auto folder = source.path.has_parent_path() ? source.path.parent_path() : fs::path(".");
  return iff::MigrationSet::open(folder, 0);
}

bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code error;  // a file that cannot be looked at is another
  return fs::equivalent(one, other, error);
}

/// What stands where a pointer leads.
std::string follow(const iff::Pointer& pointer, const iff::MigrationSet& set,
                   text::CodePageNumber page, convert::iff::SecondaryFiles& files) {
  const auto name = text::decode(pointer.file, page).utf8;
  const auto key = set.key_of(pointer.file, page);
  if (key.empty()) {
    return "the file is not there";
  }
  const auto file = files.open(key, name);
  if (!file) {
    return file.error().what;
  }
  return iff::meaning_of_pointer((*file)->content, pointer.offset) +
         ((*file)->is_restored ? ", of the file with its CRs put back" : "");
}

bytes::Result<void> dump_one_primary(const Source& source, const bytes::FileView& view,
                                     iff::DumpOptions what, bytes::AnnotationSink& sink) {
  const auto set = set_around(source);
  if (!set) {
    return iff::dump_primary(view.bytes(), what, sink);
  }
  for (const auto& primary : set->primaries()) {
    if (is_same_file(primary.file.path, source.path)) {
      what.code_page = primary.code_page;
    }
  }
  convert::iff::SecondaryFiles files(*set);
  what.follow = [&, page = what.code_page](const iff::Pointer& pointer) {
    return follow(pointer, *set, page, files);
  };
  return iff::dump_primary(view.bytes(), what, sink);
}

bytes::Result<void> dump_one_secondary(const Source& source, const bytes::FileView& view,
                                       iff::DumpOptions what, bytes::AnnotationSink& sink) {
  const auto name = source.path.filename().string();
  iff::SecondaryRows rows{.name = name};
  if (const auto set = set_around(source)) {
    for (const auto& [key, file] : set->files().all()) {
      if (is_same_file(file.path, source.path)) {
        rows.pointers = set->pointers(key);
      }
    }
    if (!set->primaries().empty()) {
      what.code_page = set->primaries().front().code_page;
    }
  }
  rows.has_lost_returns = iff::restore_line_ends(view.bytes(), rows.pointers).has_value();
  return iff::dump_secondary(view.bytes(), rows, what, sink);
}

}  // namespace

bytes::Result<void> dump_migration_file(const Source& source, const bytes::FileView& view,
                                        const DumpOptions& options, bytes::AnnotationSink& sink) {
  auto wanted = selected_bytes(source, options);
  if (!wanted) {
    return tl::unexpected(wanted.error());
  }
  AskingSink asking(options, sink);
  iff::DumpOptions what{.wanted = std::move(*wanted)};
  switch (iff::sniff(view.bytes())) {
    case iff::FileSort::Secondary:
      return dump_one_secondary(source, view, std::move(what), asking);
    case iff::FileSort::PackingList: {
      bytes::DamageLog told;  // by its records
      const auto page = iff::read_packing_list(view.bytes(), told).code_page;
      what.code_page = page == 0 ? what.code_page : page;
      return iff::dump_packing_list(view.bytes(), what, asking);
    }
    case iff::FileSort::Primary:
    case iff::FileSort::None:
      break;
  }
  return dump_one_primary(source, view, std::move(what), asking);
}

}  // namespace run
