// A temporary inputs folder: links to the tables of the source tree, some of them replaced.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace peregrine::test {

inline std::string source_inputs() {
  return std::string(PEREGRINE_SOURCE_DIR) + "/inputs";
}

inline std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class InputsFolder {
 public:
  InputsFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "peregrine-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
    for (const char* room : {"baseline", "history", "climate"}) {
      std::filesystem::create_directory(path_ / room);
      for (const auto& entry : std::filesystem::directory_iterator(source_inputs() + "/" + room)) {
        std::filesystem::create_symlink(entry.path(), path_ / room / entry.path().filename());
      }
    }
  }
  ~InputsFolder() { std::filesystem::remove_all(path_); }
  InputsFolder(const InputsFolder&) = delete;
  InputsFolder& operator=(const InputsFolder&) = delete;

  std::string path() const { return path_.string(); }
  void remove(const std::string& name) const { std::filesystem::remove(path_ / name); }
  void write(const std::string& name, const std::string& text) const {
    remove(name);
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  void make_folder(const std::string& name) const {
    remove(name);
    std::filesystem::create_directory(path_ / name);
  }

 private:
  std::filesystem::path path_;
};

}  // namespace peregrine::test
