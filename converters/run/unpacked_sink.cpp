#include "converters/run/unpacked_sink.h"

namespace run {

model::Result<void> UnpackedSink::store(const model::Store& store) {
  auto told = store;
  told.source = archive_.in_words(store.source);
  return next().store(told);
}

model::Result<void> UnpackedSink::loss(const model::Loss& loss) {
  auto told = loss;
  told.source = archive_.in_words(loss.source);
  told.why = archive_.in_words(loss.why);
  return next().loss(told);
}

model::Result<void> UnpackedSink::note(const model::Note& note) {
  auto told = note;
  told.where = archive_.in_words(note.where);
  told.text = archive_.in_words(note.text);
  return next().note(told);
}

}  // namespace run
