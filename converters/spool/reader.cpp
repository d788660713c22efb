#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/spool/decoder.h"
#include "converters/spool/gzip.h"
#include "converters/spool/input.h"
#include "converters/spool/limits.h"
#include "converters/spool/open_items.h"
#include "converters/spool/order.h"
#include "converters/spool/payload_reader.h"
#include "converters/spool/peek_stream.h"
#include "converters/spool/spool.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/result.h"

namespace convert::spool {
namespace {

using bytes::ErrorKind;
using bytes::Result;

std::string describe_counts(const Counts& counts) {
  return std::to_string(counts.records) + " records, " + std::to_string(counts.folders) +
         " folders, " + std::to_string(counts.messages) + " messages, " +
         std::to_string(counts.losses) + " losses, " + std::to_string(counts.notes) + " notes, " +
         std::to_string(counts.payload_bytes) + " payload bytes";
}

std::string describe_checksum(std::optional<std::uint32_t> crc32) {
  return crc32 ? bytes::hex_number(*crc32, 8, bytes::HexCase::Lower) : "none";
}

class SpoolReader {
 public:
  SpoolReader(bytes::ByteStream& stream, std::string_view name, model::Sink& sink, CutOff cut_off)
      : stream_(stream),
        input_(stream_),
        name_(name),
        sink_(sink),
        cut_off_(cut_off),
        decoder_(tape_, ignored_) {}

  Result<void> read() {
    if (auto opened = read_opening(); !opened) {
      return opened;
    }
    auto done = read_records();
    if (!done && is_cut_ && cut_off_ == CutOff::IsTold && has_store_ &&
        open_.total() <= kMostNotReached) {
      done = open_.tell_cut(name_, input_.offset(), done.error().what, sink_);
    }
    return done.and_then([this] { return tell_ignored(); }).and_then([this] {
      return sink_.finish();
    });
  }

 private:
  Result<void> read_records() {
    while (!ended_) {
      if (auto done = read_record(); !done) {
        return done;
      }
    }
    return read_nothing_more();
  }

  [[nodiscard]] tl::unexpected<bytes::Error> unusable(std::string_view what) {
    return trouble({.kind = ErrorKind::NotThisFormat, .what = std::string(what), .hint = {}});
  }

  // An error of the input, with its place: for a spool that is wrong the line, for one that cannot
  // be had the last message that came through.
  [[nodiscard]] tl::unexpected<bytes::Error> trouble(const bytes::Error& error) {
    is_cut_ = error.kind == ErrorKind::Io && error.what == kCutOff;
    std::string what = name_ + ": ";
    if (error.kind == ErrorKind::NotThisFormat || error.kind == ErrorKind::LimitExceeded) {
      what += "line " + std::to_string(input_.line_number()) + " (byte " +
              std::to_string(input_.offset()) + "): " + error.what;
    } else {
      what += error.what + (counts_.messages == 0
                                ? " before the first message"
                                : " after message " + std::to_string(counts_.messages));
      what += last_id_.empty() ? "" : " (" + last_id_ + ")";
    }
    return bytes::fail(error.kind, std::move(what), error.hint);
  }

  [[nodiscard]] tl::unexpected<bytes::Error> no_spool(std::string_view why) const {
    return bytes::fail(ErrorKind::NotThisFormat, name_ + ": is no spool" + std::string(why));
  }

  // The next line, parsed; false when the input ended before it.
  Result<bool> read_line() {
    const auto line = input_.line(kMaxLine);
    if (!line) {
      return trouble(line.error());
    }
    if (!*line) {
      return false;
    }
    if (const auto wrong = tape_.parse(**line)) {
      return unusable(*wrong);
    }
    return true;
  }

