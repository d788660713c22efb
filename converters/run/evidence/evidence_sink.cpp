#include "converters/run/evidence/evidence_sink.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "converters/mime/header_fields.h"
#include "converters/model/names.h"

namespace run::evidence {
namespace {

/// "Ann Ash <ann@example.org>"; a native address with its type.
std::string person_text(const model::Address& person) {
  std::string address = person.smtp;
  if (address.empty() && !person.address.empty()) {
    address = (person.type.empty() ? "" : person.type + ":") + person.address;
  }
  if (person.name.empty() || address.empty() || person.name == address) {
    return person.name.empty() ? address : person.name;
  }
  return person.name + " <" + address + ">";
}

std::string people_text(const model::Message& message, model::RecipientKind kind) {
  std::string text;
  for (const auto& recipient : message.recipients) {
    if (recipient.kind == kind) {
      text += (text.empty() ? "" : "; ") + person_text(recipient.address);
    }
  }
  return text;
}

std::string time_text(const model::OptionalTimestamp& time) {
  return time ? convert::mime::iso_text(*time) : std::string();
}

std::string missing_text(const model::Message& message) {
  std::string text;
  for (const auto& missing : message.provenance.missing) {
    text += (text.empty() ? "" : "; ") + missing.what + ": " + missing.why;
  }
  return text;
}

bool covers(const std::vector<model::ByteRange>& ranges, const model::ByteRange& range) {
  return std::ranges::any_of(ranges, [&range](const model::ByteRange& one) {
    return range.offset >= one.offset && range.length <= one.length &&
           range.offset - one.offset <= one.length - range.length;
  });
}

/// Ranges of the file of an earlier piece belong to that.
void add_piece(ItemPiece piece, std::vector<ItemPiece>& pieces) {
  const auto same = std::ranges::find(pieces, piece.file, &ItemPiece::file);
  if (same == pieces.end()) {
    pieces.push_back(std::move(piece));
    return;
  }
  for (const auto& range : piece.ranges) {
    if (!covers(same->ranges, range)) {
      same->ranges.push_back(range);
    }
  }
}

void add_pieces(const model::Provenance& provenance, std::vector<ItemPiece>& pieces) {
  add_piece(
      {.file = provenance.source, .native_id = provenance.native_id, .ranges = provenance.ranges},
      pieces);
  for (const auto& other : provenance.elsewhere) {
    add_piece({.file = other.file, .native_id = {}, .ranges = other.ranges}, pieces);
  }
}

void add_pieces(const model::Message& message, std::vector<ItemPiece>& pieces) {
  add_pieces(message.provenance, pieces);
  for (const auto& attachment : message.attachments) {
    if (!attachment.provenance.ranges.empty()) {
      add_pieces(attachment.provenance, pieces);
    }
    if (attachment.message && !attachment.message->provenance.ranges.empty()) {
      add_pieces(*attachment.message, pieces);
    }
  }
}

std::string outcome_text(model::Disposition disposition) {
  switch (disposition) {
    case model::Disposition::Written:
      return "written";
    case model::Disposition::Skipped:
      return "skipped";
    case model::Disposition::Failed:
      break;
  }
  return "failed";
}

}  // namespace

ItemRecord record_of(const model::Message& message) {
  const auto state = message.provenance.state;
  ItemRecord record{.kind = "item",
                    .native_id = message.provenance.native_id,
                    .folder = {},
                    .message_class = message.message_class,
                    .subject = message.subject,
                    .from = message.from     ? person_text(*message.from)
                            : message.sender ? person_text(*message.sender)
                                             : std::string(),
                    .to = people_text(message, model::RecipientKind::To),
                    .cc = people_text(message, model::RecipientKind::Cc),
                    .bcc = people_text(message, model::RecipientKind::Bcc),
                    .sent = time_text(message.sent),
                    .received = time_text(message.received),
                    .created = time_text(message.created),
                    .modified = time_text(message.modified),
                    .message_id = message.message_id,
                    .attachments = message.attachments.size(),
                    .state = std::string(model::name_of(state)),
                    .outcome = {},
                    .reason = {},
                    .missing = missing_text(message),
                    .place = {},
                    .output_id = {},
                    .deleted = state == model::State::Recovered || state == model::State::Carved,
                    .pieces = {}};
  add_pieces(message, record.pieces);
  return record;
}

model::Result<void> EvidenceSink::folder(const model::Folder& folder) {
  const std::string above = folder.parent ? path_of(*folder.parent) : std::string();
  folders_[folder.id] = above.empty() ? folder.name : above + "/" + folder.name;
  return next().folder(folder);
}

model::Result<model::Delivered> EvidenceSink::message(const model::Message& message) {
  auto delivered = next().message(message);
  if (!delivered) {
    return delivered;
  }
  ItemRecord record = record_of(message);
  record.folder = path_of(message.folder);
  record.outcome = outcome_text(delivered->disposition);
  record.reason = delivered->why;
  record.place = delivered->path;
  record.output_id = delivered->id;
  if (auto kept = records_->add(record); !kept) {
    return tl::unexpected(kept.error());
  }
  return delivered;
}

model::Result<void> EvidenceSink::loss(const model::Loss& loss) {
  ItemRecord record;
  record.kind = model::name_of(loss.kind);
  record.native_id = loss.native_id;
  record.folder = loss.folder ? path_of(*loss.folder) : std::string();
  record.state = "lost";
  record.outcome = loss.kind == model::LossKind::Item ? "failed" : "";
  record.reason = loss.why;
  record.pieces.push_back({.file = loss.source, .native_id = loss.native_id, .ranges = {}});
  if (loss.offset) {
    record.pieces.front().ranges.push_back(
        {.offset = *loss.offset, .length = loss.length.value_or(0)});
  }
  if (auto kept = records_->add(record); !kept) {
    return kept;
  }
  return next().loss(loss);
}

model::Result<void> EvidenceSink::note(const model::Note& note) {
  if (note.damage) {
    ItemRecord record;
    record.kind = "fallback";
    record.native_id = note.where;
    record.reason = note.text;
    record.pieces.emplace_back();
    if (auto kept = records_->add(record); !kept) {
      return kept;
    }
  }
  return next().note(note);
}

std::string EvidenceSink::path_of(model::FolderId id) const {
  const auto found = folders_.find(id);
  return found == folders_.end() ? std::string() : found->second;
}

}  // namespace run::evidence
