// Whole stores written in memory, and how others judge them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "converters/pst/model_to_pst.h"
#include "tests/support/memory_file.h"
#include "tests/support/shared_files.h"
#include "tests/support/temporary_directory.h"

namespace test {

/// A part as its test sees it: the sink owns the file, which leaves its content here.
struct WrittenPart {
  std::string name;
  MemoryFile file;
};

/// Hands a part's calls on.
class SharedFile final : public bytes::PatchableFile {
 public:
  explicit SharedFile(std::shared_ptr<WrittenPart> part) : part_(std::move(part)) {}

  [[nodiscard]] bytes::Result<void> write_at(std::uint64_t offset,
                                             std::span<const std::byte> data) override {
    return part_->file.write_at(offset, data);
  }
  [[nodiscard]] bytes::Result<void> sync() override { return part_->file.sync(); }
  [[nodiscard]] bytes::Result<void> close() override { return part_->file.close(); }
  [[nodiscard]] bytes::Result<void> commit() override { return part_->file.commit(); }

 private:
  std::shared_ptr<WrittenPart> part_;
};

/// An output "X.pst", its parts and what was told of it.
class Written {
 public:
  explicit Written(convert::pst::PstOptions options = {}) {
    options.open_part = [this](std::uint32_t number) -> bytes::Result<convert::pst::PartFile> {
      auto part = std::make_shared<WrittenPart>();
      part->name = number == 1 ? "X.pst" : "X-" + std::to_string(number) + ".pst";
      parts.push_back(part);
      convert::pst::PartFile file{.file = std::make_unique<SharedFile>(part), .name = part->name};
      if (reopens) {
        file.reopen = [this, part] { return reopen(*part); };
      }
      return file;
    };
    options.tell = [this](const model::Note& note) { notes.push_back(note); };
    sink_ = convert::pst::open_pst_sink(std::move(options));
  }

  void store(const model::Store& store = {}) { REQUIRE(sink_->store(store)); }
  model::FolderId folder(std::string name, model::FolderRole role = model::FolderRole::None,
                         std::optional<model::FolderId> parent = std::nullopt) {
    model::Folder folder;
    folder.id = {next_++};
    folder.name = std::move(name);
    folder.role = role;
    folder.parent = parent;
    folder.provenance.native_id = "folder " + std::to_string(folder.id.value);
    REQUIRE(sink_->folder(folder));
    return folder.id;
  }
  model::Delivered message(model::FolderId folder, model::Message message) {
    message.folder = folder;
    const auto delivered = sink_->message(message);
    REQUIRE(delivered);
    return *delivered;
  }
  void finish() { REQUIRE(sink_->finish()); }
  [[nodiscard]] model::Sink& sink() { return *sink_; }

  std::vector<std::shared_ptr<WrittenPart>> parts;
  std::vector<model::Note> notes;
  /// Whether parts can be read again when they are complete; changes what the disk gives back.
  bool reopens = false;
  std::function<void(MemoryFile&)> spoil{};

 private:
  bytes::Result<std::shared_ptr<const bytes::FileView>> reopen(WrittenPart& part) {
    if (spoil) {
      spoil(part.file);
    }
    const auto content = part.file.content();
    write_file(directory_ / part.name, bytes::as_text(content));
    return bytes::FileView::open(directory_ / part.name);
  }

  TemporaryDirectory directory_;
  std::unique_ptr<model::Sink> sink_;
  std::uint32_t next_ = 1;
};

/// What pst_lint.py --strict finds in the parts; empty when it finds nothing, or is not there,
/// which a warning says.
enum class Warnings : std::uint8_t { Refuse, Allow };
inline std::string lint(const Written& written, Warnings warnings = Warnings::Refuse) {
  const auto tool = shared_root() / "tools" / "pst_lint.py";
  if (!std::filesystem::exists(tool)) {
    WARN("SKIPPED: no " << tool.string());
    return {};
  }
  const TemporaryDirectory directory;
  std::string files;
  for (const auto& part : written.parts) {
    const auto content = part->file.content();
    std::ofstream(directory / part->name, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
    files += " " + (directory / part->name).string();
  }
  const auto report = directory / "report";
  const std::string command =
      "python3 " + tool.string() + " --strict --max 5" + files + " > " + report.string() + " 2>&1";
  const int status = std::system(command.c_str());
  const std::string text = read_file(report);
  const std::string verdict = warnings == Warnings::Refuse ? "OK E=0 W=0" : "OK E=0";
  std::size_t clean = 0;
  for (auto at = text.find(verdict); at != std::string::npos; at = text.find(verdict, at + 1)) {
    ++clean;
  }
  return status == 0 && clean == written.parts.size() ? std::string() : text;
}

}  // namespace test
