// Which part of an ensemble file is asked for: variables, places, years and months.
#pragma once

#include <span>

#include "peregrine_ensemble_file.h"

namespace peregrine_ensemble {

inline constexpr int months_in_year = 12;

// Codes of a place, in any case of letters: none (the world, or all places), one, or the two parts
// of a corridor's or of a border and a nationality.
using Codes = std::vector<std::string>;

// What is asked for besides a place; what is left out is as it is usual (docs/reading.md).
struct Ask {
  std::string variable = {};
  std::vector<int> years = {};
  std::string start = {};  // month, as 2026-01
  std::optional<int> months = {};
  bool draws = false;    // of a frame: each draw that is kept
  std::string how = {};  // of months together: sum, or any (the greatest)
};

class Selection {
 public:
  explicit Selection(const File& file) : file_(file) {}

  bool by(const std::string& variable, std::string_view dimension) const {
    const std::vector<std::string> all = file_.dimensions(variable);
    return std::ranges::find(all, dimension) != all.end();
  }

  static std::string stem_of(const std::string& name) {
    for (const char* ending : {"_quantile_error", "_quantile", "_mean", "_probability"}) {
      if (name.ends_with(ending))
        return name.substr(0, name.size() - std::string_view(ending).size());
    }
    return name;
  }

  // The variable itself, or the best that the file has of a stem: its quantiles, draws, or mean; of
  // these the first along the dimension `along`, if there is one.
  std::string array_of(const std::string& name, std::string_view along = {}) const {
    const std::string stem = stem_of(name);
    std::string first;
    for (const std::string& one :
         {name, stem + "_quantile", stem, stem + "_mean", stem + "_probability"}) {
      if (!file_.has(one)) continue;
      if (along.empty() || by(one, along)) return one;
      if (first.empty()) first = one;
    }
    if (!first.empty()) return first;
    for (const char* one :
         {"displaced_from", "newly_displaced", "irregular_entries_by_nationality"}) {
      if (name == one) file_.fail_if_too_old(name);
    }
    std::vector<std::string> known;
    for (const std::string& one : file_.variables()) {
      known.push_back(one);
      known.push_back(stem_of(one));
    }
    std::ranges::sort(known);
    file_.fail("has no variable '" + name + "' (did you mean " + nearest(name, known) +
               "? `peregrine info` lists all)");
  }

  std::string with_draws(const std::string& name) const {
    for (const std::string& one : {name, stem_of(name)}) {
      if (file_.has(one) && by(one, "realization")) return one;
    }
    array_of(name);
    return {};
  }

  // What the statistics of a name are along the dimensions of.
  std::string array_of_statistics(const std::string& name) const {
    const std::string quantiles = stem_of(name) + "_quantile";
    if (file_.has(quantiles)) return quantiles;
    const std::string draws = with_draws(name);
    return draws.empty() ? array_of(name) : draws;
  }

  // The last dimension along which there are codes; empty where there is none.
  std::string place_dimension(const std::string& variable) const {
    std::string found;
    for (const std::string& name : file_.dimensions(variable)) {
      if (file_.axis(name).is_code) found = name;
    }
    return found;
  }

  // The variable that is shown of a place when no other is asked for.
  std::string usual_variable(const Codes& codes) const {
    if (codes.empty()) return "global_migrant_stock";
    const bool routes = file_.has("route");
    if (codes.size() == 2) {
      const bool border = routes && find_code(file_.axis("border").labels, codes.front());
      return border ? "irregular_corridor" : "corridor_stock";
    }
    if (find_code(file_.axis("country").labels, codes.front())) return "immigrant_stock";
    if (find_code(file_.axis("corridor").labels, codes.front())) return "corridor_stock";
    std::vector<std::string> known;
    if (routes) {
      for (const auto& [dimension, variable] :
           {std::pair("route", "irregular_detections"), std::pair("border", "irregular_attempts"),
            std::pair("route_corridor", "irregular_corridor")}) {
        const std::vector<std::string> labels = file_.axis(dimension).labels;
        if (find_code(labels, codes.front())) return variable;
        if (joint_of(dimension).empty()) known.insert(known.end(), labels.begin(), labels.end());
      }
    }
    if (codes.front().find('-') == std::string::npos) no_country(codes.front());
    if (codes.front().size() == std::string_view("SYR-DEU").size())
      code_index("corridor", codes.front());
    const std::string meant = nearest(folded(codes.front()), known);
    file_.fail("has no place '" + codes.front() + "'" +
               (meant.empty() ? "" : " (did you mean " + meant + "?)"));
  }

