#include "converters/pages/harmless_html.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "converters/mime/html_references.h"
#include "converters/pages/escape.h"
#include "converters/pages/harmless_css.h"
#include "converters/pages/html_tokens.h"
#include "formats/text/ascii.h"
#include "formats/text/html_entities.h"
#include "formats/text/utf16_to_utf8.h"

namespace convert::pages {
namespace {

using Names = std::set<std::string_view>;

const Names& shown_elements() {
  static const Names names{
      "a",       "abbr",    "acronym", "address", "article", "b",   "big",      "blockquote",
      "br",      "caption", "center",  "cite",    "code",    "col", "colgroup", "dd",
      "del",     "dfn",     "dir",     "div",     "dl",      "dt",  "em",       "figcaption",
      "figure",  "font",    "footer",  "h1",      "h2",      "h3",  "h4",       "h5",
      "h6",      "header",  "hr",      "i",       "ins",     "kbd", "li",       "main",
      "menu",    "nobr",    "ol",      "p",       "pre",     "q",   "s",        "samp",
      "section", "small",   "span",    "strike",  "strong",  "sub", "sup",      "table",
      "tbody",   "td",      "tfoot",   "th",      "thead",   "tr",  "tt",       "u",
      "ul",      "var",     "wbr"};
  return names;
}

const Names& shown_attributes() {
  static const Names names{"abbr",        "align", "alt",     "bgcolor", "border",  "cellpadding",
                           "cellspacing", "class", "clear",   "color",   "cols",    "colspan",
                           "compact",     "dir",   "face",    "frame",   "height",  "hspace",
                           "id",          "lang",  "noshade", "nowrap",  "rowspan", "rules",
                           "size",        "span",  "start",   "summary", "title",   "type",
                           "valign",      "value", "vspace",  "width"};
  return names;
}

/// They do something, ask for something, or bring a document of their own.
const Names& active_elements() {
  static const Names names{"applet", "audio",  "base", "button",   "embed", "form",   "frame",
                           "iframe", "input",  "link", "math",     "meta",  "object", "script",
                           "select", "source", "svg",  "textarea", "track", "video"};
  return names;
}

/// What is in them is not shown.
bool is_hidden(std::string_view name) { return name == "script" || name == "title"; }

bool is_picture_data(std::string_view url) {
  constexpr std::array<std::string_view, 5> kKinds = {
      "data:image/png;base64,", "data:image/gif;base64,", "data:image/jpeg;base64,",
      "data:image/bmp;base64,", "data:image/webp;base64,"};
  const auto is_base64 = [](char c) {
    const char lower = text::to_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
           c == '=';
  };
  return std::ranges::any_of(kKinds, [&](std::string_view kind) {
    return text::same_word(url.substr(0, kind.size()), kind) &&
           std::ranges::all_of(url.substr(kind.size()), is_base64);
  });
}

bool is_colour(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    const char lower = text::to_lower(c);
    return c == '#' || (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
  });
}

class Rebuilder {
 public:
  Rebuilder(std::string_view html, const FindPicture& find_picture)
      : tokens_(html), find_picture_(find_picture) {}

  HarmlessHtml run() {
    while (auto token = tokens_.next()) {
      if (token->tag) {
        put(*token->tag);
      } else {
        put_text(token->text);
      }
    }
    return std::move(result_);
  }

 private:
  void put_text(std::string_view text) {
    while (!text.empty()) {
      const std::size_t reference = text.front() == '&' ? put_reference(text) : 0;
      const std::size_t plain = reference == 0 ? std::min(text.find('&', 1), text.size()) : 0;
      result_.html += escaped(text.substr(0, plain));
      text.remove_prefix(reference + plain);
    }
  }

  /// Puts the character reference in front; its length, 0 when it is none.
  std::size_t put_reference(std::string_view text) {
    if (const auto reference = text::html_character(text)) {
      std::string character;
      text::append_utf8(reference->character, character);
      result_.html += escaped(character);
      return reference->size;
    }
    const std::size_t size = unknown_reference(text);
    result_.html += text.substr(0, size);
    return size;
  }

  /// The length of the "&name;" in front, whatever it names: the browser knows more of them than
  /// our tables, and none that turns text. 0: there is none.
  static std::size_t unknown_reference(std::string_view text) {
    constexpr std::size_t kLongest = 32;  // "&CounterClockwiseContourIntegral;"
    const std::size_t end = text.substr(0, kLongest + 2).find(';');
    const bool is_reference = end != std::string_view::npos && end > 1 &&
                              std::ranges::all_of(text.substr(1, end - 1), [](char c) {
                                const char lower = text::to_lower(c);
                                return lower >= 'a' && lower <= 'z';
                              });
    return is_reference ? end + 1 : 0;
  }

