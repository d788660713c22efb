#include "converters/run/exit_code.h"

#include <sysexits.h>

#include <csignal>

#include "converters/run/stop.h"

namespace run {

static_assert(kExitUsage == EX_USAGE && kExitDataError == EX_DATAERR &&
              kExitSoftware == EX_SOFTWARE && kExitCannotCreate == EX_CANTCREAT);

int exit_code(bytes::ErrorKind kind) {
  using bytes::ErrorKind;
  switch (kind) {
    case ErrorKind::Io:
    case ErrorKind::NoSpace:
      return EX_IOERR;
    case ErrorKind::NoInput:
      return EX_NOINPUT;
    case ErrorKind::Permission:
      return EX_NOPERM;
    case ErrorKind::NotThisFormat:
    case ErrorKind::Unsupported:
    case ErrorKind::LimitExceeded:
      return EX_DATAERR;
    case ErrorKind::CannotCreate:
    case ErrorKind::Exists:
      return EX_CANTCREAT;
    case ErrorKind::Busy:
      return EX_TEMPFAIL;
    case ErrorKind::Interrupted:
      return 128 + (stop_signal() == 0 ? SIGINT : stop_signal());
    case ErrorKind::Internal:
      break;
  }
  return EX_SOFTWARE;
}

}  // namespace run
