#include "converters/iff/set_findings.h"

#include <optional>
#include <string>

namespace convert::iff {
namespace {

using model::Result;

Result<void> tell_set_itself(const ::iff::MigrationSet& set, const ::iff::SetMailbox& mailbox,
                             model::Sink& sink) {
  for (const std::string& damage : set.damages()) {
    if (auto done = sink.note({.where = mailbox.name, .text = damage, .damage = true}); !done) {
      return done;
    }
  }
  for (const ::iff::LostEntry& entry : set.lost_entries()) {
    auto done = sink.loss({.kind = model::LossKind::Structure,
                           .folder = std::nullopt,
                           .source = entry.file,
                           .native_id = entry.file + " line " + std::to_string(entry.at.line),
                           .offset = entry.at.offset,
                           .length = entry.length,
                           .why = entry.why});
    if (!done) {
      return done;
    }
  }
  return {};
}

}  // namespace

Result<void> tell_findings(const ::iff::MigrationSet& set, const ::iff::SetMailbox& mailbox,
                           bool orphans, model::Sink& sink) {
  if (mailbox.name == ::iff::kSetItself) {
    if (auto done = tell_set_itself(set, mailbox, sink); !done) {
      return done;
    }
  }
  if (mailbox.sections.empty() && !mailbox.secondaries.empty() && !orphans) {
    auto done = sink.note({.where = mailbox.name,
                           .text = "bodies and files that no row names are listed and not "
                                   "converted: --orphans converts them",
                           .warning = true});
    if (!done) {
      return done;
    }
  }
  for (const std::string& doubt : mailbox.doubts) {
    if (auto done = sink.note({.where = mailbox.name, .text = doubt, .damage = true}); !done) {
      return done;
    }
  }
  for (const std::string& remark : mailbox.remarks) {
    if (auto done = sink.note({.where = mailbox.name, .text = remark, .warning = true}); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace convert::iff
