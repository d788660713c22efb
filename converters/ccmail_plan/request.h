// What a plan is made for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/ccmail_post_office/export_program.h"
#include "formats/text/code_page.h"

namespace convert::ccmail_plan {

/// Where the copy and the work lie for DOS or Windows: 8.3, on one drive (dos_path.h).
struct DosPaths {
  std::string post_office = "C:\\PO";
  std::string work = "C:\\X";
};

struct Request {
  ccmail_post_office::Database database = ccmail_post_office::Database::Db6;
  ccmail_post_office::Platform platform = ccmail_post_office::Platform::DosBox;
  /// In the code page of the mail; of DB7 it is kMobileName, whatever stands here.
  std::string post_office{};
  DosPaths paths{};
  text::CodePageNumber charset = 850;  // of names in the directory
  std::vector<std::string> advice{};   // on the program, for the checklist
};

/// What the database of cc:Mail Mobile is called (Q245042).
inline constexpr std::string_view kMobileName = "LOCALPO";

/// Whose name follows /N in the first step.
[[nodiscard]] inline std::string_view post_office_of(const Request& request) {
  return request.database == ccmail_post_office::Database::Db7
             ? kMobileName
             : std::string_view(request.post_office);
}

/// An entry of the exported directory; texts in the code page of the mail.
struct User {
  std::string name;
  std::string location;  // Locn
  std::string address;   // Addr: the post office, and a foreign address behind it
};

}  // namespace convert::ccmail_plan
