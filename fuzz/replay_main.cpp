// Runs a fuzz target over files, without libFuzzer: makes the corpus an ordinary test.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  int ran = 0;
  for (const char* root : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
    if (!std::filesystem::exists(root)) {
      continue;  // no regressions yet
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file()) {
        continue;
      }
      std::ifstream in(entry.path(), std::ios::binary);
      // Exactly sized, so that a sanitizer sees a read past the end.
      const std::vector<char> data{std::istreambuf_iterator<char>(in), {}};
      std::cout << entry.path().string() << '\n';
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(data.data()), data.size());
      ++ran;
    }
  }
  std::cout << ran << " inputs\n";
  return ran > 0 ? 0 : 1;
}
