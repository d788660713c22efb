#include "converters/ccmail_plan/command_line.h"

#include <algorithm>

#include "formats/ccmail_post_office/collection_map.h"

namespace convert::ccmail_plan {
namespace {

bool is_plain_word(std::string_view name) {
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

/// Quotes are documented around a user's name; a post office gets them when it needs them.
std::string name_option(std::string_view name) {
  const std::string text(name);
  return " /N" + (is_plain_word(name) ? text : "\"" + text + "\"");
}

}  // namespace

std::optional<std::string> why_not_scriptable(std::string_view name) {
  constexpr std::string_view kOfTheShell = "\"%<>|";
  if (name.empty()) {
    return "it has no name";
  }
  if (const auto at = name.find_first_of(kOfTheShell); at != std::string_view::npos) {
    return "its name holds " + std::string(1, name[at]) + ", which no command line can hold";
  }
  const bool has_control = std::ranges::any_of(name, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  return has_control ? std::optional<std::string>("its name holds a control character")
                     : std::nullopt;
}

std::optional<std::string> why_not_password(std::string_view password) {
  // Unquoted on the line: what a shell or EXPORT would take for something else.
  static constexpr std::string_view kTaken = " \"%<>|&^/";
  const bool is_taken = std::ranges::any_of(password, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F || kTaken.find(c) != std::string_view::npos;
  });
  return is_taken ? std::optional<std::string>(
                        "its password holds a blank, a character beyond ASCII, or one of \" % < > "
                        "| & ^ /, which a command line cannot hold: set another one in the copy")
                  : std::nullopt;
}

std::string directory_tail(const Request& request, std::string_view password) {
  return name_option(post_office_of(request)) + " /P" + std::string(password) + " /D" +
         request.paths.post_office + " /DIRECTORY /@" + std::string(kDirectoryFile);
}

std::string mailbox_tail(const Request& request, std::string_view name, std::string_view password,
                         std::string_view id) {
  const std::string folder = std::string(kCollection) + "\\" + std::string(id) + "\\";
  return " /P" + std::string(password) + " /BATCH /N\"" + std::string(name) + "\" /D" +
         request.paths.post_office + " /DATE/1 /FILES/MACBIN2 /ITEMSIZE /FOLDER /MSGS/ALL /@" +
         folder + std::string(id) + std::string(ccmail_post_office::kStreamExtension);
}

}  // namespace convert::ccmail_plan
