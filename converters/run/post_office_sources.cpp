#include "converters/run/post_office_sources.h"

#include <system_error>
#include <utility>

#include "converters/wgpo/text_parts.h"
#include "formats/imcsave/tree.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

namespace fs = std::filesystem;

Source mailbox_of(const fs::path& directory, const wgpo::MailboxPlace& place,
                  const std::shared_ptr<const wgpo::PostOffice>& office) {
  Source source;
  source.office = office;
  source.directory = directory;
  source.mailbox = place.name;
  source.path = directory / text::decode(place.name, convert::wgpo::kPostOfficePage).utf8;
  source.kind = SourceKind::Wgpo;
  source.certainty =
      office->kind() == wgpo::TreeKind::PostOffice ? Certainty::Sure : Certainty::Possible;
  source.what = "mailbox of a post office";
  for (const auto* file : {place.mailbag, place.key, place.store}) {
    if (file != nullptr) {
      source.size += file->size;
      source.evidence.push_back(file->name + ", " + std::to_string(file->size) + " bytes");
    }
  }
  if (source.evidence.empty()) {
    source.evidence = {"it has no file of its own"};
  }
  return source;
}

}  // namespace

void add_mailboxes(const fs::path& directory, const std::shared_ptr<const wgpo::PostOffice>& office,
                   Found& found) {
  for (const std::string& remark : office->remarks()) {
    found.notes.push_back(directory.string() + ": " + remark);
  }
  for (const wgpo::MailboxPlace& place : office->mailboxes()) {
    found.sources.push_back(mailbox_of(directory, place, office));
  }
  if (office->mailboxes().empty()) {
    found.sources.push_back(
        unusable(directory, {.kind = bytes::ErrorKind::NotThisFormat,
                             .what = directory.string() + ": a post office without any mailbox",
                             .hint = "look for the directories MBG, KEY and MMF of the original"}));
  }
}

Source saved_queues(const fs::path& directory) {
  const auto tree = imcsave::read_tree(directory);
  if (!tree) {
    return unusable(directory, tree.error());
  }
  Source source;
  source.path = directory;
  source.directory = directory;
  source.kind = SourceKind::Imcsave;
  source.certainty = tree->packing_list ? Certainty::Sure : Certainty::Possible;
  source.what = "queues saved by IMCSAVE";
  for (const imcsave::Queue& queue : tree->queues) {
    source.evidence.push_back(queue.name + ", " + std::to_string(queue.files.size()) + " files");
    for (const fs::path& file : queue.files) {
      std::error_code unknown;
      const auto size = fs::file_size(file, unknown);
      source.size += unknown ? 0 : size;
    }
  }
  return source;
}

}  // namespace run
