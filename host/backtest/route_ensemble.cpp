#include "host/backtest/route_ensemble.h"

#include <algorithm>
#include <cmath>

#include "kernels/random.h"
#include "kernels/shocks.h"

namespace peregrine {
namespace {

constexpr auto offset = static_cast<float>(route_offset);

// The borders of one draw.
struct Walk {
  std::vector<float> anomaly;
  std::vector<float> change;  // of the anomaly, last month
  std::vector<float> led;     // sum of the changes of those that lead to the border
};

}  // namespace

std::vector<float> route_ensemble(const RouteFit& fit, const std::vector<Border>& borders,
                                  int months, int draws, std::uint64_t seed) {
  const RouteCalibration& routes = fit.calibration;
  const std::size_t count = borders.size();
  const auto all_draws = static_cast<std::size_t>(draws);
  const auto tail = static_cast<float>(routes.tail);
  const float unit = fleishman_unit(tail);
  const auto memory = static_cast<float>(routes.memory);
  const auto shock = [&](std::uint32_t word) {
    return heavy_tailed(normal_from_bits(word), tail, unit);
  };
  std::vector<float> detections(static_cast<std::size_t>(months) * count * all_draws);
  for (std::size_t draw = 0; draw < all_draws; ++draw) {
    const RandomWords own = random_words(seed, draw, Process::route_parameters, 0, 0);
    const float scale =
        std::exp(static_cast<float>(routes.log_scale.mean) +
                 static_cast<float>(routes.log_scale.spread) * normal_from_bits(own.word[0]));
    const float lead =
        static_cast<float>(routes.lead_effect.mean) +
        static_cast<float>(routes.lead_effect.spread) * normal_from_bits(own.word[1]);
    Walk walk{{fit.state.anomaly.begin(), fit.state.anomaly.end()},
              {fit.state.change.begin(), fit.state.change.end()},
              std::vector<float>(count)};
    for (int step = 0; step < months; ++step) {
      const int month = fit.state.month + 1 + step;
      walk.led.assign(count, 0.0f);
      for (std::size_t b = 0; b < count; ++b) {
        if (borders[b].leads_to < 0) continue;
        walk.led[static_cast<std::size_t>(borders[b].leads_to)] += walk.change[b];
      }
      for (std::size_t b = 0; b < count; ++b) {
        const BorderCalibration& border = routes.borders[b];
        const RandomWords words =
            random_words(seed, draw, Process::border_shock, static_cast<std::uint32_t>(b),
                         static_cast<std::uint32_t>(month));
        const float now =
            memory * walk.anomaly[b] + lead * walk.led[b] +
            scale * static_cast<float>(border.persistent_scale) * shock(words.word[0]);
        walk.change[b] = now - walk.anomaly[b];
        walk.anomaly[b] = now;
        const float log_level =
            static_cast<float>(fit.state.level[b] +
                               border.season[static_cast<std::size_t>(month % 12)]) +
            now + scale * static_cast<float>(border.transient_scale) * shock(words.word[1]);
        // Nine million a month: against overflow alone.
        const float bounded = std::exp(std::min(log_level, 16.0f));
        detections[(static_cast<std::size_t>(step) * count + b) * all_draws + draw] =
            std::max(0.0f, bounded - offset);
      }
    }
  }
  return detections;
}

}  // namespace peregrine
