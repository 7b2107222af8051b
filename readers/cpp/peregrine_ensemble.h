// Questions to an ensemble file of Peregrine, in C++20 over HDF5: the same as those of the Python
// package and of the R file, with the same words and numbers (docs/reading.md of Peregrine).
//
//   peregrine_ensemble::Run run("r.h5");
//   run.fan({"SYR", "DEU"}).write_csv(std::cout);
//
// g++ -std=c++20 program.cpp $(pkg-config --cflags --libs hdf5) -lhdf5_hl
#pragma once

#include "peregrine_ensemble_file.h"
#include "peregrine_ensemble_selection.h"
#include "peregrine_ensemble_table.h"

namespace peregrine_ensemble {

class Run {
 public:
  // Throws EnsembleError, as all of its questions do.
  explicit Run(const std::string& path) : file_(path) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  const File& file() const { return file_; }

  // Bands of a place over time: mean, eleven quantiles (q0.5) and their Monte Carlo standard errors
  // (mc_error_q0.5). fan({"SYR", "DEU"}) is a corridor, fan({"DEU"}) who lives in a country,
  // fan({}) the world, fan({"central-mediterranean"}) a route.
  Table fan(const Codes& codes, const Ask& ask = {}) const {
    const std::string name = ask.variable.empty() ? select_.usual_variable(codes) : ask.variable;
    const std::string array = select_.array_of_statistics(name);
    if (codes.empty() && !select_.place_dimension(array).empty()) {
      file_.fail(name + " is by " + select_.place_dimension(array) + " (say which)");
    }
    return statistics(name, select_.chosen(array, codes, ask));
  }

  // One number of each country in a year: the median of a variable that has quantiles, else the
  // mean, share or number that the file has.
  Table map(const std::string& variable, int year) const {
    const std::string array = select_.array_of(variable, "country");
    const std::vector<std::string> dimensions = file_.dimensions(array);
    const bool by_draw = dimensions.front() == "quantile" || dimensions.front() == "realization";
    if (!select_.by(array, "country") || !select_.by(array, "year") ||
        dimensions.size() != (by_draw ? 3 : 2)) {
      file_.fail(array +
                 " is no number of each country in a year (a map wants one, as immigrant_stock)");
    }
    const Choice choice = select_.chosen(array, {}, {.years = {year}});
    const std::string column = by_draw                           ? "median"
                               : array.ends_with("_mean")        ? "mean"
                               : array.ends_with("_probability") ? "share_of_draws"
                                                                 : "value";
    const std::vector<double> values =
        by_draw ? statistics(variable, choice).at("q0.5") : file_.read(array, choice).values;
    const std::size_t countries = file_.axis("country").labels.size();
    return {{{"country", file_.axis("country").labels},
             {"name", file_.texts("country_name")},
             {"year", std::vector<std::string>(countries, std::to_string(year))}},
            {{column, values}}};
  }

  // Crossings detected on each route by year, or by month (24 from `start` on, or from the first
  // that is not observed), and the means of those who entered and of the dead and missing.
  Table routes(bool by_month = false, const Ask& ask = {}) const {
    if (!file_.has("irregular_detections_quantile")) {
      file_.fail("has no routes (it is of a world without irregular corridors)");
    }
    const std::string name = by_month ? "irregular_detections" : "irregular_detections_year";
    Ask span = ask;
    if (by_month && ask.years.empty() && !ask.months) {
      const std::size_t first = select_.first_month(ask.start);
      span.months = static_cast<int>(std::min(select_.month_count() - first, std::size_t{24}));
      span.start = file_.axis("time").labels[first];
    }
    const Choice choice = select_.chosen(name + "_quantile", {}, span);
    Table table = statistics(name, choice);
    std::vector<std::size_t> times =
        by_month ? choice.at("time") : select_.months_of(table_years(ask));
    for (const char* what : {"entries", "deaths"}) {
      table.numbers.emplace_back(std::string(what) + "_mean",
                                 on_routes(std::string("irregular_") + what + "_mean", times,
                                           by_month ? 1 : months_in_year));
    }
    return table;
  }

