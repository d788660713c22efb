#include "converters/pages/message_list.h"

#include <catch2/catch.hpp>

namespace message_list_test {

using convert::pages::MessageList;

TEST_CASE("a list is columns, with folders and people once each") {
  MessageList list;
  list.begin_mailbox("one");
  list.add({.folder = "Inbox", .subject = "a\"</script>", .from = "Ann", .state = "intact"});
  list.add({.folder = "Inbox", .from = "Bob", .date = "1995-03-14", .state = "partial", .size = 7});
  list.begin_mailbox("two");
  list.add({.folder = "Inbox", .from = "Ann", .state = "intact", .attachments = 2});

  const std::string script = list.script();

  CHECK(script.starts_with("restante.list({\"size\":3,\"cut\":0,"));
  CHECK(script.find("\"folders\":[{\"mailbox\":\"one\",\"name\":\"Inbox\",\"count\":2},"
                    "{\"mailbox\":\"two\",\"name\":\"Inbox\",\"count\":1}]") != std::string::npos);
  CHECK(script.find("\"people\":[\"Ann\",\"Bob\"]") != std::string::npos);
  CHECK(script.find("\"from\":[0,1,0]") != std::string::npos);
  CHECK(script.find("\"folder\":[0,0,1]") != std::string::npos);
  CHECK(script.find("\"bytes\":[0,7,0]") != std::string::npos);
  CHECK(script.find("\"attachments\":[0,0,2]") != std::string::npos);
  CHECK(script.ends_with("]});\n"));
}

TEST_CASE("people that are too many to search are counted, and cut between characters") {
  MessageList list;
  list.begin_mailbox("one");
  std::string to = "x";
  while (to.size() < 3000) {
    to += "\xC3\xA9";
  }
  list.add({.to = to});

  const std::string script = list.script();

  CHECK(script.find("\"cut\":1,") != std::string::npos);
  CHECK(script.find("\xEF\xBF\xBD") == std::string::npos);
}

TEST_CASE("an empty list is one") {
  CHECK(MessageList().script().find("\"subject\":[]") != std::string::npos);
}

}  // namespace message_list_test
