#include "formats/pst/ltp/property_context.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

#include "formats/pst/ltp/bth_writer.h"
#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/heap_writer.h"
#include "formats/pst/ltp/property_type.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {
namespace {

constexpr BthShape kShape = {
    .key_size = sizeof(disk::PCBTHRECORD::wPropId),
    .data_size = sizeof(disk::PCBTHRECORD) - sizeof(disk::PCBTHRECORD::wPropId)};

using Property = const StoredProperty*;

constexpr std::size_t kRecordsOfLeaf = kLargestHeapItem / sizeof(disk::PCBTHRECORD);

/// By id, the first of each.
std::vector<Property> in_order(std::span<const StoredProperty> properties) {
  std::vector<Property> order;
  order.reserve(properties.size());
  for (const auto& property : properties) {
    order.push_back(&property);
  }
  const auto comes_before = [](Property a, Property b) {
    // They lie in one array: among equal ids the lower address came first.
    return a->id != b->id ? a->id < b->id : std::less<>()(a, b);
  };
  if (!std::ranges::is_sorted(order, comes_before)) {
    std::ranges::sort(order, comes_before);
  }
  order.erase(std::unique(order.begin(), order.end(),
                          [](Property a, Property b) { return a->id == b->id; }),
              order.end());
  return order;
}

/// 2.3.3.3: the record before its HID or NID is known.
disk::PCBTHRECORD to_record(const StoredProperty& property) {
  const auto* const number = std::get_if<std::uint32_t>(&property.value);
  const auto size = inline_size(property.type);
  assert((number != nullptr) == (size != 0));
  assert(number == nullptr || fits(*number, size));
  return {.wPropId = property.id,
          .wPropType = property.type,
          .dwValueHnid = number != nullptr ? *number : 0U};
}

/// Puts values where they belong, and says what stands for them in the record.
class ValuePlacer {
 public:
  ValuePlacer(NdbWriter& ndb, HeapWriter& heap, std::vector<Subnode>& subnodes)
      : ndb_(ndb), heap_(heap), subnodes_(subnodes) {}

  /// Lies in the record already.
  Result<std::uint32_t> operator()(std::uint32_t value) const { return value; }

  Result<std::uint32_t> operator()(const Bytes& value) const {
    if (value.size() <= kLargestHeapItem) {
      return add(value);
    }
    auto data = ndb_.write_data(value);
    if (!data) {
      return tl::unexpected(std::move(data.error()));
    }
    return (*this)(*data);
  }

  Result<std::uint32_t> operator()(const DataRef& data) const {
    if (data.size == 0) {
      return 0U;
    }
    const auto nid = ndb_.next_nid(NidType::Ltp);
    subnodes_.push_back({.nid = nid, .data = data.bid, .subnodes = {}});
    return nid.value;
  }

  Result<std::uint32_t> operator()(const ObjectRef& object) const {
    const disk::OBJECTVALUE value{.Nid = object.subnode.value, .ulSize = object.size};
    return add(record_bytes(value));
  }

 private:
  [[nodiscard]] Result<std::uint32_t> add(std::span<const std::byte> value) const {
    return heap_.add(value).map([](Hid hid) { return hid.value; });
  }

  NdbWriter& ndb_;
  HeapWriter& heap_;
  std::vector<Subnode>& subnodes_;
};

}  // namespace

struct PropertyContext::Plan {
  explicit Plan(Width width) : heap(width, HeapClient::PropertyContext) {}

  HeapWriter heap;
  std::vector<Hid> leaves;
  std::size_t records = 0;

  [[nodiscard]] std::span<std::byte> record(std::size_t number);
  [[nodiscard]] disk::PCBTHRECORD get(std::size_t number);
  /// The first record whose id is not less.
  [[nodiscard]] std::size_t find(std::uint16_t id);
  void set_value(std::size_t number, std::uint32_t value);
  [[nodiscard]] Result<void> add_records(std::span<const Property> properties);
};

std::span<std::byte> PropertyContext::Plan::record(std::size_t number) {
  const auto leaf = heap.at(leaves[number / kRecordsOfLeaf]);
  return leaf.subspan(number % kRecordsOfLeaf * sizeof(disk::PCBTHRECORD),
                      sizeof(disk::PCBTHRECORD));
}

disk::PCBTHRECORD PropertyContext::Plan::get(std::size_t number) {
  disk::PCBTHRECORD found;
  std::ranges::copy(record(number), std::as_writable_bytes(std::span(&found, 1)).begin());
  return found;
}

std::size_t PropertyContext::Plan::find(std::uint16_t id) {
  std::size_t low = 0;
  std::size_t high = records - 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (get(middle).wPropId < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void PropertyContext::Plan::set_value(std::size_t number, std::uint32_t value) {
  put_record(record(number).subspan(offsetof(disk::PCBTHRECORD, dwValueHnid)), disk::u32(value));
}

Result<void> PropertyContext::Plan::add_records(std::span<const Property> properties) {
  auto tree = BthWriter::begin(heap, kShape);
  if (!tree) {
    return tl::unexpected(std::move(tree.error()));
  }
  heap.set_user_root(tree->header());
  for (const auto* const property : properties) {
    if (auto added = tree->append(record_bytes(to_record(*property))); !added) {
      return added;
    }
  }
  auto finished = tree->finish();
  leaves = tree->leaves();
  records = properties.size();
  return finished;
}

PropertyContext::PropertyContext(std::unique_ptr<Plan> plan) : plan_(std::move(plan)) {}
PropertyContext::PropertyContext(PropertyContext&&) noexcept = default;
PropertyContext& PropertyContext::operator=(PropertyContext&&) noexcept = default;
PropertyContext::~PropertyContext() = default;

Result<PropertyContext> PropertyContext::plan(NdbWriter& ndb,
                                              std::vector<StoredProperty> properties,
                                              std::vector<Subnode>& subnodes) {
  const auto order = in_order(properties);
  auto plan = std::make_unique<Plan>(ndb.width());
  if (auto added = plan->add_records(order); !added) {
    return tl::unexpected(std::move(added.error()));
  }
  const ValuePlacer place(ndb, plan->heap, subnodes);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (inline_size(order[i]->type) != 0) {
      continue;
    }
    auto value = std::visit(place, order[i]->value);
    if (!value) {
      return tl::unexpected(std::move(value.error()));
    }
    plan->set_value(i, *value);
  }
  plan->heap.close();
  return PropertyContext(std::move(plan));
}

std::uint64_t PropertyContext::size() const { return plan_->heap.size(); }

void PropertyContext::set_inline(std::uint16_t id, std::uint32_t value) {
  const auto number = plan_->find(id);
  auto record = plan_->get(number);
  assert(record.wPropId == id && fits(value, inline_size(record.wPropType)));
  plan_->set_value(number, value);
}

Result<DataRef> PropertyContext::write(NdbWriter& ndb) const { return plan_->heap.write(ndb); }

}  // namespace pst
