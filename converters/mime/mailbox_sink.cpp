#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "converters/mime/address_text.h"
#include "converters/mime/context.h"
#include "converters/mime/folder_paths.h"
#include "converters/mime/header_fields.h"
#include "converters/mime/identity.h"
#include "converters/mime/manifest.h"
#include "converters/mime/model_to_mime.h"
#include "converters/mime/provenance_fields.h"
#include "converters/mime/trashed.h"
#include "converters/mime/watched_content.h"
#include "converters/model/names.h"
#include "formats/mime/ascii.h"

namespace convert::mime {
namespace {

using bytes::ErrorKind;
using model::Delivered;
using model::Disposition;
using model::Result;

/// The time a mail program would sort the item by.
model::OptionalTimestamp item_time(const model::Message& message) {
  for (const model::OptionalTimestamp* time :
       {&message.sent, &message.received, &message.modified, &message.created}) {
    if (*time) {
      return *time;
    }
  }
  return std::nullopt;
}

std::int64_t to_unix_seconds(const model::Timestamp& time) {
  const std::int64_t ticks = model::ticks_of(time);
  const std::int64_t seconds = ticks / model::kTicksPerSecond;
  return ticks % model::kTicksPerSecond < 0 ? seconds - 1 : seconds;
}

::mime::Envelope envelope_of(const model::Message& message, const ItemContext& context) {
  ::mime::Envelope envelope;
  if (const auto time = item_time(message)) {
    envelope.unix_seconds = to_unix_seconds(*time);
  }
  if (const model::Address* author = author_of(message)) {
    envelope.sender = smtp_address(*author);
  }
  envelope.subject = message.subject;
  envelope.boundary_seed = context.identity;
  envelope.read = message.read;
  envelope.draft = message.unsent;
  envelope.flagged = message.flagged;
  envelope.replied = message.replied;
  envelope.deleted = is_trashed(message);
  return envelope;
}

/// What the message says of itself under this name once it is written.
std::string field_value(const ::mime::Entity& entity, std::string_view name) {
  const auto found = std::ranges::find_if(entity.fields, [&](const ::mime::Field& field) {
    return ::mime::same_word(field.name, name);
  });
  return found == entity.fields.end() ? std::string() : found->value;
}

std::string author_text(const model::Message& message) {
  const model::Address* author = author_of(message);
  if (author == nullptr) {
    return {};
  }
  const std::string smtp = smtp_address(*author);
  const std::string& address = smtp.empty() ? author->address : smtp;
  if (author->name.empty() || address.empty() || author->name == address) {
    return author->name.empty() ? address : author->name;
  }
  return author->name + " <" + address + '>';
}

/// Also what the item's reader had no reason to miss: texts that their code page does not explain.
std::string missing_text(const model::Message& message, const Tally& tally) {
  std::string out;
  for (const model::Missing& missing : message.provenance.missing) {
    out += (out.empty() ? "" : "; ") + missing.what + ": " + missing.why;
  }
  const std::uint64_t undecodable = message.undecodable + tally.undecodable;
  if (undecodable != 0 && out.empty()) {
    out =
        "text: " + std::to_string(undecodable) + " with bytes that the code page does not explain";
  }
  return out;
}

/// Errors of the output that make going on pointless; others concern the one message.
bool ends_the_run(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Io:
    case ErrorKind::Permission:
    case ErrorKind::CannotCreate:
    case ErrorKind::Exists:
    case ErrorKind::NoSpace:
    case ErrorKind::Interrupted:
      return true;
    default:
      return false;
  }
}

class MailboxSink final : public model::Sink {
 public:
  MailboxSink(std::unique_ptr<bytes::OutputTree> tree, const MimeOptions& options)
      : tree_(std::move(tree)),
        options_(options),
        container_(::mime::open_container(options.container, *tree_)),
        manifest_(*tree_, kManifestName,
                  {"path", "folder", "native_id", "class", "state", "subject", "date", "from",
                   "message_id", "attachments", "missing", "source", "byte_ranges"}),
        losses_(*tree_, kLossesName,
                {"kind", "folder", "source", "native_id", "offset", "length", "why"}) {}

  [[nodiscard]] Result<void> store(const model::Store& store) override {
    store_ = store;
    return manifest_.begin();
  }

  [[nodiscard]] Result<void> folder(const model::Folder& folder) override {
    paths_.add(folder);
    const FolderPaths::Place& place = *paths_.find(folder.id);
    if (place.path.empty() || place.may_lead_to_subtree) {
      return {};
    }
    return make_folder(place.path);
  }

  [[nodiscard]] Result<void> expect(model::FolderId /*folder*/, std::uint64_t /*more*/) override {
    return {};
  }

  [[nodiscard]] Result<Delivered> message(const model::Message& message) override {
    if (message.associated && !options_.hidden) {
      return Delivered{.disposition = Disposition::Skipped,
                       .why = "associated item (--hidden writes it)",
                       .path = {}};
    }
    const FolderPaths::Place* place = paths_.find(message.folder);
    if (place == nullptr) {
      return failed(message, "its folder was never delivered");
    }
    const ::mime::FolderPath path =
        message.associated ? paths_.hidden_items(message.folder) : place->path;
    if (auto made = make_folder(path); !made) {
      return tl::unexpected<bytes::Error>(std::move(made.error()));
    }
    return write(message, path, place->original);
  }

