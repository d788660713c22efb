#include "converters/run/evidence/package.h"

#include <algorithm>

#include "converters/run/evidence/evidence_sink.h"
#include "converters/run/evidence/rows.h"
#include "converters/run/evidence/run_record.h"
#include "converters/run/quantity.h"
#include "formats/bytes/hashing_tree.h"
#include "formats/bytes/write_text.h"
#include "formats/text/csv.h"

namespace run::evidence {
namespace {

constexpr std::string_view kIndex = "index.csv";
constexpr std::string_view kDfxml = "dfxml.xml";
constexpr std::string_view kOutputs = "outputs.sha256";
constexpr std::string_view kManifest = "manifest-sha256.txt";
constexpr std::string_view kRun = "run.json";

/// Of the elements that DFXML has no word for.
constexpr std::string_view kExtensions = "urn:x-restante:evidence:1";

/// Why a mailbox has no output, and how much of it was not looked at.
std::string failure_text(const MailboxResult& result) {
  const auto total = result.account.total();
  const auto left = total.expected - std::min(total.done(), total.expected);
  return result.error->what + (left == 0 ? "" : "; not reached: " + format_items(left, "item"));
}

}  // namespace

Package::Package(const PackageOptions& options, std::unique_ptr<bytes::OutputTree> tree,
                 const std::vector<Source>& sources)
    : options_(options),
      tree_(bytes::open_hashing_tree(std::move(tree),
                                     [this](const bytes::HashedFile& file) {
                                       written_.emplace_back(file.path, file.sha256);
                                       return bytes::Result<void>();
                                     })),
      files_(sources),
      index_(*tree_, kIndex, index_columns()),
      dfxml_file_(*tree_, std::string(kDfxml)),
      dfxml_([this](std::string_view text) { return dfxml_file_.add(text); }),
      outputs_(*tree_, std::string(kOutputs)) {}

bytes::Result<std::unique_ptr<Package>> Package::open(const PackageOptions& options,
                                                      const std::vector<Source>& sources,
                                                      Progress& progress) {
  auto tree = bytes::open_directory_tree(options.directory, bytes::Overwrite::Refuse);
  if (!tree) {
    if (tree.error().kind == bytes::ErrorKind::Exists) {
      tree.error().hint = "evidence is never replaced: name a directory that is new or empty";
    }
    return tl::unexpected(tree.error());
  }
  std::unique_ptr<Package> package(new Package(options, std::move(*tree), sources));
  auto begun = package->files_.take_before(progress);
  if (begun) {
    begun = package->begin();
  }
  if (!begun) {
    return tl::unexpected(begun.error());
  }
  return package;
}

bytes::Result<void> Package::begin() {
  std::vector<std::string> images;
  images.reserve(files_.files().size());
  for (const auto& file : files_.files()) {
    images.push_back(file.name);
  }
  return index_.begin()
      .and_then([this] { return outputs_.begin(); })
      .and_then([this] { return dfxml_file_.begin(); })
      .and_then([&] {
        return dfxml_.begin({.type = "Items of mail stores, and the bytes they lie in",
                             .program = options_.program,
                             .version = options_.version,
                             .compiler = compiler_name(),
                             .images = std::move(images),
                             .extension_namespace = std::string(kExtensions)});
      });
}

std::unique_ptr<model::Sink> Package::begin_mailbox(model::Sink& next) {
  records_ = std::make_shared<RecordFile>();
  return std::make_unique<EvidenceSink>(next, records_);
}

bytes::Result<void> Package::end_mailbox(const MailboxResult& result, TargetKind kind,
                                         Progress& progress) {
  const auto records = records_ == nullptr ? std::make_shared<RecordFile>() : std::move(records_);
  records_.reset();
  const bool is_stopped = result.error && result.error->kind == bytes::ErrorKind::Interrupted;
  if (!state_ || is_stopped) {
    return state_;  // no package comes of it
  }
  progress.start("evidence of " + result.source.path.filename().string(), 0);
  state_ = add_rows(result, kind, *records);
  progress.clear();
  return state_;
}

bytes::Result<void> Package::add_rows(const MailboxResult& result, TargetKind kind,
                                      RecordFile& records) {
  OutputFiles outputs(result, kind,
                      [this](const std::filesystem::path& file, const FileDigests& digests) {
                        return outputs_.add(checksum_line(digests.sha256, file.string()));
                      });
  for (std::uint64_t i = 0; i < records.count(); ++i) {
    auto record = records.next();
    if (!record) {
      return tl::unexpected(record.error());
    }
    std::optional<OutputPlace> place;
    if (record->outcome == "written" && result.error) {
      record->outcome = "unfinished";
    } else if (record->outcome == "written") {
      auto found = outputs.place_of(*record);
      if (!found) {
        return tl::unexpected(found.error());
      }
      place = std::move(*found);
    }
    if (auto added = add_row(*record, result, std::move(place)); !added) {
      return added;
    }
  }
  if (!result.error) {
    return outputs.tell_others();
  }
  ItemRecord record;
  record.kind = "source";
  record.state = "lost";
  record.reason = failure_text(result);
  return add_row(record, result, std::nullopt);
}

bytes::Result<void> Package::add_row(const ItemRecord& record, const MailboxResult& result,
                                     std::optional<OutputPlace> output) {
  const Row row{.number = ++rows_,
                .record = &record,
                .source = &result.source,
                .pieces = locate(record, result.source, files_),
                .output = std::move(output)};
  if (auto added = index_.add(index_fields(row, files_)); !added) {
    return added;
  }
  for (const auto& object : dfxml_objects(row, files_)) {
    if (auto added = dfxml_.add(object); !added) {
      return added;
    }
  }
  return {};
}

bytes::Result<Findings> Package::look_again(Progress& progress) {
  if (state_) {
    state_ = files_.take_after(progress);
  }
  if (!state_) {
    return tl::unexpected(state_.error());
  }
  Findings findings;
  for (const SourceFile& file : files_.files()) {
    const auto verdict = file.verdict();
    if (verdict == Verdict::Unread) {
      findings.unread.push_back(file.name + ": " + file.trouble);
    } else if (verdict != Verdict::Unchanged) {
      findings.changed.push_back(file.name + ": " + name_of(verdict));
    }
  }
  return findings;
}

bytes::Result<void> Package::write_sources() {
  std::string table =
      text::csv_record({"source", "file", "archive", "verdict", "size_before", "sha256_before",
                        "md5_before", "size_after", "sha256_after", "md5_after", "trouble"});
  std::string sha256;
  std::string md5;
  std::size_t number = 0;
  const FileDigests none;
  for (const SourceFile& file : files_.files()) {
    const auto fields = [&none](const std::optional<FileDigests>& digests) {
      const auto& known = digests ? *digests : none;
      return std::vector<std::string>{digests ? std::to_string(known.size) : std::string(),
                                      known.sha256, known.md5};
    };
    std::vector<std::string> record = {file.source, file.name, file.archive,
                                       name_of(file.verdict())};
    for (const auto& part : {fields(file.before), fields(file.after)}) {
      record.insert(record.end(), part.begin(), part.end());
    }
    record.push_back(file.trouble);
    table += text::csv_record(record);
    if (file.before && file.archive.empty()) {
      sha256 += checksum_line(file.before->sha256, file.name);
      md5 += checksum_line(file.before->md5, file.name);
    }
    if (auto added = dfxml_.add(dfxml_object(file, ++number)); !added) {
      return added;
    }
  }
  return write_text(*tree_, "sources.csv", table)
      .and_then([&] { return write_text(*tree_, "sources.sha256", sha256); })
      .and_then([&] { return write_text(*tree_, "sources.md5", md5); });
}

/// Of all files but itself and run.json, which has its digest.
bytes::Result<void> Package::write_manifest() {
  std::ranges::sort(written_);
  std::string lines;
  for (const auto& [path, sha256] : written_) {
    lines += checksum_line(sha256, path);
  }
  return write_text(*tree_, kManifest, lines);
}

bytes::Result<void> Package::write_run(const Report& report) {
  const auto manifest =
      std::ranges::find(written_, kManifest, &std::pair<std::string, std::string>::first);
  return write_text(*tree_, kRun, run_record(report, files_, manifest->second));
}

bytes::Result<std::string> Package::finish(const Report& report) {
  auto done = write_sources()
                  .and_then([this] { return dfxml_.end(); })
                  .and_then([this] { return dfxml_file_.close(); })
                  .and_then([this] { return index_.close(); })
                  .and_then([this] { return outputs_.close(); })
                  .and_then([this] { return write_manifest(); })
                  .and_then([&] { return write_run(report); });
  if (!done) {
    return tl::unexpected(done.error());
  }
  const std::string seal = written_.back().second;
  if (auto committed = tree_->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return seal;
}

std::string Package::sha256_of(const Source& source) const {
  const bool is_one_file = source.directory.empty() && source.pieces.empty();
  const auto* file = is_one_file ? files_.find(source.path) : nullptr;
  return file != nullptr && file->before ? file->before->sha256 : std::string();
}

std::string Package::left_behind() const {
  return "what there is of the evidence is in " + options_.directory.string() + ".partial";
}

}  // namespace run::evidence
