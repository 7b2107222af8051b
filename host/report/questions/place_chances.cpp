#include "host/report/questions/place_chances.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "host/report/kept_draws.h"
#include "host/report/places.h"
#include "host/report/questions/place_draws.h"
#include "host/report/questions/shown_years.h"
#include "host/report/table.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

// Whose migrants, and where their draws are.
struct Asked {
  std::string_view variable;
  std::vector<int> places;
  std::string code;   // "DEU", "SYR-DEU"
  std::string words;  // "Immigrants living in Germany"
};

void add_asked(Answer& answer, const EnsembleReader& reader, const Asked& asked,
               const std::optional<int>& year, std::int64_t exceeds) {
  TextTable text;
  for (const char* heading : {"year", "chance", "± MC", "median", "± MC", "80 % band"}) {
    text.add_column(heading, Align::right);
  }
  std::vector<std::string> verdict;
  for (const std::int64_t at : years_to_show(reader, year)) {
    const std::vector<double> draws = sums_of_places(reader, asked.variable, at, asked.places);
    const Chance chance = chance_above(draws, static_cast<double>(exceeds));
    const PairedSpread spread = spread_of(draws);
    const int number = reader.header().years[static_cast<std::size_t>(at)];
    text.add_row(
        {std::to_string(number), share_in_words(chance.share()), share_in_words(chance.error()),
         grouped(spread.quantile[1], 0), grouped(spread.quantile_error[1], 0),
         fmt::format("{} – {}", grouped(spread.quantile[0], 0), grouped(spread.quantile[2], 0))});
    const bool differ = std::ranges::any_of(draws, [&](double one) { return one != draws[0]; });
    verdict = {differ ? fmt::format("{}: more than {} in {} in {} of the {} draws kept: {}.",
                                    asked.words, grouped(exceeds), number, grouped(chance.count),
                                    grouped(chance.draws), chance_in_words(chance))
                      : fmt::format("{}: {} in {}, the same in all draws: this is the record, no "
                                    "forecast.",
                                    asked.words, number_in_words(draws[0]), number)};
    std::vector<RecordCell> cells = {asked.code,           std::string(asked.variable),
                                     std::int64_t{number}, exceeds,
                                     chance.draws,         chance.count,
                                     chance.share(),       chance.error()};
    add_spread(cells, spread);
    answer.records.rows.push_back(std::move(cells));
  }
  answer.parts.push_back(
      {fmt::format("{}: chance of more than {} at mid-year", asked.words, grouped(exceeds)),
       text.text(), std::move(verdict)});
}

Answer empty_answer(std::int64_t exceeds) {
  if (exceeds < 0) {
    throw UsageError(
        fmt::format("--exceeds: {} is less than none (write a number of persons)", exceeds));
  }
  Answer answer;
  answer.question = "chance_of_stock";
  answer.records.columns = {"place", "variable",    "year",   "exceeds",
                            "draws", "draws_above", "chance", "chance_mc_error"};
  for (std::string& column : spread_columns()) {
    answer.records.columns.push_back(std::move(column));
  }
  answer.about =
      "Persons at mid-year, UN DESA's definitions, in the draws that the file keeps one by one, "
      "rounded to 0.012 %. An 80 % band holds that share of them. ± MC: standard errors of the "
      "chance and of the median from the finite number of draws, not the model's own.";
  return answer;
}

}  // namespace

Answer place_chance_answer(const EnsembleReader& reader, const AskedCountries& countries,
                           const std::optional<int>& year, std::int64_t exceeds) {
  Answer answer = empty_answer(exceeds);
  const std::string name = countries_in_words(reader.header(), countries);
  for (const auto& [variable, words] : {std::pair("immigrant_stock", "Immigrants living in"),
                                        std::pair("emigrant_stock", "Emigrants from")}) {
    require_draws(reader, variable, "draws of countries");
    require_enough_draws(reader);
    add_asked(answer, reader,
              {variable, countries.countries, countries.name, fmt::format("{} {}", words, name)},
              year, exceeds);
  }
  if (!countries.single()) {
    answer.parts.back().verdict.emplace_back(
        "Those from one member who live in another are among both.");
  }
  return answer;
}

Answer corridor_chance_answer(const EnsembleReader& reader, const std::string& corridor,
                              const std::optional<int>& year, std::int64_t exceeds) {
  Answer answer = empty_answer(exceeds);
  const int place = require_corridor(reader, corridor);
  const std::vector<std::int32_t>& kept = reader.header().kept_corridor;
  // A run may keep none; older files cannot.
  if (!kept.empty() || reader.format_version() < 4) {
    require_draws(reader, "corridor_stock", "draws of corridors");
  }
  const auto found = std::ranges::find(kept, place);
  const Place named = place_of(reader, Stock::corridor, place);
  if (found == kept.end()) {
    throw UsageError(fmt::format(
        "{}: keeps no draws of {}; it has those of {} corridors (add {} to run.keep_corridors and "
        "run the scenario again)",
        reader.path(), code_of(named), kept.size(), code_of(named)));
  }
  require_enough_draws(reader);
  add_asked(
      answer, reader,
      {"corridor_stock", {static_cast<int>(found - kept.begin())}, code_of(named), title_of(named)},
      year, exceeds);
  return answer;
}

}  // namespace peregrine
