#include "host/model/tables/write_text.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "host/support/error.h"

namespace peregrine {

void write_text(const std::string& path, const std::string& text) {
  const std::string partial = path + ".partial";
  {
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) {
      std::filesystem::remove(partial);
      throw OutputError(
          fmt::format("{}: cannot be written (is the folder there, and is there space?)", path));
    }
  }
  std::filesystem::rename(partial, path);
}

}  // namespace peregrine
