#include "converters/pages/mail_trees.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "converters/mime/manifest.h"
#include "converters/mime/reader/manifest_folders.h"
#include "converters/mime/reader/mime_to_model.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/directory_target.h"
#include "formats/bytes/system_error.h"
#include "formats/text/ascii.h"

namespace convert::pages {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;
using bytes::Result;

constexpr const char* kConvertFirst =
    "convert to mail files first: mailconvert SOURCE -o DIR --report DIR.json, then mailreport DIR "
    "--report DIR.json";

bool has_file(const fs::path& directory, std::string_view name) {
  std::error_code ignored;
  return fs::is_regular_file(fs::symlink_status(directory / name, ignored));
}

/// By its name: an output that is one file.
bool is_called_output(const fs::path& file) {
  const std::string extension = text::lower_case(file.extension().string());
  return extension == ".pst" || extension == ".spool" || extension == ".pkl";
}

/// The directories in `directory`; files that are called like an output go to `beside`.
Result<std::vector<fs::path>> directories_in(const fs::path& directory,
                                             std::vector<fs::path>& beside) {
  std::vector<fs::path> found;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto status = entry->symlink_status(error);
    if (fs::is_directory(status)) {
      found.push_back(entry->path());
    } else if (fs::is_regular_file(status) && is_called_output(entry->path())) {
      beside.push_back(entry->path());
    }
  }
  if (error) {
    return tl::unexpected(bytes::input_error(directory.string(), "read", error.value()));
  }
  std::ranges::sort(found);
  return found;
}

/// Adds the trees at and below `directory` to `found`, and to `trees` what else is met.
Result<void> find_below(const fs::path& directory, int depth, std::vector<fs::path>& found,
                        MailTrees& trees) {
  if (has_file(directory, bytes::kPartialMark)) {
    trees.unfinished.push_back(directory);
    return {};
  }
  if (has_file(directory, convert::mime::kManifestName)) {
    const auto kind = convert::mime::sniff_mail_directory(directory);
    if (kind && *kind != convert::mime::MailKind::EmlTree) {
      return bytes::fail(
          ErrorKind::Unsupported,
          directory.string() + ": " + std::string(name_of(*kind)) + ", not a tree of mail files",
          kConvertFirst);
    }
    found.push_back(directory);
    return {};
  }
  if (depth == kDeepestOutput) {
    return {};
  }
  auto below = directories_in(directory, trees.beside);
  if (!below) {
    return bytes::pass_on(below.error());
  }
  for (const fs::path& one : *below) {
    if (auto done = find_below(one, depth + 1, found, trees); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace

Result<MailTrees> find_mail_trees(const fs::path& output) {
  std::error_code error;
  const auto status = fs::status(output, error);
  if (!fs::exists(status)) {
    return bytes::fail(ErrorKind::NoInput, output.string() + ": there is no such directory",
                       "name what mailconvert -o wrote");
  }
  if (!fs::is_directory(status)) {
    return bytes::fail(ErrorKind::Unsupported, output.string() + ": not a tree of mail files",
                       kConvertFirst);
  }
  MailTrees trees;
  std::vector<fs::path> found;
  if (auto done = find_below(output, 0, found, trees); !done) {
    return bytes::pass_on(done.error());
  }
  if (found.empty() && !trees.unfinished.empty()) {
    return bytes::fail(ErrorKind::NoInput,
                       trees.unfinished.front().string() + ": a conversion that did not end",
                       "run the conversion again, to its end");
  }
  if (found.empty()) {
    return bytes::fail(ErrorKind::NoInput,
                       output.string() + ": no output of a conversion: there is no " +
                           std::string(convert::mime::kManifestName) + " in it",
                       kConvertFirst);
  }
  std::ranges::sort(trees.beside);
  for (const fs::path& directory : found) {
    const fs::path below = directory.lexically_relative(output);
    const fs::path own = fs::canonical(directory, error);
    trees.places.push_back(
        {.directory = directory,
         .name = below == "." || below.empty() ? own.filename().string() : below.string()});
  }
  return trees;
}

Result<std::vector<std::string>> unlisted_mails(const fs::path& tree,
                                                const std::vector<std::string>& listed) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(tree, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (convert::mime::is_eml_name(entry->path()) &&
        fs::is_regular_file(entry->symlink_status(error))) {
      auto path = entry->path().lexically_relative(tree).generic_string();
      if (!std::ranges::binary_search(listed, path)) {
        found.push_back(std::move(path));
      }
    }
  }
  if (error) {
    return tl::unexpected(bytes::input_error(tree.string(), "read", error.value()));
  }
  std::ranges::sort(found);
  return found;
}

Result<OutputTable> OutputTable::open(const fs::path& path, std::vector<std::string_view> columns) {
  auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  if ((*view)->bytes().size() > convert::mime::kMaxManifest) {
    return bytes::fail(ErrorKind::LimitExceeded, path.string() + ": too large for a table of ours");
  }
  OutputTable table(*view, text::CsvReader(bytes::as_text((*view)->bytes())));
  const auto head = table.reader_.next();
  for (const std::string_view column : columns) {
    std::optional<std::size_t> place;
    if (head) {
      const auto at = std::ranges::find(head->fields, column);
      if (at != head->fields.end()) {
        place = static_cast<std::size_t>(at - head->fields.begin());
      }
    }
    table.places_.push_back(place);
  }
  if (!table.places_.front()) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       path.string() + ": no table that mailconvert wrote: it has no column " +
                           std::string(columns.front()),
                       "take the output of a conversion as it was written");
  }
  return table;
}

