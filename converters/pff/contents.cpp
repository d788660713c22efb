#include "converters/pff/contents.h"

#include <unordered_set>

namespace convert::pff {
namespace {

using ::pff::Child;
using ::pff::NodeType;

Listing list_table(const ::pff::Item& folder, Child kind) {
  Listing listing;
  const auto count = folder.count(kind);
  if (!count) {
    listing.table_error = count.error().what;
    return listing;
  }
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

void add_nodes_without_row(const ::pff::Item& folder, std::size_t nodes, Contents& contents) {
  std::unordered_set<std::uint32_t> known;
  collect(contents.folders, known);
  collect(contents.messages, known);
  collect(contents.associated, known);
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto node = folder.child(Child::Node, i);
    const auto identifier = node ? node->identifier() : 0;
    auto* listing = listing_for(contents, ::pff::node_type(identifier));
    if (identifier != 0 && listing != nullptr && known.insert(identifier).second) {
      listing->entries.push_back({.how = Child::Node, .index = i, .identifier = identifier});
    }
  }
}

}  // namespace

Contents list_contents(const ::pff::Item& folder) {
  if (::pff::node_type(folder.identifier()) == NodeType::SearchFolder) {
    Contents contents;
    contents.folders = list_table(folder, Child::Folder);
    return contents;
  }
  Contents contents{.folders = list_table(folder, Child::Folder),
                    .messages = list_table(folder, Child::Message),
                    .associated = list_table(folder, Child::Associated)};
  const auto nodes = folder.count(Child::Node);
  const auto rows = contents.folders.rows + contents.messages.rows + contents.associated.rows;
  if (nodes && *nodes > rows) {
    add_nodes_without_row(folder, *nodes, contents);
  }
  return contents;
}

}  // namespace convert::pff
