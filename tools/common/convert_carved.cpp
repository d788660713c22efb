#include "tools/common/convert_carved.h"

#include <iterator>
#include <string>
#include <utility>

#include "converters/run/carved_sources.h"
#include "converters/run/exit_code.h"
#include "converters/run/find_sources.h"
#include "tools/common/console.h"
#include "tools/common/convert.h"

namespace tool {
namespace {

int refuse_carving(const Description& description, std::string what, std::string hint) {
  Console(description.name)
      .fail({.kind = bytes::ErrorKind::Unsupported,
             .what = std::move(what),
             .hint = std::move(hint)});
  return run::kExitUsage;
}

}  // namespace

int convert_carved(const Description& description, const Arguments& arguments) {
  if (arguments.engine != run::Engine::Native) {
    return refuse_carving(description, "--carve: libpff reads whole files only",
                          "leave --engine out");
  }
  if (!arguments.control.empty()) {
    return refuse_carving(description, "--carve does nothing for a control list",
                          "name the files behind --carve");
  }
  run::Found found;
  for (const auto& path : arguments.sources) {
    auto sources = run::carved_sources(path);
    if (description.sources == Description::Sources::One && sources.size() > 1) {
      return refuse_carving(description,
                            path.string() + ": " + std::to_string(sources.size()) +
                                " PSTs lie in it, and a spool holds one",
                            "mailconvert --carve converts them all");
    }
    std::move(sources.begin(), sources.end(), std::back_inserter(found.sources));
  }
  return convert(description, arguments, found);
}

}  // namespace tool