  static std::size_t label_index(const Axis& axis, const std::string& label) {
    const auto found = std::ranges::find(axis.labels, label);
    if (found == axis.labels.end()) throw EnsembleError("there is no " + axis.name + " " + label);
    return static_cast<std::size_t>(found - axis.labels.begin());
  }

  // The dimension of months of a variable; empty where it has none.
  std::string month_axis(const std::string& variable) const {
    for (const std::string& name : file_.dimensions(variable)) {
      if (File::is_months(name)) return name;
    }
    return {};
  }

  std::size_t month_count(const std::string& axis = "time") const {
    return file_.axis(axis).labels.size();
  }

  // Where a month stands along a dimension of months; where none is given, the first that is
  // simulated on these routes.
  std::size_t first_month(const std::string& start, const std::string& axis = "time",
                          const std::vector<std::size_t>& routes = {}) const {
    const std::vector<std::string> there = file_.axis(axis).labels;
    const std::string month =
        start.empty() ? file_.axis("time").labels[first_simulated_month(routes)] : start;
    const auto found = std::ranges::find(there, month);
    if (found == there.end()) {
      file_.fail("has no month '" + month + "' " + along(axis) + "(it has " + there.front() +
                 " to " + there.back() + ", of the form YYYY-MM)");
    }
    return static_cast<std::size_t>(found - there.begin());
  }

  std::vector<std::size_t> months(const std::string& start, int count,
                                  const std::string& axis = "time",
                                  const std::vector<std::size_t>& routes = {}) const {
    const std::size_t first = first_month(start, axis, routes);
    if (count < 1 || first + static_cast<std::size_t>(count) > month_count(axis)) {
      file_.fail("has no " + std::to_string(count) + " months from " +
                 file_.axis(axis).labels[first] + " on " + along(axis) + "(its last is " +
                 file_.axis(axis).labels.back() + ")");
    }
    std::vector<std::size_t> found(static_cast<std::size_t>(count));
    std::iota(found.begin(), found.end(), first);
    return found;
  }

  // Along month_ahead: from `start` on, or from the first month in which draws differ on these
  // routes and that is kept; `count` of them, or twelve, or as many as are left.
  std::vector<std::size_t> months_ahead(const std::string& start, const std::optional<int>& count,
                                        const std::vector<std::size_t>& routes) const {
    std::string from = start;  // of the form YYYY-MM, which sorts as months do
    if (from.empty()) from = file_.axis("time").labels[first_simulated_month(routes)];
    if (start.empty()) from = std::max(from, file_.axis("month_ahead").labels.front());
    const auto left =
        static_cast<int>(month_count("month_ahead") - first_month(from, "month_ahead"));
    return months(from, count.value_or(std::min(left, 12)), "month_ahead");
  }

  std::vector<std::size_t> years(const std::vector<int>& wanted) const {
    const Axis axis = file_.axis("year");
    std::vector<std::size_t> found;
    for (const int year : wanted) {
      const auto at = std::ranges::find(axis.labels, std::to_string(year));
      if (at == axis.labels.end()) {
        file_.fail("has no year " + std::to_string(year) + " (it has " + axis.labels.front() +
                   " to " + axis.labels.back() + ")");
      }
      found.push_back(static_cast<std::size_t>(at - axis.labels.begin()));
    }
    return found;
  }

  std::vector<std::size_t> months_of(const std::vector<int>& wanted,
                                     const std::string& axis = "time") const {
    years(wanted);
    std::vector<std::size_t> found;
    for (const int year : wanted) {
      for (const std::size_t month : months(std::to_string(year) + "-01", months_in_year, axis)) {
        found.push_back(month);
      }
    }
    return found;
  }

