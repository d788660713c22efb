#include "converters/run/mail_sources.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "converters/mime/manifest.h"
#include "converters/mime/reader/mail_tree.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/mbox.h"
#include "formats/mime/reader/message_sniff.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using convert::mime::MailKind;

void set_kind(Source& source, MailKind kind, Certainty certainty, std::string evidence) {
  source.kind = SourceKind::Mime;
  source.mail = kind;
  source.certainty = certainty;
  source.what = convert::mime::name_of(kind);
  source.evidence = {std::move(evidence)};
}

/// A tree that may be a part of a larger one: nothing says that it is a mailbox by itself.
bool is_open_tree(const Source& source) {
  std::error_code ignored;
  return source.kind == SourceKind::Mime && source.mail == MailKind::EmlTree &&
         !fs::exists(source.path / convert::mime::kManifestName, ignored);
}

/// Files that are nothing decide nothing.
bool is_no_store(const Source& source) {
  return source.kind == SourceKind::Unknown && source.error.has_value();
}

}  // namespace

bool judge_mail(Source& source, std::span<const std::byte> head) {
  if (mime::is_mbox(head)) {
    set_kind(source, MailKind::Mbox, Certainty::Sure,
             "it begins with a line of From, a sender and a date");
    return true;
  }
  const mime::MessageEvidence evidence = mime::sniff_message(head);
  const bool is_named = convert::mime::is_eml_name(source.path);
  if (evidence.is_possible() || is_named) {
    set_kind(source, MailKind::Message, evidence.is_sure() ? Certainty::Sure : Certainty::Possible,
             "it begins with " + std::to_string(evidence.fields) + " header fields, " +
                 std::to_string(evidence.known) + " of which mail has");
    return true;
  }
  return false;
}

bool is_mailbox_file(const Source& source) {
  const std::string extension = source.path.extension().string();
  return source.mail == MailKind::Mbox &&
         (mime::same_word(extension, ".mbox") || mime::same_word(extension, ".mbx"));
}

Source mail_directory(const fs::path& directory, MailKind kind) {
  Source source;
  source.path = directory.filename().empty() ? directory.parent_path() : directory;
  source.directory = source.path;
  const auto tree = convert::mime::walk_mail_tree(source.path, kind);
  if (!tree) {
    source.what = "unknown";
    source.error = tree.error();
    return source;
  }
  std::size_t files = 0;
  for (const auto& folder : tree->folders) {
    files += folder.files.size();
  }
  source.size = tree->size;
  set_kind(source, kind, Certainty::Sure,
           std::to_string(files) + " files of mail in " + std::to_string(tree->folders.size()) +
               " folders");
  return source;
}

void settle_mail_tree(const fs::path& directory, bool has_messages, std::size_t first,
                      std::vector<Source>& sources) {
  const auto begin = sources.begin() + static_cast<std::ptrdiff_t>(first);
  const bool has_trees = std::any_of(begin, sources.end(), is_open_tree);
  const bool has_others = std::any_of(begin, sources.end(), [](const Source& source) {
    return !is_open_tree(source) && !is_no_store(source);
  });
  if (!has_others && (has_messages || has_trees)) {
    sources.erase(std::remove_if(begin, sources.end(), is_open_tree), sources.end());
    sources.insert(sources.begin() + static_cast<std::ptrdiff_t>(first),
                   mail_directory(directory, MailKind::EmlTree));
  } else if (has_messages) {
    sources.push_back(mail_directory(directory, MailKind::LooseFiles));
  }
}

}  // namespace run
