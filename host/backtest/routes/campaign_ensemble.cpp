#include "host/backtest/routes/campaign_ensemble.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "host/device/simulator.h"
#include "host/device/tile_memory.h"
#include "host/model/routes/world.h"
#include "kernels/routes/months.h"

namespace peregrine {
namespace {

// The output of one draw within what a simulator has at hand.
class DrawOutput {
 public:
  DrawOutput(const Simulator& simulator, std::int64_t draw)
      : routes_(simulator.output().routes),
        width_(simulator.tile_width()),
        tile_(draw / width_),
        lane_(draw % width_) {}
  const RoutesOutput& routes() const { return routes_; }
  float value(const float* array, std::int64_t rows, std::int64_t row) const {
    return array[(tile_ * rows + row) * width_ + lane_];
  }

 private:
  const RoutesOutput& routes_;
  std::int64_t width_;
  std::int64_t tile_;
  std::int64_t lane_;
};

// `take(draw, output)` for every draw in turn.
template <class Take>
void for_each_draw(const World& world, const RunSettings& settings, int draws, std::uint64_t seed,
                   Take take) {
  DeviceChoice device;
  device.tile_width = 32;
  const auto simulator =
      Simulator::make(world, switches_of(settings), seed, device, KeptYears::all_but_stocks);
  const std::int64_t most = simulator->draws_at_once();
  for (std::int64_t first = 0; first < draws; first += most) {
    const std::int64_t count = std::min<std::int64_t>(most, draws - first);
    simulator->simulate(static_cast<std::uint64_t>(first), count);
    for (std::int64_t k = 0; k < count; ++k) {
      take(static_cast<int>(first + k), DrawOutput(*simulator, k));
    }
  }
}

// Draws the shapes of campaigns again, one at a time.
class Shapes {
 public:
  Shapes(const World& world, const RunSettings& settings, std::uint64_t seed)
      : switches_(switches_of(settings)),
        seed_(seed),
        view_(world.view),
        memory_(view_, 1, 1, {1, 1}) {}

  CampaignKind kind(int draw, int front, int month) const {
    TileWords<1> words;
    draw_words<1>(tile(draw), Process::campaign, front, month, words);
    return static_cast<CampaignKind>(static_cast<int>(kind_from_bits(words.word[1][0])));
  }

  void shape(Campaign& campaign) const {
    const Tile one = tile(campaign.draw);
    const RoutesState& state = memory_.state().routes;
    begin_routes<1>(view_.routes, switches_.parameter_uncertainty != 0, one, state);
    const OnsetLanes<1> onset = {
        campaign.front, campaign.first_month, {1.0f}, {0.0f}, {static_cast<float>(campaign.kind)}};
    begin_campaigns<1>(view_.routes, one, state, onset);
    const float length = state.length[campaign.front];
    const float growth = state.growth[campaign.front];
    campaign.length_months = static_cast<double>(length);
    campaign.growth = static_cast<double>(growth);
    campaign.size =
        static_cast<double>(state.size[campaign.front] * campaign_volume(length, growth));
  }

 private:
  Tile tile(int draw) const { return {seed_, static_cast<std::uint64_t>(draw), 0, 1}; }

