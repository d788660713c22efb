#include "formats/mmf/dump/dump.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/record_faults.h"
#include "formats/mmf/disk_fields.h"
#include "formats/mmf/dump/map_dump.h"
#include "formats/mmf/dump/object_dump.h"
#include "formats/mmf/names.h"
#include "formats/mmf/values.h"

namespace mmf {
namespace {

using bytes::AnnotatedRecord;

/// The elements of a list as texts: FORMAT.md 9.2, 9.4.
template <class TextOf>
std::map<std::uint32_t, std::string> texts_in(const Store& store, const Object* object,
                                              TextOf text_of_value) {
  constexpr std::uint32_t kMost = 1024;  // of a name
  bytes::DamageLog ignored;              // told with the object
  std::map<std::uint32_t, std::string> texts;
  const auto list = object == nullptr ? std::nullopt : store.read(*object, ignored);
  for (const Element& element : list ? list->elements : std::vector<Element>()) {
    const auto data = store.file().read(element.offset, std::min(element.size, kMost));
    texts.emplace(element.key, text_of_value(data, element.offset));
  }
  return texts;
}

/// Knows whether there was a record.
class CountingSink final : public bytes::AnnotationSink {
 public:
  explicit CountingSink(bytes::AnnotationSink& sink) : sink_(sink) {}
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] bytes::Result<void> record(const AnnotatedRecord& record) override {
    any_ = true;
    return sink_.record(record);
  }

 private:
  bytes::AnnotationSink& sink_;
  bool any_ = false;
};

/// What stands alone in the file.
struct Place {
  std::uint64_t offset = 0;
  std::uint64_t end = 0;
  const MapPart* map = nullptr;
  const Object* object = nullptr;  // neither: the header
  std::string_view state{};        // of an object
};

std::string_view word_for_origin(const Object& object) {
  switch (object.origin) {
    case Origin::Map:
      return "named by the map";
    case Origin::OtherMap:
      return "named by the other map";
    case Origin::Swept:
      break;
  }
  return "found by its looks";
}

class StoreTeller {
 public:
  explicit StoreTeller(const DumpContext& context)
      : context_(context),
        store_(context.store),
        size_(context.store.file().size()),
        budget_(size_),
        claims_(context.store.claims().all()),
        maps_(maps_of(context.store)) {}

  bytes::Result<void> all() {
    std::uint64_t at = 0;
    for (const Place& place : places()) {
      if (auto told = between(at, place.offset); !told) {
        return told;
      }
      if (auto told = tell(place, at); !told) {
        return told;
      }
      at = std::max(at, place.end);
    }
    return between(at, size_);
  }

