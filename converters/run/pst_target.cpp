#include "converters/run/pst_target.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <system_error>
#include <utility>

#include "converters/model/forwarding_sink.h"
#include "formats/bytes/output_place.h"
#include "formats/bytes/patchable_file.h"

namespace run {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSignature = "!BDN";  // [MS-PST] 2.2.2.6 dwMagic

/// What the parts of an output come to; kept beside the sink, which owns their files.
using Parts = std::vector<OutputPart>;

/// Passes a part's writes on and tells how large it became.
class MeasuredFile final : public bytes::PatchableFile {
 public:
  MeasuredFile(std::unique_ptr<bytes::PatchableFile> file, std::shared_ptr<Parts> parts)
      : file_(std::move(file)), parts_(std::move(parts)), number_(parts_->size() - 1) {}

  [[nodiscard]] bytes::Result<void> write_at(std::uint64_t offset,
                                             std::span<const std::byte> data) override {
    auto& part = (*parts_)[number_];
    part.bytes = std::max(part.bytes, offset + data.size());
    return file_->write_at(offset, data);
  }
  [[nodiscard]] bytes::Result<void> sync() override { return file_->sync(); }
  [[nodiscard]] bytes::Result<void> close() override { return file_->close(); }
  [[nodiscard]] bytes::Result<void> commit() override { return file_->commit(); }

 private:
  std::unique_ptr<bytes::PatchableFile> file_;
  std::shared_ptr<Parts> parts_;
  std::size_t number_;
};

bytes::Result<std::unique_ptr<bytes::PatchableFile>> open_file(const fs::path& name,
                                                               const TargetOptions& options) {
  if (options.may_write) {
    if (auto allowed = options.may_write(name); !allowed) {
      return tl::unexpected(allowed.error());
    }
  }
  if (!options.dry_run) {
    return bytes::open_patchable_file(name, options.overwrite, kSignature);
  }
  if (auto allowed = bytes::check_patchable_file(name, options.overwrite, kSignature); !allowed) {
    return tl::unexpected(allowed.error());
  }
  return bytes::open_counting_file();
}

bytes::Result<convert::pst::PartFile> open_part(const fs::path& path, std::uint32_t number,
                                                const TargetOptions& options,
                                                const std::shared_ptr<Parts>& parts) {
  const auto name = part_name(path, number);
  auto file = open_file(name, options);
  if (!file) {
    return tl::unexpected(file.error());
  }
  parts->push_back({.name = name.filename().string()});
  convert::pst::PartFile part{.file = std::make_unique<MeasuredFile>(std::move(*file), parts),
                              .name = name.filename().string()};
  if (!options.dry_run) {
    part.reopen = [partial = bytes::partial_of(name)] { return bytes::FileView::open(partial); };
  }
  return part;
}

/// Counts the items of each part, and tells of files that look like further parts and are none.
class PartsSink final : public model::ForwardingSink {
 public:
  PartsSink(model::Sink& target, fs::path path, std::shared_ptr<Parts> parts,
            std::function<void(model::Note)> tell)
      : ForwardingSink(target),
        path_(std::move(path)),
        parts_(std::move(parts)),
        tell_(std::move(tell)) {}

  model::Result<model::Delivered> message(const model::Message& message) override {
    auto delivered = next().message(message);
    if (delivered && delivered->disposition == model::Disposition::Written) {
      ++parts_->back().items;
    }
    return delivered;
  }

  model::Result<void> finish() override {
    auto finished = next().finish();
    std::string stale;
    std::error_code ignored;
    for (auto number = static_cast<std::uint32_t>(parts_->size() + 1);
         fs::exists(part_name(path_, number), ignored); ++number) {
      stale += (stale.empty() ? "" : ", ") + part_name(path_, number).filename().string();
    }
    if (finished && tell_ && !stale.empty()) {
      tell_({.where = path_.string(),
             .text = "there are files called like further parts, of an earlier run perhaps, that "
                     "are no part of this output: " +
                     stale,
             .warning = true});
    }
    return finished;
  }

 private:
  fs::path path_;
  std::shared_ptr<Parts> parts_;
  std::function<void(model::Note)> tell_;
};

class PstTarget final : public Target {
 public:
  PstTarget(const fs::path& path, const TargetOptions& options)
      : parts_(std::make_shared<Parts>()),
        writer_(convert::pst::open_pst_sink(options_of(path, options, parts_))),
        sink_(*writer_, path, parts_, options.pst.tell) {}

  model::Sink& sink() override { return sink_; }
  [[nodiscard]] std::uint64_t files() const override { return parts_->size(); }
  [[nodiscard]] std::uint64_t bytes() const override {
    return std::accumulate(
        parts_->begin(), parts_->end(), std::uint64_t{0},
        [](std::uint64_t sum, const OutputPart& part) { return sum + part.bytes; });
  }
  [[nodiscard]] std::vector<OutputPart> parts() const override { return *parts_; }

 private:
  static convert::pst::PstOptions options_of(const fs::path& path, const TargetOptions& options,
                                             std::shared_ptr<Parts> parts) {
    auto out = options.pst;
    out.width = options.kind == TargetKind::PstAnsi ? ::pst::Width::Ansi : ::pst::Width::Unicode;
    out.open_part = [path, options, parts = std::move(parts)](std::uint32_t number) {
      return open_part(path, number, options, parts);
    };
    return out;
  }

  std::shared_ptr<Parts> parts_;
  std::unique_ptr<model::Sink> writer_;
  PartsSink sink_;
};

}  // namespace

fs::path part_name(const fs::path& path, std::uint32_t number) {
  if (number == 1) {
    return path;
  }
  auto name = path.stem();
  name += "-" + std::to_string(number);
  name += path.extension();
  return path.parent_path() / name;
}

bytes::Result<std::unique_ptr<Target>> open_pst_target(const fs::path& path,
                                                       const TargetOptions& options) {
  // Also looked at when the first part is opened; here nothing has been read yet.
  if (auto allowed = bytes::check_patchable_file(path, options.overwrite, kSignature); !allowed) {
    return tl::unexpected(allowed.error());
  }
  return std::make_unique<PstTarget>(path, options);
}

}  // namespace run
