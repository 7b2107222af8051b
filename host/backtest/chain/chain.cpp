#include "host/backtest/chain/chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "host/backtest/scoring/tables.h"
#include "host/outcome/pilot.h"
#include "host/statistics/order.h"

namespace peregrine {
namespace {

constexpr int pilot_draws = 500;

class Chain {
 public:
  Chain(const std::string& inputs_dir, int draws, std::uint64_t seed)
      : record_(load_chain_record(inputs_dir)),
        tables_(record_.tables),
        draws_(draws),
        seed_(seed) {}

  // The targets are of one origin and table.
  std::vector<ChainReport> reports(const std::vector<ChainTarget>& targets) const {
    const ChainTarget& first = targets.front();
    std::vector<int> steps;
    for (const ChainTarget& one : targets) steps.push_back(one.target_year - one.origin_year);
    const ChainSpan span = {first.origin_year, first.table_year,
                            first.origin_year + *std::ranges::max_element(steps),
                            first.hindsight_to};
    ChainOrigin origin = make_chain_origin(record_, span);
    if (first.table_year > 0) lead_to_table(span, origin);
    const std::vector<StockSamples> samples =
        sample_stocks(origin.world, switches_of(origin.settings), steps, draws_, seed_);
    std::vector<ChainReport> made;
    for (std::size_t k = 0; k < targets.size(); ++k) {
      made.push_back(report(targets[k], origin.inputs.baseline.corridors, samples[k]));
    }
    return made;
  }

 private:
  // A table of the first table's revision: its figures err as those do, and the error cancels.
  void lead_to_table(const ChainSpan& span, ChainOrigin& origin) const {
    const Corridors& corridors = origin.inputs.baseline.corridors;
    const int countries = record_.countries.size();
    const StockFigures figures =
        match_figures(record_.tables, tables_.column(span.table_year), span.table_year,
                      {corridors.origin, corridors.destination}, countries - 1);
    const int step = span.table_year - span.origin_year;
    const PilotMoments pilot = run_pilot(origin.world, figures, switches_of(origin.settings), step,
                                         pilot_draws, seed_ + 1);
    const std::vector<double> before(corridors.stock.begin(), corridors.stock.end());
    const AssimilationCalibration gains =
        fit_gains(origin.world.view, figures, pilot, errors_within_a_revision(countries),
                  pressures_between(origin.map, before, figures.persons, step),
                  shocks_at(origin.scale, figures.persons));
    lead_world(figures, gains, step, true, origin.world);
  }

  BacktestReport head(const ChainTarget& target, const char* title) const {
    BacktestReport report;
    report.title = title;
    report.origin = target.table_year > 0
                        ? fmt::format("{}, led to {}", target.origin_year, target.table_year)
                        : std::to_string(target.origin_year);
    report.target = std::to_string(target.target_year);
    report.years_ahead = target.target_year - target.from_year();
    report.vintage =
        "UN DESA International Migrant Stock, 2024 revision, tables up to the origin as revised "
        "since, not as published at the time; the other records likewise";
    report.fitted =
        "everything on the records up to the origin; its forms (stock, conflict, displacement, "
        "routes) were chosen with these years in view: the scores are not blind";
    return report;
  }

  ChainReport report(const ChainTarget& target, const Corridors& corridors,
                     const StockSamples& samples) const {
    const int countries = record_.countries.size();
    const int unknown = countries - 1;
    const auto draws = static_cast<std::size_t>(draws_);
    TableForecasts pairs;
    TableForecasts destinations = sums(countries);
    TableForecasts origins = sums(countries);
    ChainReport made{target,
                     {},
                     head(target, "Whole chain, migrants by corridor"),
                     head(target, "Whole chain, migrants by destination"),
                     head(target, "Whole chain, migrants by origin")};
    for (std::size_t c = 0; c < corridors.origin.size(); ++c) {
      const int origin = corridors.origin[c];
      const int destination = corridors.destination[c];
      const auto persons = [&](int year) { return tables_.persons(origin, destination, year); };
      const TableUnit unit = {destination, persons(target.from_year() - StockHistory::step_years),
                              persons(target.from_year()), persons(target.target_year)};
      const float* const drawn = samples.corridor.data() + c * draws;
      add(unit, drawn, destination, destinations);
      made.world.start += persons(target.origin_year);
      made.world.observed_growth += unit.outcome - persons(target.origin_year);
      if (origin == unknown) continue;
      add(unit, drawn, origin, origins);
      pairs.units.push_back(unit);
      pairs.samples.insert(pairs.samples.end(), drawn, drawn + draws);
    }
    grow(samples, made.world);
    drop_empty(destinations);
    drop_empty(origins);
    const int years = made.corridors.years_ahead;
    score_beside_tables(pairs, draws_, years, countries, seed_, "corridors", made.corridors);
    score_beside_tables(destinations, draws_, years, countries, seed_, "destinations",
                        made.destinations);
    score_beside_tables(origins, draws_, years, countries, seed_, "origins", made.origins);
    return made;
  }

