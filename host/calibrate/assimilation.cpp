#include "host/calibrate/assimilation.h"

#include <fmt/format.h>

#include "host/model/assembly/forecast.h"
#include "host/model/fitting/stock_panel.h"
#include "host/model/stock/fit/stock.h"
#include "host/outcome/pilot.h"

namespace peregrine {

AssimilationFit calibrate_assimilation(const std::string& inputs_dir, int draws) {
  const ForecastInputs inputs = load_pilot_inputs(inputs_dir);
  RunSettings settings;
  settings.assimilation.stock = Sampling::off;
  const World world = make_forecast_world(inputs, settings);
  const RevisionFit revisions =
      fit_revisions(load_stock_history(inputs.folder, Revision::rev2020),
                    load_stock_history(inputs.folder, Revision::rev2024), world.view.countries);
  AssimilationFit fit;
  fit.figures = inputs.figures;
  const PilotMoments pilot =
      run_pilot(world, fit.figures, switches_of(settings), CorridorGain::steps, draws, pilot_seed);
  const StockHistory revised = load_stock_history(inputs.folder, Revision::rev2024);
  std::vector<double> before;
  for (std::size_t pair = 0; pair < revised.pairs(); ++pair) {
    before.push_back(revised.stock[StockHistory::at(pair, StockHistory::last_year)]);
  }
  const Corridors& corridors = inputs.baseline.corridors;
  const StockFigures first =
      match_figures(revised, before, StockHistory::last_year,
                    {corridors.origin, corridors.destination}, world.view.countries - 1);
  const StockFit stock = fit_stock(make_stock_panel(inputs.folder, StockHistory::last_year));
  fit.gains = fit_gains(
      world.view, fit.figures, pilot, revisions,
      pressures_between(stock.map(), first.persons, fit.figures.persons, CorridorGain::steps),
      shocks_at(stock.spread.scale, fit.figures.persons));
  double persons = 0.0;
  for (std::size_t c = 0; c < fit.gains.corridors.size(); ++c) {
    const CorridorGain& corridor = fit.gains.corridors[c];
    if (fit.figures.persons[c] > 0.0) {
      ++fit.listed;
      fit.mean_gain += corridor.gain * fit.figures.persons[c];
      persons += fit.figures.persons[c];
    } else if (corridor.gain > 0.0) {
      ++fit.unlisted;
    }
  }
  fit.mean_gain /= persons;
  return fit;
}

std::string describe(const AssimilationFit& fit) {
  return fmt::format(
      "table                of mid-{}, persons without a corridor: {:.0f}\n"
      "corridors            {} listed, {} with migrants that it does not list\n"
      "gain                 {:.3f}, mean of the listed by their figures\n",
      fit.figures.year, fit.figures.without_corridor, fit.listed, fit.unlisted, fit.mean_gain);
}

}  // namespace peregrine
