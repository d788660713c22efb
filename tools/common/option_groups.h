// What --help lists: the declarations of options for the option library.
#pragma once

#include "tools/common/arguments.h"
#include "tools/common/option_texts.h"

namespace CLI {
class App;
}

namespace tool {

/// Gives `app` the options that `description` asks for. Parsing fills `arguments` and, where a text
/// means something else, `texts`; both outlive `app`.
void declare_options(CLI::App& app, const Description& description, Arguments& arguments,
                     OptionTexts& texts);

}  // namespace tool
