#include "converters/run/unpack.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "converters/run/quantity.h"
#include "converters/run/stop.h"
#include "formats/archives/member_path.h"
#include "formats/archives/reader.h"
#include "formats/bytes/system_error.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using archives::Member;
using archives::MemberKind;
using bytes::ErrorKind;
using bytes::Result;

/// A file that is not there yet, and is closed in any case.
class NewFile {
 public:
  explicit NewFile(const fs::path& path)
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
      : descriptor_(
            ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600)) {}
  NewFile(const NewFile&) = delete;
  NewFile(NewFile&&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  /// errno, or 0.
  [[nodiscard]] int write(std::span<const std::byte> data) const {
    while (!data.empty()) {
      const auto written = ::write(descriptor_, data.data(), data.size());
      if (written < 0 && errno != EINTR) {
        return errno;
      }
      data = data.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return 0;
  }

 private:
  int descriptor_;
};

/// "a/b.pst" and 2: "a/b~2.pst".
fs::path with_number(const fs::path& path, unsigned number) {
  auto name = path.stem();
  name += "~" + std::to_string(number);
  name += path.extension();
  return path.parent_path() / name;
}

/// The file inside a compressed one: "x.pst" of "x.pst.gz".
std::string inner_name(const fs::path& archive) {
  const auto name = archive.stem().string();
  return name.empty() ? "content" : name;
}

class Unpacking {
 public:
  Unpacking(const fs::path& archive, archives::Form form, const UnpackLimits& limits,
            Unpacked& unpacked)
      : archive_(archive), form_(form), limits_(limits), unpacked_(unpacked) {}

  Result<void> run() {
    std::error_code ignored;
    packed_size_ = fs::file_size(archive_, ignored);
    auto reader = archives::Reader::open(archive_, form_);
    if (!reader) {
      trouble({}, {}, reader.error());
      return {};
    }
    while (stop_signal() == 0 && take_next(**reader)) {
    }
    if (stop_signal() != 0) {
      return bytes::fail(ErrorKind::Interrupted, shown() + ": stopped by the user",
                         "run again to convert all");
    }
    return {};
  }

 private:
  static constexpr const char* kUnpackIt = "unpack it yourself, and convert what comes out";

  [[nodiscard]] const std::string& shown() const { return unpacked_.tree->shown(); }

  void trouble(fs::path file, std::string member, bytes::Error error) {
    error.what = unpacked_.tree->in_words(std::move(error.what));
    unpacked_.troubles.push_back(
        {.file = std::move(file), .member = std::move(member), .error = std::move(error)});
  }

  void note(const Member& member, const std::string& what) {
    unpacked_.notes.push_back(shown() + ": \"" + member.name + "\": " + what);
  }

  /// False when there is no further member, or none may be unpacked.
  bool take_next(archives::Reader& reader) {
    const auto member = reader.next();
    if (!member) {
      trouble({}, {}, member.error());
      return false;
    }
    if (!*member) {
      return false;
    }
    if (++members_ > limits_.members) {
      trouble({}, {},
              {.kind = ErrorKind::LimitExceeded,
               .what = shown() + ": has more than " + format_count(limits_.members) +
                       " members: the others are not unpacked",
               .hint = kUnpackIt});
      return false;
    }
    return take(reader, **member);
  }

  /// False when no further member may be unpacked.
  bool take(archives::Reader& reader, const Member& member) {
    if (member.kind == MemberKind::Link) {
      note(member, "a link to \"" + member.target + "\", which is not followed");
      return true;
    }
    if (member.kind == MemberKind::Special) {
      note(member, "a device or a pipe: left out");
      return true;
    }
    const bool has_backslashes = form_ == archives::Form::Zip || form_ == archives::Form::Cab ||
                                 form_ == archives::Form::SevenZip;
    auto safe = archives::safe_member_path(member.name.empty() ? inner_name(archive_) : member.name,
                                           has_backslashes);
    if (safe.path.empty()) {
      return true;  // the directory itself
    }
    const auto path = unpacked_.tree->root() / safe.path;
    std::error_code error;
    if (member.kind == MemberKind::Directory) {
      fs::create_directories(path, error);
      return true;  // what lies in it makes it again, and tells
    }
    if (safe.is_changed) {
      note(member, "its name leads out of the archive: taken as \"" + safe.path + "\"");
    }
    if (member.is_encrypted) {
      trouble({}, safe.path,
              {.kind = ErrorKind::Unsupported,
               .what = shown() + "!" + safe.path + ": encrypted",
               .hint = "unpack it with its password, and convert what comes out"});
      return true;
    }
    return take_file(reader, member, path, safe.path);
  }

  /// `path`, with a number when something lies there.
  fs::path free_path(const fs::path& path) {
    std::error_code ignored;  // a name that cannot be looked at cannot be opened either
    if (!fs::exists(fs::symlink_status(path, ignored))) {
      return path;
    }
    // Looked for once each: members without number may have the same name.
    unsigned& number = numbers_.try_emplace(path.native(), 1U).first->second;
    while (true) {
      auto numbered = with_number(path, ++number);
      if (!fs::exists(fs::symlink_status(numbered, ignored))) {
        return numbered;
      }
    }
  }

  bool take_file(archives::Reader& reader, const Member& member, const fs::path& wanted,
                 const std::string& name) {
    std::error_code error;
    fs::create_directories(wanted.parent_path(), error);
    const fs::path path = error ? wanted : free_path(wanted);
    const NewFile file(path);
    if (!file.is_open()) {
      const int why = error ? error.value() : errno;
      trouble({}, name,
              {.kind = bytes::output_error_kind(why, true),
               .what = shown() + "!" + name + ": cannot be unpacked: " + bytes::system_reason(why),
               .hint = kUnpackIt});
      return true;
    }
    if (path != wanted) {
      note(member, "not the first of this name: taken as \"" + path.filename().string() + "\"");
    }
    return copy(reader, file, path, name);
  }

  /// False when stopped, or when no further member may be unpacked.
  bool copy(archives::Reader& reader, const NewFile& file, const fs::path& path,
            const std::string& name) {
    std::uint64_t size = 0;
    while (stop_signal() == 0) {
      const auto got = reader.read(buffer_);
      if (!got) {
        auto error = got.error();
        error.what = shown() + "!" + name + ": " + format_bytes(size) +
                     " came out of the archive, and then: " + error.what;
        trouble(path, name, std::move(error));
        return true;
      }
      if (*got == 0) {
        return true;
      }
      size += *got;
      unpacked_size_ += *got;
      auto limit = check_limits(name);
      if (const int why = limit ? 0 : file.write(std::span(buffer_).first(*got)); why != 0) {
        limit = bytes::Error{
            .kind = ErrorKind::NoSpace,
            .what = shown() + "!" + name + ": cannot be unpacked: " + bytes::system_reason(why),
            .hint = "set TMPDIR to a directory with more room"};
      }
      if (limit) {
        limit->what += "; this member and those behind it are not unpacked";
        trouble({}, name, std::move(*limit));
        std::error_code ignored;  // a piece of a bomb is nothing to convert
        fs::remove(path, ignored);
        return false;
      }
    }
    return false;
  }

  [[nodiscard]] std::optional<bytes::Error> check_limits(const std::string& name) {
    if (unpacked_size_ > limits_.free_of_ratio && unpacked_size_ / limits_.ratio > packed_size_) {
      return bytes::Error{.kind = ErrorKind::LimitExceeded,
                          .what = shown() + "!" + name + ": the archive unpacks to more than " +
                                  std::to_string(limits_.ratio) +
                                  " times its size, as one made to fill a disk does",
                          .hint = kUnpackIt};
    }
    constexpr std::uint64_t kBetweenLooks = std::uint64_t{16} * 1024 * 1024;
    if (unpacked_size_ < next_look_) {
      return std::nullopt;
    }
    next_look_ = unpacked_size_ + kBetweenLooks;
    std::error_code error;
    const auto space = fs::space(unpacked_.tree->root(), error);
    if (error || space.available >= limits_.kept_free) {
      return std::nullopt;  // a disk that does not tell is found full by writing
    }
    return bytes::Error{
        .kind = ErrorKind::NoSpace,
        .what = shown() + "!" + name + ": no room to unpack it: " + format_bytes(space.available) +
                " are free at " + unpacked_.tree->root().parent_path().parent_path().string(),
        .hint = "set TMPDIR to a directory with more room"};
  }

  const fs::path& archive_;
  archives::Form form_;
  const UnpackLimits& limits_;
  Unpacked& unpacked_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(std::size_t{256} * 1024);
  std::uint64_t packed_size_ = 0;
  std::uint64_t unpacked_size_ = 0;
  std::uint64_t next_look_ = 0;
  std::uint64_t members_ = 0;
  std::map<std::string, unsigned> numbers_{};  // the last that a name has got
};

}  // namespace

Result<Unpacked> unpack(const fs::path& archive, archives::Form form, const UnpackedArchive* within,
                        const UnpackLimits& limits) {
  auto tree = UnpackedArchive::create(archive, within);
  if (!tree) {
    return tl::unexpected(tree.error());
  }
  Unpacked unpacked{.tree = std::move(*tree), .notes = {}, .troubles = {}};
  if (auto done = Unpacking(archive, form, limits, unpacked).run(); !done) {
    return tl::unexpected(done.error());
  }
  return unpacked;
}

}  // namespace run
