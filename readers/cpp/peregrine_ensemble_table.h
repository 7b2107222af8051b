// Answers to questions to an ensemble file: tables, and statistics of draws as their columns.
#pragma once

#include <ostream>
#include <span>

#include "peregrine_ensemble_file.h"

namespace peregrine_ensemble {

// An answer: columns of text that say what a row is of, and columns of numbers.
struct Table {
  std::vector<std::pair<std::string, std::vector<std::string>>> keys;
  std::vector<std::pair<std::string, std::vector<double>>> numbers;

  std::size_t rows() const {
    if (!numbers.empty()) return numbers.front().second.size();
    return keys.empty() ? 0 : keys.front().second.size();
  }
  // A column by its name, as "q0.5". Throws EnsembleError where there is none.
  const std::vector<double>& at(std::string_view column) const { return found(numbers, column); }
  const std::vector<std::string>& key(std::string_view column) const { return found(keys, column); }

  // With as many digits as a number needs to be the same again; a missing one is empty.
  void write_csv(std::ostream& out) const {
    std::string line;
    for (const auto& [name, values] : keys) line += name + ",";
    for (const auto& [name, values] : numbers) line += name + ",";
    line.back() = '\n';
    out << line;
    for (std::size_t row = 0; row < rows(); ++row) {
      line.clear();
      for (const auto& [name, values] : keys) {
        const bool quoted = values[row].find(',') != std::string::npos;
        line += quoted ? '"' + values[row] + "\"," : values[row] + ",";
      }
      for (const auto& [name, values] : numbers) {
        line += (std::isnan(values[row]) ? "" : File::short_text(values[row])) + ",";
      }
      line.back() = '\n';
      out << line;
    }
  }

 private:
  template <typename Values>
  static const Values& found(const std::vector<std::pair<std::string, Values>>& columns,
                             std::string_view name) {
    for (const auto& [column, values] : columns) {
      if (column == name) return values;
    }
    throw EnsembleError("there is no column " + std::string(name));
  }
};

// The keys of a table with a row for each cell of these axes.
inline Table table_of(std::span<const Axis> axes) {
  Table table;
  std::size_t rows = 1;
  for (const Axis& axis : axes) rows *= axis.labels.size();
  std::size_t repeats = rows;
  for (const Axis& axis : axes) {
    repeats /= axis.labels.size();
    std::vector<std::string> column;
    for (std::size_t row = 0; row < rows; ++row) {
      column.push_back(axis.labels[row / repeats % axis.labels.size()]);
    }
    table.keys.emplace_back(axis.name, std::move(column));
  }
  return table;
}

using Columns = std::vector<std::pair<std::string, std::vector<double>>>;

inline Columns statistics_columns(const std::vector<std::string>& levels, std::size_t rows) {
  Columns columns = {{"mean", std::vector<double>(rows)}};
  for (const char* prefix : {"q", "mc_error_q"}) {
    for (const std::string& level : levels) {
      columns.emplace_back(prefix + level, std::vector<double>(rows));
    }
  }
  return columns;
}

// A row of such columns, of draws, which are sorted.
inline void add_statistics(Columns& columns, std::size_t row, std::vector<double>& draws,
                           const std::vector<std::string>& levels) {
  const std::size_t count = draws.size();
  const double sum = std::accumulate(draws.begin(), draws.end(), 0.0);
  columns[0].second[row] = sum / static_cast<double>(count);
  if (!std::isnan(sum)) std::ranges::sort(draws);
  const auto at_rank = [&](double rank) {
    if (std::isnan(sum)) return sum;
    const double inside = std::clamp(rank, 0.0, static_cast<double>(count - 1));
    const auto below = static_cast<std::size_t>(inside);
    const double above = draws[std::min(below + 1, count - 1)];
    return draws[below] + (inside - static_cast<double>(below)) * (above - draws[below]);
  };
  for (std::size_t k = 0; k < levels.size(); ++k) {
    const double level = std::stod(levels[k]);
    const double rank = level * static_cast<double>(count - 1);
    const double deviation = std::sqrt(static_cast<double>(count) * level * (1 - level));
    columns[1 + k].second[row] = at_rank(rank);
    columns[1 + levels.size() + k].second[row] =
        (at_rank(rank + deviation) - at_rank(rank - deviation)) / 2;
  }
}

}  // namespace peregrine_ensemble
