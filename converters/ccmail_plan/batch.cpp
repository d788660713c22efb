#include "converters/ccmail_plan/batch.h"

#include <array>

#include "converters/ccmail_plan/command_line.h"
#include "formats/ccmail_post_office/collection_map.h"

namespace convert::ccmail_plan {
namespace {

constexpr std::string_view kLog = "EXPORT.LOG";

/// Lines with the ends of DOS.
class Lines {
 public:
  Lines& add(std::string_view line) {
    text_ += line;
    text_ += "\r\n";
    return *this;
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string command_of(const Request& request) {
  return std::string(ccmail_post_office::command_of(request.database, request.platform));
}

void begin(Lines& lines, const Request& request, bool has_password) {
  lines.add("@ECHO OFF");
  lines.add(has_password ? "REM For a COPY of the post office only. This file contains a password: "
                           "delete it after use."
                         : "REM For a COPY of the post office only.");
  lines.add(request.paths.work.substr(0, 2));
  lines.add("CD " + request.paths.work.substr(2));
}

/// Without the program DOS would leave the result of the program before, and say 0.
void check_program(Lines& lines, const Request& request, const std::string& who) {
  const std::string program = command_of(request) + ".EXE";
  lines.add("IF EXIST " + program + " GOTO RUN");
  lines.add("ECHO " + who + " NOT RUN, NO " + program + " >>" + std::string(kLog));
  lines.add("GOTO DONE");
  lines.add(":RUN");
}

/// `file`.EXT becomes `file`.BAK.
void keep_earlier(Lines& lines, const std::string& folder, const std::string& stem,
                  const std::string& extension) {
  const std::string file = folder + stem + extension;
  const std::string kept = folder + stem + ".BAK";
  lines.add("IF NOT EXIST " + file + " GOTO NEW");
  lines.add("IF EXIST " + kept + " DEL " + kept);
  lines.add("REN " + file + " " + stem + ".BAK");
  lines.add(":NEW");
}

/// Runs EXPORT and leaves what it ended with in R. Windows has negative results: a program that
/// crashed.
void run(Lines& lines, const Request& request, std::string_view tail) {
  lines.add(command_of(request) + std::string(tail));
  lines.add("SET R=0");
  for (const char* code : {"1", "2", "3", "4", "5"}) {
    lines.add(std::string("IF ERRORLEVEL ") + code + " SET R=" + code);
  }
  lines.add("IF ERRORLEVEL 6 SET R=OTHER");
  lines.add("IF NOT ERRORLEVEL 0 SET R=CRASH");
}

}  // namespace

std::string_view batch_name(Step step) {
  return step == Step::Directory ? "STEP1.BAT" : "STEP2.BAT";
}

std::string directory_batch(const Request& request, std::string_view tail) {
  Lines lines;
  begin(lines, request, true);
  check_program(lines, request, "STEP1");
  keep_earlier(lines, "", "DIRECT", ".TXT");
  run(lines, request, tail);
  lines.add("IF \"%R%\"==\"0\" GOTO OK");
  lines.add("ECHO STEP1 FAILED %R% >>" + std::string(kLog));
  lines.add("GOTO DONE");
  lines.add(":OK");
  lines.add("ECHO STEP1 OK >>" + std::string(kLog));
  lines.add(":DONE");
  return std::move(lines).text();
}

std::string mailbox_batch(const Request& request, const PlannedUser& user) {
  const std::string& id = user.row.id;
  const std::string folder = std::string(kCollection) + "\\" + id + "\\";
  const std::string result = folder + std::string(ccmail_post_office::kResultFile);
  const std::string failed = folder + std::string(ccmail_post_office::kFailedFile);
  const std::string log(kLog);
  Lines lines;
  begin(lines, request, true);
  lines.add("IF EXIST " + result + " GOTO DONE");
  check_program(lines, request, id);
  lines.add("IF EXIST " + failed + " DEL " + failed);
  keep_earlier(lines, folder, id, std::string(ccmail_post_office::kStreamExtension));
  run(lines, request, user.tail);
  lines.add("IF \"%R%\"==\"0\" GOTO OK");
  lines.add("ECHO " + id + " %R% >" + failed);
  lines.add("ECHO " + id + " FAILED %R% >>" + log);
  lines.add("GOTO DONE");
  lines.add(":OK");
  lines.add("ECHO " + id + " 0 >" + result);
  lines.add("ECHO " + id + " OK >>" + log);
  lines.add(":DONE");
  return std::move(lines).text();
}

std::string all_mailboxes_batch(const Request& request, const std::vector<PlannedUser>& users) {
  Lines lines;
  begin(lines, request, false);
  for (const PlannedUser& user : users) {
    if (user.row.planned == ccmail_post_office::Planned::Scripted) {
      lines.add("CALL " + user.row.id + ".BAT");
    }
  }
  lines.add("ECHO STEP2 ENDED >>" + std::string(kLog));
  return std::move(lines).text();
}

std::string dosbox_configuration(const Request& request, Step step) {
  const std::string drive(1, request.paths.work[0]);
  Lines lines;
  lines.add(
      "# For a COPY of the post office only. In the plan's directory: dosbox -conf dosbox.conf");
  lines.add("[dosbox]").add("memsize=16");
  lines.add("[cpu]").add("cycles=max");
  lines.add("[dos]").add("xms=true").add("ems=true").add("umb=true");
  lines.add("[autoexec]");
  lines.add("MOUNT " + drive + " " + drive);
  lines.add(drive + ":");
  lines.add("CD " + request.paths.work.substr(2));
  lines.add("CALL " + std::string(batch_name(step)));
  lines.add("EXIT");
  return std::move(lines).text();
}

}  // namespace convert::ccmail_plan
