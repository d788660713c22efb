#include "formats/pst/reader/messaging/row_evidence.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/pst/ndb/width.h"
#include "formats/pst/reader/ltp/table.h"

namespace pst::reader {
namespace {

// [MS-OXPROPS]
constexpr std::uint32_t kLastModificationTime = 0x3008;
constexpr std::uint32_t kMessageFlags = 0x0E07;
constexpr std::uint32_t kSubject = 0x0037;

/// A fault of the BID in a block's trailer, or of the signature, which the BID takes part in.
bool is_of_id(const Fault& fault) {
  return fault.damage.field == "BLOCKTRAILER.bid" || fault.damage.field == "BLOCKTRAILER.wSig";
}

/// The block whose trailer such a fault lies in, by where it ends: trailers end at multiples.
std::uint64_t block_of(const Fault& fault) { return fault.damage.offset / kBlockAlignment; }

/// The block in whose trailer such faults of `entry` lie; nullopt when it has other faults, or
/// none.
std::optional<std::uint64_t> faulty_trailer_of(const Entry& entry) {
  const auto& faults = entry.faults;
  const bool only = !faults.empty() && std::ranges::all_of(faults, [&](const Fault& fault) {
    return is_of_id(fault) && block_of(fault) == block_of(faults.front());
  });
  return only ? std::optional(block_of(faults.front())) : std::nullopt;
}

std::optional<RecordSet> find_row(const ContextPtr& context, const NodeRef& node) {
  const bool is_associated = static_cast<NidType>(nid_type(node.nid)) == NidType::AssociatedMessage;
  const auto table_node =
      find_node(*context->ndb, sibling(node.parent, is_associated ? NidType::AssociatedContentsTable
                                                                  : NidType::ContentsTable));
  const auto table = table_node && !table_node->data.none()
                         ? Table::open(context->ndb, *table_node)
                         : bytes::Result<Table>(bytes::fail(bytes::ErrorKind::NotThisFormat, ""));
  for (std::size_t row = 0; table && table->faults().empty() && row < table->row_count(); ++row) {
    if (table->row_id(row) == node.nid.value) {
      return table->read_row(row);
    }
  }
  return std::nullopt;
}

/// What both say of a property: nullopt when one of them says nothing.
std::optional<bool> agrees(const RecordSet& row, const RecordSet& set, std::uint32_t id) {
  const auto* const cell = row.find(id);
  const auto* const entry = set.find(id);
  if (cell == nullptr || entry == nullptr) {
    return std::nullopt;
  }
  return cell->faults.empty() && cell->type == entry->type && cell->data == entry->data;
}

}  // namespace

void clear_by_row(const ContextPtr& context, const NodeRef& node, RecordSet& set) {
  const auto* const time = set.find(kLastModificationTime);
  const auto trailer = time == nullptr ? std::nullopt : faulty_trailer_of(*time);
  if (!trailer || !node.faults.empty()) {
    return;
  }
  const auto row = find_row(context, node);
  const bool same_time = row && agrees(*row, set, kLastModificationTime).value_or(false);
  // Not PidTagMessageSize: in a healthy store (pstsdk_submessage) the two differ.
  constexpr std::array kOthers = {kMessageFlags, kSubject};
  const bool contradicts = row && std::ranges::any_of(kOthers, [&](std::uint32_t id) {
                             return !agrees(*row, set, id).value_or(true);
                           });
  if (!same_time || contradicts) {
    return;
  }
  const auto is_answered = [&trailer](const Fault& fault) {
    return is_of_id(fault) && block_of(fault) == *trailer;
  };
  std::erase_if(set.faults, is_answered);
  for (auto& entry : set.entries) {
    std::erase_if(entry.faults, is_answered);
  }
}

}  // namespace pst::reader