  Choice chosen(const std::string& array, const Codes& codes, const Ask& ask) const {
    Choice choice;
    const std::string axis = month_axis(array);
    if (!ask.years.empty()) {
      if (by(array, "year")) {
        choice["year"] = years(ask.years);
      } else if (!axis.empty()) {
        choice[axis] = months_of(ask.years, axis);
      } else {
        file_.fail(array + " is not by year (leave years out)");
      }
    }
    if (!ask.start.empty() || ask.months) {
      if (axis.empty() || !ask.years.empty()) {
        file_.fail(array +
                   " is not by month, or years are given as well (leave start and months out)");
      }
      const auto left = static_cast<int>(month_count(axis) - first_month(ask.start, axis));
      choice[axis] = months(ask.start, ask.months.value_or(left), axis);
    }
    if (codes.empty()) return choice;
    const std::string dimension = place_dimension(array);
    if (dimension.empty())
      file_.fail(array + " is of no place (leave '" + codes.front() + "' out)");
    const std::string joint = joint_of(dimension);
    if (codes.size() > (joint.empty() ? 1U : 2U)) {
      file_.fail(array + " is by " + dimension + ", which has one code");
    }
    choice[dimension] = {
        code_index(dimension, codes.size() == 2 ? codes[0] + joint + codes[1] : codes[0])};
    return choice;
  }

  // Borders behind which these countries lie, "EU27" for its members. Where one is of first entry
  // the others are left out: who crosses those has entered before.
  std::vector<std::size_t> entry_borders(const Codes& asked) const {
    // Council decision (EU) 2020/135: the Union without the United Kingdom.
    constexpr std::array eu27 = {"AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN",
                                 "FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA", "LTU", "LUX",
                                 "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE"};
    const std::vector<std::string> known = file_.axis("country").labels;
    std::vector<std::string> countries;
    for (const std::string& code : asked) {
      if (folded(code) == "eu27") {
        countries.insert(countries.end(), eu27.begin(), eu27.end());
      } else {
        countries.push_back(known[code_index("country", code)]);
      }
    }
    std::vector<std::string> targets = file_.texts("border_target");
    const std::vector<double> first_entry = file_.read("border_first_entry").values;
    std::vector<std::size_t> first;
    std::vector<std::size_t> later;
    for (std::size_t border = 0; border < targets.size(); ++border) {
      if (std::ranges::find(countries, targets[border]) == countries.end()) continue;
      (first_entry[border] == 1 ? first : later).push_back(border);
    }
    if (!first.empty()) return first;
    if (!later.empty()) return later;
    std::ranges::sort(targets);
    const auto rest = std::ranges::unique(targets);
    targets.erase(rest.begin(), rest.end());
    file_.fail("has no border behind which " + joined(asked) + " lies (it has borders of " +
               joined(targets) + ")");
  }

  // Routes of borders, each once.
  std::vector<std::size_t> routes_of(const std::vector<std::size_t>& borders) const {
    const Axis routes = file_.axis("route");
    const std::vector<std::string> route_of = file_.texts("border_route");
    std::vector<std::size_t> found;
    for (const std::size_t border : borders) found.push_back(label_index(routes, route_of[border]));
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
  }

