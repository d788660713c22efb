#include "tests/converters/spool/spool_text.h"

#include <algorithm>

#include "tests/support/model_equal.h"
#include "tests/support/model_fill.h"

namespace test {
namespace {

class Pieces final : public bytes::ByteStream {
 public:
  Pieces(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}
  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    const std::size_t size = std::min({into.size(), text_.size(), piece_});
    std::ranges::copy(std::as_bytes(std::span(text_.substr(0, size))), into.begin());
    text_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view text_;
  std::size_t piece_;
};

}  // namespace

std::string written(const std::vector<Call>& calls, convert::spool::Compression compression) {
  return written(calls, "test 1", compression);
}

std::string written(const std::vector<Call>& calls, std::string_view creator,
                    convert::spool::Compression compression, convert::spool::Checksum checksum) {
  std::string out;
  const auto sink = convert::spool::open_writer(
      [&out](std::span<const std::byte> data) -> model::Result<void> {
        out += bytes::as_text(data);
        return {};
      },
      compression, creator, checksum);
  const auto done = play(calls, *sink);
  return done ? out : "the writer refuses: " + done.error().what;
}

Reading read(std::string_view spool, std::size_t piece, convert::spool::CutOff cut_off) {
  Pieces stream(spool, piece);
  RecordedStore store;
  auto result = convert::spool::read_spool(stream, "test.spool", store, cut_off);
  return {.calls = store.calls, .finished = store.finished, .result = result};
}

std::string spool_with(const std::string& records, const std::string& counts) {
  return "{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":1}\n"
         "{\"record\":\"store\"}\n"
         "{\"record\":\"folder\",\"id\":1}\n" +
         records + "{\"record\":\"end\"," + counts + "}\n";
}

std::vector<Call> rich_store() {
  auto root = filled<model::Folder>(1);
  root.parent.reset();
  auto folder = filled<model::Folder>(2);
  folder.id.value = 8;
  folder.parent = root.id;
  auto shared = filled<model::Message>(2);
  shared.attachments[0].content = shared.bodies.rtf->content;
  model::Message plain;
  plain.folder = root.id;
  return {filled<model::Store>(1),
          root,
          filled<model::Message>(1),
          folder,
          filled<model::Loss>(1),
          filled<model::Note>(1),
          Expected{.folder = folder.id, .more = 3},
          shared,
          model::Loss{},
          model::Note{},
          plain};
}

std::string difference_of(const std::vector<Call>& a, const std::vector<Call>& b) {
  if (a.size() != b.size()) {
    return std::to_string(a.size()) + " and " + std::to_string(b.size()) + " calls";
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::string found = a[i].index() == b[i].index() ? "" : "differ in kind";
    if (found.empty()) {
      found = std::visit(
          [&]<class T>(const T& call) {
            if constexpr (std::is_same_v<T, Expected>) {
              const auto& other = std::get<T>(b[i]);
              return std::string(call.folder == other.folder && call.more == other.more
                                     ? ""
                                     : "differ in what is expected");
            } else {
              return difference(call, std::get<T>(b[i]));
            }
          },
          a[i]);
    }
    if (!found.empty()) {
      return "call " + std::to_string(i) + ": " + found;
    }
  }
  return "";
}

}  // namespace test
