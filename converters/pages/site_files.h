// The files of converters/pages/site, which the build puts into the program.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace convert::pages {

/// A file of the folder; empty for a name that is none.
[[nodiscard]] std::string_view site_file(std::string_view name);

/// A file of the folder with each "{{name}}" replaced by the text given for it. Texts are put in as
/// they are: what comes from a mail was escaped before. They are not searched for names themselves.
[[nodiscard]] std::string fill_site_file(
    std::string_view name,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values);

}  // namespace convert::pages