  // A number of each draw that is kept, [realization, ...]: of the years of a yearly variable, or
  // of a stretch of months together, by default the twelve after the last one observed. For chances
  // of several things at once.
  Array draws(const Codes& codes, const Ask& ask = {}) const {
    const std::string asked = ask.variable.empty() ? select_.usual_variable(codes) : ask.variable;
    const std::string name = select_.with_draws(asked);
    if (name.empty()) no_draws(asked);
    Choice choice = select_.chosen(name, codes, {});
    const std::string axis = select_.month_axis(name);
    if (axis.empty()) {
      if (!ask.how.empty()) file_.fail(name + " is not by month (leave how out)");
      return file_.read(name, select_.chosen(name, codes, ask));
    }
    if (ask.years.size() > 1) file_.fail("takes one year at a time of a variable by month");
    choice[axis] = ask.years.empty()
                       ? select_.months(ask.start, ask.months.value_or(months_in_year), axis,
                                        choice.contains("route") ? choice.at("route")
                                                                 : std::vector<std::size_t>{})
                       : select_.months_of(ask.years, axis);
    const bool counted =
        file_.text_attribute(name, "cell_methods").find(axis + ": sum") != std::string::npos;
    const std::string how = !ask.how.empty() ? ask.how : counted ? "sum" : "any";
    if (how != "sum" && how != "any")
      throw EnsembleError("how '" + how + "': is neither sum nor any");
    return together(file_.read(name, choice), axis, how == "sum");
  }

  // The chance that a number of `draws` is above a threshold, and its Monte Carlo standard error:
  // the binomial one with a draw more on each side, so that a chance of 0 or 1 has one as well.
  Table exceeds(double threshold, const Codes& codes, const Ask& ask = {}) const {
    const Array values = draws(codes, ask);
    const std::size_t count = values.axes.front().labels.size();
    const std::size_t cells = values.values.size() / count;
    Table table = table_of({values.axes.begin() + 1, values.axes.end()});
    std::vector<double> share(cells, 0);
    std::vector<double> error(cells, 0);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      for (std::size_t draw = 0; draw < count; ++draw) {
        const double value = values.values[draw * cells + cell];
        share[cell] += std::isnan(value) ? value : value > threshold ? 1 : 0;
      }
      const auto number = static_cast<double>(count);
      const double smoothed = (share[cell] + 1) / (number + 2);
      share[cell] /= number;
      error[cell] = std::sqrt(smoothed * (1 - smoothed) / number);
    }
    table.numbers = {{"threshold", std::vector<double>(cells, threshold)},
                     {"chance", std::move(share)},
                     {"mc_error", std::move(error)},
                     {"draws", std::vector<double>(cells, static_cast<double>(count))}};
    return table;
  }

  // Anything: a column for each dimension, and one of the variable's name. Of what has quantiles
  // over all draws, as "corridor_stock", mean, quantiles and their errors, unless draws are asked
  // for.
  Table frame(const std::string& variable, const Codes& codes = {}, const Ask& ask = {}) const {
    if (!ask.draws && file_.has(variable + "_quantile")) {
      return statistics(variable, select_.chosen(variable + "_quantile", codes, ask));
    }
    if (ask.draws && select_.with_draws(variable).empty()) no_draws(variable);
    const std::string array = select_.array_of(variable);
    if (file_.is_text(array)) return texts(array, codes);
    Array part = file_.read(array, select_.chosen(array, codes, ask));
    Table table = table_of(part.axes);
    table.numbers.emplace_back(array, std::move(part.values));
    return table;
  }

  // Persons who get into countries irregularly, "EU27" or codes, by nationality: the sum of a
  // stretch of months (a year, or `months` from `start` on; by default the twelve after the last
  // one observed, or as many of them as the file keeps), with mean, quantiles over the kept draws
  // and their errors, and the share of the mean of all. The last row, "ALL", is of all
  // nationalities.
  Table entries(const Codes& countries, const Ask& ask = {}) const {
    const std::string name = "irregular_entries_by_nationality";
    if (countries.empty()) throw EnsembleError("entries wants countries (\"DEU\", or \"EU27\")");
    if (!file_.has(name)) no_draws(name);
    const std::vector<std::size_t> borders = select_.entry_borders(countries);
    if (ask.years.size() > 1 || (!ask.years.empty() && (!ask.start.empty() || ask.months))) {
      throw EnsembleError(
          "entries are of one stretch of months (give one year, or start and months)");
    }
    const std::vector<std::size_t> times =
        ask.years.empty() ? select_.months_ahead(ask.start, ask.months, select_.routes_of(borders))
                          : select_.months_of(ask.years, "month_ahead");
    const Array part = file_.read(name, {{"month_ahead", times}});
    const Axis border_axis = file_.axis("border");
    std::vector<std::string> names;
    for (const std::size_t border : borders) names.push_back(border_axis.labels[border]);
    const std::vector<std::string> border_of = file_.texts("route_corridor_border");
    const std::vector<std::string> nationality = file_.texts("route_corridor_nationality");
    const std::size_t count = part.axes.front().labels.size();
    std::map<std::string, std::vector<double>> sums;
    for (std::size_t group = 0; group < border_of.size(); ++group) {
      if (std::ranges::find(names, border_of[group]) == names.end()) continue;
      std::vector<double>& sum = sums[nationality[group]];
      sum.resize(count, 0.0);
      for (std::size_t draw = 0; draw < count; ++draw) {
        for (std::size_t month = 0; month < times.size(); ++month) {
          sum[draw] += part.values[(draw * times.size() + month) * border_of.size() + group];
        }
      }
    }
    return entries_table(sums, part.axes[1].labels);
  }

