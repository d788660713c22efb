#include "formats/mime/mboxrd.h"

#include <algorithm>
#include <map>

#include "formats/mime/ascii.h"
#include "formats/mime/entity_writer.h"
#include "formats/mime/local_lines.h"
#include "formats/mime/message_spool.h"
#include "formats/mime/safe_name.h"
#include "formats/text/calendar_date.h"

namespace mime {
namespace {

using bytes::Result;

constexpr std::string_view kSuffix = ".mbox";
constexpr std::string_view kTop = "(top)";  // the file of messages that are in no folder
// Mailboxes may come by the thousand; a process may have 1,024 files open.
constexpr std::size_t kMaxOpen = 64;

/// The fields that mbox readers keep flags in: R read, O old; A answered, D deleted, F flagged,
/// T draft.
std::string status_fields(const Envelope& envelope) {
  std::string out = envelope.read ? "Status: RO\n" : "Status: O\n";
  std::string flags;
  flags += envelope.replied ? "A" : "";
  flags += envelope.deleted ? "D" : "";
  flags += envelope.flagged ? "F" : "";
  flags += envelope.draft ? "T" : "";
  if (!flags.empty()) {
    out += "X-Status: " + flags + "\n";
  }
  return out;
}

bool is_status(const Field& field) {
  return same_word(field.name, "Status") || same_word(field.name, "X-Status");
}

/// A field of the message itself that readers would take for our flags keeps its value under
/// another name.
Entity without_status(Entity entity) {
  for (Field& field : entity.fields) {
    if (is_status(field)) {
      field.name.insert(0, "X-Original-");
    }
  }
  return entity;
}

struct Mailbox {
  std::string path;
  std::unique_ptr<bytes::OutputFile> file;  // null before the first message, and when put away
  std::uint64_t messages = 0;               // in the file
  std::int64_t newest = bytes::OutputFile::kKeepTime;
  std::uint64_t last_use = 0;
};

class Mboxrd final : public Container {
 public:
  explicit Mboxrd(bytes::OutputTree& tree) : tree_(tree) {}

  [[nodiscard]] Result<std::string> add_folder(const FolderPath& path) override {
    return mailbox_of(path).path;
  }

  [[nodiscard]] Result<std::string> add_message(const FolderPath& path, const Envelope& envelope,
                                                const Entity& entity) override {
    if (broken_) {
      return tl::unexpected<bytes::Error>(*broken_);
    }
    if (auto rendered = render(envelope, entity); !rendered) {
      return bytes::pass_on(rendered.error());
    }
    Mailbox& mailbox = mailbox_of(path);
    if (auto delivered = deliver(mailbox, path, envelope); !delivered) {
      broken_ = delivered.error();
      return bytes::pass_on(delivered.error());
    }
    return mailbox.path + "#" + std::to_string(mailbox.messages);
  }

  [[nodiscard]] Result<void> finish() override {
    for (auto& [path, mailbox] : mailboxes_) {
      const bool is_empty_folder = mailbox.messages == 0 && !path.empty() && !broken_;
      if (is_empty_folder) {
        if (auto opened = open(mailbox); !opened) {
          return opened;
        }
      }
      if (auto closed = put_away(mailbox); !closed) {
        return closed;
      }
    }
    return broken_ ? Result<void>(tl::unexpected<bytes::Error>(*broken_)) : Result<void>();
  }

 private:
  Mailbox& mailbox_of(const FolderPath& path) {
    const auto [place, is_new] = mailboxes_.try_emplace(path);
    if (is_new) {
      place->second.path = (path.empty() ? std::string(kTop) : names_.add(path));
      place->second.path += kSuffix;
    }
    return place->second;
  }

  /// The message into the spool: nothing of one that fails reaches the mailbox.
  Result<void> render(const Envelope& envelope, const Entity& entity) {
    spool_.clear();
    LocalLines lines(LocalLines::Quoting::Mboxrd);
    const auto keep = [&] {
      auto kept = spool_.append(local_);
      local_.clear();
      return kept;
    };
    const Write write = [&](std::string_view text) {
      lines.append(text, local_);
      return keep();
    };
    const bool has_status = std::ranges::any_of(entity.fields, is_status);
    if (auto written = writer_.write(has_status ? without_status(entity) : entity,
                                     envelope.boundary_seed, write);
        !written) {
      local_.clear();
      return written;
    }
    lines.finish(local_);
    return keep();
  }

