#include <catch2/catch.hpp>

#include "converters/pages/charts_page.h"
#include "converters/pages/loss_page.h"
#include "converters/pages/message_page.h"
#include "converters/pages/page_text.h"
#include "converters/pages/site_files.h"

namespace pages_test {

using namespace convert::pages;

TEST_CASE("files of the site fill their places once, and texts are not searched for places") {
  const std::string page = fill_site_file("body.html", {{"body", "{{body}}"}});
  CHECK(page.find("\n{{body}}\n") != std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  CHECK(site_file("nothing.html").empty());
}

TEST_CASE("no page of ours allows scripts of a mail") {
  for (const auto* const name : {"index.html", "page.html", "body.html"}) {
    const std::string_view page = site_file(name);
    CAPTURE(name);
    CHECK(page.find("Content-Security-Policy\" content=\"default-src 'none'") !=
          std::string_view::npos);
    CHECK(page.find("unsafe-eval") == std::string_view::npos);
    CHECK(page.find("script-src 'unsafe-inline'") == std::string_view::npos);
    CHECK(page.find("http:") == std::string_view::npos);
    CHECK(page.find("https:") == std::string_view::npos);
  }
}

TEST_CASE("a thousand messages share a directory") {
  CHECK(numbered_path(0) == "000/000000");
  CHECK(numbered_path(1999) == "001/001999");
  CHECK(numbered_path(1'234'567) == "1234/1234567");
}

TEST_CASE("the front of a text is cut between characters, and known to be cut") {
  const model::Body body{.content = bytes::make_blob("ab\xC3\xA9"), .code_page = 65001};
  CHECK(read_front(body, 3)->utf8 == "ab");
  CHECK(read_front(body, 3)->is_cut);
  CHECK(read_front(body, 4)->utf8 == "ab\xC3\xA9");
  CHECK(!read_front(body, 4)->is_cut);
  CHECK(read_front(body, 4)->size == 4);
}

TEST_CASE("losses have their place and reason, incomplete messages a link and each piece") {
  MailboxLosses losses("a & b", "../mail/", nullptr);
  losses.add({.kind = "item",
              .folder = "Inbox",
              .source = "x.pst",
              .native_id = "nid 1",
              .offset = "4096",
              .length = "512",
              .why = "<gone>"});
  losses.add_incomplete({.folder = "Inbox",
                         .subject = "",
                         .missing = "body: zeros at 0x200+512; attachment 1: gone",
                         .source = "x.pst"},
                        7);

  const std::string html = losses.html({{"x.pst", 8192}});

  CHECK(html.find(">0x1000+512</td>") != std::string::npos);
  CHECK(html.find("&lt;gone&gt;") != std::string::npos);
  CHECK(html.find("<a href=\"index.html#7\">") != std::string::npos);
  CHECK(html.find(">0x200+512</td>") != std::string::npos);
  CHECK(html.find("<li><bdi dir=\"auto\">attachment 1: gone</bdi></li>") != std::string::npos);
  CHECK(html.find("class=\"lost\" x=\"500\"") != std::string::npos);
  CHECK(html.find("class=\"incomplete\" x=\"62\"") != std::string::npos);
  CHECK(html.find("No report was given") != std::string::npos);
}

TEST_CASE("what is damaged and cost no item is counted apart") {
  MailboxLosses losses("m", "../mail/", nullptr);
  for (const auto* const kind : {"item", "folder", "structure", "fallback", ""}) {
    losses.add({.kind = kind, .source = "x.pst", .offset = "5"});
  }
  CHECK(losses.losses() == 2);
  CHECK(losses.damages() == 3);
}

TEST_CASE("rows that a page leaves out are counted, and said to be in the table") {
  MailboxLosses losses("m", "../mail/", nullptr);
  for (std::uint64_t i = 0; i < kMostRows + 3; ++i) {
    losses.add({.kind = "item"});
  }
  CHECK(losses.html({}).find("of " + std::to_string(kMostRows + 3) +
                             "; all are in <a href=\"../mail/restante-losses.csv\">") !=
        std::string::npos);
}

TEST_CASE("a picture has the places of one file: none of directories, nor of an item's own file") {
  MailboxLosses losses("m", "../mail/", nullptr);
  losses.add_incomplete({.native_id = "Inbox/1.eml",
                         .missing = "the encoded text breaks off in Inbox/1.eml at 0xA7",
                         .source = "tree"},
                        0);
  losses.add({.source = "maildir", .offset = "5", .why = "zeros"});
  losses.add({.source = "x.pst", .offset = "5", .why = "zeros"});

  const std::string html = losses.html({{"maildir", std::nullopt}});

  CHECK(html.find("tree: places of damage") == std::string::npos);
  CHECK(html.find(">0xA7</td>") != std::string::npos);
  CHECK(html.find("maildir: places of damage") == std::string::npos);
  CHECK(html.find("x.pst: places of damage") != std::string::npos);
}

TEST_CASE("sources that are too many to draw are counted by their places") {
  MailboxLosses losses("m", "../mail/", nullptr);
  for (std::size_t i = 0; i < kMostStrips + 3; ++i) {
    losses.add({.source = std::to_string(i) + ".dat", .offset = "5"});
  }
  losses.add({.source = "0.dat", .offset = "6"});

  const std::string html = losses.html({});

  std::size_t strips = 0;
  for (auto at = html.find("<figure"); at != std::string::npos; at = html.find("<figure", at + 1)) {
    ++strips;
  }
  CHECK(strips == kMostStrips);
  CHECK(html.find("3 places of damage in further sources are not drawn") != std::string::npos);
}

TEST_CASE("charts count months, senders and sizes, and say what has no date") {
  Statistics statistics;
  statistics.add("1995-03-14T09:15:00Z", "Ann <a>", 500);
  statistics.add("1995-05-01T00:00:00", "Ann <a>", 1'000'000);
  statistics.add("", "", 10);

  const std::string html = statistics.html();

  CHECK(html.find("<title>1995-03: 1</title>") != std::string::npos);
  CHECK(html.find("<p>1 without a date.</p>") != std::string::npos);
  CHECK(html.find("Ann &lt;a&gt;</bdi></td><td role=\"cell\" data-label=\"Messages\">2</td>") !=
        std::string::npos);
  CHECK(html.find("1 to 10 MB</bdi></td><td role=\"cell\" data-label=\"Messages\">1</td>") !=
        std::string::npos);
}

TEST_CASE("dates of many centuries draw years, or nothing but their table") {
  Statistics years;
  years.add("1900-01-01", "", 0);
  years.add("1999-01-01", "", 0);
  CHECK(years.html().find("Messages by year") != std::string::npos);
  Statistics centuries;
  centuries.add("0001-01-01", "", 0);
  centuries.add("9999-12-31", "", 0);
  CHECK(centuries.html().find("<svg class=\"bars\"") == std::string::npos);
  CHECK(Statistics().html().find("0 messages") != std::string::npos);
}

}  // namespace pages_test
