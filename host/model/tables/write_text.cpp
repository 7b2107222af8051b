#include "host/model/tables/write_text.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "host/support/error.h"

namespace peregrine {
namespace {

bool is_hdf5(const std::string& path) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> begin{};
  std::ifstream file(path, std::ios::binary);
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return file && std::string_view(begin.data(), begin.size()) == signature;
}

// Throws OutputError for what is there and no file: a folder, or a device, whose place root would
// give to it.
void require_file_or_nothing(const std::string& path) {
  std::error_code unknown;
  const std::filesystem::file_status status = std::filesystem::status(path, unknown);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw OutputError(std::filesystem::is_directory(status)
                        ? fmt::format("{}: is a folder (name a file in it)", path)
                        : fmt::format("{}: is no file (name one to write)", path));
}

}  // namespace

void refuse_to_replace(const std::string& path, std::initializer_list<std::string> read) {
  for (const std::string& one : read) {
    std::error_code not_there;
    if (!one.empty() && std::filesystem::equivalent(path, one, not_there)) {
      throw UsageError(fmt::format(
          "{}: is read by this command and would be lost (choose another name to write)", path));
    }
  }
}

void write_text(const std::string& path, const std::string& text) {
  require_file_or_nothing(path);
  if (is_hdf5(path)) {
    throw OutputError(fmt::format(
        "{}: is an HDF5 file, which this would replace (choose another name to write)", path));
  }
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
