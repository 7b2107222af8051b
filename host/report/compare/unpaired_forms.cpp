// Two forecasts that are not the same futures, in words and for programs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "host/report/compare/unpaired.h"
#include "host/report/questions/answer.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr double most_per_cent = 1000;

// Of what hardly was there before, per cent say nothing.
std::string change_in_per_cent(const UnpairedChange& row) {
  if (std::abs(row.change) > most_per_cent / 100 * row.median_old) return "-";
  return difference_in_per_cent(row.change, row.median_old);
}

std::string table_as_text(const UnpairedTable& table) {
  double greatest = 0;
  for (const UnpairedChange& row : table.rows) greatest = std::max(greatest, std::abs(row.change));
  const Unit unit = unit_for(greatest);
  const bool corridors = !table.rows.empty() && table.rows.front().place.stock == Stock::corridor;
  const bool routes = !table.rows.empty() && !table.rows.front().route.empty();
  TextTable text;
  if (table.by_year) {
    text.add_column("year", Align::right);
  } else {
    text.add_column("", Align::right);
    text.add_column("code", Align::left);
    text.add_column("name", Align::left, corridors ? 38 : (routes ? 26 : 34));
  }
  for (const char* heading : {"old", "new", "new − old", "± MC", "%"}) {
    text.add_column(heading, Align::right);
  }
  for (std::size_t rank = 0; rank < table.rows.size(); ++rank) {
    const UnpairedChange& row = table.rows[rank];
    std::vector<std::string> cells = {std::to_string(row.year)};
    if (!table.by_year) {
      cells = {std::to_string(rank + 1), row.route.empty() ? code_of(row.place) : row.route,
               row.place.label};
    }
    for (std::string cell : {in_unit(row.median_old, unit), in_unit(row.median_new, unit),
                             difference_in_unit(row.change, unit), error_in_unit(row.error, unit),
                             change_in_per_cent(row)}) {
      cells.push_back(std::move(cell));
    }
    text.add_row(std::move(cells));
  }
  return fmt::format("\n{} ({})\n{}", table.title,
                     routes && unit.persons == 1 ? "number" : unit.name, text.text());
}

std::string file_as_text(const char* which, const ForecastFile& file) {
  return fmt::format("{}  {}: {}\n     {}, seed {}, model {}\n", which, file.scenario, file.path,
                     count_in_words(file.draws, "draw", "draws"), file.seed, file.model_version);
}

std::string knowledge_as_text(const ForecastFile& before, const ForecastFile& after) {
  const auto known = [](const ForecastFile& file) {
    return file.known_to.empty() ? "not stated (a file of an older format)" : file.known_to;
  };
  if (before.known_to == after.known_to) {
    return wrapped("Figures known to, in both: " + known(after));
  }
  return wrapped("Figures known to, old: " + known(before)) +
         wrapped("Figures known to, new: " + known(after));
}

// How many of the places listed have changed by more than chance of so few draws explains.
std::string beyond_error(const UnpairedComparison& comparison) {
  std::size_t listed = 0;
  std::size_t beyond = 0;
  for (const UnpairedTable& table : comparison.tables) {
    if (table.by_year) continue;
    listed += table.rows.size();
    beyond +=
        static_cast<std::size_t>(std::ranges::count_if(table.rows, [](const UnpairedChange& row) {
          return std::abs(row.change) > 2 * row.error;
        }));
  }
  if (listed == 0) return "";
  return fmt::format("Of the {} listed {} {} larger than twice the Monte Carlo error. ",
                     count_in_words(static_cast<std::int64_t>(listed), "change", "changes"), beyond,
                     beyond == 1 ? "is" : "are");
}

std::string_view what_of(const UnpairedChange& row) {
  return row.route.empty() ? stock_name(row.place.stock) : "detections";
}

void add_row(std::string& text, const UnpairedChange& row) {
  text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", what_of(row), row.place.origin,
                      row.place.destination, row.route, row.year, exact(row.median_old),
                      exact(row.median_new), exact(row.change), exact(row.error),
                      exact(row.mean_old), exact(row.mean_new));
}

Json as_json(const ForecastFile& file) {
  return {{"file", file.path},
          {"scenario", file.scenario},
          {"content_hash", file.content_hash},
          {"known_to", file.known_to},
          {"model_version", file.model_version},
          {"seed", file.seed},
          {"draws", file.draws}};
}

}  // namespace

std::string unpaired_as_text(const UnpairedComparison& comparison) {
  std::string text = file_as_text("old", comparison.before) +
                     file_as_text("new", comparison.after) +
                     knowledge_as_text(comparison.before, comparison.after);
  std::string sentences;
  for (const std::string& sentence : comparison.differs) sentences += sentence + ' ';
  text += wrapped(
      sentences +
      (comparison.same_luck
           ? "Model, tables and seed are the same: with the same draws and years, compare without "
             "--unpaired takes what luck both share out of the difference."
           : "These are not the same futures: a draw of the one has nothing to do with the same "
             "draw of the other."));
  for (const UnpairedTable& table : comparison.tables) text += table_as_text(table);
  sentences.clear();
  for (const std::string& sentence : comparison.alone) sentences += sentence + ' ';
  return text + '\n' +
         wrapped(
             sentences + beyond_error(comparison) +
             "Medians over all draws of each file, without pairing. ± MC: standard error of the "
             "change from the finite number of draws, the root of the sum of the squares of "
             "both; not the model's own. %: of the old median. Of the largest changes among "
             "many, some are the luckiest. What caused a change, new figures, the model or the "
             "scenario, this does not tell.");
}

std::string unpaired_as_csv(const UnpairedComparison& comparison) {
  std::string text =
      "stock,origin,destination,route,year,median_old,median_new,change,mc_error,mean_old,mean_"
      "new\n";
  for (const UnpairedTable& table : comparison.tables) {
    for (const UnpairedChange& row : table.rows) add_row(text, row);
  }
  return text;
}

std::string unpaired_as_json(const UnpairedComparison& comparison) {
  Json root = {{"old", as_json(comparison.before)},
               {"new", as_json(comparison.after)},
               {"same_luck", comparison.same_luck},
               {"differs", comparison.differs},
               {"alone", comparison.alone},
               {"unit", "persons"},
               {"tables", Json::array()}};
  for (const UnpairedTable& table : comparison.tables) {
    Json rows = Json::array();
    for (const UnpairedChange& row : table.rows) {
      rows.push_back({{"stock", what_of(row)},
                      {"route", row.route},
                      {"origin", row.place.origin},
                      {"destination", row.place.destination},
                      {"label", row.place.label},
                      {"year", row.year},
                      {"median_old", row.median_old},
                      {"median_new", row.median_new},
                      {"change", row.change},
                      {"mc_error", row.error},
                      {"mean_old", row.mean_old},
                      {"mean_new", row.mean_new}});
    }
    root["tables"].push_back({{"title", table.title}, {"rows", std::move(rows)}});
  }
  // Names in a damaged file need not be UTF-8.
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace peregrine
