#include "converters/spool/gzip.h"

#include <algorithm>
#include <boost/iostreams/categories.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <ios>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "converters/spool/input.h"

namespace convert::spool {
namespace {

namespace io = boost::iostreams;

constexpr std::size_t kFilterBuffer = 64UL * 1024;

class PlainTarget final : public ByteTarget {
 public:
  explicit PlainTarget(Write write) : write_(std::move(write)) {}
  [[nodiscard]] model::Result<void> write(std::span<const std::byte> data) override {
    return write_(data);
  }
  [[nodiscard]] model::Result<void> close() override { return {}; }

 private:
  Write write_;
};

// What the compressor writes to. After the first error the rest is swallowed: the compressor has no
// way to be told, and its owner asks for the error after every call.
class PackedSink {
 public:
  using char_type = char;
  using category = io::sink_tag;

  explicit PackedSink(Write write) : target_(std::move(write)) {}

  std::streamsize write(const char* data, std::streamsize size) {
    if (!error_) {
      if (auto written = target_(std::as_bytes(std::span(data, static_cast<std::size_t>(size))));
          !written) {
        error_ = std::move(written).error();
      }
    }
    return size;
  }

  [[nodiscard]] model::Result<void> result() const {
    return error_ ? model::Result<void>(tl::unexpected(*error_)) : model::Result<void>();
  }

 private:
  Write target_;
  std::optional<bytes::Error> error_;
};

class GzipTarget final : public ByteTarget {
 public:
  GzipTarget(Write write, int level)
      : sink_(std::move(write)), filter_(io::gzip_params(level), kFilterBuffer) {}

  [[nodiscard]] model::Result<void> write(std::span<const std::byte> data) override {
    return guard([&] {
      const std::string_view text = bytes::as_text(data);
      filter_.write(sink_, text.data(), static_cast<std::streamsize>(text.size()));
    });
  }

  [[nodiscard]] model::Result<void> close() override {
    return guard([&] { filter_.close(sink_, BOOST_IOS::out); });
  }

 private:
  template <class Work>
  model::Result<void> guard(Work work) {
    try {
      work();
    } catch (const std::ios_base::failure& failure) {
      return bytes::fail(bytes::ErrorKind::Internal, std::string("gzip: ") + failure.what());
    }
    return sink_.result();
  }

  PackedSink sink_;
  io::gzip_compressor filter_;
};

// What the decompressor reads from. It throws when its input ends too early, and what it inflated
// in that call is lost; so the end, like an error, is first told as "nothing now", on which it
// returns what it has. Only of its body, which it reads by the buffer: in the header and the
// footer, read by the character, it has nothing to return.
class PackedSource {
 public:
  using char_type = char;
  using category = io::source_tag;

  explicit PackedSource(bytes::ByteStream& stream) : stream_(&stream) {}

  std::streamsize read(char* data, std::streamsize size) {
    if (ended_) {
      return -1;
    }
    const auto got =
        stream_->read(std::as_writable_bytes(std::span(data, static_cast<std::size_t>(size))));
    if (got && *got > 0) {
      return static_cast<std::streamsize>(*got);
    }
    if (!got) {
      error_ = got.error();
    }
    ended_ = true;
    return size > 1 ? 0 : -1;
  }

  [[nodiscard]] const std::optional<bytes::Error>& error() const { return error_; }
  /// Nothing more comes, for whatever reason.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  bytes::ByteStream* stream_;
  std::optional<bytes::Error> error_;
  bool ended_ = false;
};

class GunzipStream final : public bytes::ByteStream {
 public:
  explicit GunzipStream(bytes::ByteStream& packed)
      : source_(packed), filter_(io::zlib::default_window_bits, kFilterBuffer) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    if (failure_) {
      return tl::unexpected(*failure_);
    }
    while (!into.empty() && !done_) {
      // Past the end of its input the decompressor has a few bytes left at most. One at a time, it
      // throws only when there are none.
      auto got = inflate(source_.ended() ? into.first(1) : into);
      if (!got) {
        failure_ = got.error();
      }
      if (!got || *got > 0) {
        return got;
      }
    }
    return std::size_t{0};
  }

 private:
  bytes::Result<std::size_t> inflate(std::span<std::byte> into) {
    try {
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): char may alias anything.
      const auto got = filter_.read(source_, reinterpret_cast<char*>(into.data()),
                                    static_cast<std::streamsize>(into.size()));
      if (got > 0) {
        return static_cast<std::size_t>(got);
      }
      if (got < 0 && source_.error()) {
        return tl::unexpected(*source_.error());
      }
      done_ = got < 0;
      return std::size_t{0};
    } catch (const std::ios_base::failure& failure) {
      if (source_.error()) {
        return tl::unexpected(*source_.error());
      }
      if (source_.ended()) {
        return bytes::fail(bytes::ErrorKind::Io, std::string(kCutOff));
      }
      return bytes::fail(bytes::ErrorKind::NotThisFormat,
                         std::string("its gzip data is damaged (") + failure.what() + ')');
    }
  }

  PackedSource source_;
  io::gzip_decompressor filter_;
  std::optional<bytes::Error> failure_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteTarget> open_target(Write write, Compression compression) {
  switch (compression) {
    case Compression::None:
      break;
    case Compression::Stored:
      return std::make_unique<GzipTarget>(std::move(write), io::zlib::no_compression);
    case Compression::Fast:
      return std::make_unique<GzipTarget>(std::move(write), io::zlib::best_speed);
  }
  return std::make_unique<PlainTarget>(std::move(write));
}

std::unique_ptr<bytes::ByteStream> open_gunzip(bytes::ByteStream& packed) {
  return std::make_unique<GunzipStream>(packed);
}

// RFC 1952 2.3.1: ID1, ID2.
bool is_gzip(std::span<const std::byte> head) {
  return head.size() >= 2 && head[0] == std::byte{0x1F} && head[1] == std::byte{0x8B};
}

}  // namespace convert::spool
