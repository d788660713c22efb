#include "converters/mapi_store/contents.h"

#include <unordered_set>

namespace convert::mapi_store {
namespace {

Listing list_table(const Item& folder, Child kind) {
  Listing listing;
  const auto count = folder.count(kind);
  if (!count) {
    listing.table_error = count.error().what;
    return listing;
  }
  listing.table_faults = folder.listing_faults(kind);
  // Ids serve losses and the comparison with the index: a row is read without its id, too.
  const auto identifiers = folder.row_identifiers(kind);
  listing.rows = *count;
  listing.entries.reserve(*count);
  for (std::size_t i = 0; i < *count; ++i) {
    listing.entries.push_back({.how = kind, .index = i, .identifier = {}});
    if (identifiers && i < identifiers->size()) {
      listing.entries.back().identifier = (*identifiers)[i];
    }
  }
  return listing;
}

Listing* listing_for(Contents& contents, NodeType type) {
  switch (type) {
    case NodeType::NormalFolder:
    case NodeType::SearchFolder:
      return &contents.folders;
    case NodeType::NormalMessage:
      return &contents.messages;
    case NodeType::AssociatedMessage:
      return &contents.associated;
    default:
      return nullptr;  // a table of the folder itself
  }
}

void collect(const Listing& listing, std::unordered_set<std::uint32_t>& known) {
  for (const auto& entry : listing.entries) {
    if (entry.identifier) {
      known.insert(*entry.identifier);
    }
  }
}

void add_nodes_without_row(const Item& folder, Contents& contents) {
  std::unordered_set<std::uint32_t> known;
  collect(contents.folders, known);
  collect(contents.messages, known);
  collect(contents.associated, known);
  const auto rows = contents.folders.rows + contents.messages.rows + contents.associated.rows;
  for (const auto& node : folder.unlisted(known, rows)) {
    auto* listing = listing_for(contents, node_type(node.identifier));
    if (listing != nullptr) {
      listing->entries.push_back(
          {.how = Child::Node, .index = node.index, .identifier = node.identifier});
    }
  }
}

}  // namespace

Contents list_contents(const Item& folder) {
  if (node_type(folder.identifier()) == NodeType::SearchFolder) {
    Contents contents;
    contents.folders = list_table(folder, Child::Folder);
    return contents;
  }
  Contents contents{.folders = list_table(folder, Child::Folder),
                    .messages = list_table(folder, Child::Message),
                    .associated = list_table(folder, Child::Associated)};
  add_nodes_without_row(folder, contents);
  return contents;
}

}  // namespace convert::mapi_store
