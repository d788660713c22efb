#include "converters/run/batch/kept_outputs.h"

#include <system_error>
#include <utility>

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

std::vector<std::string> changes_of(const MailboxEntry& mailbox, std::string_view as) {
  const Finished& finished = mailbox.finished;
  if (mailbox.state != MailboxState::Done || finished.output.empty()) {
    return {};
  }
  std::vector<fs::path> pieces = further_parts(finished.output, as, finished.files);
  pieces.insert(pieces.begin(), finished.output);
  std::vector<std::string> changes;
  std::uint64_t bytes = 0;
  bool is_counted = pieces.size() == finished.files;
  for (const fs::path& piece : pieces) {
    std::error_code error;
    if (!fs::exists(piece, error)) {
      changes.push_back(name_of(mailbox.row) + ": is done, but " + piece.string() +
                        " is not there any more");
      is_counted = false;
    } else if (!fs::is_regular_file(piece, error)) {
      is_counted = false;
    } else {
      bytes += fs::file_size(piece, error);
      is_counted = is_counted && !error;
    }
  }
  if (is_counted && bytes != finished.bytes) {
    changes.push_back(name_of(mailbox.row) + ": is done, but " + finished.output +
                      (pieces.size() > 1 ? " has with its further parts " : " has ") +
                      std::to_string(bytes) + " bytes, and had " + std::to_string(finished.bytes));
  }
  return changes;
}

}  // namespace run::batch
