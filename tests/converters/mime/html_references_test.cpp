#include "converters/mime/html_references.h"

#include <catch2/catch.hpp>
#include <string>

using convert::mime::content_ids_in;
using Ids = std::set<std::string>;

TEST_CASE("content ids are found in any quotes, percent-decoded, whatever the case of the scheme") {
  CHECK(content_ids_in("<img src=\"cid:a@b\"><img src='CID:c%40d'><p style=x:url(cid:e)>cid:f") ==
        Ids{"a@b", "c@d", "e", "f"});
}

TEST_CASE("what is too long for a content id is none") {
  CHECK(content_ids_in("cid:" + std::string(3000, 'a') + " cid:b") == Ids{"b"});
}

TEST_CASE("a document of nothing but references takes one look at each character") {
  std::string html;
  for (int i = 0; i < 2'500'000; ++i) {
    html += "cid:";
  }
  CHECK(content_ids_in(html).empty());
}
