// What the names of a Maildir++ say: folders, and the flags of messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mime {

/// "…:2,FRS". Experimental and unknown flags say nothing.
struct MaildirFlags {
  bool draft = false;
  bool flagged = false;
  bool replied = false;  // R; P (passed on) has no field
  bool seen = false;
  bool trashed = false;
  friend bool operator==(const MaildirFlags&, const MaildirFlags&) = default;
};

/// Also behind ';' and '!', which stand for the colon where file systems have none.
[[nodiscard]] MaildirFlags maildir_flags(std::string_view file_name);

/// ".Work.M&APw-ller" as "Work", "Müller": UTF-8. What is no modified UTF-7 stays as it is. Empty
/// for a name that is no folder's.
[[nodiscard]] std::vector<std::string> maildir_folder(std::string_view directory_name);

}  // namespace mime
