#include "converters/iff/comparing_sink.h"

#include "converters/iff/entry.h"
#include "converters/iff/letter.h"
#include "converters/iff/letter_digest.h"

namespace convert::iff {

model::Result<void> ComparingSink::store(const model::Store& store) {
  store_ = store;
  return {};
}

model::Result<void> ComparingSink::folder(const model::Folder& folder) {
  Remarks ignored;
  names_.add(folder, ignored);
  return {};
}

model::Result<void> ComparingSink::expect(model::FolderId /*folder*/, std::uint64_t /*more*/) {
  return {};
}

model::Result<model::Delivered> ComparingSink::message(const model::Message& message) {
  if (message.provenance.state != model::State::Intact || message.undecodable != 0) {
    fault_ = fault_.empty() ? message.provenance.native_id + " is not whole" : fault_;
  }
  if (is_entry(message)) {
    Remarks ignored;
    digest_.entries.push_back(digest_of(to_entry(message, ignored)));
    return model::Delivered{};
  }
  Remarks ignored;
  const auto letter = to_letter(message, store_, names_.path(message.folder), ignored);
  const auto digest = letter ? digest_of(*letter) : tl::unexpected(letter.error());
  if (!digest) {
    return tl::unexpected(digest.error());
  }
  digest_.letters.push_back(*digest);
  return model::Delivered{};
}

model::Result<void> ComparingSink::loss(const model::Loss& loss) {
  fault_ = fault_.empty() ? loss.native_id + ": " + loss.why : fault_;
  return {};
}

model::Result<void> ComparingSink::note(const model::Note& note) {
  if (note.damage) {
    fault_ = fault_.empty() ? note.where + ": " + note.text : fault_;
  }
  return {};
}

}  // namespace convert::iff
