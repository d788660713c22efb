#include "converters/run/target.h"

#include <array>
#include <cstddef>
#include <utility>

#include "converters/mime/manifest.h"
#include "converters/model/forwarding_sink.h"
#include "converters/run/bag_target.h"
#include "converters/run/iff_target.h"
#include "converters/run/pst_target.h"
#include "converters/spool/spool.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

using bytes::ErrorKind;

struct Name {
  std::string_view name;
  TargetKind kind;
};
constexpr std::array<Name, 7> kNames{{{"eml", TargetKind::EmlTree},
                                      {"mbox", TargetKind::Mboxrd},
                                      {"maildir", TargetKind::Maildir},
                                      {"pst", TargetKind::Pst},
                                      {"pst-ansi", TargetKind::PstAnsi},
                                      {"spool", TargetKind::Spool},
                                      {"iff", TargetKind::Iff}}};

mime::ContainerKind container_of(TargetKind kind) {
  switch (kind) {
    case TargetKind::Mboxrd:
      return mime::ContainerKind::Mboxrd;
    case TargetKind::Maildir:
      return mime::ContainerKind::Maildir;
    case TargetKind::EmlTree:
    case TargetKind::Pst:
    case TargetKind::PstAnsi:
    case TargetKind::Spool:
    case TargetKind::Iff:
      break;
  }
  return mime::ContainerKind::EmlTree;
}

/// A directory tree of mail. `tree_` lives in the sink, which lives as long.
class MailTarget final : public Target {
 public:
  MailTarget(std::unique_ptr<bytes::OutputTree> tree, const convert::mime::MimeOptions& options)
      : tree_(*tree), sink_(convert::mime::open_sink(std::move(tree), options)) {}

  model::Sink& sink() override { return *sink_; }
  [[nodiscard]] std::uint64_t files() const override { return tree_.files_written(); }
  [[nodiscard]] std::uint64_t bytes() const override { return tree_.bytes_written(); }

 private:
  bytes::OutputTree& tree_;
  std::unique_ptr<model::Sink> sink_;
};

/// The last record of a spool closes its file, which thereby gets its name.
class ClosingSink final : public model::ForwardingSink {
 public:
  /// `file` may be null.
  ClosingSink(model::Sink& writer, bytes::OutputFile* file) : ForwardingSink(writer), file_(file) {}

  model::Result<void> finish() override {
    auto finished = next().finish();
    return finished && file_ != nullptr ? file_->close() : finished;
  }

 private:
  bytes::OutputFile* file_;
};

/// One file. Without a file it only counts.
class SpoolTarget final : public Target {
 public:
  SpoolTarget(std::unique_ptr<bytes::OutputFile> file, convert::spool::Compression compression,
              std::string_view creator)
      : file_(std::move(file)),
        writer_(convert::spool::open_writer(
            [this](std::span<const std::byte> data) { return write(data); }, compression, creator)),
        sink_(*writer_, file_.get()) {}

  model::Sink& sink() override { return sink_; }
  [[nodiscard]] std::uint64_t files() const override { return 1; }
  [[nodiscard]] std::uint64_t bytes() const override { return bytes_; }

 private:
  model::Result<void> write(std::span<const std::byte> data) {
    bytes_ += data.size();
    return file_ ? file_->write(data) : model::Result<void>{};
  }

  std::unique_ptr<bytes::OutputFile> file_;
  std::uint64_t bytes_ = 0;
  std::unique_ptr<model::Sink> writer_;
  ClosingSink sink_;
};

bytes::Result<std::unique_ptr<Target>> open_spool(const std::filesystem::path& path,
                                                  const TargetOptions& options) {
  using convert::spool::Compression;
  const auto compression = path == "-" ? Compression::Stored : Compression::Fast;
  if (options.dry_run) {
    if (auto allowed = bytes::check_output_file(path, options.overwrite); !allowed) {
      return tl::unexpected(allowed.error());
    }
    return std::make_unique<SpoolTarget>(nullptr, compression, options.creator);
  }
  auto file = bytes::open_output_file(path, options.overwrite);
  if (!file) {
    return tl::unexpected(file.error());
  }
  return std::make_unique<SpoolTarget>(std::move(*file), compression, options.creator);
}

/// The manifest stands in every tree, whatever its form: it is how an output is known again.
bytes::Result<std::unique_ptr<bytes::OutputTree>> open_tree(const std::filesystem::path& path,
                                                            const TargetOptions& options) {
  if (!options.dry_run) {
    return bytes::open_directory_tree(path, options.overwrite, convert::mime::kManifestName);
  }
  auto allowed =
      bytes::check_directory_target(path, options.overwrite, convert::mime::kManifestName);
  if (!allowed) {
    return tl::unexpected(allowed.error());
  }
  return bytes::open_counting_tree();
}

}  // namespace

bytes::Result<TargetKind> target_kind(std::string_view as, const std::filesystem::path& output) {
  for (const auto& entry : kNames) {
    if (as == entry.name) {
      return entry.kind;
    }
  }
  const auto extension = text::fold_case(output.extension().string());
  if (!as.empty()) {
    return bytes::fail(ErrorKind::Unsupported, "this version cannot write " + std::string(as),
                       "use --as eml, mbox, maildir, pst, pst-ansi, spool or iff");
  }
  if (extension == ".pkl") {
    return TargetKind::Iff;
  }
  if (extension == ".spool") {
    return TargetKind::Spool;
  }
  if (extension == ".pst") {
    return TargetKind::Pst;
  }
  return extension == ".mbox" ? TargetKind::Mboxrd : TargetKind::EmlTree;
}

std::string_view name_of(TargetKind kind) {
  for (const auto& entry : kNames) {
    if (kind == entry.kind) {
      return entry.name;
    }
  }
  return "eml";
}

std::string_view extension_of(TargetKind kind) {
  if (is_pst(kind)) {
    return ".pst";
  }
  if (kind == TargetKind::Iff) {
    return ".pkl";
  }
  return kind == TargetKind::Spool ? ".spool" : "";
}

bool is_pst(TargetKind kind) { return kind == TargetKind::Pst || kind == TargetKind::PstAnsi; }

bool leaves_unfinished(TargetKind kind) {
  return !is_pst(kind) && kind != TargetKind::Spool && kind != TargetKind::Iff;
}

std::string left_behind(TargetKind kind, const std::filesystem::path& path) {
  if (is_pst(kind)) {
    return "the unfinished PST was removed";
  }
  if (kind == TargetKind::Iff) {
    return "the unfinished set was removed";
  }
  if (kind != TargetKind::Spool) {
    return "what was written so far is in " + path.string() + ".partial";
  }
  return path == "-" ? "the spool has no end, and its reader will say so"
                     : "the unfinished spool was removed";
}

bytes::Result<std::unique_ptr<Target>> open_target(const std::filesystem::path& path,
                                                   const TargetOptions& options) {
  if (options.kind == TargetKind::Spool) {
    return open_spool(path, options);
  }
  if (is_pst(options.kind)) {
    return open_pst_target(path, options);
  }
  if (options.kind == TargetKind::Iff) {
    return open_iff_target(path, options);
  }
  auto mime = options.mime;
  mime.container = container_of(options.kind);
  auto tree = open_tree(path, options);
  if (!tree) {
    return tl::unexpected(tree.error());
  }
  if (options.bag) {
    return open_bag_target(std::move(*tree), mime, *options.bag);
  }
  return std::make_unique<MailTarget>(std::move(*tree), mime);
}

}  // namespace run
