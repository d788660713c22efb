#include "formats/bytes/system_error.h"

#include <cerrno>
#include <system_error>

namespace bytes {

std::string system_reason(int error) { return std::generic_category().message(error); }

ErrorKind input_error_kind(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return ErrorKind::NoInput;
    case EACCES:
    case EPERM:
      return ErrorKind::Permission;
    default:
      return ErrorKind::Io;
  }
}

ErrorKind output_error_kind(int error, bool creating) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorKind::NoSpace;
    case EEXIST:
      return ErrorKind::Exists;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorKind::Permission;
    default:
      return creating ? ErrorKind::CannotCreate : ErrorKind::Io;
  }
}

Error input_error(const std::string& where, const std::string& verb, int error) {
  const ErrorKind kind = input_error_kind(error);
  return {.kind = kind,
          .what = where + ": cannot " + verb + ": " + system_reason(error),
          .hint = kind == ErrorKind::Permission ? "run as a user who may read it, or copy it first"
                  : kind == ErrorKind::NoInput  ? "check the path"
                  : error == EIO                ? "copy it to a healthy disk first (ddrescue)"
                                                : ""};
}

Error output_error(const std::string& where, const std::string& verb, int error, bool creating) {
  const ErrorKind kind = output_error_kind(error, creating);
  std::string hint;
  if (kind == ErrorKind::NoSpace) {
    hint = "make room, or choose another disk, and run again";
  } else if (kind == ErrorKind::Permission || kind == ErrorKind::CannotCreate) {
    hint = "choose a place where you may write";
  }
  return {.kind = kind,
          .what = where + ": cannot " + verb + ": " + system_reason(error),
          .hint = std::move(hint)};
}

}  // namespace bytes