 private:
  [[noreturn]] void no_draws(const std::string& name) const {
    select_.array_of(name);
    file_.fail_if_too_old(name);
    file_.fail("has no draws of " + name);
  }

  // Codes of a variable that holds some, each by its place.
  Table texts(const std::string& array, const Codes& codes) const {
    if (!codes.empty()) file_.fail(array + " holds texts (leave the codes out)");
    Table table = table_of(std::vector{file_.axis(file_.dimensions(array).front())});
    table.keys.emplace_back(array, file_.texts(array));
    return table;
  }

  // Most in the mean first, then the rest, then all.
  Table entries_table(const std::map<std::string, std::vector<double>>& sums,
                      const std::vector<std::string>& months) const {
    const auto mean = [](const std::vector<double>& draws) {
      return std::accumulate(draws.begin(), draws.end(), 0.0) / static_cast<double>(draws.size());
    };
    std::vector<std::pair<std::string, std::vector<double>>> rows(sums.begin(), sums.end());
    std::ranges::stable_sort(rows, [&](const auto& a, const auto& b) {
      const bool a_last = a.first == "REST";
      const bool b_last = b.first == "REST";
      return a_last != b_last ? b_last : mean(a.second) > mean(b.second);
    });
    std::vector<double> all(rows.front().second.size(), 0.0);
    for (const auto& [code, draws] : rows) {
      for (std::size_t draw = 0; draw < all.size(); ++draw) all[draw] += draws[draw];
    }
    rows.emplace_back("ALL", std::move(all));
    const double whole = mean(rows.back().second);
    const std::vector<std::string> countries = file_.axis("country").labels;
    const std::vector<std::string> country_names = file_.texts("country_name");
    const std::map<std::string, std::string> other = {{"REST", "not told apart, or unknown"},
                                                      {"ALL", "all nationalities"},
                                                      {"XKX", "Kosovo"},
                                                      {"XXA", "stateless"}};
    const std::vector<std::string> levels = file_.axis("quantile").labels;
    Table table;
    for (const char* key : {"start", "end", "nationality", "name"}) table.keys.push_back({key, {}});
    table.numbers = statistics_columns(levels, rows.size());
    std::vector<double> shares;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      auto& [code, draws] = rows[row];
      const auto country = std::ranges::find(countries, code);
      const auto at = static_cast<std::size_t>(country - countries.begin());
      const std::string name = other.contains(code)         ? other.at(code)
                               : country != countries.end() ? country_names[at]
                                                            : code;
      for (std::size_t key = 0;
           const std::string& text : {months.front(), months.back(), code, name}) {
        table.keys[key++].second.push_back(text);
      }
      shares.push_back(whole > 0 ? mean(draws) / whole : 0);
      add_statistics(table.numbers, row, draws, levels);
    }
    table.numbers.emplace_back("share_of_mean", std::move(shares));
    return table;
  }

  // The years asked for, all of the file where none are.
  std::vector<int> table_years(const Ask& ask) const {
    if (!ask.years.empty()) return ask.years;
    std::vector<int> all;
    for (const std::string& label : file_.axis("year").labels) all.push_back(std::stoi(label));
    return all;
  }

  // Values of months added up, or the greatest of them, [realization, ...]; the first and the last
  // of the months are axes of one label.
  static Array together(const Array& part, const std::string& axis, bool sum) {
    const std::size_t at = part.axis(axis);
    std::size_t inner = 1;
    for (std::size_t k = at + 1; k < part.axes.size(); ++k) inner *= part.axes[k].labels.size();
    const std::size_t months = part.axes[at].labels.size();
    Array found = {part.name, part.axes, std::vector<double>(part.values.size() / months)};
    const std::vector<std::string>& labels = part.axes[at].labels;
    found.axes.erase(found.axes.begin() + static_cast<std::ptrdiff_t>(at));
    found.axes.insert(found.axes.begin() + static_cast<std::ptrdiff_t>(at),
                      {Axis{"start", {labels.front()}}, Axis{"end", {labels.back()}}});
    for (std::size_t cell = 0; cell < found.values.size(); ++cell) {
      const std::size_t first = cell / inner * months * inner + cell % inner;
      double total = part.values[first];
      for (std::size_t month = 1; month < months; ++month) {
        const double value = part.values[first + month * inner];
        total = sum ? total + value : value > total ? value : total;
      }
      found.values[cell] = total;
    }
    return found;
  }

  // Mean, quantiles and their errors at these indices: over all draws where the file has quantiles,
  // else over those that it keeps.
  Table statistics(const std::string& name, const Choice& choice) const {
    const std::string stem = select_.stem_of(name);
    const Axis levels = file_.axis("quantile");
    if (!file_.has(stem + "_quantile")) return statistics_of_draws(name, choice, levels.labels);
    const Array quantile = file_.read(stem + "_quantile", choice);
    const Array error = file_.read(stem + "_quantile_error", choice);
    Table table = table_of({quantile.axes.begin() + 1, quantile.axes.end()});
    if (file_.has(stem + "_mean")) {
      table.numbers.emplace_back("mean", file_.read(stem + "_mean", choice).values);
    }
    for (const auto& [prefix, array] :
         {std::pair("q", &quantile), std::pair("mc_error_q", &error)}) {
      const std::size_t cells = array->values.size() / levels.labels.size();
      for (std::size_t level = 0; level < levels.labels.size(); ++level) {
        const auto first = array->values.begin() + static_cast<std::ptrdiff_t>(level * cells);
        table.numbers.emplace_back(
            prefix + levels.labels[level],
            std::vector<double>(first, first + static_cast<std::ptrdiff_t>(cells)));
      }
    }
    return table;
  }

  // The same of draws: quantiles interpolate between them. An error is half the distance between
  // the order statistics one binomial standard deviation either side (David and Nagaraja 2003,
  // section 7.1). Where a draw is missing so are they.
  Table statistics_of_draws(const std::string& name, const Choice& choice,
                            const std::vector<std::string>& levels) const {
    const std::string variable = select_.with_draws(name);
    if (variable.empty()) {
      file_.fail("has neither quantiles nor draws of " + name +
                 " (only its mean: ask frame or map)");
    }
    const Array part = file_.read(variable, choice);
    const std::size_t count = part.axes.front().labels.size();
    const std::size_t cells = part.values.size() / count;
    Table table = table_of({part.axes.begin() + 1, part.axes.end()});
    table.numbers = statistics_columns(levels, cells);
    std::vector<double> draws(count);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      for (std::size_t draw = 0; draw < count; ++draw)
        draws[draw] = part.values[draw * cells + cell];
      add_statistics(table.numbers, cell, draws, levels);
    }
    return table;
  }

  // Means by month and border as sums of `a_row` months on the borders of each route, [row, route].
  std::vector<double> on_routes(const std::string& name, const std::vector<std::size_t>& times,
                                int a_row) const {
    const Array means = file_.read(name, {{"time", times}});
    const std::vector<std::string> routes = file_.axis("route").labels;
    const std::vector<std::string> route_of = file_.texts("border_route");
    const auto months = static_cast<std::size_t>(a_row);
    std::vector<double> found(times.size() / months * routes.size(), 0);
    for (std::size_t row = 0; row < times.size() / months; ++row) {
      for (std::size_t border = 0; border < route_of.size(); ++border) {
        double total = 0;
        for (std::size_t month = row * months; month < (row + 1) * months; ++month) {
          total += means.values[month * route_of.size() + border];
        }
        const auto at = std::ranges::find(routes, route_of[border]) - routes.begin();
        found[row * routes.size() + static_cast<std::size_t>(at)] += total;
      }
    }
    return found;
  }

  File file_;
  Selection select_{file_};
};

}  // namespace peregrine_ensemble
