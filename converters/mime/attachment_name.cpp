#include "converters/mime/attachment_name.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "formats/mime/ascii.h"
#include "formats/mime/entity.h"

namespace convert::mime {
namespace {

struct Extension {
  std::string_view extension;
  std::string_view type;
};

// Types of the IANA registry for what mail of these decades carried.
constexpr std::array kExtensions{
    Extension{"7z", "application/x-7z-compressed"},
    Extension{"avi", "video/x-msvideo"},
    Extension{"bmp", "image/bmp"},
    Extension{"css", "text/css"},
    Extension{"csv", "text/csv"},
    Extension{"doc", "application/msword"},
    Extension{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Extension{"gif", "image/gif"},
    Extension{"gz", "application/gzip"},
    Extension{"htm", "text/html"},
    Extension{"html", "text/html"},
    Extension{"ics", "text/calendar"},
    Extension{"jpeg", "image/jpeg"},
    Extension{"jpg", "image/jpeg"},
    Extension{"mdb", "application/vnd.ms-access"},
    Extension{"mp3", "audio/mpeg"},
    Extension{"mpg", "video/mpeg"},
    Extension{"msg", "application/vnd.ms-outlook"},
    Extension{"p7m", "application/pkcs7-mime"},
    Extension{"p7s", "application/pkcs7-signature"},
    Extension{"pdf", "application/pdf"},
    Extension{"png", "image/png"},
    Extension{"pps", "application/vnd.ms-powerpoint"},
    Extension{"ppt", "application/vnd.ms-powerpoint"},
    Extension{"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    Extension{"ps", "application/postscript"},
    Extension{"rtf", "application/rtf"},
    Extension{"tif", "image/tiff"},
    Extension{"tiff", "image/tiff"},
    Extension{"txt", "text/plain"},
    Extension{"vcf", "text/vcard"},
    Extension{"wav", "audio/x-wav"},
    Extension{"wmf", "image/wmf"},
    Extension{"xls", "application/vnd.ms-excel"},
    Extension{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Extension{"xml", "application/xml"},
    Extension{"zip", "application/zip"},
};

constexpr std::string_view kUnknownType = "application/octet-stream";

/// Q166573: some programs put the whole path where the name belongs.
std::string_view without_directories(std::string_view name) {
  return name.substr(name.find_last_of("/\\") + 1);
}

/// Without parameters, in lower case.
std::string stored_type(const std::string& mime_type) {
  std::string type = ::mime::lower_case(std::string_view(mime_type).substr(0, mime_type.find(';')));
  type.erase(type.find_last_not_of(" \t") + 1);
  return type;
}

std::string_view type_by_extension(const std::string& name) {
  const std::string extension =
      ::mime::lower_case(std::string_view(name).substr(name.rfind('.') + 1));
  const auto* const found = std::ranges::find(kExtensions, extension, &Extension::extension);
  return found == kExtensions.end() ? kUnknownType : found->type;
}

std::string_view extension_by_type(std::string_view type) {
  const auto* const found = std::ranges::find(kExtensions, type, &Extension::type);
  return found == kExtensions.end() ? "bin" : found->extension;
}

}  // namespace

std::string attachment_name(const model::Attachment& attachment, std::size_t number) {
  for (const std::string* stored :
       {&attachment.long_name, &attachment.short_name, &attachment.path}) {
    std::string name(without_directories(*stored));
    std::ranges::replace_if(name, ::mime::is_control, ' ');
    if (name.find_first_not_of(' ') != std::string::npos) {
      return name;
    }
  }
  std::string_view extension = extension_by_type(stored_type(attachment.mime_type));
  if (attachment.kind == model::AttachmentKind::Ole) {
    extension = "ole";
  } else if (attachment.kind == model::AttachmentKind::Embedded) {
    extension = "eml";
  }
  return "attachment-" + std::to_string(number) + '.' + std::string(extension);
}

std::string media_type(const model::Attachment& attachment, const std::string& name) {
  if (attachment.kind == model::AttachmentKind::Ole) {
    return "application/x-ole-storage";
  }
  const std::string stored = stored_type(attachment.mime_type);
  if (stored.find('/') == std::string::npos) {
    return std::string(type_by_extension(name));
  }
  return ::mime::is_leaf_type(stored) ? stored : std::string(kUnknownType);
}

}  // namespace convert::mime
