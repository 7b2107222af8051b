#include "host/report/questions/risk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "host/model/tables/tables.h"
#include "host/report/country_years.h"
#include "host/report/kept_draws.h"
#include "host/report/places.h"
#include "host/report/questions/shown_years.h"
#include "host/report/table.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::array<std::size_t, most_years_ahead> risk_name_width = {24, 24, 24, 16};
constexpr Unit thousands = {"thousands", 1e3, 1};

struct RiskGrids {
  CountryYears war, conflict, deaths, displaced;

  explicit RiskGrids(const EnsembleReader& reader)
      : war(reader, "war_probability"),
        conflict(reader, "conflict_probability"),
        deaths(reader, "conflict_deaths_mean"),
        displaced(reader, "displaced_abroad_mean") {}
};

// Years from the first on in which every draw has the same wars and conflicts.
std::size_t years_on_record(const RiskGrids& grids) {
  return std::min(grids.war.first_that_differs(), grids.conflict.first_that_differs());
}

YearsAhead risk_years(const EnsembleReader& reader, const RiskGrids& grids,
                      const RiskRequest& request) {
  const std::size_t record = years_on_record(grids);
  if (record == reader.header().years.size()) {
    throw UsageError(fmt::format(
        "{}: wars are the same in all draws to {}: the run has one draw, ends within its "
        "record, or conflict.simulated is off",
        reader.path(), reader.header().years.back()));
  }
  if (record == 0) {
    throw UsageError(fmt::format(
        "{}: has no years of war on record before years that differ by draw (it is of a "
        "world in which conflict is not simulated)",
        reader.path()));
  }
  return years_ahead(reader, record, request.years_ahead);
}

// The mean number of the years shown in which the country is at war.
double war_years(const RiskGrids& grids, const YearsAhead& span, std::size_t country) {
  double sum = 0;
  for (const std::size_t year : span.years) sum += grids.war.at(year, country);
  return sum;
}

int recorded(const CountryYears& grid, const YearsAhead& span, std::size_t country) {
  int years = 0;
  for (std::size_t year = 0; year < span.record; ++year) {
    years += grid.at(year, country) == 1 ? 1 : 0;
  }
  return years;
}

// The unknown origin is no country that could be at war.
bool is_unknown(const EnsembleHeader& header, std::size_t country) {
  return header.country_iso3[country] == unknown_origin_code;
}

// Countries with a chance, the greatest first; the unknown origin has none.
std::vector<std::size_t> ranked(const EnsembleHeader& header, const RiskGrids& grids,
                                const YearsAhead& span,
                                const std::optional<AskedCountries>& among) {
  std::vector<std::size_t> order;
  for (std::size_t country = 0; country < grids.war.countries; ++country) {
    if (among && !among->holds(static_cast<int>(country))) continue;
    if (is_unknown(header, country)) continue;
    if (std::isfinite(war_years(grids, span, country))) order.push_back(country);
  }
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t country) { return war_years(grids, span, country); });
  return order;
}

// How often a country without war in one year of the record was at war in the next.
struct Outbreaks {
  int cases = 0;
  int begun = 0;
};

Outbreaks outbreaks_on_record(const EnsembleHeader& header, const CountryYears& war,
                              const YearsAhead& span) {
  Outbreaks record;
  for (std::size_t year = 0; year + 1 < span.record; ++year) {
    for (std::size_t country = 0; country < war.countries; ++country) {
      if (war.at(year, country) != 0 || is_unknown(header, country)) continue;
      ++record.cases;
      record.begun += war.at(year + 1, country) == 1 ? 1 : 0;
    }
  }
  return record;
}

