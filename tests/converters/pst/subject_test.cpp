#include <catch2/catch.hpp>

#include "formats/mapi/property_tags.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"

namespace subject_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using test::Bag;
using test::make;

namespace {

std::string subject_in(const model::Message& message) {
  return std::get<std::string>(make(message).bag().find(PidTagSubject)->value);
}

std::string topic_in(const model::Message& message) {
  return std::get<std::string>(make(message).bag().find(PidTagConversationTopic)->value);
}

model::Message about(std::string subject) {
  model::Message message;
  message.subject = std::move(subject);
  return message;
}

model::Message with(const model::PropertyBag& bag) {
  model::Message message;
  message.properties = bag;
  convert::mapi::fill_message(message, {});
  return message;
}

}  // namespace

TEST_CASE("a subject begins with the mark and the length of its prefix") {
  CHECK(subject_in(about("Here is the plan")) == "\x01\x01Here is the plan");
  CHECK(subject_in(about("Re: plan")) == "\x01\x05Re: plan");
  CHECK(subject_in(about("FW: Re: plan")) ==
        "\x01\x05"
        "FW: Re: plan");
  CHECK(subject_in(about("AW\u00C4: plan")) ==
        "\x01\x06"
        "AW\u00C4: plan");
  CHECK(subject_in(about("12: plan")) ==
        "\x01\x01"
        "12: plan");
  CHECK(subject_in(about("Plan: a")) == "\x01\x01Plan: a");
}

TEST_CASE("the conversation topic of a source that has none is the subject without its prefix") {
  CHECK(topic_in(about("Re: plan")) == "plan");
  CHECK(topic_in(about("plan")) == "plan");
}

TEST_CASE("the mark of the source is kept, a missing one is made from what else it says") {
  CHECK(subject_in(with(Bag().text(PidTagSubject, "\x01\x07Wichtig"))) == "\x01\x07Wichtig");
  CHECK(subject_in(with(Bag().text(PidTagSubject, "SV: x").text(PidTagNormalizedSubject, "x"))) ==
        "\x01\x05SV: x");
  CHECK(subject_in(
            with(Bag().text(PidTagSubject, "Antwort: x").text(PidTagSubjectPrefix, "Antwort: "))) ==
        "\x01\x0A"
        "Antwort: x");
  CHECK(subject_in(with(Bag().text(PidTagSubject, "\x01\x7Fx"))) == "\x01\x01x");
}

TEST_CASE("a mark that denies a prefix is not believed where the topic shows one") {
  CHECK(subject_in(with(Bag()
                            .text(PidTagSubject,
                                  "\x01\x01"
                                  "FW: x")
                            .text(PidTagConversationTopic, "x"))) ==
        "\x01\x05"
        "FW: x");
  CHECK(subject_in(with(
            Bag().text(PidTagSubject, "\x01\x01Re: x").text(PidTagConversationTopic, "Re: x"))) ==
        "\x01\x01Re: x");
}

TEST_CASE("a subject without PidTagSubject comes from prefix and normalized subject") {
  const auto made =
      make(with(Bag().text(PidTagSubjectPrefix, "RE: ").text(PidTagNormalizedSubject, "Plan")));

  CHECK(std::get<std::string>(made.bag().find(PidTagSubject)->value) == "\x01\x05RE: Plan");
  CHECK(made.bag().find(PidTagSubjectPrefix) == nullptr);
  CHECK(made.bag().find(PidTagNormalizedSubject) == nullptr);
}

TEST_CASE("a long subject is cut at 255 characters, the mark counted, and kept whole beside it") {
  const std::string text = "Re: " + std::string(2700, 'x');
  const auto made = make(about(text));

  const auto subject = std::get<std::string>(made.bag().find(PidTagSubject)->value);
  CHECK(subject == "\x01\x05Re: " + std::string(249, 'x'));
  CHECK(made.own_text("Subject") == text);
}

TEST_CASE("a long subject is not cut within a character") {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "\U0001F4E7";  // two UTF-16 units each
  }
  CHECK(subject_in(about(text)).size() == 2 + 126 * 4);
}

TEST_CASE("folded lines and control characters leave the subject, which is kept as it was") {
  const auto made = make(about("a\r\n\tb\x07"));

  CHECK(std::get<std::string>(made.bag().find(PidTagSubject)->value) ==
        "\x01\x01"
        "a b");
  CHECK(made.own_text("Subject") == "a\r\n\tb\x07");
}

TEST_CASE("hidden items keep their subject without a mark") {
  model::Message message = about("IPM.Configuration.CategoryList");
  message.associated = true;
  CHECK(subject_in(message) == "IPM.Configuration.CategoryList");
}

TEST_CASE("in an ANSI store the subject's bytes stay, and the prefix counts bytes") {
  const auto made = make(
      with(Bag().number(PidTagMessageCodepage, 932).text8(PidTagSubject, "\x01\x05\x93\xFA: x")),
      test::ansi());

  CHECK(std::get<model::String8>(made.bag().find(PidTagSubject)->value).bytes ==
        "\x01\x05\x93\xFA: x");
}

}  // namespace subject_test