  [[nodiscard]] Result<void> loss(const model::Loss& loss) override {
    const auto number = [](const std::optional<std::uint64_t>& value) {
      return value ? std::to_string(*value) : std::string();
    };
    return losses_.add({std::string(model::name_of(loss.kind)),
                        loss.folder ? folder_name(*loss.folder) : std::string(), loss.source,
                        loss.native_id, number(loss.offset), number(loss.length), loss.why});
  }

  [[nodiscard]] Result<void> note(const model::Note& note) override {
    if (!note.damage) {
      return {};  // the report has it
    }
    return losses_.add({"fallback", "", store_.source, note.where, "", "", note.text});
  }

  [[nodiscard]] Result<void> finish() override {
    for (const model::FolderId id : paths_.order()) {
      const FolderPaths::Place& place = *paths_.find(id);
      if (!place.path.empty() && !paths_.leads_to_subtree(id)) {
        if (auto made = make_folder(place.path); !made) {
          return made;
        }
      }
    }
    return container_->finish()
        .and_then([this] { return manifest_.close(); })
        .and_then([this] { return losses_.close(); })
        .and_then([this] { return tree_->commit(); });
  }

 private:
  /// Once for each path, and only when it is wanted.
  [[nodiscard]] Result<void> make_folder(const ::mime::FolderPath& path) {
    if (!made_.insert(path).second) {
      return {};
    }
    return container_->add_folder(path).map([](const std::string&) {});
  }

  [[nodiscard]] std::string folder_name(model::FolderId id) const {
    const FolderPaths::Place* place = paths_.find(id);
    return place == nullptr ? std::string() : place->original;
  }

  [[nodiscard]] Result<Delivered> failed(const model::Message& message, std::string why) {
    model::Loss record{.kind = model::LossKind::Item,
                       .folder = message.folder,
                       .source = source_name(message, store_),
                       .native_id = message.provenance.native_id,
                       .offset = std::nullopt,
                       .length = std::nullopt,
                       .why = why};
    if (const auto& ranges = message.provenance.ranges; !ranges.empty()) {
      record.offset = ranges.front().offset;
      record.length = ranges.front().length;
    }
    return loss(record).map([&] {
      return Delivered{.disposition = Disposition::Failed, .why = std::move(why), .path = {}};
    });
  }

  [[nodiscard]] Result<Delivered> write(const model::Message& message,
                                        const ::mime::FolderPath& path,
                                        const std::string& folder_name) {
    Tally tally;
    const ItemContext context{.store = store_,
                              .options = options_,
                              .folder = folder_name,
                              .identity = identity_of(message, store_),
                              .tally = &tally};
    ::mime::Entity entity = to_entity(message, context);
    const auto watch = std::make_shared<ContentWatch>();
    watch_contents(entity, watch);
    auto written = container_->add_message(path, envelope_of(message, context), entity);
    if (!written) {
      bytes::Error& error = written.error();
      if (watch->error || !ends_the_run(error.kind)) {
        return failed(message, watch->error ? watch->error->what : error.what);
      }
      return tl::unexpected<bytes::Error>(std::move(error));
    }
    if (options_.on_written) {
      auto heard = options_.on_written(
          {.message = message, .entity = entity, .path = *written, .folder = folder_name});
      if (!heard) {
        return tl::unexpected<bytes::Error>(std::move(heard.error()));
      }
    }
    return record(message, tally, entity, folder_name, *written).map([&] {
      return Delivered{.disposition = Disposition::Written,
                       .why = {},
                       .path = std::move(*written),
                       .undecodable = tally.undecodable};
    });
  }

  [[nodiscard]] Result<void> record(const model::Message& message, const Tally& tally,
                                    const ::mime::Entity& entity, const std::string& folder_name,
                                    const std::string& path) {
    const model::OptionalTimestamp time = item_time(message);
    return manifest_.add({path, folder_name, message.provenance.native_id, message.message_class,
                          std::string(model::name_of(message.provenance.state)), message.subject,
                          time ? iso_text(*time) : std::string(), author_text(message),
                          field_value(entity, "Message-ID"),
                          std::to_string(message.attachments.size()), missing_text(message, tally),
                          options_.provenance ? source_name(message, store_) : std::string(),
                          ranges_text(message.provenance.ranges)});
  }

  std::unique_ptr<bytes::OutputTree> tree_;
  MimeOptions options_;
  std::unique_ptr<::mime::Container> container_;
  CsvFile manifest_;
  CsvFile losses_;
  model::Store store_;
  FolderPaths paths_;
  std::set<::mime::FolderPath> made_;
};

}  // namespace

std::unique_ptr<model::Sink> open_sink(std::unique_ptr<bytes::OutputTree> tree,
                                       const MimeOptions& options) {
  return std::make_unique<MailboxSink>(std::move(tree), options);
}

}  // namespace convert::mime
