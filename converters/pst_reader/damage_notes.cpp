#include "converters/pst_reader/damage_notes.h"

#include <limits>
#include <string>

#include "converters/pst_reader/pst_store.h"
#include "formats/bytes/damage_text.h"

namespace convert::pst_reader {

using mapi_store::native_id;
using mapi_store::Session;
using model::LossKind;
using model::Result;

namespace {

/// "nid 0x00200024 to nid 0x00200044"; the ids of a gap are of 32 bits but for its open end.
std::string keys_of(const ::pst::reader::KeyGap& gap) {
  constexpr std::uint64_t kEnd = std::numeric_limits<std::uint32_t>::max();
  const auto first = native_id(static_cast<std::uint32_t>(std::min(gap.first, kEnd)));
  return gap.end > kEnd
             ? "from " + first + " on"
             : "from " + first + " up to " + native_id(static_cast<std::uint32_t>(gap.end));
}

}  // namespace

Result<void> tell_index_gaps(const Session& session, const ::pst::reader::Store& store) {
  for (const auto& gap : store.index().node_gaps) {
    auto told = session.lose(
        LossKind::Structure, std::nullopt, "",
        "a part of the node index is lost, " + keys_of(gap) + ": " + bytes::describe_at(gap.why),
        model::ByteRange{.offset = gap.why.offset, .length = gap.why.length});
    if (!told) {
      return told;
    }
  }
  for (const auto& damage : unsound_node_pages(store)) {
    auto told = session.lose(
        LossKind::Structure, std::nullopt, "",
        "a page of the node index is not as it was written: " + bytes::describe_at(damage),
        model::ByteRange{.offset = damage.offset, .length = damage.length});
    if (!told) {
      return told;
    }
  }
  return {};
}

Result<void> tell_damage(const Session& session, const ::pst::reader::Store& store,
                         const ToldDamage& told) {
  const auto& damage = store.damage();
  for (const auto& one : damage.items()) {
    auto noted = told.has(one) ? Result<void>()
                               : session.note(session.source, bytes::describe_at(one), true);
    if (!noted) {
      return noted;
    }
  }
  const auto uncounted = damage.total() - damage.items().size();
  return uncounted == 0
             ? Result<void>()
             : session.note(session.source, std::to_string(uncounted) + " more faults", true);
}

}  // namespace convert::pst_reader
