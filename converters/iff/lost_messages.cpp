#include "converters/iff/lost_messages.h"

#include <optional>
#include <string>

namespace convert::iff {

model::LossKind LostMessages::judge(const ::iff::Unclaimed& unclaimed) {
  const auto& parts = unclaimed.chain.parts;
  if (parts.empty() || parts.front().header.type != ::iff::SectionType::Body) {
    return model::LossKind::Structure;
  }
  ++messages_;
  if (rows_ != 0) {
    --rows_;
    return model::LossKind::Structure;
  }
  return model::LossKind::Item;
}

model::Result<void> LostMessages::tell_files(const ::iff::SetMailbox& mailbox,
                                             model::Sink& sink) const {
  for (const std::string& why : mailbox.lost_files) {
    auto done =
        sink.loss({.kind = messages_ == 0 ? model::LossKind::Item : model::LossKind::Structure,
                   .folder = std::nullopt,
                   .source = mailbox.name,
                   .native_id = mailbox.address,
                   .offset = std::nullopt,
                   .length = std::nullopt,
                   .why = "the mail of this mailbox: " + why});
    if (!done) {
      return done;
    }
  }
  return {};
}

}  // namespace convert::iff