  TableForecasts sums(int countries) const {
    TableForecasts made;
    made.units.resize(static_cast<std::size_t>(countries));
    for (int country = 0; country < countries; ++country) {
      made.units[static_cast<std::size_t>(country)].cluster = country;
    }
    made.samples.assign(made.units.size() * static_cast<std::size_t>(draws_), 0.0f);
    return made;
  }

  void add(const TableUnit& unit, const float* drawn, int country, TableForecasts& totals) const {
    TableUnit& total = totals.units[static_cast<std::size_t>(country)];
    total.before += unit.before;
    total.start += unit.start;
    total.outcome += unit.outcome;
    float* const sum = totals.samples.data() +
                       static_cast<std::size_t>(country) * static_cast<std::size_t>(draws_);
    for (int draw = 0; draw < draws_; ++draw) sum[draw] += drawn[draw];
  }

  // Countries that no table has are no forecasts.
  void drop_empty(TableForecasts& totals) const {
    const auto draws = static_cast<std::ptrdiff_t>(draws_);
    TableForecasts kept;
    for (std::size_t u = 0; u < totals.units.size(); ++u) {
      if (totals.units[u].start <= 0.0 && totals.units[u].outcome <= 0.0) continue;
      kept.units.push_back(totals.units[u]);
      const auto first = totals.samples.begin() + static_cast<std::ptrdiff_t>(u) * draws;
      kept.samples.insert(kept.samples.end(), first, first + draws);
    }
    totals = std::move(kept);
  }

  static void grow(const StockSamples& samples, ChainWorld& world) {
    std::vector<float> sorted = samples.world;
    std::ranges::sort(sorted);
    world.mean_growth =
        std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size()) -
        world.start;
    world.median_growth = sorted_quantile(sorted, 0.5) - world.start;
    world.low_80 = sorted_quantile(sorted, 0.1) - world.start;
    world.high_80 = sorted_quantile(sorted, 0.9) - world.start;
  }

  ChainRecord record_;
  ChainTables tables_;
  int draws_;
  std::uint64_t seed_;
};

}  // namespace

std::vector<ChainTarget> chain_targets() {
  return {{2005, 0, 2010},    {2005, 0, 2015},    {2005, 2010, 2015},    {2010, 0, 2015},
          {2010, 0, 2020},    {2010, 2015, 2020}, {2015, 0, 2020},       {2015, 0, 2024},
          {2015, 2020, 2024}, {2020, 0, 2024},    {2015, 0, 2020, 2020}, {2015, 2020, 2024, 2024}};
}

std::vector<ChainReport> backtest_chain(const std::string& inputs_dir,
                                        const std::vector<ChainTarget>& targets, int draws,
                                        std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_chain needs at least two draws");
  const Chain chain(inputs_dir, draws, seed);
  std::vector<ChainReport> reports;
  for (std::size_t k = 0; k < targets.size();) {
    std::vector<ChainTarget> together;
    while (k < targets.size() &&
           (together.empty() || (together.front().origin_year == targets[k].origin_year &&
                                 together.front().table_year == targets[k].table_year &&
                                 together.front().hindsight_to == targets[k].hindsight_to))) {
      together.push_back(targets[k++]);
    }
    for (ChainReport& one : chain.reports(together)) reports.push_back(std::move(one));
  }
  return reports;
}

std::vector<BacktestReport> score_reports(const std::vector<ChainReport>& reports) {
  std::vector<BacktestReport> all;
  for (const ChainReport& one : reports) {
    for (const BacktestReport* report : {&one.corridors, &one.destinations, &one.origins}) {
      all.push_back(*report);
    }
  }
  return all;
}

}  // namespace peregrine
