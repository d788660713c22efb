// Prints id and type of every property of every top-level item and its attachments: what
// pff_properties_test.py compares with pypff.
#include <cstdio>
#include <iostream>

#include "converters/pff/pff_to_model.h"
#include "tests/support/collecting_sink.h"

namespace {

void print(const std::string& item, const model::PropertyBag& bag) {
  std::cout << item << std::hex;
  for (const auto& property : bag.items()) {
    std::cout << ' ' << property.id << ':' << static_cast<unsigned>(property.type);
  }
  std::cout << std::dec << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: pff_properties FILE\n";
    return 64;
  }
  test::CollectingSink sink;
  model::NoMonitor monitor;
  const auto read = convert::pff::pff_to_model(argv[1], {.deleted = false}, monitor, sink);
  if (!read) {
    std::cerr << read.error().what << '\n';
    return 65;
  }
  print("store", sink.stored->properties);
  for (const auto& folder : sink.folders) {
    print(folder.provenance.native_id, folder.properties);
  }
  for (const auto& message : sink.messages) {
    if (message.associated) {
      continue;  // pypff cannot reach them
    }
    print(message.provenance.native_id, message.properties);
    for (const auto& attachment : message.attachments) {
      print(attachment.provenance.native_id, attachment.properties);
    }
  }
  return 0;
}
