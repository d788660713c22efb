// Where a mailbox goes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/mime/model_to_mime.h"
#include "converters/model/stream.h"
#include "converters/pst/model_to_pst.h"
#include "formats/bytes/output.h"

namespace run {

enum class TargetKind : std::uint8_t { EmlTree, Mboxrd, Maildir, Pst, PstAnsi, Spool, Iff };

/// --bag: what a mailbag says of where its mail is from.
struct BagOptions {
  std::string source_format;  // Mailbag-Source: pst, mbox, eml
  std::string agent_version;
  std::int64_t now = 0;  // seconds since 1970, UTC
};

struct TargetOptions {
  TargetKind kind = TargetKind::EmlTree;
  bytes::Overwrite overwrite = bytes::Overwrite::Refuse;  // --force: Replace
  bool dry_run = false;                                   // write nothing, count everything
  convert::mime::MimeOptions mime;                        // `container` follows `kind`
  convert::pst::PstOptions pst;  // `width` follows `kind`, `open_part` the output's name
  std::string creator;           // program and version, for a spool
  /// Files of mail are written on a thread of their own (write_behind_tree.h).
  bool write_behind = false;
  /// What a target that has its own to say tells of the output; may be empty.
  std::function<void(const model::Note&)> tell{};
  std::optional<BagOptions> bag{};  // an EML tree becomes a mailbag
  /// Asked before a file beside the output is opened; may be empty.
  std::function<bytes::Result<void>(const std::filesystem::path&)> may_write{};
};

/// --as NAME, or, when that is empty, the name of the output: .pst, .spool, .mbox, .pkl, anything
/// else an EML tree. Unsupported, naming what there is, for a form this version cannot write.
[[nodiscard]] bytes::Result<TargetKind> target_kind(std::string_view as,
                                                    const std::filesystem::path& output);
/// "eml", "mbox", "maildir", "pst", "pst-ansi", "spool", "iff".
[[nodiscard]] std::string_view name_of(TargetKind kind);
/// What an output of this kind is called when its name is made up: ".pst", ".spool", ".pkl" or
/// nothing.
[[nodiscard]] std::string_view extension_of(TargetKind kind);

/// One file of an output that may need several.
struct OutputPart {
  std::string name;  // of the file, which lies beside the first
  std::uint64_t bytes = 0;
  std::uint64_t items = 0;
};

/// An output that is being written; it has its final name only after sink().finish().
class Target {
 public:
  Target() = default;
  Target(const Target&) = delete;
  Target(Target&&) = delete;
  Target& operator=(const Target&) = delete;
  Target& operator=(Target&&) = delete;
  virtual ~Target() = default;

  [[nodiscard]] virtual model::Sink& sink() = 0;
  [[nodiscard]] virtual std::uint64_t files() const = 0;
  [[nodiscard]] virtual std::uint64_t bytes() const = 0;
  /// Items that sink() called written and that could not be: the last of them. Only after an Error.
  [[nodiscard]] virtual std::uint64_t given_up() const { return 0; }
  /// Of a form that has parts: each of them, also when there is one.
  [[nodiscard]] virtual std::vector<OutputPart> parts() const { return {}; }
  /// Of a form that needs several files and has no parts: the names of those beside the output.
  [[nodiscard]] virtual std::vector<std::string> further_files() const { return {}; }
  /// Hears of each item of the source that is not in the output, whoever left it out or lost it.
  /// The Message-ID is empty when it has none, or it is not known.
  [[nodiscard]] virtual model::Result<void> leave_out(std::string_view /*message_id*/) {
    return {};
  }
};

[[nodiscard]] bool is_pst(TargetKind kind);

/// Whether a run that could not finish leaves what it wrote, as TARGET.partial.
[[nodiscard]] bool leaves_unfinished(TargetKind kind);

/// What becomes of an output at `path` that is not finished, in words.
[[nodiscard]] std::string left_behind(TargetKind kind, const std::filesystem::path& path);

/// `path` "-" is standard output, for a spool only. A PST that is divided has its further parts
/// beside it: "X.pst", "X-2.pst". What stands at `path` is looked at in a dry
/// run, too; a tree is replaced only when it holds the manifest of an earlier run.
[[nodiscard]] bytes::Result<std::unique_ptr<Target>> open_target(const std::filesystem::path& path,
                                                                 const TargetOptions& options);

}  // namespace run
