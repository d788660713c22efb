#include "converters/run/batch/kept_outputs.h"

#include <system_error>
#include <utility>

#include "converters/run/batch/output_identity.h"
#include "converters/run/pst_target.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;

/// What a journal says beyond this is not looked for: no PST is divided into so many.
constexpr std::uint32_t kMostParts = 100'000;

}  // namespace

std::vector<fs::path> further_parts(const fs::path& path, std::string_view as,
                                    std::uint64_t files) {
  std::vector<fs::path> parts;
  const auto kind = target_kind(as, path);
  if (!kind || !is_pst(*kind)) {
    return parts;
  }
  std::error_code ignored;
  for (std::uint32_t number = 2; number <= kMostParts; ++number) {
    auto part = part_name(path, number);
    if (files != 0 ? number > files : !fs::exists(part, ignored)) {
      break;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

Standing standing_of(const MailboxEntry& mailbox, const fs::path& output, std::string_view as) {
  const Finished& finished = mailbox.finished;
  Standing standing;
  if (mailbox.state != MailboxState::Done || finished.output.empty()) {
    return standing;
  }
  const std::string done = name_of(mailbox.row) + ": is done, but ";
  std::vector<fs::path> pieces = further_parts(output, as, finished.files);
  pieces.insert(pieces.begin(), output);
  std::error_code error;
  for (const fs::path& piece : pieces) {
    if (!fs::exists(piece, error)) {
      standing.changes.push_back(done + piece.string() + " is not there any more");
    }
  }
  standing.is_gone = standing.changes.size() == pieces.size();
  if (!standing.changes.empty()) {
    return standing;
  }
  std::vector<OutputPart> parts;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    parts.push_back({.name = pieces[i].filename().string()});
  }
  const auto there = measure(output, parts);
  if (!there) {
    standing.changes.push_back(done + there.error().what);
    return standing;
  }
  const bool is_tree = fs::is_directory(output, error);
  const bool is_changed = is_tree
                              ? there->files < finished.files || there->bytes < finished.bytes
                              : there->files == finished.files && there->bytes != finished.bytes;
  if (is_changed) {
    const auto files = [is_tree](std::uint64_t count) {
      return is_tree ? std::to_string(count) + " files, " : std::string();
    };
    standing.changes.push_back(
        done + output.string() + (parts.empty() ? " has " : " has with its further parts ") +
        files(there->files) + std::to_string(there->bytes) + " bytes, and had " +
        files(finished.files) + std::to_string(finished.bytes));
  }
  return standing;
}

}  // namespace run::batch
