// A letter as an item of the model. README.md says what becomes what.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "formats/text/page_impression.h"
#include "formats/wgpo/mailbag.h"
#include "formats/wgpo/post_office.h"

namespace convert::wgpo {

struct LetterContext {
  const ::wgpo::PostOffice& office;
  std::uint32_t code_page = 0;
  text::PageImpression* impression = nullptr;  // of the letters' texts; may be null
};

/// The letter in `file`, with what the mailbag's record says where the letter says nothing.
[[nodiscard]] model::Message to_message(const LetterContext& context, const ::wgpo::TreeFile& file,
                                        const ::wgpo::MailbagRecord* record,
                                        std::vector<std::string>& notes);

/// A letter within a file: `data` at `offset`.
[[nodiscard]] model::Message message_in(const LetterContext& context, const ::wgpo::TreeFile& file,
                                        std::span<const std::byte> data, std::uint64_t offset,
                                        std::vector<std::string>& notes);

/// Of a record whose letter is not there: sender, subject and date.
[[nodiscard]] model::Message message_of_record(const LetterContext& context,
                                               const ::wgpo::TreeFile& mailbag,
                                               const ::wgpo::MailbagRecord& record);

}  // namespace convert::wgpo