  void put(const HtmlTag& tag) {
    if (!tag.closes) {
      result_.active += active_elements().contains(tag.name) ? 1U : 0U;
      count_handlers(tag);
    }
    if (tag.name == "style") {
      put_style(tag);
    } else if (is_hidden(tag.name) && !tag.closes) {
      static_cast<void>(tokens_.raw_text(tag.name));
    } else if (tag.name == "xmp" && !tag.closes) {
      result_.html += "<pre>" + escaped(tokens_.raw_text("xmp")) + "</pre>";
    } else if (tag.name == "img" || tag.name == "image") {
      put_picture(tag);
    } else if (tag.name == "body") {
      put_body(tag);
    } else if (shown_elements().contains(tag.name)) {
      result_.html += tag.closes ? "</" + tag.name : '<' + tag.name;
      if (!tag.closes) {
        put_attributes(tag);
      }
      result_.html += '>';
    }
  }

  void count_handlers(const HtmlTag& tag) {
    for (const auto& [name, value] : tag.attributes) {
      result_.active += name.starts_with("on") ? 1U : 0U;
      const bool loads = name == "background" || name == "srcset" || name == "poster" ||
                         (name == "src" && tag.name != "img" && tag.name != "script");
      result_.remote += loads && !value.empty() ? 1U : 0U;
    }
  }

  void put_style(const HtmlTag& tag) {
    if (tag.closes) {
      return;
    }
    const HarmlessCss style = harmless_css(tokens_.raw_text("style"));
    result_.remote += style.loaded;
    result_.html += "<style>" + style.css + "</style>";
  }

  void attribute(std::string_view name, std::string_view decoded) {
    result_.html += ' ';
    result_.html += name;
    result_.html += "=\"" + escaped(decoded) + '"';
  }

  void put_attributes(const HtmlTag& tag) {
    std::set<std::string_view> seen;
    if (const auto target = tag.find("href"); target && tag.name == "a") {
      put_link(decode_references(*target));
      seen = {"class", "title"};  // they tell where the link led
    }
    for (const auto& [name, value] : tag.attributes) {
      if (!seen.insert(name).second) {
        continue;
      }
      if (name == "style") {
        const HarmlessCss style = harmless_css(decode_references(value));
        result_.remote += style.loaded;
        attribute("style", style.css);
      } else if (name == "name" && tag.name == "a") {
        attribute("id", decode_references(value));
      } else if (shown_attributes().contains(name)) {
        attribute(name, decode_references(value));
      }
    }
  }

  /// Places in the same text stay links. Others are told, and lead nowhere.
  void put_link(const std::string& target) {
    if (target.starts_with('#')) {
      attribute("href", target);
      return;
    }
    const std::string_view scheme = text::trim(target, " \t\r\n\f");
    result_.active += text::same_word(scheme.substr(0, 11), "javascript:") ? 1U : 0U;
    attribute("class", "restante-link");
    attribute("title", target);
  }

  void put_picture(const HtmlTag& tag) {
    if (tag.closes) {
      return;
    }
    const std::string source = decode_references(tag.find("src").value_or(""));
    const std::string_view url = text::trim(source, " \t\r\n\f");
    std::string shown;
    if (const auto ids = convert::mime::content_ids_in(url); !ids.empty()) {
      shown = find_picture_(*ids.begin());
      result_.pictures += shown.empty() ? 1U : 0U;
    } else if (is_picture_data(url)) {
      shown = url;
    } else if (!url.empty()) {
      ++result_.remote;
    }
    if (!shown.empty()) {
      result_.html += "<img src=\"" + shown + '"';
      put_attributes(tag);
      result_.html += '>';
      return;
    }
    const std::string said = decode_references(tag.find("alt").value_or(""));
    result_.html += "<span class=\"restante-picture\"";
    attribute("title", source);
    result_.html += '>' + (said.empty() ? "[picture]" : '[' + escaped(said) + ']') + "</span>";
  }

  /// Colours of the whole: without them light text would stand on the page's own white.
  void put_body(const HtmlTag& tag) {
    if (tag.closes) {
      return;
    }
    std::string style;
    const auto add = [&](std::string_view name, std::string_view property) {
      const std::string_view colour = tag.find(name).value_or("");
      if (is_colour(colour)) {
        style += std::string(property) + ':' + std::string(colour) + ';';
      }
    };
    add("bgcolor", "background-color");
    add("text", "color");
    const HarmlessCss own = harmless_css(decode_references(tag.find("style").value_or("")));
    result_.remote += own.loaded;
    result_.html += "<div";
    if (!style.empty() || !own.css.empty()) {
      attribute("style", style + own.css);
    }
    result_.html += '>';
  }

  HtmlTokens tokens_;
  const FindPicture& find_picture_;
  HarmlessHtml result_;
};

}  // namespace

HarmlessHtml harmless_html(std::string_view utf8, const FindPicture& find_picture) {
  return Rebuilder(utf8, find_picture).run();
}

}  // namespace convert::pages
