#include "converters/run/message_pieces.h"

namespace run {
namespace {

void count_pieces(const model::Message& message, PieceCounts& counts) {
  for (const auto& attachment : message.attachments) {
    if (attachment.kind == model::AttachmentKind::Embedded) {
      counts.embedded += attachment.message ? 1U : 0U;
    } else {
      const bool there = attachment.content || attachment.kind == model::AttachmentKind::Reference;
      counts.attachments += there ? 1U : 0U;
    }
    if (attachment.message) {
      count_pieces(*attachment.message, counts);
    }
  }
}

}  // namespace

std::uint64_t undecodable_in(const model::Message& message) {
  std::uint64_t count = message.undecodable;
  for (const auto& attachment : message.attachments) {
    if (attachment.message) {
      count += undecodable_in(*attachment.message);
    }
  }
  return count;
}

std::vector<model::Missing> missing_of(const model::Message& message) {
  if (!message.provenance.missing.empty()) {
    return message.provenance.missing;
  }
  std::vector<model::Missing> all;
  for (const auto& attachment : message.attachments) {
    const auto& own = attachment.provenance.missing;
    all.insert(all.end(), own.begin(), own.end());
    if (attachment.message) {
      const auto nested = missing_of(*attachment.message);
      all.insert(all.end(), nested.begin(), nested.end());
    }
  }
  return all;
}

PieceCounts pieces_of(const model::Message& message) {
  PieceCounts counts;
  count_pieces(message, counts);
  return counts;
}

}  // namespace run
