// An item of the model as far as migration files can carry it. README.md, "Writing".
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "formats/iff/section_header.h"

namespace convert::iff {

/// A file of a letter.
struct LetterFile {
  ::iff::SectionType type = ::iff::SectionType::Attachment;
  std::string name;  // UTF-8
  bytes::Blob content;
};

/// All text is UTF-8, and what reading it again yields: a letter of that message is the same.
struct Letter {
  std::string folder;  // levels parted by backslashes
  std::string sender;  // "Display[TYPE:address]"
  std::vector<std::string> to;
  std::vector<std::string> cc;
  std::vector<std::string> bcc;
  std::string subject;
  std::string sent;  // 14 digits, or empty
  std::string received;
  int priority = 0;
  bool unread = false;
  bool unsent = false;
  std::string text;  // the body, with CR LF
  bytes::Blob rtf;   // instead of the text, as it is
  std::vector<LetterFile> files;
};

/// What is not carried, or in another form: a sentence, and of how many items it is true.
using Remarks = std::map<std::string, std::uint64_t>;

/// LimitExceeded for a body that is larger than a named limit; Io when an embedded message cannot
/// be written down.
[[nodiscard]] bytes::Result<Letter> to_letter(const model::Message& message,
                                              const model::Store& store, const std::string& folder,
                                              Remarks& remarks);

}  // namespace convert::iff