  /// The separator, the flags, the message, and the empty line that ends it.
  Result<void> deliver(Mailbox& mailbox, const FolderPath& path, const Envelope& envelope) {
    if (auto opened = make_ready(mailbox, path); !opened) {
      return opened;
    }
    bytes::OutputFile& file = *mailbox.file;
    const std::string front =
        mbox_separator(envelope.sender, envelope.unix_seconds) + "\n" + status_fields(envelope);
    if (auto written = file.write(front); !written) {
      return written;
    }
    const Write write = [&](std::string_view text) { return file.write(text); };
    if (auto written = spool_.copy_to(write); !written) {
      return written;
    }
    const std::string_view end = spool_.ends_with_line_end() ? "\n" : "\n\n";
    if (auto written = file.write(end); !written) {
      return written;
    }
    ++mailbox.messages;
    if (envelope.unix_seconds) {
      mailbox.newest = std::max(mailbox.newest, *envelope.unix_seconds);
    }
    return {};
  }

  /// Opens the mailbox's file, or, when that was put away, one more beside it.
  Result<void> make_ready(Mailbox& mailbox, const FolderPath& path) {
    mailbox.last_use = ++uses_;
    if (mailbox.file) {
      return {};
    }
    if (open_files_ >= kMaxOpen) {
      const auto oldest = std::ranges::min_element(mailboxes_, {}, [](const auto& entry) {
        return entry.second.file ? entry.second.last_use : UINT64_MAX;
      });
      if (auto closed = put_away(oldest->second); !closed) {
        return closed;
      }
    }
    if (mailbox.messages > 0) {
      mailbox.path = names_.add_again(path.empty() ? FolderPath{std::string(kTop)} : path);
      mailbox.path += kSuffix;
      mailbox.messages = 0;
    }
    return open(mailbox);
  }

  Result<void> open(Mailbox& mailbox) {
    auto file = tree_.create(mailbox.path);
    if (!file) {
      return bytes::pass_on(file.error());
    }
    mailbox.file = std::move(*file);
    ++open_files_;
    return {};
  }

  Result<void> put_away(Mailbox& mailbox) {
    if (!mailbox.file) {
      return {};
    }
    const auto file = std::move(mailbox.file);
    --open_files_;
    return file->close(mailbox.newest);
  }

  bytes::OutputTree& tree_;
  FolderNames names_{{std::string(kSuffix)},
                     {std::string(kTop), std::string(kTop) + std::string(kSuffix)}};
  std::map<FolderPath, Mailbox> mailboxes_;
  std::size_t open_files_ = 0;
  std::uint64_t uses_ = 0;
  std::optional<bytes::Error> broken_;  // a mailbox could not be written: what it holds is open
  EntityWriter writer_;
  MessageSpool spool_;
  std::string local_;
};

}  // namespace

std::string mbox_separator(std::string_view sender, std::optional<std::int64_t> unix_seconds) {
  constexpr std::size_t kMaxSender = 320;  // RFC 5321 4.5.3.1: 64 + "@" + 255
  const bool fits =
      !sender.empty() && sender.size() <= kMaxSender && std::ranges::all_of(sender, is_vchar);
  // Years 1 to 9999: what asctime can print.
  constexpr std::int64_t kFirst = -62'135'596'800;
  constexpr std::int64_t kLast = 253'402'300'799;
  const std::int64_t seconds = unix_seconds.value_or(0);
  const bool printable = seconds >= kFirst && seconds <= kLast;
  return "From " + std::string(fits ? sender : "MAILER-DAEMON") + " " +
         text::asctime(printable ? seconds * text::kTicksPerSecond : 0);
}

std::unique_ptr<Container> open_mboxrd(bytes::OutputTree& tree) {
  return std::make_unique<Mboxrd>(tree);
}

}  // namespace mime
