#include "formats/pst/reader/sweep/carve.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::reader {
namespace {

constexpr std::string_view kMagic = "!BDN";
constexpr std::string_view kMapTrailer("\x84\x84\0\0", 4);  // ptype twice, no signature

class Carving {
 public:
  explicit Carving(std::span<const std::byte> image) : image_(image) {}

  std::vector<CarvedStore> run(const Progress& progress) {
    bool goes_on = true;
    for (std::uint64_t done = 0; done < image_.size() && goes_on;) {
      const auto step = std::min<std::uint64_t>(kProgressStep, image_.size() - done);
      // What begins in the piece may end in the next.
      const auto text = bytes::as_text(image_).substr(
          static_cast<std::size_t>(done), static_cast<std::size_t>(step) + kMagic.size() - 1);
      each(text, kMagic, [&](std::size_t at) { header(done + at); });
      each(text, kMapTrailer, [&](std::size_t at) { map(done + at); });
      done += step;
      goes_on = !progress || progress(done);
    }
    return choose();
  }

 private:
  template <class Visit>
  static void each(std::string_view text, std::string_view word, Visit visit) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      visit(at);
    }
  }

  void header(std::uint64_t at) {
    bytes::DamageLog damage;
    const auto found = read_file_header(image_.subspan(static_cast<std::size_t>(at)), damage);
    const bool sound = found && found->client != Client::Other &&
                       std::ranges::none_of(damage.items(), [](const bytes::Damage& one) {
                         return one.field == "HEADER.dwCRCPartial" || one.field == "HEADER.wVer";
                       });
    if (sound && headers_.size() < kMostCarved) {
      headers_[at] = found->recorded_size;
    }
  }

  /// An AMap page whose trailer begins at `at`: where its store begins, and how far it goes at
  /// least.
  void map(std::uint64_t at) {
    for (const auto width : {Width::Unicode, Width::Ansi}) {
      const auto body = page_body_size(width);
      if (at < body || image_.size() - at < kPageSize - body) {
        continue;
      }
      const auto begin = at - body;
      const auto page = image_.subspan(static_cast<std::size_t>(begin)).first<kPageSize>();
      const auto trailer = page_trailer(page, width);
      const auto offset = trailer.bid.value;
      const bool fits = offset >= kFirstSection && (offset - kFirstSection) % kSectionSize == 0 &&
                        offset <= begin;
      if (fits && trailer.checksum == bytes::crc_from_zero(page.first(body)) &&
          (bases_.size() < kMostCarved || bases_.contains(begin - offset))) {
        auto& end = bases_[begin - offset];
        end = std::max(end, offset + kSectionSize);
      }
    }
  }

  [[nodiscard]] std::uint64_t size_of(std::uint64_t offset, std::uint64_t wanted) const {
    const auto rest = image_.size() - offset;
    return wanted < kFirstSection ? rest : std::min(wanted, rest);
  }

  std::vector<CarvedStore> choose() {
    std::map<std::uint64_t, CarvedStore> stores;
    for (const auto& [base, end] : bases_) {
      const auto found = headers_.find(base);
      const auto wanted = found == headers_.end() ? end : std::max(end, found->second);
      stores[base] = {
          .offset = base, .size = size_of(base, wanted), .header = found != headers_.end()};
    }
    for (const auto& [base, size] : headers_) {
      // A header without a map may be that of a store attached to a message of another.
      const auto next = stores.upper_bound(base);
      const bool inside =
          next != stores.begin() && base < std::prev(next)->first + std::prev(next)->second.size;
      if (!inside) {
        stores[base] = {.offset = base, .size = size_of(base, size), .header = true};
      }
    }
    std::vector<CarvedStore> chosen;
    for (const auto& [base, store] : stores) {
      if (!chosen.empty() && !store.header && is_within(base, chosen.back())) {
        continue;  // a map of a store that is attached to a message of this one
      }
      if (!chosen.empty() && chosen.back().offset + chosen.back().size > base) {
        chosen.back().size = base - chosen.back().offset;  // it is cut, or its size is wrong
      }
      chosen.push_back(store);
    }
    return chosen;
  }

  /// Whether `outer` has a header, and both that and its own maps say that it goes on behind
  /// `base`.
  [[nodiscard]] bool is_within(std::uint64_t base, const CarvedStore& outer) const {
    const auto header = headers_.find(outer.offset);
    const auto maps = bases_.find(outer.offset);
    return header != headers_.end() && maps != bases_.end() &&
           base - outer.offset < std::min(header->second, maps->second);
  }

  std::span<const std::byte> image_;
  std::map<std::uint64_t, std::uint64_t> headers_;  // to the size that they say
  std::map<std::uint64_t, std::uint64_t> bases_;    // of maps, to the end of the last
};

}  // namespace

std::vector<CarvedStore> find_stores(std::span<const std::byte> image, const Progress& progress) {
  return Carving(image).run(progress);
}

}  // namespace pst::reader
