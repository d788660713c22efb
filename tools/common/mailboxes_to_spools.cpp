#include "tools/common/mailboxes_to_spools.h"

#include "converters/run/find_sources.h"
#include "tools/common/convert.h"
#include "tools/common/tool_main.h"

namespace tool {

int mailboxes_to_spools(const Description& description, int argc, char** argv) {
  return run_tool(description.name, [&] {
    auto parsed = parse_arguments(argc, argv, description);
    if (parsed.exit) {
      return *parsed.exit;
    }
    parsed.arguments.as = "spool";
    return convert(
        description, parsed.arguments,
        run::find_sources(parsed.arguments.sources, {.charset = parsed.arguments.charset}));
  });
}

}  // namespace tool
