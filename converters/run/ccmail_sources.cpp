#include "converters/run/ccmail_sources.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "converters/ccmail/address_records.h"
#include "converters/run/store_names.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex_digit.h"
#include "formats/ccmail/sniff.h"
#include "formats/text/ascii.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using ccmail::TextKind;

ccmail::Labels labels_of(const std::string& text) {
  ccmail::Labels labels;
  return labels.add(text) ? labels : ccmail::Labels();
}

std::string evidence_of(TextKind kind) {
  switch (kind) {
    case TextKind::Messages:
      return "it begins with Message: and a header";
    case TextKind::PossibleMessages:
      return "a message with its header and items stands further on";
    case TextKind::Directory:
      return "it begins with Name:, Locn: and Addr:";
    case TextKind::PrivateDirectory:
      return "it has EntryCount= and Entry1=";
    case TextKind::GatewayAliases:
      return "its lines have <=>";
    case TextKind::None:
      break;
  }
  return {};
}

/// "MSG4A27.CCM"
bool is_queue_name(const fs::path& path) {
  constexpr std::string_view kFront = "msg";
  constexpr std::size_t kDigits = 4;
  const std::string stem = text::lower_case(path.stem().string());
  return has_export_name(path) && stem.size() == kFront.size() + kDigits &&
         stem.starts_with(kFront) &&
         std::all_of(stem.begin() + kFront.size(), stem.end(),
                     [](char c) { return bytes::hex_digit(c).has_value(); });
}

}  // namespace

bool has_export_name(const fs::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".ccm" || extension == ".und";
}

std::string unread_list(const fs::path& path) {
  const std::string name = text::lower_case(path.filename().string());
  const bool is_boards = name == "ccmbb.exp";
  if (!is_boards && name != "ccmlist.exp") {
    return {};
  }
  return std::string(is_boards ? "bulletin boards" : "mailing lists") +
         " as cc:Mail exported them for Exchange's connector: no layout of these is published; "
         "keep the file";
}

bool judge_ccmail(Source& source, std::span<const std::byte> head, const std::string& labels,
                  Certainty least) {
  const TextKind kind = ccmail::sniff_text(bytes::as_text(head), labels_of(labels));
  if (kind == TextKind::None) {
    return false;
  }
  const bool is_messages = kind == TextKind::Messages || kind == TextKind::PossibleMessages;
  const bool is_sure = kind != TextKind::PossibleMessages && kind != TextKind::GatewayAliases;
  if (!is_sure && least == Certainty::Sure) {
    return false;
  }
  source.kind = is_messages ? SourceKind::Ccmail : SourceKind::CcmailContacts;
  source.certainty = is_sure ? Certainty::Sure : Certainty::Possible;
  source.what = convert::ccmail::name_of(kind);
  source.evidence = {evidence_of(kind)};
  return true;
}

std::optional<Source> ccmail_queue(const fs::path& directory, std::span<const fs::path> entries,
                                   const std::string& labels) {
  Source queue;
  for (const fs::path& path : entries) {
    std::error_code ignored;
    if (!is_queue_name(path) || !fs::is_regular_file(path, ignored)) {
      continue;
    }
    const auto size = fs::file_size(path, ignored);
    if (ignored || size == 0) {
      continue;
    }
    queue.pieces.push_back(path);
    queue.size += size;
  }
  const bool has_export = std::ranges::any_of(queue.pieces, [&](const fs::path& path) {
    return sniff_file(path, labels).kind == SourceKind::Ccmail;
  });
  if (!has_export) {
    return std::nullopt;
  }
  queue.path = directory.filename().empty() ? directory.parent_path() : directory;
  queue.directory = queue.path;
  queue.kind = SourceKind::Ccmail;
  queue.certainty = Certainty::Sure;
  queue.what = "cc:Mail export";
  queue.version = "message files of Exchange's connector";
  queue.evidence = {std::to_string(queue.pieces.size()) + " files called MSGxxxx"};
  return queue;
}

}  // namespace run
