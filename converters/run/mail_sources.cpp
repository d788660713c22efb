#include "converters/run/mail_sources.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "converters/mime/manifest.h"
#include "converters/mime/reader/mail_tree.h"
#include "converters/run/store_names.h"
#include "formats/bytes/byte_source.h"
#include "formats/mime/line.h"
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

/// Files that are nothing decide nothing, nor do texts that look like mail.
bool is_no_store(const Source& source) {
  std::error_code ignored;
  const bool is_text = source.kind == SourceKind::Mime && !is_mailbox_file(source) &&
                       fs::is_regular_file(source.path, ignored);
  return is_text || (source.kind == SourceKind::Unknown && source.error.has_value());
}

/// An mbox whose beginning is damaged: separators come later. Without the name of one, there must
/// be mail behind the first.
bool judge_damaged_mbox(Source& source, std::span<const std::byte> head,
                        const mime::MessageEvidence& evidence) {
  const std::string_view text = bytes::as_text(head);
  const std::size_t at = has_store_name(source.path) ? text.size() : mime::find_separator(text, 0);
  if (at == text.size()) {
    if (!has_mailbox_name(source.path) || !evidence.is_possible()) {
      return false;
    }
    set_kind(source, MailKind::Mbox, Certainty::Possible,
             "it has the name of an mbox, and begins with header fields without a separator");
    return true;
  }
  std::string_view behind = text.substr(at);
  static_cast<void>(mime::take_line(behind));
  if (!has_mailbox_name(source.path) &&
      !mime::sniff_message(std::as_bytes(std::span(behind))).is_possible()) {
    return false;
  }
  set_kind(source, MailKind::Mbox, Certainty::Possible,
           "its first line of From, a sender and a date stands at " + std::to_string(at) +
               ": its beginning is damaged");
  return true;
}

}  // namespace

bool has_mailbox_name(const fs::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".mbox" || extension == ".mbx";
}

bool judge_mail(Source& source, std::span<const std::byte> head) {
  const bool is_named = convert::mime::is_eml_name(source.path);
  if (mime::is_mbox(head)) {
    set_kind(source, MailKind::Mbox, Certainty::Sure,
             "it begins with a line of From, a sender and a date");
    return true;
  }
  const mime::MessageEvidence evidence = mime::sniff_message(head);
  if (!is_named && judge_damaged_mbox(source, head, evidence)) {
    return true;
  }
  if (evidence.is_possible() || is_named) {
    set_kind(source, MailKind::Message, evidence.is_sure() ? Certainty::Sure : Certainty::Possible,
             "it begins with " + std::to_string(evidence.fields) + " header fields, " +
                 std::to_string(evidence.known) + " of which mail has");
    return true;
  }
  return false;
}

bool is_mailbox_file(const Source& source) {
  return source.kind == SourceKind::Mime && source.mail == MailKind::Mbox &&
         (source.certainty == Certainty::Sure || has_mailbox_name(source.path));
}

Source mail_directory(const fs::path& directory, MailKind kind) {
  Source source;
  source.path = directory.filename().empty() ? directory.parent_path() : directory;
  if (source.path == "." || source.path.filename() == "..") {
    // Its name is that of the mailbox.
    std::error_code error;
    const auto real = fs::canonical(source.path, error);
    source.path = error ? source.path : real;
  }
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
