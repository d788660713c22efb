#include "converters/ccmail/ccmail_to_model.h"

#include <algorithm>
#include <utility>

#include "converters/ccmail/mailbox_plan.h"
#include "converters/ccmail/message.h"
#include "converters/ccmail/people.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {
namespace {

namespace fs = std::filesystem;
using ::ccmail::Piece;
using ::ccmail::PieceKind;
using model::Result;

/// A file that is none of the mailbox after all.
struct Refused {
  std::string file;
  bytes::Error error;
};

class Delivery {
 public:
  Delivery(std::vector<ExportFile>& files, std::vector<Refused> refused, MailboxPlan plan,
           const model::ReadOptions& options, model::ReadMonitor& monitor, model::Sink& sink)
      : files_(files),
        refused_(std::move(refused)),
        plan_(std::move(plan)),
        options_(options),
        monitor_(monitor),
        sink_(sink) {}

  Result<void> run(const std::string& source, const std::string& name) {
    if (auto done = open(source, name); !done) {
      return done;
    }
    for (ExportFile& file : files_) {
      if (auto done = deliver(file); !done) {
        return done;
      }
      read_ += file.place.view->bytes().size();
    }
    if (scanned_ != 0) {
      auto done = note(name, std::to_string(scanned_) + " of " + std::to_string(messages_) +
                                 " messages end where the next one begins: no size of theirs "
                                 "says where");
      if (!done) {
        return done;
      }
    }
    return sink_.finish();
  }

 private:
  Result<void> note(std::string where, std::string text, bool damage = false,
                    bool warning = false) {
    return sink_.note(
        {.where = std::move(where), .text = std::move(text), .damage = damage, .warning = warning});
  }

