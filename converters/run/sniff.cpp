#include "converters/run/sniff.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <system_error>
#include <utility>

#include "converters/run/archive_sources.h"
#include "converters/run/ccmail_post_office_sources.h"
#include "converters/run/ccmail_sources.h"
#include "converters/run/exchange_files.h"
#include "converters/run/input_stream.h"
#include "converters/run/mail_sources.h"
#include "converters/run/migration_sources.h"
#include "converters/run/pst_search.h"
#include "converters/run/store_names.h"
#include "converters/run/unpacked_archive.h"
#include "converters/spool/spool.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/system_error.h"
#include "formats/iff/sniff.h"
#include "formats/mmf/header.h"
#include "formats/mmf/store_sweep.h"
#include "formats/pff/sniff.h"
#include "formats/schedule/schedule_text.h"
#include "formats/tnef/attribute.h"
#include "formats/wgpo/ffapi.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

// Enough for the gzip header and the first line of a spool.
constexpr std::size_t kHeadBytes = std::size_t{64} * 1024;

std::string hex_bytes(std::span<const std::byte> data) {
  std::string text;
  for (std::size_t i = 0; i < data.size(); ++i) {
    text += i == 0 ? "" : " ";
    text += bytes::to_hex(data.subspan(i, 1), bytes::HexCase::Upper);
  }
  return text;
}

std::string to_text(const pff::Evidence& evidence) {
  std::array<char, 16> value{};
  const int length = std::snprintf(value.data(), value.size(), "0x%X", evidence.found);
  return std::string(evidence.field) + " = " +
         std::string(value.data(), static_cast<std::size_t>(length)) +
         (evidence.expected ? "" : ", which is not known");
}

bytes::Error not_a_store(const fs::path& path, std::span<const std::byte> head,
                         std::uint64_t size) {
  const auto shown = head.first(std::min<std::size_t>(4, head.size()));
  bytes::Error error{
      .kind = ErrorKind::NotThisFormat,
      .what = path.string() +
              ": not a PST, OST or PAB file, no Microsoft Mail store, no migration file, no TNEF "
              "stream, no Schedule+ interchange text, no cc:Mail export, no mbox, no mail and no "
              "spool: it begins with " +
              hex_bytes(shown),
      .hint = "check that it is the right file, and whole"};
  constexpr std::uint64_t kLargerThanMostFiles = std::uint64_t{64} * 1024;
  if (size >= kLargerThanMostFiles) {
    error.hint += "; if it is an image of a disk or a backup, --carve looks for PSTs inside it";
  }
  for (auto hint : {information_store_hint(path), hint_without_list(path)}) {
    if (!hint.empty()) {
      error.hint = std::move(hint);
    }
  }
  if (auto list = unread_list(path); !list.empty()) {
    error.hint = "by its name it has " + list;
  }
  const auto extension = lower_extension(path);
  if (extension == ".pst" || extension == ".pab") {
    // Q148271: Macintosh PST and PAB files are another format under the same name.
    error.hint =
        "a file of this name without the mark !BDN may come from Outlook for the Macintosh, whose "
        "files are a different format that cannot be read; or its beginning is damaged, or "
        "something "
        "stands in front of it: --carve looks for it";
  }
  return error;
}

/// [MS-PST] 2.2.2.6: up to and with bUnused of both, what every file begins with.
constexpr std::size_t kAnsiHeader = 512;
constexpr std::size_t kUnicodeHeader = 564;

/// [MS-OXTNEF] 2.1.3: signature, key, and the least attribute.
constexpr std::size_t kLeastTnef = 4 + 2 + 11;

