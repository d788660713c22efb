// The project's one name for "a value, or why there is none". tl::expected 1.0 calls C++23's
// transform_error map_error.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace bytes {

/// What sort of trouble ended the work; a tool turns each into an exit code of sysexits.h.
enum class ErrorKind : std::uint8_t {
  Io,             // reading or writing failed                        74 EX_IOERR
  NoInput,        // the source is not there                          66 EX_NOINPUT
  Permission,     // the source or target may not be opened           77 EX_NOPERM
  NotThisFormat,  // the input is no store of this kind, or unusable  65 EX_DATAERR
  Unsupported,    // recognised, and not readable by this tool        65 EX_DATAERR
  LimitExceeded,  // a named limit was met                            65 EX_DATAERR
  CannotCreate,   // the target cannot be made                        73 EX_CANTCREAT
  Exists,         // the target is there already                      73 EX_CANTCREAT
  NoSpace,        // the target's disk is full                        74 EX_IOERR
  Busy,           // another run has it; try again                    75 EX_TEMPFAIL
  Interrupted,    // the user asked to stop                           130, 143
  Internal,       // a bug of ours                                    70 EX_SOFTWARE
};

/// Why there is no result at all. Anything less than that is Damage.
struct Error {
  ErrorKind kind = ErrorKind::Io;
  std::string what;  // what went wrong, and where: one line, no full stop, names the file
  std::string hint;  // what the user can do next; may be empty

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return bytes::fail(ErrorKind::Io, "mail.pst: cannot read")`, in a function returning Result.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string what,
                                                std::string hint = {}) {
  return tl::unexpected<Error>(
      Error{.kind = kind, .what = std::move(what), .hint = std::move(hint)});
}

/// `return bytes::pass_on(size.error())`: the error of what was called, which is gone from there.
[[nodiscard]] inline tl::unexpected<Error> pass_on(Error& error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace bytes
