#include "converters/run/exchange_files.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>

#include "formats/bytes/hex.h"
#include "formats/edb/header.h"
#include "formats/text/ascii.h"

namespace run {
namespace {

namespace fs = std::filesystem;

std::string lower_name(const fs::path& path) { return text::lower_case(path.filename().string()); }

bool is_log(const std::string& name) { return name.starts_with("edb") && name.ends_with(".log"); }

/// What the program was, and how mail came out of it.
struct Advice {
  std::string version;
  std::string hint;
};

Advice advice_for(edb::Engine engine) {
  constexpr std::string_view kThen = " to PST; then convert the PSTs";
  switch (engine) {
    case edb::Engine::Exchange55:
      return {.version = "Exchange 5.5, engine ESE97",
              .hint =
                  "mount it in an Exchange 5.5 recovery server and extract mailboxes with "
                  "ExMerge 3.71" +
                  std::string(kThen)};
    case edb::Engine::Older:
      // Nothing is guessed: which engines the two had is not documented.
      return {.version = "engine older than ESE, its program not known",
              .hint =
                  "if it is of Exchange 4.0 or 5.0, mount it in a recovery server of the same "
                  "version and extract mailboxes with ExMerge 2.0" +
                  std::string(kThen)};
    case edb::Engine::Exchange2000:
      return {.version = "Exchange 2000 or 2003, engine ESE",
              .hint =
                  "mount it, its .edb and its .stm together, in a recovery storage group and "
                  "extract mailboxes with ExMerge 6.5" +
                  std::string(kThen)};
    case edb::Engine::Later:
      return {.version = "Exchange 2007 or later, engine ESE",
              .hint = "mount it in a recovery server of its version and export mailboxes" +
                      std::string(kThen)};
    case edb::Engine::Unknown:
      break;
  }
  return {.version = "engine of an unknown revision",
          .hint = "mount it in a recovery server of its version and export mailboxes" +
                  std::string(kThen)};
}

std::string words_for(edb::Shutdown shutdown) {
  switch (shutdown) {
    case edb::Shutdown::Clean:
      return "clean";
    case edb::Shutdown::Dirty:
      return "dirty";
    case edb::Shutdown::Unknown:
      break;
  }
  return "neither clean nor dirty";
}

/// "priv1.edb" beside "priv1.stm".
bool has_beside(const fs::path& path, std::string_view extension) {
  const std::string wanted = text::lower_case(path.stem().string()) + std::string(extension);
  std::error_code error;
  fs::directory_iterator entry(path.has_parent_path() ? path.parent_path() : fs::path("."), error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (lower_name(entry->path()) == wanted) {
      return true;
    }
  }
  return false;
}

void add_evidence(const edb::Header& header, Source& source) {
  source.evidence = {
      "the mark EF CD AB 89 at 4",
      "version 0x" + bytes::hex_number(header.version, 3) + " at 8" +
          (header.revision == 0 ? "" : ", revision 0x" + bytes::hex_number(header.revision, 2)),
      "shutdown " + words_for(header.shutdown) + " (" + std::to_string(header.state) +
          " at 52), pages of " + std::to_string(header.page_size) + " bytes"};
}

}  // namespace

bool judge_information_store(Source& source, std::span<const std::byte> head) {
  const auto header = edb::read_header(head);
  if (!header) {
    return false;
  }
  const Advice advice = advice_for(header->engine);
  source.certainty = Certainty::Sure;
  source.version = advice.version;
  add_evidence(*header, source);
  bytes::Error error{.kind = bytes::ErrorKind::Unsupported, .what = {}, .hint = advice.hint};
  std::string is = "Exchange information store";
  if (header->type == edb::FileType::Streaming) {
    is = "streaming file of an Exchange information store";
    error.hint = has_beside(source.path, ".edb")
                     ? "it belongs to the .edb beside it: keep both together"
                     : "it holds Internet message bodies without their index, and headers may be "
                       "missing: look for its .edb";
  } else if (lower_name(source.path) == "dir.edb") {
    is = "Exchange directory database";
    error.hint = "there is no mail inside: look for priv.edb and pub.edb";
  } else if (header->shutdown == edb::Shutdown::Dirty) {
    error.hint +=
        "; after a dirty shutdown it needs its log files or a repair before it mounts: "
        "work on a copy";
  }
  source.what = is;
  error.what = source.path.string() + ": " + is + " (" + advice.version + ", shutdown " +
               words_for(header->shutdown) + "): this toolkit does not read it";
  source.error = std::move(error);
  return true;
}

std::string information_store_hint(const fs::path& path) {
  const std::string name = lower_name(path);
  if (is_log(name) || name == "edb.chk") {
    return "it is called like a log or the checkpoint of an Exchange information store: keep it "
           "with its .edb, which cannot be mounted without it";
  }
  if (name.ends_with(".edb") || name.ends_with(".stm")) {
    return "it is called like an Exchange information store, and does not have its mark EF CD AB "
           "89 at 4: its beginning is damaged, or it is something else";
  }
  return {};
}

std::vector<std::string> notes_on_companions(std::span<const fs::path> entries) {
  std::vector<std::string> notes;
  for (const fs::path& path : entries) {
    const std::string name = lower_name(path);
    if (name == "pst.password") {
      notes.push_back(path.string() +
                      ": the Migration Wizard's passwords of the PSTs beside it: not read, as a "
                      "password is only a checksum in a PST");
    } else if (name == "accounts.password" || name == "imapusr.csv") {
      notes.push_back(path.string() + ": holds passwords of accounts: not read");
    } else if (name == "exmerge.log" || name == "exmerge.ini") {
      notes.push_back(path.string() +
                      ": of ExMerge, which called each PST by the alias of its mailbox, and need "
                      "not have taken all of its mail: not read");
    }
  }
  return notes;
}

std::optional<model::Note> note_on_empty_pst(const Source& source, const Account& account) {
  const bool has_items = account.total().expected != 0 || account.hidden != Outcome{} ||
                         account.recovered != Outcome{};
  constexpr std::size_t kOfStore = 2;  // its root, and what lies in that
  const bool has_own_folder = std::ranges::any_of(account.folders, [](const FolderAccount& folder) {
    return folder.role == model::FolderRole::None && folder.item_kind == model::ItemKind::Mail &&
           folder.path.size() > kOfStore;
  });
  if (source.what != "PST" || has_items || !has_own_folder) {
    return std::nullopt;
  }
  return model::Note{.where = source.path.filename().string(),
                     .text =
                         "folders without any message: if the Migration Wizard made it of an "
                         "IMAP mailbox, the mail is in the .PRI and .SEC files it was made of"};
}

}  // namespace run
