#include "converters/run/ccmail_post_office_sources.h"

#include <memory>
#include <string>
#include <utility>

#include "converters/run/store_names.h"
#include "formats/ccmail_post_office/collection.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using ccmail_post_office::CollectedUser;
using ccmail_post_office::Confidence;
using ccmail_post_office::FileRole;

Certainty certainty_of(Confidence confidence) {
  return confidence == Confidence::High ? Certainty::Sure : Certainty::Possible;
}

Source user_of(const fs::path& folder, const CollectedUser& user) {
  Source source;
  source.collected = std::make_shared<const CollectedUser>(user);
  source.path = user.folder;
  source.directory = folder;
  source.mailbox = user.row.name;
  source.kind = SourceKind::CcmailCollected;
  source.certainty = Certainty::Sure;
  source.what = "cc:Mail mailbox, exported";
  source.version = ccmail_post_office::name_of(user.outcome);
  source.size = user.bytes;
  source.evidence = {
      user.row.id + " in the map is " + user.row.name + " at " + user.row.post_office,
      describe(user)};
  for (const std::string& other : user.others) {
    source.evidence.push_back(other + ": not read");
  }
  if (user.streams.empty() && !user.is_complete()) {
    source.error = bytes::Error{
        .kind = bytes::ErrorKind::NotThisFormat,
        .what = user.folder.string() + ": no mail of " + user.row.name + ": " + describe(user),
        .hint = "CHECKLIST.TXT of the plan says how to export it again"};
  }
  return source;
}

Source post_office_of(const fs::path& directory, ccmail_post_office::Reading reading) {
  auto taken = ccmail_post_office::take_inventory(directory, reading);
  if (!taken) {
    return unusable(directory, taken.error());
  }
  Source source;
  source.path = directory;
  source.directory = directory;
  source.size = taken->bytes;
  source.certainty = certainty_of(taken->judgement.confidence);
  source.what = "cc:Mail post office";
  source.version = ccmail_post_office::name_of(taken->judgement.generation);
  source.evidence = to_lines(*taken);
  source.error = cannot_read(*taken);
  source.inventory = std::make_shared<const ccmail_post_office::Inventory>(std::move(*taken));
  return source;
}

}  // namespace

std::vector<fs::path> add_ccmail_post_office(const fs::path& directory,
                                             ccmail_post_office::Reading reading, Found& found) {
  found.sources.push_back(post_office_of(directory, reading));
  const auto before = found.sources.size();
  if (ccmail_post_office::is_collection(directory)) {
    add_collection(directory, found);
  }
  std::vector<fs::path> told;
  for (std::size_t i = before; i < found.sources.size(); ++i) {
    told.push_back(found.sources[i].path);
  }
  return told;
}

bool is_of_post_office(const fs::path& file) {
  switch (ccmail_post_office::meaning_of(file.filename().string()).role) {
    case FileRole::Directory:
    case FileRole::Messages:
    case FileRole::UserFile:
    case FileRole::BoardFile:
    case FileRole::DataDictionary:
    case FileRole::MessageStore:
    case FileRole::MailboxFile:
    case FileRole::Table:
    case FileRole::IntegrityMark:
    case FileRole::ShutdownFlag:
    case FileRole::DamageLog:
    case FileRole::Program:
      return true;
    default:
      return false;  // texts, archives and calendars are looked at by themselves
  }
}

bool judge_ccmail_archive(Source& source) {
  const std::string extension = lower_extension(source.path);
  if (extension != ".cca" && extension != ".imp") {
    return false;
  }
  source.certainty = Certainty::Possible;
  source.what = "cc:Mail archive";
  source.version = "binary";
  source.evidence = {"the extension " + extension + ", and nothing that is known inside"};
  source.error = ccmail_post_office::cannot_read_archive(source.path);
  return true;
}

void add_collection(const fs::path& folder, Found& found) {
  const auto collection = ccmail_post_office::read_collection(folder);
  if (!collection) {
    found.sources.push_back(unusable(folder, collection.error()));
    return;
  }
  for (const CollectedUser& user : collection->users) {
    found.sources.push_back(user_of(folder, user));
  }
  if (collection->damage.total() != 0) {
    const auto& first = collection->damage.items().front();
    found.sources.push_back(
        unusable(folder / std::string(ccmail_post_office::kUsersMap),
                 {.kind = bytes::ErrorKind::NotThisFormat,
                  .what = folder.string() + ": " + std::to_string(collection->damage.total()) +
                          " lines of the map of users cannot be read, the first at byte " +
                          std::to_string(first.offset),
                  .hint = "take the map from the plan again: make the plan once more"}));
  }
  for (const std::string& name : collection->unlisted) {
    found.sources.push_back(unusable(
        folder / name, {.kind = bytes::ErrorKind::NotThisFormat,
                        .what = (folder / name).string() + ": mail that is of no user of the map",
                        .hint = "name its .CCM files to convert them"}));
  }
  if (collection->users.empty()) {
    found.sources.push_back(
        unusable(folder, {.kind = bytes::ErrorKind::NoInput,
                          .what = folder.string() + ": a collection without any user",
                          .hint = "make the plan of the second step with --directory"}));
  }
}

}  // namespace run