  StockSwitches switches_;
  std::uint64_t seed_;
  WorldView view_;
  TileMemory memory_;
};

bool begins(const CampaignDraws& drawn, int front, int draw, int month) {
  const std::size_t now = drawn.at(front, draw, month);
  return drawn.active[now] > 0.0f && (month == drawn.first_month || drawn.active[now - 1] == 0.0f);
}

// Whether a decoy elsewhere began a campaign of its own on `front`.
bool hidden_by_decoy(const CampaignDraws& drawn, const Shapes& shapes, int front, int draw,
                     int month) {
  for (int other = 0; other < drawn.fronts(); ++other) {
    if (drawn.partner[static_cast<std::size_t>(other)] == front &&
        begins(drawn, other, draw, month) &&
        shapes.kind(draw, other, month) == CampaignKind::decoy) {
      return true;
    }
  }
  return false;
}

std::vector<int> ordered_borders(const FrontsView& fronts, int& first_month) {
  std::vector<int> borders;
  first_month =
      *std::min_element(fronts.scheduled_month, fronts.scheduled_month + fronts.scheduled);
  for (int order = 0; order < fronts.scheduled; ++order) {
    borders.push_back(fronts.border[fronts.scheduled_front[order]]);
  }
  return borders;
}

}  // namespace

double CampaignDraws::simulated_years() const {
  return static_cast<double>(draws) * (months - first_month) / months_a_year;
}

CampaignDraws simulate_campaigns(const ForecastInputs& inputs, const RunSettings& settings,
                                 int draws, std::uint64_t seed) {
  const World world = make_forecast_world(inputs, settings);
  const RoutesView& view = world.view.routes;
  CampaignDraws drawn;
  drawn.draws = draws;
  drawn.months = (world.view.years + 1) * months_a_year;
  drawn.first_month = view.observed_months;
  const FrontsView& fronts = view.fronts;
  drawn.border_of_front.assign(fronts.border, fronts.border + fronts.count);
  drawn.partner.assign(fronts.partner, fronts.partner + fronts.count);
  const std::size_t months =
      static_cast<std::size_t>(draws) * static_cast<std::size_t>(drawn.months);
  for (std::vector<float>* series : {&drawn.active, &drawn.campaign, &drawn.actor}) {
    series->resize(months * drawn.border_of_front.size());
  }
  drawn.attempts.resize(months * static_cast<std::size_t>(view.borders.count));
  for_each_draw(world, settings, draws, seed, [&](int draw, const DrawOutput& output) {
    const auto keep = [&](const float* array, int units, std::vector<float>& series) {
      for (int month = 0; month < drawn.months; ++month) {
        for (int unit = 0; unit < units; ++unit) {
          series[drawn.at(unit, draw, month)] =
              output.value(array, std::int64_t{drawn.months} * units, month * units + unit);
        }
      }
    };
    keep(output.routes().active, view.fronts.count, drawn.active);
    keep(output.routes().campaign, view.fronts.count, drawn.campaign);
    keep(output.routes().actor, view.fronts.count, drawn.actor);
    keep(output.routes().attempts, view.borders.count, drawn.attempts);
  });
  return drawn;
}

std::vector<Campaign> campaigns_of(const CampaignDraws& drawn, const ForecastInputs& inputs,
                                   const RunSettings& settings, std::uint64_t seed) {
  const World world = make_forecast_world(inputs, settings);
  const Shapes shapes(world, settings, seed);
  std::vector<Campaign> campaigns;
  for (int front = 0; front < drawn.fronts(); ++front) {
    for (int draw = 0; draw < drawn.draws; ++draw) {
      for (int month = drawn.first_month; month < drawn.months; ++month) {
        if (!begins(drawn, front, draw, month)) continue;
        Campaign one = {};
        one.front = front;
        one.draw = draw;
        one.first_month = one.end_month = month;
        while (one.end_month < drawn.months &&
               drawn.active[drawn.at(front, draw, one.end_month)] > 0.0f) {
          ++one.end_month;
        }
        one.kind = hidden_by_decoy(drawn, shapes, front, draw, month)
                       ? CampaignKind::proxy
                       : shapes.kind(draw, front, month);
        shapes.shape(one);
        campaigns.push_back(one);
      }
    }
  }
  return campaigns;
}

CampaignToll simulate_toll(const ForecastInputs& inputs, const RunSettings& settings, int draws,
                           std::uint64_t seed) {
  const World world = make_forecast_world(inputs, settings);
  const RoutesView& view = world.view.routes;
  if (view.fronts.scheduled == 0) throw std::invalid_argument("no campaign is ordered");
  int first = 0;
  const std::vector<int> ordered = ordered_borders(view.fronts, first);
  const std::int64_t months = std::int64_t{world.view.years + 1} * months_a_year;
  const std::int64_t last = std::min<std::int64_t>(months, first + 2 * months_a_year);
  CampaignToll toll;
  for_each_draw(world, settings, draws, seed, [&](int, const DrawOutput& output) {
    const auto sum = [&](const float* array, int units, auto counts) {
      double persons = 0.0;
      for (std::int64_t month = first; month < last; ++month) {
        for (int unit = 0; unit < units; ++unit) {
          if (!counts(unit)) continue;
          persons += static_cast<double>(output.value(array, months * units, month * units + unit));
        }
      }
      return persons;
    };
    const int borders = view.borders.count;
    const auto here = [&](int border) {
      return std::find(ordered.begin(), ordered.end(), border) != ordered.end();
    };
    const auto routes_here = [&](int route) {
      return std::any_of(ordered.begin(), ordered.end(),
                         [&](int border) { return view.borders.route[border] == route; });
    };
    const RoutesOutput& routes = output.routes();
    toll.attempts.push_back(sum(routes.attempts, borders, here));
    toll.detections.push_back(sum(routes.detections, view.routes, routes_here));
    toll.entries.push_back(sum(routes.entries, borders, here));
    toll.deaths.push_back(sum(routes.deaths, borders, here));
    toll.stopped.push_back(toll.attempts.back() - toll.entries.back() - toll.deaths.back());
    toll.diverted.push_back(sum(routes.diverted, borders, here));
  });
  return toll;
}

}  // namespace peregrine
