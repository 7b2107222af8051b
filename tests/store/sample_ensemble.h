// A small ensemble whose every value follows from its place, so that any reader can check it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/store/ensemble_writer.h"

namespace peregrine::sample {

// Two routes of three borders, with two fronts, of which the second presses on no border.
inline RouteNames route_names() {
  RouteNames names;
  names.route_code = {"central-sea", "eastern-borders"};
  names.route_name = {"Central sea", "Eastern borders"};
  names.border_code = {"central-sea", "north-east", "south-east"};
  names.border_name = {"Central sea", "Northern part of the east", "Südlicher Teil"};
  names.border_route = {0, 1, 1};
  names.border_target = {"USA", "MEX", "MEX"};
  names.border_first_entry = {1, 1, 0};
  names.front_code = {"north-east", "rest-of-world"};
  names.front_name = {"A state to the north-east", "The rest of the world"};
  names.front_border = {1, -1};
  names.route_corridor_border = {0, 0, 1, 2};
  names.route_corridor_nationality = {"CIV", "REST", "IND", "REST"};
  return names;
}

// Five countries (one with a name beyond ASCII), the last the unknown origin.
inline EnsembleHeader header(std::int64_t kept = 7, int years = 6) {
  EnsembleHeader header;
  header.kept = kept;
  for (int year = 0; year < years; ++year) header.years.push_back(2020 + year);
  header.country_iso3 = {"CIV", "IND", "MEX", "USA", "OOO"};
  header.country_name = {"Côte d'Ivoire", "India", "Mexico", "United States of America",
                         "Unknown origin"};
  header.corridor_origin = {2, 1, 0, 4};
  header.corridor_destination = {3, 3, 1, 3};
  header.corridor_listed = {1, 1, 0, 1};
  header.routes = route_names();
  header.kept_corridor = {0, 2, 3};
  for (int month = 12 * (years - 1); month < 12 * years; ++month) {
    header.month_ahead.push_back(month);
  }
  header.title = "A sample";
  header.model_version = "0.1.0";
  header.scenario = "sample";
  header.scenario_toml = "[scenario]\nname = \"sample\"  # naïve\n";
  header.inputs_sha256 = std::string(64, 'a');
  header.known_to = "migrants by corridor 2024";
  header.vintages = "history/stock_rev2024.csv UN DESA";
  header.seed = 0xFFFF'FFFF'FFFF'FFFFU;
  header.draws = kept + 3;
  header.git_revision = "none";
  header.build = "test";
  header.machine = "1 rank";
  header.history = "written by a test";
  return header;
}

// The element at `index` of the variable at `position` of the schema; NaN stands for missing.
// Ascends with the index, hence with the quantile, but for int8, which has 0 to 3; a multiple of
// 0.25, hence exact in 32 bits, but where the file keeps fewer; whole where the variable is.
inline double value(const VariableSchema& variable, std::size_t position, std::int64_t index,
                    const Extents& extents) {
  const std::int64_t fastest = shape_of(variable, extents).back();
  const bool missing =
      (variable.missing == Missing::first_year && index % fastest == 0) ||
      (variable.missing == Missing::unknown_origin && index % fastest == fastest - 1);
  if (variable.type == ElementType::int8) return static_cast<double>(index % 4);
  const double step = variable.type == ElementType::int32 ? 1.0 : 0.25;
  return missing ? fill_float64
                 : 1000.0 * static_cast<double>(position) + step * static_cast<double>(index);
}

inline std::vector<double> values(const VariableSchema& variable, const Extents& extents) {
  const auto position = static_cast<std::size_t>(&variable - ensemble_schema().data());
  std::vector<double> all;
  for (std::int64_t index = 0; index < element_count(variable, extents); ++index) {
    all.push_back(value(variable, position, index, extents));
  }
  return all;
}

// Everything that a header does not hold.
inline bool is_result(const VariableSchema& variable) {
  return variable.delivery == Delivery::streamed || variable.dimensions.size() > 1
             ? !is_text(variable)
             : variable.name.ends_with("_mean");
}

// Streamed variables in two calls, the later rows first.
inline void write_streamed(EnsembleWriter& writer, const VariableSchema& variable,
                           const Extents& extents) {
  const std::vector<double> all = values(variable, extents);
  const std::int64_t rows = shape_of(variable, extents).front();
  const std::int64_t half = rows / 2;
  const auto send = [&](const auto* data, std::int64_t row_length) {
    writer.write_rows(variable.name, half, rows - half, data + half * row_length);
    if (half > 0) writer.write_rows(variable.name, 0, half, data);
  };
  const std::int64_t row_length = static_cast<std::int64_t>(all.size()) / rows;
  switch (variable.type) {
    case ElementType::int8:
      return send(std::vector<std::int8_t>(all.begin(), all.end()).data(), row_length);
    case ElementType::int32:
      return send(std::vector<std::int32_t>(all.begin(), all.end()).data(), row_length);
    case ElementType::float32:
      return send(std::vector<float>(all.begin(), all.end()).data(), row_length);
    default:
      return send(all.data(), row_length);
  }
}

inline void write_results(EnsembleWriter& writer, const Extents& extents) {
  for (const VariableSchema& variable : ensemble_schema()) {
    if (!is_result(variable) || !is_stored(variable, extents)) continue;
    if (variable.delivery == Delivery::streamed) {
      write_streamed(writer, variable, extents);
    } else {
      writer.write(variable.name, std::span<const double>(values(variable, extents)));
    }
  }
  writer.write_runtime("simulate_seconds", 1.5);
  writer.write_runtime("write_seconds", 0.25);
}

// Returns the content hash.
inline std::string write_file(const std::string& path, const EnsembleHeader& header,
                              Compression compression = Compression::deflate) {
  EnsembleWriter writer(path, header, {compression, 2, ""});
  write_results(writer, extents_of(header));
  return writer.finish();
}

}  // namespace peregrine::sample