 private:
  // Says that months of a dimension are fewer than those of the file.
  static std::string along(const std::string& axis) {
    return axis == "time" ? "" : "along " + axis + " ";
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  // The first month in which draws differ, of the middle one of these routes in the order of these
  // months (of all, where draws never differ on them): figures of one route may end before those of
  // others, or a run's own months go on for longer. The first of all where draws never differ.
  std::size_t first_simulated_month(const std::vector<std::size_t>& wanted) const {
    const Array quantile = file_.read("irregular_detections_quantile");
    const std::size_t cells = quantile.values.size() / quantile.axes.front().labels.size();
    const std::size_t routes = quantile.axes.back().labels.size();
    std::vector<std::size_t> firsts, of_all;
    for (std::size_t route = 0; route < routes; ++route) {
      std::size_t cell = route;
      const std::size_t last = quantile.values.size() - cells;
      while (cell < cells && quantile.values[cell] == quantile.values[last + cell]) cell += routes;
      if (cell >= cells) continue;
      of_all.push_back(cell / routes);
      if (std::ranges::count(wanted, route) > 0) firsts.push_back(cell / routes);
    }
    if (firsts.empty()) firsts = of_all;
    std::ranges::sort(firsts);
    return firsts.empty() ? 0 : firsts[(firsts.size() - 1) / 2];
  }

  // The text in lower case; codes are ASCII.
  static std::string folded(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
  }

  // The word with the least edit distance; of several one of the same letters (DUE: DEU), else the
  // first.
  static std::string nearest(const std::string& text, std::span<const std::string> words) {
    const auto distance = [&text](const std::string& word) {
      std::vector<std::size_t> row(word.size() + 1);
      std::iota(row.begin(), row.end(), std::size_t{0});
      for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < word.size(); ++j) {
          const std::size_t replaced = diagonal + (text[i] == word[j] ? 0 : 1);
          diagonal = row[j + 1];
          row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
      }
      return std::pair(row.back(), !std::ranges::is_permutation(text, word));
    };
    const auto found = std::ranges::min_element(words, {}, distance);
    return found == words.end() ? std::string() : *found;
  }

  static std::string joint_of(std::string_view dimension) {
    if (dimension == "route_corridor" || dimension.ends_with("_route_corridor")) return ":";
    return dimension == "corridor" || dimension.ends_with("_corridor") ? "-" : "";
  }

  [[noreturn]] void no_country(const std::string& text) const {
    const std::vector<std::string> codes = file_.axis("country").labels;
    const std::vector<std::string> names = file_.texts("country_name");
    std::string meant = text;
    std::ranges::transform(meant, meant.begin(), [](unsigned char c) { return std::toupper(c); });
    meant = nearest(meant, codes);
    for (std::size_t at = names.size(); at-- > 0;) {
      if (text.size() > 2 && folded(names[at]).starts_with(folded(text))) meant = codes[at];
    }
    const std::size_t at = label_index(file_.axis("country"), meant);
    file_.fail("has no country or area '" + text + "' (did you mean " + meant + ", " + names[at] +
               "? Codes are those of ISO 3166-1 alpha-3)");
  }

  static std::optional<std::size_t> find_code(const std::vector<std::string>& codes,
                                              const std::string& code) {
    const auto found = std::ranges::find_if(
        codes, [&](const std::string& one) { return folded(one) == folded(code); });
    if (found == codes.end()) return {};
    return static_cast<std::size_t>(found - codes.begin());
  }

  std::size_t code_index(const std::string& dimension, const std::string& code) const {
    const std::vector<std::string> codes = file_.axis(dimension).labels;
    if (const auto found = find_code(codes, code)) return *found;
    if (dimension == "country") no_country(code);
    if (joint_of(dimension) == "-") {
      const std::vector<std::string> all = file_.axis("corridor").labels;
      if (const auto at = find_code(all, code); at && dimension != "corridor") {
        file_.fail("keeps draws of " + std::to_string(codes.size()) + " corridors, not of " +
                   all[*at] + " (fan has its quantiles; for draws add " + all[*at] +
                   " to run.keep_corridors and run the scenario again)");
      }
      const std::size_t dash = std::min(code.find('-'), code.size());
      for (const std::string& part :
           {code.substr(0, dash), code.substr(std::min(dash + 1, code.size()))}) {
        if (!find_code(file_.axis("country").labels, part)) no_country(part);
      }
      file_.fail(
          "has no " + dimension + " " + code +
          " (nobody of that origin lived there at the start, and it is not among those that may "
          "open)");
    }
    file_.fail("has no " + dimension + " '" + code + "' (did you mean " +
               nearest(folded(code), codes) + "?)");
  }

  const File& file_;
};

}  // namespace peregrine_ensemble
