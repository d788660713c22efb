#include "converters/run/batch/reconciliation.h"

#include <catch2/catch.hpp>

using run::batch::parse_control_list;
using run::batch::reconcile;
using run::batch::Verdict;

namespace {

std::vector<run::batch::Reconciled> judge(std::string_view bytes) {
  return reconcile(parse_control_list(bytes, 0).entries);
}

}  // namespace

TEST_CASE("Q177776 a success before a later failure is contradictory") {
  const auto mailboxes = judge(
      "SUCCESS,Ann,AnnA,P,Q,Migrated No Errors,5/10/96 10:05:00\n"
      "FAILURE,Ann,anna,p,q,Error Copying Messages,5/11/96 9:00:00\n");

  REQUIRE(mailboxes.size() == 1);
  CHECK(mailboxes[0].verdict == Verdict::Contradictory);
  CHECK(mailboxes[0].why == "succeeded, later attempt failed: Error Copying Messages");
  CHECK(mailboxes[0].entries == 2);
}

TEST_CASE("the result with the latest time decides, whatever the order of the rows") {
  const std::string early = "FAILURE,Ann,AnnA,P,Q,Error Copying Messages,12/31/95 23:00:00\n";
  const std::string late = "SUCCESS,Ann,AnnA,P,Q,Migrated No Errors,1/1/96 1:00:00\n";

  for (const auto& bytes : {early + late, late + early}) {
    const auto mailboxes = judge(bytes);
    REQUIRE(mailboxes.size() == 1);
    CHECK(mailboxes[0].verdict == Verdict::Done);
    CHECK(mailboxes[0].last.message == "Migrated No Errors");
  }
}

TEST_CASE("a success and a failure of the same time, or both without one, contradict each other") {
  CHECK(judge("SUCCESS,A,a,P,Q,x,5/10/96 10:00:00\nFAILURE,A,a,P,Q,y,5/10/96 10:00:00\n")[0]
            .verdict == Verdict::Contradictory);
  CHECK(judge("FAILURE,A,a,P,Q,x,?\nSUCCESS,A,a,P,Q,y,?\n")[0].verdict == Verdict::Contradictory);
  CHECK(judge("FAILURE,A,a,P,Q,x,?\nSUCCESS,A,a,P,Q,y,5/10/96 1:00:00\n")[0].verdict ==
        Verdict::Done);
}

TEST_CASE("what has succeeded or failed is not work again because its row is still there") {
  CHECK(judge("A,a,P,Q\nSUCCESS,A,a,P,Q,x,5/10/96 10:00:00\n")[0].verdict == Verdict::Done);
  CHECK(judge("FAILURE,A,a,P,Q,x,5/10/96 10:00:00\nA,a,P,Q\n")[0].verdict == Verdict::Failed);
}

TEST_CASE("mailboxes differ by alias, source or target, and not by letter case or display name") {
  CHECK(judge("A,a,P,Q\nB,A,p,q\n").size() == 1);
  CHECK(judge("A,a,P,Q\nA,b,P,Q\nA,a,R,Q\nA,a,P,S\n").size() == 4);
  CHECK(judge("A,ÄÖ,P,Q\nB,äö,p,q\n").size() == 1);
}