std::string risk_table(const EnsembleReader& reader, const RiskGrids& grids, const YearsAhead& span,
                       const std::vector<std::size_t>& shown) {
  const EnsembleHeader& header = reader.header();
  TextTable text;
  text.add_column("code", Align::left);
  text.add_column("name", Align::left, risk_name_width[span.years.size() - 1]);
  text.add_column("record", Align::right);
  for (const int year : span.numbers) text.add_column(std::to_string(year), Align::right);
  for (const char* heading : {"± MC", "conflict", "abroad", "change"}) {
    text.add_column(heading, Align::right);
  }
  const std::size_t last = span.years.back();
  for (const std::size_t country : shown) {
    const double before = grids.displaced.at(span.last(), country);
    std::vector<std::string> cells = {
        header.country_iso3[country], header.country_name[country],
        fmt::format("{} of {}", recorded(grids.war, span, country), span.record)};
    for (const std::size_t year : span.years) {
      cells.push_back(share_in_words(grids.war.at(year, country)));
    }
    cells.push_back(share_in_words(error_of_share(grids.war.at(last, country), header.draws)));
    cells.push_back(share_in_words(grids.conflict.at(last, country)));
    cells.push_back(in_unit(before, thousands));
    cells.push_back(difference_in_unit(grids.displaced.at(last, country) - before, thousands));
    text.add_row(std::move(cells));
  }
  return text.text();
}

AnswerPart risk_part(const EnsembleReader& reader, const RiskGrids& grids, const YearsAhead& span,
                     const std::vector<std::size_t>& shown, const std::string& title) {
  return {
      fmt::format("{}: chance of war by year; chance of conflict in {}; displaced abroad at the "
                  "end of {}, and change to {} (means, thousands)",
                  title, span.numbers.back(), span.last_record, span.numbers.back()),
      risk_table(reader, grids, span, shown),
      {}};
}

std::string first_in_words(const EnsembleReader& reader, const RiskGrids& grids,
                           const YearsAhead& span, std::size_t country) {
  std::string text = fmt::format("{}: chance of war ", reader.header().country_name[country]);
  for (std::size_t at = 0; at < span.years.size(); ++at) {
    const double share = grids.war.at(span.years[at], country);
    const std::int64_t draws = reader.header().draws;
    const std::string chance = share > 0 && share < 1
                                   ? share_in_words(share)
                                   : bounded_share_in_words({share > 0 ? draws : 0, draws});
    text += fmt::format("{}{} in {}", at == 0 ? "" : ", ", chance, span.numbers[at]);
  }
  return text + fmt::format("; at war {}.", years_on_record_in_words(
                                                recorded(grids.war, span, country), span.record));
}

std::vector<std::string> outbreak_verdict(const EnsembleReader& reader, const RiskGrids& grids,
                                          const YearsAhead& span,
                                          const std::vector<std::size_t>& peaceful) {
  double expected = 0;
  for (const std::size_t country : peaceful) expected += grids.war.at(span.years.front(), country);
  const Outbreaks record = outbreaks_on_record(reader.header(), grids.war, span);
  std::vector<std::string> verdict = {
      fmt::format("Of the {} not at war in {}, {} ({}) {} at war in {}: the mean of the draws.",
                  count_in_words(static_cast<std::int64_t>(peaceful.size()), "country or area",
                                 "countries and areas"),
                  span.last_record, grouped(expected, 1),
                  share_in_words(expected / static_cast<double>(peaceful.size())),
                  peaceful.size() == 1 ? "is" : "are", span.numbers.front())};
  if (record.cases > 0) {
    verdict.push_back(fmt::format(
        "On record, from {} to {} and in the whole world: in {} of {} ({}) a country without war "
        "was at war in the next year.",
        reader.header().years.front(), span.last_record, record.begun,
        count_in_words(record.cases, "case", "cases"),
        share_in_words(static_cast<double>(record.begun) / record.cases)));
  }
  return verdict;
}

// Attempted coups of the world in the first year shown, from the draws kept.
std::string coups_in_words(const EnsembleReader& reader, const YearsAhead& span) {
  const std::int64_t kept = reader.extent(Dimension::realization);
  const std::vector<double> coups =
      reader.read("coup_attempts", {{0, static_cast<std::int64_t>(span.years.front())}, {kept, 1}});
  Chance several = {std::ranges::count_if(coups, [](double number) { return number >= 3; }), kept};
  const double mean = std::accumulate(coups.begin(), coups.end(), 0.0) / static_cast<double>(kept);
  return fmt::format(
      "Coups: {} attempts in the world in {} in the mean of the draws kept; three or more in {} of "
      "{} draws: {}. The file has no coups by country.",
      grouped(mean, 1), span.numbers.front(), grouped(several.count), grouped(kept),
      chance_in_words(several));
}

