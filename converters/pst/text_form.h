// The text of one item as a store of a given width holds it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "converters/mapi/bag_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/pst/messaging/content.h"
#include "formats/pst/ndb/width.h"
#include "formats/text/code_page.h"

namespace convert::pst {

using ::pst::Bytes;

/// The octets of `text`.
[[nodiscard]] Bytes to_bytes(std::string_view text);

/// The characters of an item beyond ASCII: what a code page must have to hold them.
class CharacterSurvey {
 public:
  void add(std::string_view utf8);
  /// Text the source has in 8 bits: in its own code page its bytes are kept, whatever they are.
  void add_8bit(std::string_view utf8);
  /// The first of `candidates` with a place for every character; else the one that loses the
  /// fewest. `source` is the page of the 8-bit texts.
  [[nodiscard]] text::CodePageNumber choose(std::span<const text::CodePageNumber> candidates,
                                            text::CodePageNumber source) const;

 private:
  using Counts = std::map<char32_t, std::uint64_t>;
  Counts characters_;
  Counts characters_8bit_;
};

/// Text without a terminator: UTF-16 in a Unicode store, else 8 bits in `page`. Counts what that
/// costs.
class TextForm {
 public:
  /// `source` is how 8-bit text of the item is read.
  TextForm(::pst::Width width, text::CodePageNumber page, mapi::TextPage source)
      : unicode_(width == ::pst::Width::Unicode), page_(page), encoder_(page), source_(source) {}

  [[nodiscard]] bool unicode() const { return unicode_; }
  /// Of 8-bit text in the store to be.
  [[nodiscard]] text::CodePageNumber page() const { return page_; }
  [[nodiscard]] mapi::TextPage source() const { return source_; }
  /// [MS-OXCDATA] 2.11.1: PtypString or PtypString8.
  [[nodiscard]] std::uint16_t type() const { return unicode_ ? 0x001F : 0x001E; }

  [[nodiscard]] Bytes encode(std::string_view utf8);
  /// Text that the item has elsewhere, in full: what has no place here is not lost.
  [[nodiscard]] Bytes encode_copy(std::string_view utf8);
  /// 8-bit text of the source: its own bytes in an ANSI store in the same page.
  [[nodiscard]] Bytes encode_8bit(std::string_view raw);
  /// A text of any size in code page `from`; in memory when it is small.
  [[nodiscard]] ::pst::ContentValue encode_large(const bytes::Blob& content,
                                                 text::CodePageNumber from);
  /// Of 8-bit text of the source, where nobody knows for sure (TextPage::maybe_utf8).
  [[nodiscard]] text::CodePageNumber page_of(const bytes::ByteSource& content) const;
  [[nodiscard]] std::string decode_8bit(std::string_view raw) const;

  /// Characters that became '?'.
  [[nodiscard]] std::uint64_t lost() const { return encoder_.lost() + lost_; }
  /// Whether every text has its place in the page, copies too.
  [[nodiscard]] bool fits() const { return lost() == 0 && !copy_is_lossy_; }
  /// Sequences of the source that became U+FFFD.
  [[nodiscard]] std::uint64_t undecodable() const { return undecodable_; }
  /// From now on `survey` hears of every text.
  void tell(CharacterSurvey& survey) { survey_ = &survey; }

 private:
  [[nodiscard]] bool keeps_bytes() const {
    return !unicode_ && page_ == source_.number && !source_.maybe_utf8;
  }

  bool unicode_;
  text::CodePageNumber page_;
  text::StreamEncoder encoder_;  // of an ANSI store
  mapi::TextPage source_;
  std::uint64_t lost_ = 0;  // in large texts
  bool copy_is_lossy_ = false;
  std::uint64_t undecodable_ = 0;
  CharacterSurvey* survey_ = nullptr;
};

}  // namespace convert::pst
