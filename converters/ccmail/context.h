// What the messages of one mailbox have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"
#include "formats/bytes/damage.h"
#include "formats/bytes/file_view.h"
#include "formats/ccmail/date.h"
#include "formats/ccmail/label.h"

namespace convert::ccmail {

/// README.md: of text, unless --charset says otherwise.
inline constexpr std::uint32_t kDefaultPage = 850;

/// Messages within messages.
inline constexpr int kMostDepth = 8;

struct Context {
  std::uint32_t code_page = kDefaultPage;
  ::ccmail::DateOrder order = ::ccmail::DateOrder::MonthDayYear;
  bool repairs_years = false;       // --repair-years
  bool omits_bcc = false;           // --omit-bcc
  bool is_hex = false;              // files are hexadecimal text
  std::string owner_post_office{};  // of --owner; may be empty
  const ::ccmail::Labels* labels = nullptr;
};

/// The file that a message stands in.
struct Place {
  std::string file;  // its name, without its directory
  std::shared_ptr<const bytes::FileView> view;
};

/// A message, and what is to be told of it.
struct Converted {
  model::Message message;
  std::vector<std::string> notes;
  std::vector<std::string> warnings;
  std::vector<std::string> damages;
};

/// A line for the faults that a log only counts, if there are any: of `what`, "its header".
void tell_unlisted(const bytes::DamageLog& log, std::string_view what,
                   std::vector<std::string>& damages);

/// An 8-bit text under a name of our own set; when its code page cannot explain it, its bytes, too,
/// under that name with "Bytes" behind it. How many of its places are none of the page.
std::size_t keep_decoded(const std::string& name, std::string_view bytes, std::uint32_t code_page,
                         model::PropertyBag& bag);

/// A text, or bytes, under a name of our own set.
void keep(std::string name, std::string utf8, model::PropertyBag& bag);
void keep(std::string name, std::span<const std::byte> data,
          const std::shared_ptr<const void>& owner, model::PropertyBag& bag);

}  // namespace convert::ccmail
