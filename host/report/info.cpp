#include "host/report/info.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

std::string attributes_as_text(const EnsembleReader& reader) {
  TextTable table;
  table.add_column("attribute", Align::left);
  table.add_column("value", Align::left, 80);
  for (const auto& [name, value] : reader.attributes()) {
    if (name == "scenario_toml" || name.ends_with(runtime_suffix)) continue;
    const std::size_t line_end = value.find('\n');
    table.add_row({name, line_end == std::string::npos ? value : value.substr(0, line_end) + " …"});
  }
  return table.text();
}

std::string dimensions_as_text(const EnsembleReader& reader) {
  TextTable table;
  table.add_column("dimension", Align::left);
  table.add_column("length", Align::right);
  for (std::size_t i = 0; i < dimension_count; ++i) {
    const auto dimension = static_cast<Dimension>(i);
    if (reader.extent(dimension) == 0) continue;
    table.add_row({std::string(dimension_name(dimension)), grouped(reader.extent(dimension))});
  }
  return table.text();
}

std::string variables_as_text(const EnsembleReader& reader) {
  TextTable table;
  table.add_column("variable", Align::left);
  table.add_column("type", Align::left);
  table.add_column("units", Align::left);
  table.add_column("size", Align::right);
  table.add_column("dimensions", Align::left);
  for (const VariableSchema& variable : reader.schema()) {
    if (!is_stored(variable, reader.extents())) continue;
    std::vector<std::string_view> dimensions;
    for (const Dimension dimension : variable.dimensions) {
      dimensions.push_back(dimension_name(dimension));
    }
    const double bytes = static_cast<double>(element_count(variable, reader.extents())) *
                         static_cast<double>(element_bytes(variable.type));
    table.add_row({std::string(variable.name), std::string(element_type_name(variable.type)),
                   std::string(variable.units), bytes_in_words(bytes),
                   fmt::format("{}", fmt::join(dimensions, ", "))});
  }
  return table.text();
}

std::string indented(const std::string& text) {
  std::string lines = "  ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    lines += text[i];
    const bool line_follows = i + 1 < text.size() && text[i + 1] != '\n';
    if (text[i] == '\n' && line_follows) lines += "  ";
  }
  return lines.substr(0, lines.find_last_not_of(" \n") + 1) + '\n';
}

}  // namespace

std::string info_as_text(const EnsembleReader& reader, double file_bytes) {
  std::string text = fmt::format("{}: {}, {}\n\n", reader.path(), bytes_in_words(file_bytes),
                                 reader.complete() ? "complete" : "not finished");
  text += attributes_as_text(reader) + '\n';
  text += dimensions_as_text(reader) + '\n';
  text += variables_as_text(reader) + '\n';
  for (const auto& [name, seconds] : reader.runtime()) {
    text += fmt::format("{}: {}\n", name, duration_in_words(seconds));
  }
  text += "\nscenario:\n" + indented(reader.header().scenario_toml);
  return text;
}

}  // namespace peregrine
