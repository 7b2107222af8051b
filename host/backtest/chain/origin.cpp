#include "host/backtest/chain/origin.h"

#include <algorithm>
#include <cmath>

#include "host/model/conflict/fit/conflict.h"
#include "host/model/displacement/fit/displacement.h"
#include "host/model/economy/fit/economy.h"
#include "host/model/routes/fit/routes.h"
#include "host/model/stock/fit/stock.h"

namespace peregrine {
namespace {

constexpr int stock_posterior_draws = 400;
constexpr int conflict_posterior_draws = 200;
constexpr int displacement_posterior_draws = 8;  // a fit each
constexpr int years_between_tables = StockHistory::step_years;

double known_or_zero(double value) {
  return std::isfinite(value) ? value : 0.0;
}

// Populations of the origin year; every pair that its tables could have, and the unknown origin.
BaselineInputs baseline_of(const ChainRecord& record, const StockPanel& panel, int origin_year) {
  BaselineInputs baseline;
  baseline.countries = record.countries;
  for (int country = 0; country < panel.countries; ++country) {
    const double persons =
        known_or_zero(record.population.population[PopulationHistory::at(country, origin_year)]);
    baseline.countries.population[static_cast<std::size_t>(country)] =
        static_cast<std::int64_t>(persons);
  }
  std::vector<bool> hosts(static_cast<std::size_t>(panel.countries), false);
  std::vector<bool> sends(hosts.size(), false);
  for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
    hosts[static_cast<std::size_t>(panel.destination[pair])] = true;
    sends[static_cast<std::size_t>(panel.origin[pair])] = true;
  }
  const ChainTables tables(record.tables);
  const int unknown = baseline.countries.unknown_origin();
  Corridors& corridors = baseline.corridors;
  for (int destination = 0; destination < panel.countries; ++destination) {
    if (!hosts[static_cast<std::size_t>(destination)]) continue;
    for (int origin = 0; origin < panel.countries; ++origin) {
      if (origin == destination || !sends[static_cast<std::size_t>(origin)]) continue;
      const auto persons =
          static_cast<std::int64_t>(tables.persons(origin, destination, origin_year));
      // An unknown origin that stood empty is no pair that people could open.
      if (origin == unknown && persons == 0) continue;
      corridors.origin.push_back(origin);
      corridors.destination.push_back(destination);
      corridors.stock.push_back(persons);
      corridors.kind.push_back(persons > 0 ? CorridorKind::listed : CorridorKind::candidate);
      corridors.listed_count += persons > 0 ? 1 : 0;
    }
  }
  return baseline;
}

// Where corridors stand in the origin year, by laws that may know later tables.
StockCalibration stock_of(const StockFit& fit, const ChainTables& tables,
                          const BaselineInputs& baseline, int origin_year) {
  const PressureMap map = fit.map();
  const Corridors& corridors = baseline.corridors;
  StockCalibration calibration;
  calibration.posterior = posterior_rows(fit, stock_posterior_draws);
  calibration.revision_destination.assign(static_cast<std::size_t>(baseline.countries.size()), 0.0);
  calibration.revised_share = calibration.revision_destination;
  std::vector<double> stock;
  for (std::size_t c = 0; c < corridors.origin.size(); ++c) {
    stock.push_back(static_cast<double>(corridors.stock[c]));
    const double before = tables.persons(corridors.origin[c], corridors.destination[c],
                                         origin_year - years_between_tables);
    calibration.corridors.push_back(calibrate_corridor(fit, map, before, stock.back()));
  }
  set_opening_hazards(fit, stock, calibration);
  return calibration;
}

WorldSource source_of(const ChainRecord& record, const BaselineInputs& baseline, int origin_year,
                      int years) {
  WorldSource source;
  source.years = years;
  source.origin = baseline.corridors.origin;
  source.destination = baseline.corridors.destination;
  source.stock.assign(baseline.corridors.stock.begin(), baseline.corridors.stock.end());
  hold_natural_change(record.population, baseline.countries.size(), origin_year, source);
  return source;
}

// [year][country] log income: it grows on half by the country's own mean of the ten years before
// the origin and half by the median country's. A rule of ours, made before any score was seen.
std::vector<double> incomes_of(const ChainRecord& record, const EconomyCalibration& economy,
                               int origin_year, int years) {
  constexpr int remembered_years = 10;
  const std::size_t countries = economy.log_income.size();
  std::vector<double> growth;
  std::vector<double> known;
  for (std::size_t country = 0; country < countries; ++country) {
    const auto income = [&](int year) {
      return record.incomes.gdp_ppp[GdpHistory::at(static_cast<int>(country), year)];
    };
    growth.push_back(std::log(income(origin_year) / income(origin_year - remembered_years)) /
                     remembered_years);
    if (std::isfinite(growth.back())) known.push_back(growth.back());
  }
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  std::vector<double> path;
  for (int year = 0; year <= years; ++year) {
    for (std::size_t country = 0; country < countries; ++country) {
      const double own = std::isfinite(growth[country]) ? growth[country] : *middle;
      path.push_back(economy.log_income[country] + year * 0.5 * (own + *middle));
    }
  }
  return path;
}

// Nobody knew then of campaigns, of pledges or of the war in Ukraine; the tables of one revision
// share their errors, which cancel in the changes between them that are scored.
RunSettings settings_of(const ChainSpan& span) {
  RunSettings settings;
  settings.first_year = span.origin_year;
  settings.to_year = span.last_year;
  const int observed_until = std::max(span.known_to(), span.hindsight_to);
  settings.observed_until = observed_until;
  settings.stock.measurement_error = Sampling::off;
  settings.assimilation.stock = Sampling::off;
  settings.climate.emissions = EmissionPath::current_policies;
  settings.conflict.ukraine_war_until = observed_until;
  settings.routes.observed_until = month_number(observed_until, 12);
  settings.routes.campaigns.simulated = Sampling::off;
  settings.routes.posture.level = ResponseLevel::none;
  return settings;
}

}  // namespace