  Result<void> read_opening() {
    const auto head = stream_.peek(kMagic.size());
    if (!head) {
      return trouble(head.error());
    }
    if (head->empty() || !kMagic.starts_with(bytes::as_text(*head))) {
      return no_spool(head->empty() ? ": it is empty" : "");
    }
    const auto some = read_line();
    if (!some) {
      return tl::unexpected(some.error());
    }
    Opening opening;
    opening.format.clear();
    const auto record = decoder_.head();
    if (const auto wrong = decoder_.decode(opening)) {
      return unusable(*wrong);
    }
    if (opening.format != kFormatName || !record || record->payloads != 0) {
      return no_spool("");
    }
    if (opening.version != kVersion) {
      return bytes::fail(ErrorKind::NotThisFormat,
                         name_ + ": is a spool of version " + std::to_string(opening.version) +
                             "; this program reads version " + std::to_string(kVersion),
                         "use the program that wrote it, or a newer one");
    }
    if (!opening.checksum.empty() && opening.checksum != kCrc32) {
      return unusable(R"("checksum" is ")" + opening.checksum + "\", which has no meaning");
    }
    if (opening.checksum.empty()) {
      input_.do_without_crc32();
    }
    counts_.records = 1;
    return {};
  }

  Result<void> read_record() {
    const auto some = read_line();
    if (!some) {
      return tl::unexpected(some.error());
    }
    if (!*some) {
      return trouble({.kind = ErrorKind::Io, .what = std::string(kCutOff), .hint = {}});
    }
    const auto head = decoder_.head();
    if (!head) {
      return unusable("is no record");
    }
    line_ = input_.line_number();
    auto read = read_payloads(input_, head->payloads);
    if (!read) {
      return trouble(read.error());
    }
    payloads_ = std::move(read->payloads);
    counts_.payload_bytes += read->bytes;
    const bool first = ignored_.count == 0;
    auto done = dispatch(head->kind);
    if (first && ignored_.count > 0) {
      ignored_line_ = line_;
    }
    return done;
  }

  Result<void> dispatch(std::string_view kind) {
    if (kind == "end") {
      return end();
    }
    ++counts_.records;
    if (kind == "message") {
      return message();
    }
    if (kind == "folder") {
      return folder();
    }
    if (kind == "loss") {
      return loss();
    }
    if (kind == "note") {
      return note();
    }
    if (kind == "left-out") {
      return left_out();
    }
    if (kind == "expect") {
      return expect();
    }
    if (kind == "store") {
      return store();
    }
    ignored_.add("a record \"" + std::string(kind) + '"');
    return {};
  }

  // A record that does not read, or that comes where it may not.
  [[nodiscard]] tl::unexpected<bytes::Error> refused(std::string_view what) const {
    return bytes::fail(
        ErrorKind::NotThisFormat,
        name_ + ": record in line " + std::to_string(line_) + ": " + std::string(what));
  }

  Result<void> store() {
    model::Store store;
    std::vector<model::Missing> missing;
    auto wrong = decoder_.decode(payloads_, store, missing);
    if (wrong || (wrong = order_.store())) {
      return refused(*wrong);
    }
    has_store_ = true;
    auto told = sink_.store(store);
    for (const model::Missing& piece : missing) {
      told = told.and_then([&] {
        return sink_.loss({.kind = model::LossKind::Structure,
                           .folder = {},
                           .source = store.source,
                           .native_id = {},
                           .offset = {},
                           .length = {},
                           .why = "store: " + piece.what + ": " + piece.why});
      });
    }
    return told;
  }

  Result<void> folder() {
    model::Folder folder;
    auto wrong = decoder_.decode(payloads_, folder);
    if (wrong || (wrong = order_.folder(folder))) {
      return refused(*wrong);
    }
    ++counts_.folders;
    open_.expect(folder.id, folder.expected_items);
    return sink_.folder(folder);
  }

  Result<void> message() {
    model::Message message;
    auto wrong = decoder_.decode(payloads_, message);
    if (wrong || (wrong = order_.item(message.folder))) {
      return refused(*wrong);
    }
    ++counts_.messages;
    last_id_ = message.provenance.native_id;
    open_.done(message.folder);
    return sink_.message(message).map([](const model::Delivered&) {});
  }

  Result<void> loss() {
    model::Loss loss;
    auto wrong = decoder_.decode(loss);
    if (wrong || (wrong = order_.loss(loss))) {
      return refused(*wrong);
    }
    ++counts_.losses;
    if (loss.kind == model::LossKind::Item && loss.folder) {
      open_.done(*loss.folder);
    }
    return sink_.loss(loss);
  }

