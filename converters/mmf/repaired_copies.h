// Messages that a Microsoft repair emptied, and the copies it kept (Q113164, Q131508).
// formats/mmf/FORMAT.md 11.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "converters/mmf/context.h"
#include "converters/model/message.h"

namespace convert::mmf {

class RepairedCopies {
 public:
  /// Looks for copies in the folders where a repair puts them; `context` must outlive this.
  explicit RepairedCopies(const Context& context);

  /// A message that says it could not be recovered gets text and attachments of the one copy with
  /// the same sender, subject and date, which is noted. Without one, or with several, it stays as
  /// it is, and says what is missing.
  void mend(const ::mmf::Object& object, model::Message& message,
            std::vector<std::string>& notes) const;

 private:
  const Context& context_;
  std::map<std::string, std::vector<const ::mmf::Object*>> copies_;
};

}  // namespace convert::mmf