std::vector<double> ChainTables::column(int year) const {
  if (year == StockHistory::latest_year) return tables_.latest;
  std::vector<double> persons;
  for (std::size_t pair = 0; pair < tables_.pairs(); ++pair) {
    persons.push_back(tables_.stock[StockHistory::at(pair, year)]);
  }
  return persons;
}

ChainRecord load_chain_record(const std::string& inputs_dir) {
  ChainRecord record;
  record.folder = inputs_dir;
  record.shipped = load_pilot_inputs(inputs_dir);
  record.countries = record.shipped.baseline.countries;
  record.tables = load_stock_history(inputs_dir, Revision::rev2024);
  record.population = load_population_history(inputs_dir);
  record.incomes = load_gdp_history(inputs_dir);
  return record;
}

ChainOrigin make_chain_origin(const ChainRecord& record, const ChainSpan& span) {
  const int known_to = span.known_to();
  const StockPanel panel = make_stock_panel(record.folder, span.origin_year);
  const StockFit stock = fit_stock(make_stock_panel(record.folder, known_to));
  ChainOrigin origin{{}, {}, {}, stock.map(), stock.spread.scale};
  origin.settings = settings_of(span);
  ForecastInputs& inputs = origin.inputs;
  inputs = record.shipped;
  inputs.baseline = baseline_of(record, panel, span.origin_year);
  inputs.stock = stock_of(stock, ChainTables(record.tables), inputs.baseline, span.origin_year);
  inputs.economy = calibrate_economy(record.folder, span.origin_year);
  inputs.conflict =
      calibrate_conflict(inputs.conflict_history, fit_conflict(inputs.conflict_history, known_to),
                         conflict_posterior_draws);
  const DisplacementPanel displaced = make_displacement_panel(
      inputs.displacement_history, DisplacedKind::displaced_abroad, known_to);
  const DisplacementFit fit = fit_displacement(displaced);
  inputs.displacement = {fit.claim_share,
                         displacement_posterior(displaced, fit, displacement_posterior_draws)};
  if (has_routes(origin.settings)) {
    RouteFit routes = fit_routes(inputs.irregular_history, month_number(known_to, 12));
    routes.calibration.displaced_effect =
        fit_displaced_effect(inputs.irregular_history, inputs.displacement_history, known_to);
    inputs.routes = routes.calibration;
  }
  const int years = span.last_year - span.origin_year;
  origin.world = make_moved_world(
      inputs, source_of(record, inputs.baseline, span.origin_year, years),
      incomes_of(record, inputs.economy, span.origin_year, years), origin.settings);
  return origin;
}

}  // namespace peregrine
