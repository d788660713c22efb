// The tools without their start, which takes most of the time of a run on a small store: each line
// of the input is a run in a child of this process that has everything loaded. mutation_sweep.py
// talks to it.
//
//   in:  tool TAB file for standard error TAB seconds TAB argument TAB argument …
//   out: the exit code, the negative number of the signal, or "hang"
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

// The main of each tool, under a name of its own (CMakeLists.txt).
int mailconvert_main(int argc, char** argv);
int spool2mime_main(int argc, char** argv);

namespace {

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
    fields.emplace_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  fields.emplace_back(line);
  return fields;
}

void redirect(const std::string& path, int to) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || dup2(file, to) < 0) {
    _exit(127);
  }
  close(file);
}

[[noreturn]] void run(std::vector<std::string> fields) {
  setpgid(0, 0);  // so that a hang is ended with its reader process
  redirect("/dev/null", STDIN_FILENO);
  redirect("/dev/null", STDOUT_FILENO);
  redirect(fields[1], STDERR_FILENO);
  fields.erase(fields.begin() + 1, fields.begin() + 3);
  std::vector<char*> arguments;
  for (std::string& field : fields) {
    arguments.push_back(field.data());
  }
  const auto count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  std::exit(fields[0] == "spool2mime" ? spool2mime_main(count, arguments.data())
                                      : mailconvert_main(count, arguments.data()));
}

std::string outcome(pid_t child, int seconds) {
  // By its number: <sys/pidfd.h> of glibc 2.36 forgets extern "C".
  const auto process = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  pollfd ended{.fd = process, .events = POLLIN, .revents = 0};
  const bool hangs = poll(&ended, 1, seconds * 1000) == 0;
  close(ended.fd);
  if (hangs) {
    kill(-child, SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (hangs) {
    return "hang";
  }
  return std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() < 4) {
      return 64;
    }
    const pid_t child = fork();
    if (child == 0) {
      run(fields);
    }
    std::cout << (child < 0 ? "fork failed" : outcome(child, std::stoi(fields[2]))) << std::endl;
  }
  return 0;
}
