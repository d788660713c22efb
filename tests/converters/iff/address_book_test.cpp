#include "tests/converters/iff/converted.h"

using test::IffSink;
using test::MadeSet;

namespace {

const std::string kHeader =
    "Obj-class,Display-Name,Email-Address,First,Last,Address,City,State,Zip,Country,Title,Company,"
    "Department,Office,Assistant,Bus-Num,Bus2-Num,Assist-Num,Fax-Num,Home-Num,Home2-Num,Mobile-Num,"
    "Pager-Num,Note\r\n";

IffSink convert_book(const std::string& rows, const std::string& header = kHeader) {
  MadeSet set;
  set.address.clear();
  set.other = "PAB,SMTP:bo@north.example\r\n" + header + rows;
  return set.convert();
}

}  // namespace

TEST_CASE("an entry is a contact with every column in its place") {
  const IffSink sink = convert_book(
      "entry,Ann Ash,SMTP:ann@x.example,Ann,Ash,1 Road,Town,ST,123,Land,Chief,Firm,Sales,Room 5,"
      "Ed,1,2,3,4,5,6,7,8,A remark\r\n");

  const model::Message& item = sink.messages.at(0);
  REQUIRE(sink.path_of(item) == "Contacts");
  REQUIRE(sink.folder_named("Contacts")->role == model::FolderRole::Contacts);
  REQUIRE(item.message_class == "IPM.Contact");
  const model::Contact& contact = *item.contact;
  REQUIRE(contact.display_name == "Ann Ash");
  REQUIRE(contact.emails.at(0).smtp == "ann@x.example");
  REQUIRE(contact.given_name + contact.surname == "AnnAsh");
  REQUIRE(contact.business_address.street == "1 Road");
  REQUIRE(contact.business_address.country == "Land");
  REQUIRE(contact.title + contact.company + contact.department == "ChiefFirmSales");
  REQUIRE(contact.assistant == "Ed");
  REQUIRE(contact.business_phone + contact.business_phone2 + contact.assistant_phone +
              contact.business_fax + contact.home_phone + contact.home_phone2 +
              contact.mobile_phone + contact.pager ==
          "12345678");
  REQUIRE(IffSink::text(item.bodies.text->content) == "A remark\r\nOffice: Room 5");
}

TEST_CASE("Q152922 an address without a type is one of the Internet") {
  const IffSink sink = convert_book("entry,User 1,user1@company.com\r\n");

  REQUIRE(sink.messages.at(0).contact->emails.at(0) ==
          model::Address{.name = "User 1",
                         .type = "SMTP",
                         .address = "user1@company.com",
                         .smtp = "user1@company.com"});
}

TEST_CASE("Q181939 a placeholder is no address") {
  const IffSink sink =
      convert_book("entry,Ann Ash,USER:FIRST LAST\r\nentry,Bo Birch,USER: X400First\r\n");

  REQUIRE(sink.messages.size() == 2);
  for (const auto& item : sink.messages) {
    REQUIRE(item.contact->emails.empty());
    REQUIRE_FALSE(item.contact->display_name.empty());
  }
  REQUIRE(sink.has_note("USER:FIRST LAST"));
}

TEST_CASE("Q145585 Q159292 an X.400 address loses its empty parts, and its escapes") {
  const IffSink sink = convert_book(
      "entry,User 1,\"X400:c=US;a= ;p=X;s=User1;g=;i=;ou=\"\r\n"
      "dl,All,X400:c=US;a= ;p=X;s=(b)7135466286($/User One);SMTP:a@x.example\r\n");

  REQUIRE(sink.messages.at(0).contact->emails.at(0).address == "c=US;a= ;p=X;s=User1");
  const auto& members = sink.messages.at(1).list->members;
  REQUIRE(members.size() == 2);
  REQUIRE(members[0].address == "c=US;a= ;p=X;s=(b)7135466286(/User One)");
}

TEST_CASE("a list has its members by address, and by the names of entries") {
  const IffSink sink = convert_book(
      "dl,All,Ann Ash;SMTP:cy@x.example;Nobody Known,,,,,,,,,,,,,,,,,,,,,The list\r\n"
      "entry,Ann Ash,SMTP:ann@x.example\r\n");

  const auto& list = *sink.messages.at(0).list;
  REQUIRE(list.name == "All");
  REQUIRE(list.members.size() == 3);
  REQUIRE(list.members[0].name == "Ann Ash");
  REQUIRE(list.members[0].smtp == "ann@x.example");
  REQUIRE(list.members[1].smtp == "cy@x.example");
  REQUIRE(list.members[2] ==
          model::Address{.name = "Nobody Known", .type = {}, .address = {}, .smtp = {}});
  REQUIRE(sink.has_note("Nobody Known"));
  REQUIRE(IffSink::text(sink.messages[0].bodies.text->content) == "The list");
}

TEST_CASE("Q214822 a header with a column too few or too many costs no row") {
  std::string shorter = kHeader;
  shorter.replace(shorter.find("City,"), 5, "");
  std::string longer = kHeader;
  longer.insert(longer.find("City,"), "Colour,");
  for (const std::string& header : {shorter, longer}) {
    const IffSink sink =
        convert_book("entry,Ann,SMTP:a@x.example\r\nentry,Bo,SMTP:b@x.example\r\n", header);

    REQUIRE(sink.messages.size() == 2);
    REQUIRE(sink.messages[1].contact->emails.at(0).smtp == "b@x.example");
    REQUIRE(sink.notes.size() == 1);
    REQUIRE(sink.has_note("taken by name"));
  }
}

TEST_CASE("columns nobody knows stand in the contact's text") {
  const IffSink sink = convert_book("entry,Ann,SMTP:a@x.example,blue\r\n",
                                    "Obj-class,Display-Name,Email-Address,Colour\r\n");

  REQUIRE(IffSink::text(sink.messages.at(0).bodies.text->content) == "Colour: blue");
}

TEST_CASE("messages and an address book of one address are one mailbox") {
  MadeSet set;
  set.add_message("subject", "text");
  set.other = "PAB,smtp:BO@north.example\r\n" + kHeader + "entry,Ann,SMTP:a@x.example\r\n";

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.size() == 2);
  REQUIRE(sink.messages[0].bodies.text);
  REQUIRE(sink.messages[1].contact);
}
