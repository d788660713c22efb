// An inventory as lines, and as the reason why there is no mail.
#include <cstddef>
#include <string>

#include "formats/bytes/hex.h"
#include "formats/ccmail_post_office/inventory.h"

namespace ccmail_post_office {
namespace {

// Of thousands of users the rest is in the JSON form.
constexpr std::size_t kListedFiles = 40;

std::string line_of(const InventoryFile& file) {
  std::string line = file.name + ", " + std::to_string(file.size) + " bytes";
  if (file.impression) {
    line += ", entropy " + entropy_text(*file.impression);
  }
  return line + ": " + std::string(file.meaning.meaning) + " (" +
         std::string(name_of(file.meaning.grade)) + ")";
}

std::string line_of(const Finding& finding) {
  std::string line = "finding, " + std::string(name_of(finding.kind)) + ": ";
  line += finding.file.empty() ? "" : finding.file + ": ";
  if (finding.offset && finding.length) {
    line += bytes::hex_offset(*finding.offset) + "+" + std::to_string(*finding.length) + ": ";
  }
  line += finding.text;
  return finding.quoted.empty() ? line : line + ": \"" + finding.quoted + "\"";
}

std::string line_of(const Limit& limit) {
  return "limit: " + std::string(limit.what) + ": " + std::to_string(limit.most) +
         (limit.found ? "; here " + std::to_string(*limit.found) : "");
}

constexpr const char* kHowToExport =
    "export it with the owner's own EXPORT over a copy (ccmail-export-plan writes the batch files "
    "and a checklist), and convert what that writes";

}  // namespace

std::vector<std::string> to_lines(const Inventory& inventory) {
  std::vector<std::string> lines;
  for (const std::string& evidence : inventory.judgement.evidence) {
    lines.push_back(evidence);
  }
  lines.push_back("rule " + std::string(inventory.judgement.rule) + ": " +
                  std::string(name_of(inventory.judgement.generation)) + ", confidence " +
                  std::string(name_of(inventory.judgement.confidence)));
  if (inventory.judgement.generation == Generation::Db8) {
    lines.emplace_back(
        "release 8.5 changed DB8, and no file name tells: ask the administrator which release it "
        "was; 16-bit programs corrupt a post office of 8.5");
  }
  lines.push_back(std::to_string(inventory.user_files) + " user files, " +
                  std::to_string(inventory.bytes) + " bytes in " +
                  std::to_string(inventory.files.size()) + " files of cc:Mail; " +
                  std::to_string(inventory.other_files) + " other files, " +
                  std::to_string(inventory.directories) + " directories");
  lines.push_back(inventory.shut_down ? "shut down: CCPODOWN is there"
                                      : "not shut down: no CCPODOWN");
  std::size_t listed = 0;
  for (const InventoryFile& file : inventory.files) {
    if (listed++ == kListedFiles) {
      lines.push_back("… and " + std::to_string(inventory.files.size() - kListedFiles) +
                      " further files: see the JSON form");
      break;
    }
    lines.push_back(line_of(file));
  }
  for (const Finding& finding : inventory.findings) {
    lines.push_back(line_of(finding));
  }
  for (const Limit& limit : inventory.limits) {
    lines.push_back(line_of(limit));
  }
  return lines;
}

bytes::Error cannot_read(const Inventory& inventory) {
  return {.kind = bytes::ErrorKind::Unsupported,
          .what = inventory.directory.string() + ": a cc:Mail post office (" +
                  std::string(name_of(inventory.judgement.generation)) +
                  "): no layout of its files is published, and healthy ones are enciphered: this "
                  "toolkit does not read them, and guesses at nothing",
          .hint = kHowToExport};
}

bytes::Error cannot_read_archive(const std::filesystem::path& file) {
  return {.kind = bytes::ErrorKind::Unsupported,
          .what = file.string() +
                  ": by its name a binary archive of cc:Mail: no layout of it is published, and "
                  "this toolkit guesses at nothing",
          .hint = "open it in the cc:Mail client it comes from and save it as a text archive"};
}

}  // namespace ccmail_post_office