  bytes::Result<void> one(Oid oid) {
    for (const MapPart& map : maps_) {
      if (auto told = tell_map(context_, map, oid); !told) {
        return told;
      }
    }
    for (const Place& place : places()) {
      if (place.object == nullptr || place.object->oid != oid) {
        continue;
      }
      auto told = tell_object(context_, *place.object, about(place));
      if (told && place.end == place.object->end()) {  // not of the one that is the map
        const auto behind = place.object->offset + place.object->allocation();
        told = between(place.end, std::min(behind, size_));
      }
      if (!told) {
        return told;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] std::vector<Place> places() const {
    std::vector<Place> found;
    if (store_.header()) {
      found.push_back({.offset = 0, .end = disk::kPlainSize});
    }
    for (const MapPart& map : maps_) {
      found.push_back({.offset = map.offset, .end = map.offset + map.length, .map = &map});
    }
    const auto add = [&](const std::vector<Object>& objects, std::string_view state) {
      for (const Object& object : objects) {
        found.push_back({.offset = object.offset,
                         .end = end_of_record(object),
                         .object = &object,
                         .state = state});
      }
    };
    add(store_.objects(), "in force");
    add(store_.strays(), "in a gap of the map");
    add(store_.deleted(), "deleted");
    std::ranges::stable_sort(found, {}, &Place::offset);
    return found;
  }

  [[nodiscard]] static std::string about(const Place& place) {
    return std::string(place.state) + ", " + std::string(word_for_origin(*place.object));
  }

  /// `told`: everything before it was told already.
  bytes::Result<void> tell(const Place& place, std::uint64_t told) {
    if (place.map != nullptr) {
      return tell_map(context_, *place.map, std::nullopt);
    }
    if (place.object == nullptr) {
      return header();
    }
    const auto again = std::min(told, place.end) - std::min(told, place.offset);
    if (again > budget_) {
      return buried(place, told);
    }
    budget_ -= again;
    return tell_object(context_, *place.object, about(place));
  }

  /// An object of which nothing more is told than its name, and what nobody else has.
  bytes::Result<void> buried(const Place& place, std::uint64_t told) {
    const Object& object = *place.object;
    AnnotatedRecord record{
        .name = std::string(sort_of(object.oid).owner),
        .about = name_of(object.oid) + " " + to_string(object.oid) + ", " + about(place),
        .source = "formats/mmf/FORMAT.md 4.1",
        .offset = place.offset,
        .length = place.end - place.offset};
    record.faults.emplace_back("lies in bytes of others, which are not told once more");
    if (auto done = context_.sink.record(record); !done) {
      return done;
    }
    return told >= place.end
               ? bytes::Result<void>()
               : tell_plain_bytes(
                     context_,
                     {.name = "data", .offset = told, .length = place.end - told, .depth = 1},
                     "data");
  }

  bytes::Result<void> header() const {
    const DecipheredBytes data(store_.file(), 0, disk::kPlainSize);
    auto record = bytes::annotate<disk::Header>(data.bytes(), "header", "formats/mmf/FORMAT.md 2");
    bytes::DamageLog damage;
    const auto read = read_header(data.bytes().raw, damage);
    bytes::add_faults(record, damage);
    record.about = "version " + name_of_version(data.bytes().raw) +
                   (read->doublespace ? ", DoubleSpace cipher" : ", normal cipher");
    record.explain("version", kind_of(read->version) == VersionKind::Unknown ? "unknown" : "");
    record.explain("encoding", read->doublespace ? "DoubleSpace cipher" : "");
    for (std::size_t i = 0; i < read->maps.size(); ++i) {
      if (!is_plausible(*read, i)) {
        record.faults.push_back("maps[" + std::to_string(i) + "] fails the importer's test");
      }
    }
    return context_.sink.record(record);
  }

  /// What stands between places.
  bytes::Result<void> between(std::uint64_t begin, std::uint64_t end) const {
    if (begin >= end || !context_.sink.wants(begin, end - begin)) {
      return {};
    }
    auto range = std::ranges::upper_bound(claims_, begin, {}, &bytes::Range::offset);
    for (range = std::prev(range); range != claims_.end() && range->offset < end; ++range) {
      const auto from = std::max(begin, range->offset);
      const auto to = std::min(end, range->offset + range->length);
      if (auto told = space(from, to, *range); !told) {
        return told;
      }
    }
    return {};
  }

  bytes::Result<void> space(std::uint64_t begin, std::uint64_t end,
                            const bytes::Range& claim) const {
    // Without a header, what should be one is told apart: it is not enciphered.
    const bool has_no_header = !store_.header() && store_.file().shifts().empty();
    if (has_no_header && begin < disk::kPlainSize) {
      const auto plain = std::min<std::uint64_t>(end, disk::kPlainSize);
      AnnotatedRecord record{.name = "header",
                             .source = "formats/mmf/FORMAT.md 2",
                             .offset = begin,
                             .length = plain - begin};
      record.faults.emplace_back("is no header of a store");
      if (auto told = tell_plain_bytes(context_, record, "data"); !told) {
        return told;
      }
      begin = plain;
    }
    if (begin == end) {
      return {};
    }
    const auto* const name = claim.owner == "slack"  ? "slack behind an object"
                             : claim.owner == "free" ? "free block"
                                                     : "space that neither map nor object names";
    return tell_plain_bytes(context_, {.name = name, .offset = begin, .length = end - begin},
                            "data");
  }

  const DumpContext& context_;
  const Store& store_;
  std::uint64_t size_;
  std::uint64_t budget_;  // bytes that may be told once more
  std::vector<bytes::Range> claims_;
  std::vector<MapPart> maps_;
};

}  // namespace

bytes::Result<void> dump(const Store& store, const DumpWhat& what, bytes::AnnotationSink& sink) {
  CountingSink counter(sink);
  const bytes::Extents all;
  bytes::SelectingSink selected(what.object ? all : what.touching, counter);
  const auto* const names = store.find(kAttributeNames);
  const DumpContext context{
      .store = store,
      .code_page = what.code_page,
      .classes = texts_in(store, store.find(kMessageClasses),
                          [](std::span<const std::byte> data, std::uint64_t offset) {
                            bytes::DamageLog ignored;
                            return std::string(read_class_name(data, offset, ignored).value_or(""));
                          }),
      .attribute_names = texts_in(store, names,
                                  [](std::span<const std::byte> data, std::uint64_t /*offset*/) {
                                    return std::string(text_of(data));
                                  }),
      .sink = selected};
  StoreTeller teller(context);
  if (!what.object) {
    return teller.all();
  }
  auto told = teller.one(*what.object);
  return !told || counter.any()
             ? told
             : bytes::fail(bytes::ErrorKind::NotThisFormat,
                           "has no object " + to_string(*what.object),
                           "without a selection all are told, each with its OID");
}

}  // namespace mmf
