// What the user of a store should know of it besides its mail.
#pragma once

#include <filesystem>

#include "converters/mmf/code_page.h"
#include "converters/mmf/context.h"
#include "converters/model/stream.h"
#include "formats/bytes/damage.h"
#include "formats/bytes/file_view.h"
#include "formats/text/page_impression.h"

namespace convert::mmf {

/// Tells a sink, in notes and losses, how one store was read and what of it became no message.
class StoreRemarks {
 public:
  /// All must live as long as this.
  StoreRemarks(const std::filesystem::path& path, const Context& context, model::Sink& sink)
      : path_(path), context_(context), sink_(sink) {}

  /// Before the folders: the code page, the header, the map that was used, the files beside it,
  /// and each fault.
  [[nodiscard]] model::Result<void> tell_beginning(const PageChoice& page,
                                                   const bytes::DamageLog& damage) const;
  /// Behind the messages: duplicates left out, objects that hold no mail, objects that are lost,
  /// bytes behind the store and bytes that belong to nothing, and what the disk did not give.
  /// `impression` has seen the texts.
  [[nodiscard]] model::Result<void> tell_rest(const text::PageImpression& impression,
                                              const bytes::FileView& view) const;

 private:
  [[nodiscard]] model::Result<void> note(std::string text, bool damage = false,
                                         bool warning = false) const;
  [[nodiscard]] model::Result<void> tell_header() const;
  [[nodiscard]] model::Result<void> tell_way() const;
  [[nodiscard]] model::Result<void> tell_damage(const bytes::DamageLog& damage) const;
  [[nodiscard]] model::Result<void> tell_others() const;
  [[nodiscard]] model::Result<void> tell_lost() const;
  [[nodiscard]] model::Result<void> tell_behind() const;
  [[nodiscard]] model::Result<void> tell_unclaimed() const;

  const std::filesystem::path& path_;
  const Context& context_;
  model::Sink& sink_;
};

}  // namespace convert::mmf
