// Megabytes a second of the ensemble writer for a file of the reference's size, beside write() and
// fsync() of as many bytes into the same folder. One JSON object a line, writer and raw in turn.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "host/model/assembly/forecast.h"
#include "host/model/tables/tables.h"
#include "host/run/coordinates.h"
#include "host/store/ensemble_writer.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

EnsembleHeader reference_header(int to_year, std::int64_t kept) {
  const BaselineInputs inputs = load_baseline(find_inputs(""));
  EnsembleHeader header = sample::header(kept, to_year - PopulationTrend::first_year + 1);
  header.country_iso3 = inputs.countries.iso3;
  header.country_name = inputs.countries.name;
  header.corridor_origin.assign(inputs.corridors.origin.begin(), inputs.corridors.origin.end());
  header.corridor_destination.assign(inputs.corridors.destination.begin(),
                                     inputs.corridors.destination.end());
  header.corridor_listed.assign(header.corridor_origin.size(), 1);
  const IrregularHistory history = load_irregular_history(find_inputs(""));
  header.routes = route_names(history, load_fronts(find_inputs(""), history, inputs.countries));
  return header;
}

// Values of one variable, ready to be handed over.
struct Column {
  const VariableSchema* variable;
  std::vector<double> values;
  std::vector<std::int32_t> whole_values;  // where the variable is int32
  std::vector<float> single_values;        // where the variable is float32
  std::vector<std::int8_t> byte_values;    // where the variable is int8
};

std::vector<Column> make_columns(const Extents& extents) {
  std::vector<Column> columns;
  for (const VariableSchema& variable : ensemble_schema()) {
    if (!sample::is_result(variable)) continue;
    Column column = {&variable, sample::values(variable, extents), {}, {}, {}};
    if (variable.type == ElementType::int32) {
      column.whole_values.assign(column.values.begin(), column.values.end());
    }
    if (variable.type == ElementType::float32) {
      for (const double value : column.values) {
        column.single_values.push_back(static_cast<float>(value));
      }
    }
    if (variable.type == ElementType::int8) {
      column.byte_values.assign(column.values.begin(), column.values.end());
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

void write_rows(EnsembleWriter& writer, const Column& column, std::int64_t kept) {
  const void* rows = column.values.data();
  if (!column.whole_values.empty()) rows = column.whole_values.data();
  if (!column.single_values.empty()) rows = column.single_values.data();
  if (!column.byte_values.empty()) rows = column.byte_values.data();
  writer.write_rows(column.variable->name, 0, kept, rows);
}

void write_column(EnsembleWriter& writer, const Column& column, std::int64_t kept) {
  const std::string_view name = column.variable->name;
  if (column.variable->delivery == Delivery::streamed) {
    write_rows(writer, column, kept);
  } else if (!column.single_values.empty()) {
    writer.write(name, std::span<const float>(column.single_values));
  } else {
    writer.write(name, std::span<const double>(column.values));
  }
}

void report(const char* program, double bytes, double seconds, double finish_seconds) {
  const nlohmann::json line = {{"program", program},
                               {"bytes", bytes},
                               {"seconds", seconds},
                               {"finish_seconds", finish_seconds}};
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

// From nothing to a complete, synced and verified file. Returns its size.
std::uintmax_t measure_writer(const std::string& path, const EnsembleHeader& header,
                              const std::vector<Column>& columns) {
  const Clock::time_point start = Clock::now();
  Clock::time_point finish_start;
  {
    EnsembleWriter writer(path, header);
    for (const Column& column : columns) write_column(writer, column, header.kept);
    finish_start = Clock::now();
    writer.finish();
  }
  const double seconds = seconds_since(start);
  const std::uintmax_t bytes = fs::file_size(path);
  report("writer", static_cast<double>(bytes), seconds, seconds_since(finish_start));
  fs::remove(path);
  return bytes;
}

void measure_raw(const std::string& path, std::uintmax_t bytes) {
  constexpr std::size_t piece = std::size_t{4} << 20;  // bytes a call, beyond where size matters
  std::vector<char> data(piece);
  for (std::size_t i = 0; i < piece; ++i) data[i] = static_cast<char>(i * 2654435761U >> 13);
  const Clock::time_point start = Clock::now();
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  bool failed = file < 0;
  for (std::uintmax_t left = bytes; left > 0 && !failed;) {
    const ssize_t written = write(file, data.data(), std::min<std::uintmax_t>(left, piece));
    failed = written <= 0;
    if (!failed) left -= static_cast<std::uintmax_t>(written);
  }
  failed = failed || fsync(file) != 0 || close(file) != 0;
  if (failed) throw std::system_error(errno, std::generic_category(), path);
  report("raw", static_cast<double>(bytes), seconds_since(start), 0.0);
  fs::remove(path);
}

}  // namespace
}  // namespace peregrine

int main(int argc, char** argv) {
  using namespace peregrine;
  int to_year = 2050;
  int rounds = 3;
  std::int64_t kept = 1000;
  std::string folder = ".";
  CLI::App app("Megabytes a second of the ensemble writer and of raw writes");
  app.add_option("--to-year", to_year, "Last year")->check(CLI::Range(2021, 2100));
  app.add_option("--keep", kept, "Realizations kept");
  app.add_option("--rounds", rounds, "Times each is measured");
  app.add_option("--folder", folder, "Where to write")->check(CLI::ExistingDirectory);
  CLI11_PARSE(app, argc, argv);
  const EnsembleHeader header = reference_header(to_year, kept);
  const std::vector<Column> columns = make_columns(extents_of(header));
  for (int round = 0; round < rounds; ++round) {
    const std::uintmax_t bytes = measure_writer(folder + "/writer.h5", header, columns);
    measure_raw(folder + "/raw.bin", bytes);
  }
  return 0;
}
