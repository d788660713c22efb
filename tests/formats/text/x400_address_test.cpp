#include "formats/text/x400_address.h"

#include <catch2/catch.hpp>

using Parts = std::vector<text::X400Part>;

TEST_CASE("an X.400 address has the same parts in both of its forms") {
  const Parts parts = {{"C", "US"}, {"A", " "}, {"P", "X"}, {"S", "Ash"}};

  CHECK(text::parse_x400("C=US;A= ;P=X;S=Ash") == parts);
  CHECK(text::parse_x400("C=US;A= ;P=X;S=Ash;") == parts);
  CHECK(text::parse_x400("/C=US/A= /P=X/S=Ash") == parts);
  CHECK(text::parse_x400("C=US; A= ; P=X; S=Ash") == parts);
}

TEST_CASE("Q145585: X.400 parts without a value are dropped, and a blank is a value") {
  CHECK(text::clean_x400("c=US;a= ;p=X;s=User1;g=;i=;ou=") == "c=US;a= ;p=X;s=User1");
  CHECK(text::clean_x400("c=US;a= ;p=X;s=User1;g=;i=;ou=;") == "c=US;a= ;p=X;s=User1");
  CHECK(text::clean_x400("/g=/c=US/a= /p=X/s=User1") == "c=US;a= ;p=X;s=User1");
}

TEST_CASE("Q159292: the escape sign of an X.400 value goes, its slash stays and splits nothing") {
  const auto parts = text::parse_x400("/C=US/A= /P=X/DDA:ID=(b)7135466286($/User One)/S=Ash");

  REQUIRE(parts);
  CHECK((*parts)[3] == text::X400Part{"DDA:ID", "(b)7135466286(/User One)"});
  CHECK((*parts)[4] == text::X400Part{"S", "Ash"});
  CHECK(text::clean_x400("C=US;DDA:ID=(b)7135466286($/User One)") ==
        "C=US;DDA:ID=(b)7135466286(/User One)");
}

TEST_CASE("a dollar sign before anything but a slash is a dollar sign") {
  CHECK(text::clean_x400("C=US;S=Pay$;G=U$A") == "C=US;S=Pay$;G=U$A");
}

TEST_CASE("an X.400 value with a semicolon is written between slashes, and read again") {
  const Parts parts = {{"C", "US"}, {"S", "a;b"}, {"G", "c/d"}};

  CHECK(text::to_x400(parts) == "/C=US/S=a;b/G=c$/d");
  CHECK(text::parse_x400(text::to_x400(parts)) == parts);
}

TEST_CASE("an X.400 piece without an equals sign belongs to the value before it") {
  CHECK(text::parse_x400("/S=Ash/Birch/G=Ann") == Parts{{"S", "Ash/Birch"}, {"G", "Ann"}});
  CHECK(text::parse_x400("S=Ash;Birch") == Parts{{"S", "Ash;Birch"}});
}

TEST_CASE("what does not begin with an X.400 part is none, and stays as it is") {
  CHECK_FALSE(text::parse_x400(""));
  CHECK_FALSE(text::parse_x400("Ann Ash"));
  CHECK_FALSE(text::parse_x400("=x"));
  CHECK(text::clean_x400("NET/PO/ANN") == "NET/PO/ANN");
}
