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

class Delivery {
 public:
  Delivery(const std::vector<ExportFile>& files, MailboxPlan plan,
           const model::ReadOptions& options, model::ReadMonitor& monitor, model::Sink& sink)
      : files_(files), plan_(std::move(plan)), options_(options), monitor_(monitor), sink_(sink) {}

  Result<void> run(const std::string& source, const std::string& name) {
    if (auto done = open(source, name); !done) {
      return done;
    }
    for (const ExportFile& file : files_) {
      if (!file.layout) {
        continue;  // refused
      }
      auto opened = open_export(file, *plan_.context.labels);
      if (auto done = opened ? deliver(file, *opened) : lose(file, opened.error()); !done) {
        return done;
      }
      read_ += opened ? opened->place.view->bytes().size() : 0;
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
    for (const Refused& one : plan_.refused) {
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

  Result<void> deliver(const ExportFile& file, OpenExport& opened) {
    while (auto piece = opened.reader.next()) {
      Result<void> done;
      if (piece->kind == PieceKind::Message) {
        done = deliver(file, opened, *piece);
      } else if (piece->kind == PieceKind::Unclaimed) {
        done = lose(opened.place, *piece);
      }
      if (!done) {
        return done;
      }
      monitor_.progress(std::min(plan_.size, read_ + piece->offset + piece->length));
    }
    const auto error = opened.place.view->read_error();
    return error ? note(opened.place.file,
                        "the disk could not be read from " + bytes::hex_offset(*error) +
                            " on: what lies there is zeros",
                        true)
                 : Result<void>();
  }

  Result<void> deliver(const ExportFile& file, const OpenExport& opened, const Piece& piece) {
    const std::string id = (files_.size() > 1 ? opened.place.file + ", " : std::string()) +
                           "message at " + bytes::hex_offset(piece.message.offset);
    const Destination where = destination_of(piece.message, plan_.context.code_page);
    if (const auto first = options_.keep_duplicates
                               ? std::nullopt
                               : repeats_.find_first(file, opened.place, piece, id)) {
      return leave_out(piece.message, opened.place, where, id, *first);
    }
    if (where.is_left_out || !monitor_.enter(id)) {
      return {};
    }
    ++messages_;
    scanned_ += piece.message.is_scanned && opened.reader.layout().has_sizes ? 1U : 0U;
    Converted converted = to_message(piece.message, opened.place, plan_.context);
    converted.message.provenance.native_id = id;
    if (where.more_boards != 0) {
      converted.damages.push_back(
          "Message.boards: it is on " + std::to_string(where.boards.size() + where.more_boards) +
          " boards, and a post office has " + std::to_string(kMostBoards) +
          " at most: not put into the last " + std::to_string(where.more_boards));
    }
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

  /// The same as one before, byte for byte: its folder is there.
  Result<void> leave_out(const ::ccmail::Message& message, const Place& place,
                         const Destination& where, const std::string& id,
                         const std::string& first) {
    if (where.is_left_out) {
      return {};  // and so was the first
    }
    const auto folder = where.boards.empty() ? plan_.folders.find(where.folder)
                                             : plan_.folders.find_board(where.boards.front());
    const Converted converted = to_message(message, place, plan_.context);
    return sink_.leave_out(
        {.folder = folder.value_or(plan_.folders.top()),
         .source = place.file,
         .native_id = id,
         .subject = converted.message.subject,
         .why = "the same as one before, byte for byte (--keep-duplicates keeps it)",
         .repeats = first});
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

  /// Everything of a file that could be read when its messages were counted.
  Result<void> lose(const ExportFile& file, const bytes::Error& error) {
    for (const auto& [folder, count] : file.planned) {
      for (std::uint64_t i = 0; i < count; ++i) {
        auto done = sink_.loss({.kind = model::LossKind::Item,
                                .folder = folder,
                                .source = file.path.filename().string(),
                                .native_id = {},
                                .offset = std::nullopt,
                                .length = std::nullopt,
                                .why = error.what});
        if (!done) {
          return done;
        }
      }
    }
    return {};
  }

  /// Bytes of no message: with how they begin.
  Result<void> lose(const Place& place, const Piece& piece) {
    constexpr std::size_t kShown = 60;
    const auto all = place.view->bytes().subspan(piece.offset, piece.length);
    const auto head = all.first(std::min(kShown, all.size()));
    return sink_.loss({.kind = model::LossKind::Structure,
                       .folder = std::nullopt,
                       .source = place.file,
                       .native_id = {},
                       .offset = piece.offset,
                       .length = piece.length,
                       .why = "File.unclaimed: " + std::to_string(piece.length) +
                              " bytes are of no message; they begin with: " +
                              text::decode(bytes::as_text(head), plan_.context.code_page).utf8});
  }

  const std::vector<ExportFile>& files_;
  MailboxPlan plan_;
  const model::ReadOptions& options_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
  Repeats repeats_;
  std::uint64_t read_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t scanned_ = 0;
};

}  // namespace

Result<void> ccmail_to_model(const std::vector<fs::path>& files, const std::string& source,
                             const std::string& name, const model::ReadOptions& options,
                             model::ReadMonitor& monitor, model::Sink& sink) {
  ::ccmail::Labels labels;
  if (auto added = labels.add(options.labels); !added) {
    return added;
  }
  std::vector<ExportFile> listed;
  for (const fs::path& path : files) {
    listed.push_back({.path = path, .is_retried = is_retried_file(path)});
  }
  auto plan = plan_mailbox(listed, options, labels);
  if (!plan) {
    return tl::unexpected(plan.error());
  }
  return Delivery(listed, std::move(*plan), options, monitor, sink).run(source, name);
}

}  // namespace convert::ccmail