void judge(Source& source, std::span<const std::byte> head, const std::string& labels) {
  const auto confidence = pff::sniff(head);
  if (confidence.certainty != pff::Certainty::None) {
    source.kind = SourceKind::Pff;
    source.certainty =
        confidence.certainty == pff::Certainty::Sure ? Certainty::Sure : Certainty::Possible;
    source.native =
        confidence.content != pff::Content::Pab && confidence.layout != pff::Layout::Unicode4k;
    source.what = pff::name_of(confidence.content);
    source.version = pff::name_of(confidence.layout);
    source.evidence = {to_text(confidence.magic), to_text(confidence.client),
                       to_text(confidence.version)};
    const auto recorded = pff::recorded_size(head);
    if (recorded && source.size < *recorded) {
      source.evidence.push_back("ROOT.ibFileEof = " + bytes::hex_offset(*recorded) +
                                ": the file is cut off, it had " + std::to_string(*recorded) +
                                " bytes");
    }
    const std::size_t header =
        confidence.layout == pff::Layout::Ansi ? kAnsiHeader : kUnicodeHeader;
    if (head.size() < header) {
      source.error =
          bytes::Error{.kind = ErrorKind::NotThisFormat,
                       .what = source.path.string() + ": begins like a " + source.what +
                               ", and is cut off: its header alone has " + std::to_string(header) +
                               " bytes, and " + std::to_string(head.size()) + " are there",
                       .hint = "look for another copy: nothing of it is left here"};
    }
    return;
  }
  if (convert::spool::is_spool(head)) {
    source.kind = SourceKind::Spool;
    source.certainty = Certainty::Sure;
    source.what = "spool";
    source.evidence = {"the first line is the opening record of a spool"};
    return;
  }
  if (mmf::is_store(head)) {
    constexpr std::size_t kVersionAt = 4;
    source.kind = SourceKind::Mmf;
    source.certainty = Certainty::Sure;
    source.what = "MMF";
    source.version = mmf::name_of_version(head);
    source.evidence = {"the mark AD DE AF 01 at 0",
                       "version " + hex_bytes(head.subspan(kVersionAt, 4)) + " at 4"};
    return;
  }
  if (wgpo::is_ffapi(head)) {
    source.kind = SourceKind::Ffapi;
    source.certainty = Certainty::Sure;
    source.what = "FFAPI text";
    source.evidence = {"it begins with VERSION:"};
    return;
  }
  if (schedule::is_schedule(head)) {
    const auto version = schedule::version_of(head);
    source.kind = SourceKind::Schedule;
    source.certainty = Certainty::Sure;
    source.what = "Schedule+ interchange";
    source.version = version ? std::to_string(*version) : "";
    source.evidence = {"it begins with SCHEDULE+2 EXPORT VERSION"};
    return;
  }
  if (judge_information_store(source, head)) {
    return;
  }
  if (const auto sort = iff::sniff(head); sort != iff::FileSort::None) {
    judge_migration_file(source, sort);
    return;
  }
  if (tnef::is_stream(head)) {
    const auto begin = *tnef::find_stream(head);
    source.kind = SourceKind::Tnef;
    const bool is_bare = head.size() - begin < kLeastTnef;
    source.certainty = begin == 0 && !is_bare ? Certainty::Sure : Certainty::Possible;
    source.what = "TNEF";
    source.evidence = {"the signature 0x223E9F78 at " + std::to_string(begin) +
                       (is_bare      ? ", and no attribute behind it: cut off"
                        : begin == 0 ? ""
                                     : ", and an attribute behind it")};
    return;
  }
  // Mail may hold an export, or speak of one.
  if (judge_ccmail(source, head, labels, Certainty::Sure) || judge_mail(source, head) ||
      judge_ccmail(source, head, labels, Certainty::Possible)) {
    return;
  }
  if (judge_ccmail_archive(source)) {
    return;
  }
  source.evidence = {"the file begins with " +
                     hex_bytes(head.first(std::min<std::size_t>(16, head.size())))};
  source.error = not_a_store(source.path, head, source.size);
}

}  // namespace

bytes::Result<std::vector<std::byte>> read_head(const fs::path& path) {
  auto input = open_input(path, {});
  if (!input) {
    return tl::unexpected(input.error());
  }
  std::vector<std::byte> head(kHeadBytes);
  std::size_t filled = 0;
  while (filled < head.size()) {
    const auto got = (*input)->read(std::span(head).subspan(filled));
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      break;
    }
    filled += *got;
  }
  head.resize(filled);
  return head;
}

Source unusable(const fs::path& path, bytes::Error error) {
  Source source;
  source.path = path;
  source.what = "unknown";
  source.error = std::move(error);
  return source;
}

Source sniff_file(const fs::path& path, const std::string& labels) {
  std::error_code code;
  const auto status = fs::status(path, code);
  if (code) {
    return unusable(path, bytes::input_error(path.string(), "open", code.value()));
  }
  if (!fs::is_regular_file(status)) {
    return unusable(path, {.kind = ErrorKind::NotThisFormat,
                           .what = path.string() + ": not a regular file",
                           .hint = "copy its content into a file first"});
  }
  const auto head = read_head(path);
  if (!head) {
    return unusable(path, head.error());
  }
  if (head->empty()) {
    auto source = unusable(path, {.kind = ErrorKind::NotThisFormat,
                                  .what = path.string() + ": the file is empty",
                                  .hint = hint_without_list(path)});
    if (source.error->hint.empty()) {
      source.error->hint = "look for another copy: nothing of it is left here";
    }
    source.evidence = {"the file is empty"};
    return source;
  }
  Source source;
  source.path = path;
  source.what = "unknown";
  source.size = fs::file_size(path, code);
  if (!judge_archive(source, *head)) {
    judge(source, *head, labels);
    search_for_pst(source);
  }
  return source;
}

void search_for_mmf(Source& source) {
  if (source.kind != SourceKind::Unknown || !source.error || source.size == 0 ||
      source.error->kind != ErrorKind::NotThisFormat) {
    return;
  }
  const auto view = bytes::FileView::open(source.path);
  if (!view) {
    return;
  }
  const auto key = mmf::find_key(mmf::StoreFile((*view)->bytes(), *view));
  if (!key) {
    return;
  }
  source.kind = SourceKind::Mmf;
  source.certainty = Certainty::Possible;
  source.what = "MMF";
  source.version = "without header";
  source.evidence.push_back(
      "objects of a Microsoft Mail store, " +
      std::string(key->cipher.is_normal() ? "in the normal cipher" : "in the DoubleSpace cipher"));
  if (!key->shifts.empty()) {
    source.evidence.push_back("a piece of a store: its beginning is missing");
  }
  source.error.reset();
}

std::string shown_path(const Source& source) {
  return source.unpacked ? source.unpacked->in_words(source.path.string()) : source.path.string();
}

std::string name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::None:
      return "none";
    case Certainty::Possible:
      return "possible";
    case Certainty::Sure:
      return "sure";
  }
  return "none";
}

}  // namespace run