std::optional<std::vector<std::string>> OutputTable::next() {
  auto record = reader_.next();
  if (!record) {
    return std::nullopt;
  }
  done_ = record->offset + record->length;
  std::vector<std::string> fields;
  for (const auto& place : places_) {
    fields.push_back(place && *place < record->fields.size() ? std::move(record->fields[*place])
                                                             : std::string());
  }
  return fields;
}

std::uint64_t OutputTable::size() const { return view_->bytes().size(); }

Result<OutputTable> open_manifest(const fs::path& tree) {
  return OutputTable::open(tree / convert::mime::kManifestName,
                           {"path", "folder", "native_id", "state", "subject", "date", "from",
                            "missing", "source", "byte_ranges"});
}

std::optional<ManifestRow> next_manifest_row(OutputTable& table) {
  auto fields = table.next();
  if (!fields) {
    return std::nullopt;
  }
  auto& all = *fields;
  return ManifestRow{.path = std::move(all[0]),
                     .folder = std::move(all[1]),
                     .native_id = std::move(all[2]),
                     .state = std::move(all[3]),
                     .subject = std::move(all[4]),
                     .date = std::move(all[5]),
                     .from = std::move(all[6]),
                     .missing = std::move(all[7]),
                     .source = std::move(all[8]),
                     .byte_ranges = std::move(all[9])};
}

Result<std::optional<OutputTable>> open_losses(const fs::path& tree) {
  if (!has_file(tree, convert::mime::kLossesName)) {
    return std::optional<OutputTable>();
  }
  auto table =
      OutputTable::open(tree / convert::mime::kLossesName,
                        {"kind", "folder", "source", "native_id", "offset", "length", "why"});
  if (!table) {
    return bytes::pass_on(table.error());
  }
  return std::optional(std::move(*table));
}

std::optional<LossRow> next_loss_row(OutputTable& table) {
  auto fields = table.next();
  if (!fields) {
    return std::nullopt;
  }
  auto& all = *fields;
  return LossRow{.kind = std::move(all[0]),
                 .folder = std::move(all[1]),
                 .source = std::move(all[2]),
                 .native_id = std::move(all[3]),
                 .offset = std::move(all[4]),
                 .length = std::move(all[5]),
                 .why = std::move(all[6])};
}

}  // namespace convert::pages
