// Keeps account of which faults went out, with whatever a sink is given.
#pragma once

#include <utility>

#include "converters/model/forwarding_sink.h"
#include "converters/pst_reader/fault_text.h"

namespace convert::pst_reader {

/// Hands everything on to `next`; what notes, losses and messages say is told. What was read and
/// came out of nothing is not: it is left for the store's own damage. References are held.
class ToldSink final : public model::ForwardingSink {
 public:
  ToldSink(model::Sink& next, ToldDamage& told) : ForwardingSink(next), told_(told) {}

  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override {
    tell(message);
    return next().message(message);
  }
  [[nodiscard]] model::Result<model::Delivered> take(model::Message&& message) override {
    tell(message);
    return next().take(std::move(message));
  }
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override {
    told_.tell(loss.why);
    return next().loss(loss);
  }
  [[nodiscard]] model::Result<void> note(const model::Note& note) override {
    told_.tell(note.text);
    return next().note(note);
  }

 private:
  void tell(const model::Message& message) {
    for (const auto& missing : message.provenance.missing) {
      told_.tell(missing.why);
    }
  }

  ToldDamage& told_;
};

}  // namespace convert::pst_reader