void add_risk_records(Records& records, const EnsembleReader& reader, const RiskGrids& grids,
                      const YearsAhead& span, const std::vector<std::size_t>& shown,
                      const std::string& ranking) {
  const EnsembleHeader& header = reader.header();
  for (const std::size_t country : shown) {
    for (std::size_t at = 0; at < span.years.size(); ++at) {
      const std::size_t year = span.years[at];
      const double war = grids.war.at(year, country);
      const double conflict = grids.conflict.at(year, country);
      records.rows.push_back({ranking, header.country_iso3[country], std::int64_t{span.numbers[at]},
                              war, error_of_share(war, header.draws), conflict,
                              error_of_share(conflict, header.draws),
                              grids.deaths.at(year, country), grids.displaced.at(year, country),
                              grids.displaced.at(span.last(), country),
                              std::int64_t{recorded(grids.war, span, country)},
                              std::int64_t{recorded(grids.conflict, span, country)},
                              static_cast<std::int64_t>(span.record)});
    }
  }
}

}  // namespace

Answer risk_answer(const EnsembleReader& reader, const std::optional<AskedCountries>& among,
                   const RiskRequest& request) {
  if (!reader.has("war_probability")) {
    throw UsageError(fmt::format("{}: has no chances of war (it is of format {})", reader.path(),
                                 reader.format_version()));
  }
  const RiskGrids grids(reader);
  const YearsAhead span = risk_years(reader, grids, request);
  const std::vector<std::size_t> order = ranked(reader.header(), grids, span, among);
  if (order.empty()) {
    throw UsageError(fmt::format("{}: has no chances of war of {}", reader.path(),
                                 among ? among->name : "any country"));
  }
  std::vector<std::size_t> peaceful;
  for (const std::size_t country : order) {
    if (grids.war.at(span.last(), country) == 0) peaceful.push_back(country);
  }
  const auto first_of = [&request](std::vector<std::size_t> countries) {
    countries.resize(std::min(countries.size(), static_cast<std::size_t>(request.top)));
    return countries;
  };
  const std::string whose = among_in_words(reader.header(), among);

  Answer answer;
  answer.question = "risk";
  answer.records.columns = {"ranking",
                            "country",
                            "year",
                            "war_chance",
                            "war_mc_error",
                            "conflict_chance",
                            "conflict_mc_error",
                            "deaths_mean",
                            "displaced_abroad_mean",
                            "displaced_abroad_on_record",
                            "war_years_on_record",
                            "conflict_years_on_record",
                            "years_on_record"};
  const std::vector<std::size_t> first = first_of(order);
  answer.parts.push_back(risk_part(reader, grids, span, first, "Countries" + whose));
  answer.parts.back().verdict.push_back(first_in_words(reader, grids, span, first.front()));
  add_risk_records(answer.records, reader, grids, span, first, "all");
  if (!peaceful.empty()) {
    const std::vector<std::size_t> shown = first_of(peaceful);
    answer.parts.push_back(
        risk_part(reader, grids, span, shown,
                  fmt::format("Countries{} not at war in {}", whose, span.last_record)));
    auto& verdict = answer.parts.back().verdict;
    verdict.push_back(first_in_words(reader, grids, span, shown.front()));
    for (std::string& sentence : outbreak_verdict(reader, grids, span, peaceful)) {
      verdict.push_back(std::move(sentence));
    }
    add_risk_records(answer.records, reader, grids, span, shown, "not_at_war");
  }
  if (!among) {
    answer.parts.back().verdict.push_back(
        keeps_enough_draws(reader)
            ? coups_in_words(reader, span)
            : fmt::format("Coups cannot be counted: the file {}.", few_draws_in_words(reader)));
  }
  answer.about = fmt::format(
      "War: 1,000 deaths in conflicts of a state or more in the calendar year; conflict: 25 or "
      "more. "
      "On record: years at war from {} to {} in the file. Ranked by the sum of the chances of war "
      "over the years shown, which is the mean number of these years at war. ± MC: standard error "
      "of the last chance of war from {}. record: years at war on record. abroad: displaced "
      "persons who "
      "live abroad; change: those who flee less those who return or settle. The chance that more "
      "than N flee: --risk --exceeds N.",
      reader.header().years.front(), span.last_record,
      count_in_words(reader.header().draws, "draw", "draws"));
  return answer;
}

}  // namespace peregrine