  Result<void> note() {
    model::Note note;
    auto wrong = decoder_.decode(note);
    if (wrong || (wrong = order_.note())) {
      return refused(*wrong);
    }
    ++counts_.notes;
    return sink_.note(note);
  }

  Result<void> left_out() {
    model::LeftOut item;
    auto wrong = decoder_.decode(item);
    if (wrong || (wrong = order_.item(item.folder))) {
      return refused(*wrong);
    }
    return sink_.leave_out(item);
  }

  Result<void> expect() {
    Expectation expectation;
    auto wrong = decoder_.decode(expectation);
    if (wrong || (wrong = order_.item(expectation.folder))) {
      return refused(*wrong);
    }
    open_.expect(expectation.folder, expectation.more);
    return sink_.expect(expectation.folder, expectation.more);
  }

  Result<void> end() {
    Counts told;
    auto wrong = decoder_.decode(told);
    if (wrong || (wrong = order_.finish())) {
      return refused(*wrong);
    }
    ended_ = true;
    const auto vouched = std::exchange(told.crc32, std::nullopt);
    if (told != counts_) {
      return bytes::fail(ErrorKind::Io, name_ + ": something is missing: its end record counts " +
                                            describe_counts(told) + "; there are " +
                                            describe_counts(counts_));
    }
    if (vouched != input_.crc32_before()) {
      return bytes::fail(ErrorKind::Io,
                         name_ + ": something in it has changed: its end record has the checksum " +
                             describe_checksum(vouched) + "; there is " +
                             describe_checksum(input_.crc32_before()));
    }
    return {};
  }

  // A second spool behind the first would otherwise be dropped without a word.
  Result<void> read_nothing_more() {
    const auto more = input_.some(1);
    if (more) {
      return unusable("more data after the end record");
    }
    if (!input_.ended()) {
      return trouble(more.error());
    }
    return {};
  }

  // Damage, not only a remark: the key of a field with a flipped bit looks just like a field of a
  // later version, and what it held is gone in either case.
  Result<void> tell_ignored() {
    if (ignored_.count == 0) {
      return {};
    }
    return sink_.note(
        {.where = name_,
         .text =
             std::to_string(ignored_.count) +
             " parts of the spool mean nothing to this version and were left out; the first is " +
             ignored_.first + " in line " + std::to_string(ignored_line_),
         .damage = true});
  }

  PeekStream stream_;
  Input input_;
  std::string name_;
  model::Sink& sink_;
  CutOff cut_off_;
  JsonTape tape_;
  Ignored ignored_;
  Decoder decoder_;
  Order order_;
  Counts counts_;  // of what came so far
  std::vector<Payload> payloads_;
  std::string last_id_;             // of the last message
  std::uint64_t line_ = 0;          // of the header of the record at hand
  std::uint64_t ignored_line_ = 0;  // where ignored_.first is
  OpenItems open_;
  bool has_store_ = false;
  bool is_cut_ = false;  // the error at hand is that the stream ended too early
  bool ended_ = false;
};

}  // namespace

model::Result<void> read_spool(bytes::ByteStream& input, std::string_view name, model::Sink& sink,
                               CutOff cut_off) {
  PeekStream packed(input);
  const auto head = packed.peek(2);
  if (!head) {
    return bytes::fail(head.error().kind, std::string(name) + ": " + head.error().what,
                       head.error().hint);
  }
  if (!is_gzip(*head)) {
    return SpoolReader(packed, name, sink, cut_off).read();
  }
  const auto unpacked = open_gunzip(packed);
  return SpoolReader(*unpacked, name, sink, cut_off).read();
}

bool is_spool(std::span<const std::byte> head) {
  if (!is_gzip(head)) {
    return bytes::as_text(head).starts_with(kMagic);
  }
  const bytes::Blob packed = bytes::make_blob(std::vector<std::byte>(head.begin(), head.end()));
  const auto stream = packed->open();
  if (!stream) {
    return false;
  }
  const auto unpacked = open_gunzip(**stream);
  PeekStream content(*unpacked);
  const auto start = content.peek(kMagic.size());
  return start && bytes::as_text(*start) == kMagic;
}

}  // namespace convert::spool
