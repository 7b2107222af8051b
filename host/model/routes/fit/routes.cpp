#include "host/model/routes/fit/routes.h"

#include <fmt/format.h>

#include <cmath>

#include "host/model/routes/fit/effects.h"
#include "host/model/routes/fit/shares.h"
#include "host/model/routes/fit/spread.h"
#include "host/model/routes/series.h"

namespace peregrine {

RouteFit fit_routes(const IrregularHistory& history, int last_month) {
  const std::vector<RouteSeries> series = all_series(history, last_month);
  const RouteSpread spread = fit_route_spread(series);
  const RouteShares shares = fit_route_shares(history, last_month);
  const std::vector<Estimate> risk = fit_death_risk(history, last_month);
  const std::vector<Estimate> detected = fit_detection_share(history, last_month);

  RouteFit fit;
  RouteCalibration& calibration = fit.calibration;
  calibration.memory = route_memory;
  calibration.tail = spread.tail;
  calibration.log_scale.spread = spread.log_scale_spread;
  calibration.share_memory = shares.memory;
  calibration.lead_effect = fit_lead_effect(history, series, last_month);
  calibration.corridors = shares.corridors;
  fit.band_multiplier = spread.band_multiplier;
  for (std::size_t b = 0; b < series.size(); ++b) {
    BorderCalibration border;
    if (series[b].observed()) border.season = series[b].season(series[b].last());
    border.persistent_scale = spread.persistent_scale[b];
    border.transient_scale = spread.transient_scale[b];
    border.log_detection_share = detected[b];
    border.log_death_risk = risk[b];
    calibration.borders.push_back(border);
  }
  fit.state = route_state(history, calibration, last_month);
  return fit;
}

RouteFit calibrate_routes(const std::string& inputs_dir, int last_month) {
  const IrregularHistory history = load_irregular_history(inputs_dir);
  RouteFit fit = fit_routes(history, last_month);
  fit.calibration.displaced_effect = fit_displaced_effect(
      history, load_displacement_history(inputs_dir), (last_month + 1) / 12 - 1);
  return fit;
}

std::string describe(const RouteFit& fit, const IrregularHistory& history) {
  const RouteCalibration& routes = fit.calibration;
  std::string text = fmt::format(
      "irregular crossings up to {}, {} borders, {} corridors\n"
      "memory of anomalies  {:.3f} a month (fixed)\n"
      "tail of shocks       {:.3f} (Fleishman)\n"
      "log scale            sd {:.3f} between realizations\n"
      "band multiplier      {:.3f} (of the scales that each border's own bands start from)\n"
      "memory of shares     {:.3f} a month\n"
      "lead effect          {:.3f} +- {:.3f}\n"
      "refugees abroad      {:.3f} +- {:.3f}, elasticity\n\n"
      "{:<28}{:>9}{:>9}{:>9}{:>9}{:>10}{:>10}{:>10}\n",
      month_text(fit.state.month), routes.borders.size(), routes.corridors.size(), routes.memory,
      routes.tail, routes.log_scale.spread, fit.band_multiplier, routes.share_memory,
      routes.lead_effect.mean, routes.lead_effect.spread, routes.displaced_effect.mean,
      routes.displaced_effect.spread, "border", "level", "anomaly", "lasting", "passing",
      "detected", "deaths", "sd log");
  for (std::size_t b = 0; b < routes.borders.size(); ++b) {
    const BorderCalibration& one = routes.borders[b];
    text += fmt::format("{:<28}{:>9.2f}{:>9.2f}{:>9.3f}{:>9.3f}{:>10.3f}{:>10.5f}{:>10.2f}\n",
                        history.borders[b].code, fit.state.level[b], fit.state.anomaly[b],
                        one.persistent_scale, one.transient_scale,
                        std::exp(one.log_detection_share.mean), std::exp(one.log_death_risk.mean),
                        one.log_death_risk.spread);
  }
  return text;
}

}  // namespace peregrine
