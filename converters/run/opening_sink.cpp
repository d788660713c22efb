#include "converters/run/opening_sink.h"

namespace run {

tl::unexpected<bytes::Error> OpeningSink::no_store() {
  return bytes::fail(bytes::ErrorKind::Internal, "the stream does not begin with its store",
                     "this is a bug in the program; please report it");
}

model::Result<void> OpeningSink::store(const model::Store& store) {
  const auto target = open_(store);
  if (!target) {
    return tl::unexpected(target.error());
  }
  target_ = *target;
  return target_->store(store);
}

model::Result<void> OpeningSink::folder(const model::Folder& folder) {
  return target_ == nullptr ? no_store() : target_->folder(folder);
}

model::Result<void> OpeningSink::expect(model::FolderId folder, std::uint64_t more) {
  return target_ == nullptr ? no_store() : target_->expect(folder, more);
}

model::Result<model::Delivered> OpeningSink::message(const model::Message& message) {
  return target_ == nullptr ? no_store() : target_->message(message);
}

model::Result<void> OpeningSink::loss(const model::Loss& loss) {
  return target_ == nullptr ? no_store() : target_->loss(loss);
}

model::Result<void> OpeningSink::leave_out(const model::LeftOut& item) {
  return target_ == nullptr ? no_store() : target_->leave_out(item);
}

model::Result<void> OpeningSink::note(const model::Note& note) {
  return target_ == nullptr ? no_store() : target_->note(note);
}

model::Result<void> OpeningSink::finish() {
  return target_ == nullptr ? no_store() : target_->finish();
}

}  // namespace run
