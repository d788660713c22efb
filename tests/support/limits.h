// What surrounds a program, changed while a test looks at it.
#pragma once

#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace test {

/// An environment variable has another value.
class Environment {
 public:
  Environment(std::string name, const std::string& value) : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str()); before != nullptr) {
      before_ = before;
    }
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  Environment(const Environment&) = delete;
  Environment(Environment&&) = delete;
  Environment& operator=(const Environment&) = delete;
  Environment& operator=(Environment&&) = delete;
  ~Environment() {
    if (before_) {
      ::setenv(name_.c_str(), before_->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }

 private:
  std::string name_;
  std::optional<std::string> before_;
};

/// No file grows beyond `bytes`: write(2) fails with EFBIG, as it does with ENOSPC on a full disk.
class LimitedFileSize {
 public:
  explicit LimitedFileSize(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  LimitedFileSize(const LimitedFileSize&) = delete;
  LimitedFileSize(LimitedFileSize&&) = delete;
  LimitedFileSize& operator=(const LimitedFileSize&) = delete;
  LimitedFileSize& operator=(LimitedFileSize&&) = delete;
  ~LimitedFileSize() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }

 private:
  using Handler = void (*)(int);
  Handler signal_;
  rlimit before_{};
};

}  // namespace test
