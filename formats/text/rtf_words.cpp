#include "formats/text/rtf_words.h"

#include <algorithm>
#include <array>

namespace text {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

constexpr RtfCharacter character(std::string_view word, std::string_view html,
                                 std::string_view text) {
  return {.word = word, .html = html, .text = text, .structure = false};
}
constexpr RtfCharacter structure(std::string_view word, std::string_view html,
                                 std::string_view text) {
  return {.word = word, .html = html, .text = text, .structure = true};
}

// [MS-OXRTFEX] 2.1.3.1.4.2 for HTML. Text has what the word shows on paper.
constexpr std::array kCharacters = {
    structure("par", kLineEnd, kLineEnd),
    structure("line", kLineEnd, kLineEnd),
    structure("\r", kLineEnd, kLineEnd),  // an escaped line end is a \par
    structure("\n", kLineEnd, kLineEnd),
    structure("tab", "\t", "\t"),
    structure("\t", "\t", "\t"),
    structure("sect", "", kLineEnd),
    structure("page", "", kLineEnd),
    structure("column", "", kLineEnd),
    structure("softline", "", kLineEnd),
    structure("softpage", "", kLineEnd),
    structure("row", "", kLineEnd),
    structure("nestrow", "", kLineEnd),
    structure("cell", "", "\t"),
    structure("nestcell", "", "\t"),
    character("lquote", "&lsquo;", "\u2018"),
    character("rquote", "&rsquo;", "\u2019"),
    character("ldblquote", "&ldquo;", "\u201C"),
    character("rdblquote", "&rdquo;", "\u201D"),
    character("bullet", "&bull;", "\u2022"),
    character("endash", "&ndash;", "\u2013"),
    character("emdash", "&mdash;", "\u2014"),
    character("~", "&nbsp;", "\u00A0"),
    character("_", "&shy;", "\u2011"),
    character("emspace", "&emsp;", "\u2003"),
    character("enspace", "&ensp;", "\u2002"),
    character("qmspace", "", "\u2005"),
    character("zwj", "&zwj;", "\u200D"),
    character("zwnj", "&zwnj;", "\u200C"),
    character("zwbo", "", "\u200B"),
    character("zwnbo", "", "\u2060"),
    character("ltrmark", "&lrm;", "\u200E"),
    character("rtlmark", "&rlm;", "\u200F"),
};

struct Destination {
  std::string_view word;
  RtfDestination kind = RtfDestination::Skipped;
};
constexpr std::array kDestinations = {
    Destination{.word = "fonttbl", .kind = RtfDestination::FontTable},
    Destination{.word = "htmltag", .kind = RtfDestination::HtmlTag},
    Destination{.word = "fldrslt", .kind = RtfDestination::Visible},
    Destination{.word = "result", .kind = RtfDestination::Visible},
    Destination{.word = "shptxt", .kind = RtfDestination::Visible},
    Destination{.word = "ud", .kind = RtfDestination::Visible},
    Destination{.word = "pntext", .kind = RtfDestination::Numbering},
    Destination{.word = "listtext", .kind = RtfDestination::Numbering},
    Destination{.word = "upr"},  // the same text twice; \ud has the better one
    Destination{.word = "object"},
    Destination{.word = "colortbl"},
    Destination{.word = "stylesheet"},
    Destination{.word = "filetbl"},
    Destination{.word = "info"},
    Destination{.word = "pict"},
    Destination{.word = "nonshppict"},
    Destination{.word = "fldinst"},
    Destination{.word = "header"},
    Destination{.word = "headerl"},
    Destination{.word = "headerr"},
    Destination{.word = "headerf"},
    Destination{.word = "footer"},
    Destination{.word = "footerl"},
    Destination{.word = "footerr"},
    Destination{.word = "footerf"},
    Destination{.word = "ftnsep"},
    Destination{.word = "ftnsepc"},
    Destination{.word = "aftnsep"},
    Destination{.word = "aftnsepc"},
    Destination{.word = "xe"},
    Destination{.word = "tc"},
    Destination{.word = "rxe"},
    Destination{.word = "private"},
    Destination{.word = "mhtmltag"},
};

}  // namespace

const RtfCharacter* find_rtf_character(std::string_view word) {
  const auto* found = std::ranges::find(kCharacters, word, &RtfCharacter::word);
  return found == kCharacters.end() ? nullptr : found;
}

RtfDestination find_rtf_destination(std::string_view word) {
  const auto* found = std::ranges::find(kDestinations, word, &Destination::word);
  return found == kDestinations.end() ? RtfDestination::None : found->kind;
}

}  // namespace text
