// Keeps account of which faults went out, with whatever a sink is given.
#pragma once

#include "converters/model/stream.h"
#include "converters/pst_reader/fault_text.h"

namespace convert::pst_reader {

/// Hands everything on to `next`; what notes, losses and messages say is told. What was read and
/// came out of nothing is not: it is left for the store's own damage. References are held.
class ToldSink final : public model::Sink {
 public:
  ToldSink(model::Sink& next, ToldDamage& told) : next_(next), told_(told) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override {
    return next_.store(store);
  }
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override {
    return next_.folder(folder);
  }
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override {
    return next_.expect(folder, more);
  }
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override {
    for (const auto& missing : message.provenance.missing) {
      told_.tell(missing.why);
    }
    return next_.message(message);
  }
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override {
    told_.tell(loss.why);
    return next_.loss(loss);
  }
  [[nodiscard]] model::Result<void> note(const model::Note& note) override {
    told_.tell(note.text);
    return next_.note(note);
  }
  [[nodiscard]] model::Result<void> finish() override { return next_.finish(); }

 private:
  model::Sink& next_;
  ToldDamage& told_;
};

}  // namespace convert::pst_reader
