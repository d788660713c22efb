#include "converters/ccmail_plan/checklist.h"

#include <string_view>

#include "converters/ccmail_plan/command_line.h"
#include "formats/ccmail_post_office/collection_map.h"

namespace convert::ccmail_plan {
namespace {

using ccmail_post_office::Database;
using ccmail_post_office::Inventory;
using ccmail_post_office::Planned;
using ccmail_post_office::Platform;

class Text {
 public:
  void line(std::string_view text = {}) {
    text_ += text;
    text_ += "\r\n";
  }
  /// "[ ] 3. what"
  void task(std::string_view what) {
    line("[ ] " + std::to_string(++number_) + ". " + std::string(what));
  }
  void more(std::string_view what) { line("       " + std::string(what)); }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
  int number_ = 0;
};

bool is_windows(const Request& request) { return request.platform == Platform::Windows; }

void prepare(Text& text, const Request& request, const Inventory& inventory) {
  text.task("You have a license for the EXPORT program, and it is of the post office's release:");
  text.more(ccmail_post_office::recommended_program(request.database));
  for (const std::string& advice : request.advice) {
    text.more("- " + advice);
  }
  text.task("No other cc:Mail program is open, and no maintenance is running.");
  text.task("Copy every file of the post office into " + post_office_path(request) +
            " of this plan. EXPORT must never see the original.");
  if (inventory.shut_down) {
    text.more("Delete CCPODOWN there, in the copy: with it EXPORT ends with 4.");
  }
  text.task("Copy " +
            std::string(ccmail_post_office::command_of(request.database, request.platform)) +
            ".EXE into " + work_path(request) + ", and beside it:");
  bool has_companion = false;
  for (const auto name : ccmail_post_office::companions_of(request.database, request.platform)) {
    text.more(name);
    has_companion = true;
  }
  if (!has_companion) {
    text.more("nothing else, as far as is documented");
  }
  text.more("Exactly one copy of the program should be in the path (Q229754).");
  text.task("The DOS or Windows that runs EXPORT has the code page of the mail (Q255882);");
  text.more("this plan reads names in code page " + std::to_string(request.charset) + ".");
  text.task("Passwords that have expired in advance are switched off in the copy (Q186740).");
}

void run_step(Text& text, const Request& request, Step step) {
  const std::string batch(batch_name(step));
  if (is_windows(request)) {
    text.task("On Windows: copy the folder " + std::string(1, request.paths.work[0]) +
              " of this plan so that its folders are " + request.paths.post_office + " and " +
              request.paths.work + ",");
    text.more("and run " + request.paths.work + "\\" + batch + " in a command prompt. Never use a");
    text.more("16-bit program there: it corrupts a post office of release 8.5 (Q248195).");
    text.more("Then copy " + request.paths.work + " back into this plan.");
  } else {
    text.task("In the directory of this plan: dosbox -conf " + std::string(kDosBoxFile));
    text.more("It runs " + batch + " and ends.");
  }
  text.task("Look into " + work_path(request) +
            "/EXPORT.LOG: OK, or FAILED and what EXPORT ended "
            "with:");
  text.more("1 post office not accessible, program of another version, or damage");
  text.more("3 wrong password or configuration, or damage   4 locked or shut down");
}

void directory_step(Text& text, const Request& request, const Plan& plan) {
  text.task(request.database == Database::Db7
                ? "Fill in the password of " + directory_password_name(request) +
                      ": of a Mobile database the user's own mailbox password (Q245042)."
                : "Fill in the password of the post office " + directory_password_name(request) +
                      " in the file of passwords.");
  if (!plan.hindrance.empty()) {
    text.more("Then make this plan again: " + plan.hindrance + ".");
    return;
  }
  run_step(text, request, Step::Directory);
  text.task("Make the plan of the second step, with the options of the first and:");
  text.more("--directory " + work_path(request) + "/" + std::string(kDirectoryFile) +
            "  (below this plan)");
}

void list_users(Text& text, const Plan& plan, Planned planned, std::string_view title) {
  if (plan.count(planned) == 0) {
    return;
  }
  text.line();
  text.line(title);
  for (const PlannedUser& user : plan.users) {
    if (user.row.planned == planned) {
      text.line("  " + user.row.id + "  " + user.row.name + ": " + user.row.reason);
    }
  }
}

void mailbox_step(Text& text, const Request& request, const Plan& plan) {
  text.task("Passwords are filled in for everybody: " +
            std::to_string(plan.count(Planned::Scripted)) + " mailboxes have a batch file, " +
            std::to_string(plan.count(Planned::NoPassword)) + " have none for want of a password.");
  text.more("After filling in more, make this plan again: what is exported stays.");
  text.more("Where no password is known, the administrator sets one in the copy; mailboxes that");
  text.more("Microsoft's wizard had have those of its file Ccmail.password (Q169536).");
  if (plan.count(Planned::Scripted) != 0) {
    run_step(text, request, Step::Mailboxes);
    text.more("Running it again exports what failed or was not finished, and leaves the rest.");
  }
  if (plan.is_directory_damaged) {
    text.task("The exported directory is damaged (see Remarks): export it again, or compare the");
    text.more("users below with the post office's, as somebody may be missing.");
  }
  text.task("Export by hand whom no batch file can export, each into its own folder below " +
            collection_path(request) + ",");
  text.more("as U0001.CCM in U0001 and so on.");
  text.task("Convert: mailconvert " + collection_path(request) + " -o mail --report mail.json");
  text.more("Every user of the collection is in the report: with mail, without, or failed.");
  text.task("Delete the batch files and the file of passwords: they hold passwords.");
  list_users(text, plan, Planned::ByHand, "By hand:");
  list_users(text, plan, Planned::NoPassword, "No batch file yet:");
  list_users(text, plan, Planned::Gone, "Of an earlier plan:");
  if (!plan.remarks.empty()) {
    text.line();
    text.line("Remarks:");
    for (const std::string& remark : plan.remarks) {
      text.line("  " + remark);
    }
  }
  text.line();
  const std::size_t gone = plan.count(Planned::Gone);
  const std::size_t mailboxes = plan.users.size() - gone;
  text.line(std::to_string(mailboxes + plan.others.size()) +
            " entries of the directory = " + std::to_string(mailboxes) + " with a mailbox here + " +
            std::to_string(plan.others.size()) + " others (" + std::string(kOthersFile) + ")");
  if (gone != 0) {
    text.line(std::to_string(gone) + " users of an earlier plan, which the directory has no more");
  }
}

}  // namespace

std::string checklist(const Request& request, const Inventory& inventory, const Plan& plan) {
  Text text;
  text.line("Exporting the cc:Mail post office " + directory_password_name(request) + ", " +
            std::string(ccmail_post_office::name_of(request.database)) + ", " +
            (is_windows(request) ? "on Windows" : "in DOSBox"));
  text.line(plan.step == Step::Directory ? "Step 1 of 2: the directory"
                                         : "Step 2 of 2: the mailboxes");
  text.line();
  prepare(text, request, inventory);
  if (plan.step == Step::Directory) {
    directory_step(text, request, plan);
  } else {
    mailbox_step(text, request, plan);
  }
  return std::move(text).text();
}

}  // namespace convert::ccmail_plan