  Result<void> notes(const std::string& where, const std::vector<std::string>& texts,
                     bool damage = false, bool warning = false) {
    for (const std::string& text : texts) {
      if (auto done = note(where, text, damage, warning); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> open(const std::string& source, const std::string& name) {
    model::Store store;
    store.source = source;
    store.format = "cc:Mail export";
    store.display_name = name;
    if (!options_.owner.empty()) {
      const auto owner = to_address(::ccmail::read_address(options_.owner), "");
      store.display_name = owner.name.empty() ? owner.address : owner.name;
      store.legacy_address = owner.type + ":" + owner.address;
    }
    store.code_page = plan_.context.code_page;
    store.size = plan_.size;
    if (auto done = sink_.store(store); !done) {
      return done;
    }
    for (const model::Folder& folder : plan_.folders.all()) {
      if (auto done = sink_.folder(folder); !done) {
        return done;
      }
    }
    for (const Refused& one : refused_) {
      auto done = sink_.loss({.kind = model::LossKind::Structure,
                              .folder = std::nullopt,
                              .source = one.file,
                              .native_id = {},
                              .offset = std::nullopt,
                              .length = std::nullopt,
                              .why = one.error.what});
      if (!done) {
        return done;
      }
    }
    if (auto done = notes(name, plan_.notes); !done) {
      return done;
    }
    if (auto done = notes(name, plan_.warnings, false, true); !done) {
      return done;
    }
    return notes(name, plan_.damages, true);
  }

  Result<void> deliver(ExportFile& file) {
    while (auto piece = file.reader.next()) {
      Result<void> done;
      if (piece->kind == PieceKind::Message) {
        done = deliver(file, *piece);
      } else if (piece->kind == PieceKind::Unclaimed) {
        done = lose(file, *piece);
      }
      if (!done) {
        return done;
      }
      monitor_.progress(std::min(plan_.size, read_ + piece->offset + piece->length));
    }
    const auto error = file.place.view->read_error();
    return error ? note(file.place.file,
                        "the disk could not be read from " + bytes::hex_offset(*error) +
                            " on: what lies there is zeros",
                        true)
                 : Result<void>();
  }

  Result<void> deliver(const ExportFile& file, const Piece& piece) {
    const std::string id = (files_.size() > 1 ? file.place.file + ", " : std::string()) +
                           "message at " + bytes::hex_offset(piece.message.offset);
    const bool is_repeat = !options_.keep_duplicates && repeats_.is_repeat(file, piece);
    const Destination where = destination_of(piece.message, plan_.context.code_page);
    if (is_repeat || where.is_left_out || !monitor_.enter(id)) {
      return {};
    }
    ++messages_;
    scanned_ += piece.message.is_scanned && file.reader.layout().has_sizes ? 1U : 0U;
    Converted converted = to_message(piece.message, file.place, plan_.context);
    converted.message.provenance.native_id = id;
    if (auto done = notes(id, converted.notes); !done) {
      return done;
    }
    if (auto done = notes(id, converted.warnings, false, true); !done) {
      return done;
    }
    if (auto done = notes(id, converted.damages, true); !done) {
      return done;
    }
    if (where.boards.empty()) {
      return put(converted.message, plan_.folders.find(where.folder));
    }
    for (const std::string& board : where.boards) {
      if (auto done = put(converted.message, plan_.folders.find_board(board)); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> put(model::Message& message, std::optional<model::FolderId> folder) {
    if (!folder) {
      // The file was another when its messages were counted.
      folder = plan_.folders.find("");
      if (auto done = sink_.expect(*folder, 1); !done) {
        return done;
      }
    }
    message.folder = *folder;
    message.unsent = plan_.folders.is_drafts(*folder);
    auto delivered = sink_.message(message);
    return delivered ? Result<void>() : tl::unexpected(delivered.error());
  }

  /// Bytes of no message: with how they begin.
  Result<void> lose(const ExportFile& file, const Piece& piece) {
    constexpr std::size_t kShown = 60;
    const auto all = file.place.view->bytes().subspan(piece.offset, piece.length);
    const auto head = all.first(std::min(kShown, all.size()));
    return sink_.loss({.kind = model::LossKind::Structure,
                       .folder = std::nullopt,
                       .source = file.place.file,
                       .native_id = {},
                       .offset = piece.offset,
                       .length = piece.length,
                       .why = "File.unclaimed: " + std::to_string(piece.length) +
                              " bytes are of no message; they begin with: " +
                              text::decode(bytes::as_text(head), plan_.context.code_page).utf8});
  }

  std::vector<ExportFile>& files_;
  std::vector<Refused> refused_;
  MailboxPlan plan_;
  const model::ReadOptions& options_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
  Repeats repeats_;
  std::uint64_t read_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t scanned_ = 0;
};

bytes::Result<ExportFile> open_file(const fs::path& path, const ::ccmail::Labels& labels) {
  auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  auto reader = ::ccmail::MessageReader::open(bytes::as_text((*view)->bytes()), labels);
  if (!reader) {
    return bytes::fail(reader.error().kind, path.string() + ": " + reader.error().what,
                       reader.error().hint);
  }
  return ExportFile{.place = {.file = path.filename().string(), .view = *view},
                    .path = path,
                    .is_retried = is_retried_file(path),
                    .reader = std::move(*reader)};
}

}  // namespace

Result<void> ccmail_to_model(const std::vector<fs::path>& files, const std::string& source,
                             const std::string& name, const model::ReadOptions& options,
                             model::ReadMonitor& monitor, model::Sink& sink) {
  ::ccmail::Labels labels;
  if (auto added = labels.add(options.labels); !added) {
    return added;
  }
  std::vector<ExportFile> opened;
  std::vector<Refused> refused;
  for (const fs::path& path : files) {
    auto file = open_file(path, labels);
    if (file) {
      opened.push_back(std::move(*file));
    } else if (files.size() == 1) {
      return tl::unexpected(file.error());
    } else {
      refused.push_back({.file = path.filename().string(), .error = file.error()});
    }
  }
  auto plan = plan_mailbox(opened, options, labels);
  if (!plan) {
    return tl::unexpected(plan.error());
  }
  return Delivery(opened, std::move(refused), std::move(*plan), options, monitor, sink)
      .run(source, name);
}

}  // namespace convert::ccmail
