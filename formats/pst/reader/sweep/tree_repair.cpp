#include "formats/pst/reader/sweep/tree_repair.h"

#include <algorithm>
#include <tuple>

#include "formats/pst/reader/sweep/tree_page.h"

namespace pst::reader {

TreeRepair::TreeRepair(const StoreFile& file, const AllocationMaps& maps,
                       const std::vector<FoundPage>& pages)
    : file_(&file) {
  struct Ranked {
    FoundPage page;
    bool in_use = false;
  };
  std::vector<Ranked> ranked;
  for (const auto& page : pages) {
    ranked.push_back(
        {.page = page, .in_use = page.at_home && maps.in_use(page.offset).value_or(false)});
  }
  std::ranges::sort(ranked, {}, [](const Ranked& one) {
    return std::tuple(!one.in_use, !one.page.at_home, ~one.page.bid.value, one.page.offset);
  });
  for (const auto& one : ranked) {
    at_[one.page.offset] = pages_.size();
    pages_.push_back(one.page);
    in_use_.push_back(one.in_use);
  }
  visited_.resize(pages_.size());
  parents_.resize(pages_.size(), kNone);
}

std::vector<TreeRepair::Child> TreeRepair::children(const FoundPage& page,
                                                    std::uint64_t end) const {
  const auto raw = file_->at(page.offset, kPageSize);
  if (!raw || page.level == 0) {
    return {};
  }
  const auto found = tree_references(raw->first<kPageSize>(), file_->width);
  std::vector<Child> children;
  for (std::size_t i = 0; i < found.size(); ++i) {
    children.push_back({.key = found[i].key,
                        .end = i + 1 < found.size() ? found[i + 1].key : end,
                        .bid = found[i].bid,
                        .offset = found[i].offset});
  }
  return children;
}

std::size_t TreeRepair::find(const Child& child, const FoundPage& parent) const {
  const auto found = at_.find(child.offset);
  if (found == at_.end()) {
    return kNone;
  }
  const auto& page = pages_[found->second];
  return page.bid == child.bid && page.level + 1 == parent.level ? found->second : kNone;
}

void TreeRepair::find_parents() {
  for (std::size_t i = pages_.size(); i-- > 0;) {  // the best last: it stays
    for (const auto& child : children(pages_[i], kEndOfKeys)) {
      if (const auto page = find(child, pages_[i]); page != kNone) {
        parents_[page] = i;
      }
    }
  }
}

std::size_t TreeRepair::top_of(std::size_t page) const {
  // Each step is a level up. A page in use is no part of a tree that is not.
  while (parents_[page] != kNone && !visited_[parents_[page]] &&
         in_use_[parents_[page]] == in_use_[page]) {
    page = parents_[page];
  }
  return page;
}

void TreeRepair::visit(std::size_t number, std::uint64_t end, KeyRanges& known,
                       const ReadLeaf& read) {
  const auto& page = pages_[number];
  visited_[number] = true;
  if (in_use_[number]) {
    used_.push_back(page);
  }
  if (page.level == 0) {
    if (const auto keys = read(page, in_use_[number], known)) {
      known.add(keys->first, std::max(end, keys->last + 1));
    }
    return;
  }
  for (const auto& child : children(page, end)) {
    const auto found = find(child, page);
    lacks_page_ = lacks_page_ || found == kNone;
    if (found != kNone && !visited_[found]) {
      visit(found, child.end, known, read);
    }
  }
}

void TreeRepair::run(KeyRanges known, const ReadLeaf& read) {
  find_parents();
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (!visited_[i]) {
      const auto top = top_of(i);
      visit(top, 0, known, read);
      if (i == 0) {
        whole_ = in_use_[top] && pages_[top].level > 0 && !lacks_page_;
      }
    }
  }
}

}  // namespace pst::reader
