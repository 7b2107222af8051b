// The months of a year on the irregular corridors, in the order in which things happen.
#pragma once

#include "kernels/routes/crossings.h"
#include "kernels/routes/entries.h"

namespace peregrine {

// A front's observer, after the month: what it saw, and what it believes.
template <int W>
PEREGRINE_FUNCTION void observe_front(const RoutesView& view, const Tile& tile, int border,
                                      int step_month, bool signals_known,
                                      const MonthLanes<W>& month, const float (&overlap)[W],
                                      const float* usual_share, const TileState& state) {
  const int front = view.borders.front[border];
  if (front < 0) return;
  const BordersView& borders = view.borders;
  const FrontsView& fronts = view.fronts;
  const float mean =
      borders.level[border] + borders.season[border * months_a_year + step_month % months_a_year];
  const float scale = 1.0f / surprise_scale(borders, border);
  const float memory = borders.memory[border];
  const BeliefRates rates = belief_rates(view.campaign_rate * fronts.rate[front]);
  const float* const active = lanes(state.routes.active, front, state.stride, tile);
  const float* const kind = lanes(state.routes.kind, front, state.stride, tile);
  float* const signal = lanes(state.routes.last_signal, front, state.stride, tile);
  float* const anomaly = lanes(state.routes.last_anomaly, front, state.stride, tile);
  float* const ordinary =
      lanes(state.routes.belief, front * belief_count + ordinary_belief, state.stride, tile);
  float* const named =
      lanes(state.routes.belief, front * belief_count + named_belief, state.stride, tile);
  float* const blurred =
      lanes(state.routes.belief, front * belief_count + blurred_belief, state.stride, tile);
  const float* const attempts = month.attempts;
  TileWords<W> words;
  draw_words<W>(tile, Process::observer, front, step_month, words);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    // Observers see those who are stopped as well: as if the ordinary share were detected.
    const float seen = attempts[lane] * usual_share[lane];
    const float now = natural_logarithm(seen + detection_offset) - mean;
    Evidence evidence;
    evidence.surge = within((now - memory * anomaly[lane]) * scale, -6.0f, 10.0f);
    evidence.novelty =
        novelty_of({overlap[lane], seen}, fronts.novelty[front], fronts.novelty_scale[front]);
    evidence.signals = signal[lane] + normal_from_bits(words.word[0][lane]);
    evidence.statements =
        active[lane] * statement_strength(kind[lane]) + normal_from_bits(words.word[1][lane]);
    evidence.signals_known = evidence.statements_known = signals_known ? 1.0f : 0.0f;
    const Beliefs beliefs =
        update_beliefs({ordinary[lane], named[lane], blurred[lane]}, rates, evidence);
    ordinary[lane] = beliefs.ordinary;
    named[lane] = beliefs.named;
    blurred[lane] = beliefs.blurred;
    anomaly[lane] = now;
    signal[lane] = active[lane] * signal_strength(kind[lane]);
  }
}

// Writes what a border's month leaves behind.
template <int W>
PEREGRINE_FUNCTION void record_border(const RoutesView& view, const Tile& tile, int border,
                                      int step_month, const MonthLanes<W>& month,
                                      const TileState& state, const TileOutput& output) {
  const std::int64_t row = static_cast<std::int64_t>(step_month) * view.borders.count + border;
  const RoutesOutput& out = output.routes;
  const int year = step_month / months_a_year;
  float* const attempts = lanes(out.attempts, row, output.stride, tile);
  float* const entries = lanes(out.entries, row, output.stride, tile);
  float* const deaths = lanes(out.deaths, row, output.stride, tile);
  float* const level = lanes(out.level, row, output.stride, tile);
  float* const detections =
      lanes(out.detections,
            static_cast<std::int64_t>(step_month) * view.routes + view.borders.route[border],
            output.stride, tile);
  double* const entries_year = lanes(out.entries_year, year, output.stride, tile);
  double* const cost_year = lanes(out.cost_year, year, output.stride, tile);
  const bool first = view.borders.first_entry[border] > 0.0f;
  const float* const response = lanes(state.routes.level, border, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    attempts[lane] = month.attempts[lane];
    entries[lane] = month.entries[lane];
    deaths[lane] = month.deaths[lane];
    level[lane] = response[lane];
    detections[lane] += month.detections[lane];
    entries_year[lane] += first ? static_cast<double>(month.entries[lane]) : 0.0;
    float cost = 0.0f;
    for (int step = 1; step < response_levels; ++step) {
      cost = response[lane] == static_cast<float>(step) ? view.posture.cost[step] : cost;
    }
    cost_year[lane] += static_cast<double>(cost);
  }
}

template <int W>
PEREGRINE_FUNCTION void record_fronts(const RoutesView& view, const Tile& tile, int step_month,
                                      const TileState& state, const TileOutput& output) {
  for (int front = 0; front < view.fronts.count; ++front) {
    const std::int64_t row = static_cast<std::int64_t>(step_month) * view.fronts.count + front;
    const float* const on = lanes(state.routes.active, front, state.stride, tile);
    const float* const ordinary =
        lanes(state.routes.belief, front * belief_count + ordinary_belief, state.stride, tile);
    const float* const named =
        lanes(state.routes.belief, front * belief_count + named_belief, state.stride, tile);
    const float* const blurred =
        lanes(state.routes.belief, front * belief_count + blurred_belief, state.stride, tile);
    float* const active = lanes(output.routes.active, row, output.stride, tile);
    float* const campaign = lanes(output.routes.campaign, row, output.stride, tile);
    float* const actor = lanes(output.routes.actor, row, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      active[lane] = on[lane];
      campaign[lane] = campaign_probability(view.worth, ordinary[lane]);
      actor[lane] = actor_probability({ordinary[lane], named[lane], blurred[lane]});
    }
  }
}

// Detections and attempts as observed; entries and deaths from them.
template <int W>
PEREGRINE_FUNCTION void observe_border(const RoutesView& view, const Tile& tile, int border,
                                       int step_month, const TileState& state, MonthLanes<W>& month,
                                       ShareLanes<W>& sums) {
  const BordersView& borders = view.borders;
  const RouteCorridorsView& corridors = view.corridors;
  const float* const observed =
      corridors.observed + static_cast<std::int64_t>(step_month) * corridors.count;
  const std::int64_t row = static_cast<std::int64_t>(step_month) * borders.count + border;
  float total = 0.0f;
  const int first = borders.first_corridor[border];
  const int last = borders.first_corridor[border + 1];
  for (int k = first; k < last; ++k) total += observed[k];
  for (int k = first; k < last; ++k) {
    // Shares of the month; where nobody was detected, equal ones.
    const float share = total > 0.0f ? observed[k] / total : 1.0f;
    fill_lanes<W>(lanes(state.routes.log_share, k, state.stride, tile), natural_logarithm(share));
  }
  const float* const error = route_parameter(state, detection_error, tile);
  const float reported = corridors.observed_attempts[row];
  const float counted = corridors.observed_deaths[row];
  const float dead =
      counted >= 0.0f ? counted : total * exponential(borders.log_death_risk[border]);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float attempts = reported >= 0.0f ? larger(reported, total)
                                            : total / detected_share(borders, border, error[lane]);
    const float through = smaller(total / borders.detection[border], attempts);
    month.ordinary[lane] = month.attempts[lane] = attempts;
    month.campaign[lane] = month.diverted[lane] = 0.0f;
    month.detections[lane] = total;
    month.deaths[lane] = smaller(dead, 0.5f * through);
    month.entries[lane] = through - month.deaths[lane];
  }
  sum_shares<W>(view, tile, border, state, sums);
}

// One border, one simulated month.
template <int W>
PEREGRINE_FUNCTION void simulate_border(const RoutesView& view, const Tile& tile, int border,
                                        int step_month, const TileState& state,
                                        MonthLanes<W>& month, ShareLanes<W>& sums) {
  float lead[W];
  float transient[W];
  float kept[W];
  lead_of<W>(view, tile, border, state, lead);
  advance_anomaly<W>(view, tile, border, step_month, lead, state, transient);
  sum_shares<W>(view, tile, border, state, sums);
  ordinary_attempts<W>(view, tile, border, step_month, transient, sums, state, month.ordinary,
                       kept);
  float* const kept_here = lanes(state.routes.kept, border, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) kept_here[lane] = kept[lane];
  count_attempts<W>(view, tile, border, state, month);
  cross<W>(view, tile, border, step_month, state, month);
}

// What follows from a border's month, whether observed or simulated.
template <int W>
PEREGRINE_FUNCTION void conclude_border(const RoutesView& view, const Tile& tile, int border,
                                        int step_month, bool simulated, const MonthLanes<W>& month,
                                        const ShareLanes<W>& sums, const TileState& state,
                                        const TileOutput& output) {
  const bool joins = step_month >= months_a_year && view.borders.first_entry[border] > 0.0f;
  float overlap[W];
  share_out<W>(view, tile, border, step_month / months_a_year, sums, month, joins, state, output,
               overlap);
  const float mean = view.borders.level[border] +
                     view.borders.season[border * months_a_year + step_month % months_a_year];
  const float usual = exponential(mean);
  float share[W];
  float ratio[W];
  float seen[W];
  const float* const error = route_parameter(state, detection_error, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    share[lane] = detected_share(view.borders, border, error[lane]);
    seen[lane] = month.attempts[lane] * share[lane];
    ratio[lane] = (seen[lane] + detection_offset) / usual;
  }
  record_border<W>(view, tile, border, step_month, month, state, output);
  observe_front<W>(view, tile, border, step_month, simulated, month, overlap, share, state);
  if (simulated) advance_response<W>(view, tile, border, step_month, ratio, seen, state);
}

// The first simulated month starts from what the observed ones ended with.
template <int W>
PEREGRINE_FUNCTION void start_from_observed(const RoutesView& view, const Tile& tile,
                                            const TileState& state) {
  for (int border = 0; border < view.borders.count; ++border) {
    fill_lanes<W>(lanes(state.routes.anomaly, border, state.stride, tile),
                  view.borders.anomaly[border]);
  }
  for (int k = 0; k < view.corridors.count; ++k) {
    fill_lanes<W>(lanes(state.routes.log_share, k, state.stride, tile),
                  view.corridors.log_share[k]);
  }
}

template <int W>
PEREGRINE_FUNCTION void advance_route_month(const WorldView& world, const Tile& tile,
                                            int step_month, const TileState& state,
                                            const TileOutput& output) {
  const RoutesView& view = world.routes;
  const bool simulated = step_month >= view.observed_months;
  if (step_month == view.observed_months) start_from_observed<W>(view, tile, state);
  for (int route = 0; route < view.routes; ++route) {
    fill_lanes<W>(
        lanes(output.routes.detections, static_cast<std::int64_t>(step_month) * view.routes + route,
              output.stride, tile),
        0.0f);
  }
  if (simulated) {
    if (view.simulated != 0) advance_shares<W>(view, tile, step_month, state);
    for (int front = 0; front < view.fronts.count; ++front) {
      begin_on_front<W>(world, tile, front, step_month, state);
    }
    for (int front = 0; front < view.fronts.count; ++front) {
      advance_campaign<W>(view, tile, front, step_month, state);
    }
  }
  // From the last to the first, as a border that leads on stands before those it leads to and its
  // change of last month is wanted.
  for (int border = view.borders.count - 1; border >= 0; --border) {
    MonthLanes<W> month;
    ShareLanes<W> sums;
    if (simulated) {
      simulate_border<W>(view, tile, border, step_month, state, month, sums);
    } else {
      observe_border<W>(view, tile, border, step_month, state, month, sums);
    }
    conclude_border<W>(view, tile, border, step_month, simulated, month, sums, state, output);
  }
  divert<W>(view, tile, step_month, state, output);
  record_fronts<W>(view, tile, step_month, state, output);
}

// Zeroes what the year's months add to.
template <int W>
PEREGRINE_FUNCTION void clear_route_year(const RoutesView& view, const Tile& tile, int step,
                                         const TileState& state, const TileOutput& output) {
  for (int k = 0; k < view.corridors.count; ++k) {
    fill_lanes<W>(
        lanes(output.routes.by_corridor, static_cast<std::int64_t>(step) * view.corridors.count + k,
              output.stride, tile),
        0.0f);
    fill_lanes<W>(lanes(state.routes.entering, k, state.stride, tile), 0.0f);
  }
  double* const entries = lanes(output.routes.entries_year, step, output.stride, tile);
  double* const joined = lanes(output.routes.joined_year, step, output.stride, tile);
  double* const cost = lanes(output.routes.cost_year, step, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) entries[lane] = joined[lane] = cost[lane] = 0.0;
}

// The twelve months of the calendar year `step`, counted from the first year.
template <int W>
PEREGRINE_FUNCTION void advance_route_year(const WorldView& world, const Tile& tile, int step,
                                           const TileState& state, const TileOutput& output) {
  const RoutesView& view = world.routes;
  if (view.present == 0) return;
  clear_route_year<W>(view, tile, step, state, output);
  weigh_desire<W>(world, tile, step, state, output);
  weigh_tension<W>(view, tile, step, state);
  for (int month = 0; month < months_a_year; ++month) {
    advance_route_month<W>(world, tile, step * months_a_year + month, state, output);
  }
}

// Parameters, beliefs and memories of a draw, before its first month.
template <int W>
PEREGRINE_FUNCTION void begin_routes(const WorldView& world, const StockSwitches& switches,
                                     const Tile& tile, const TileState& state) {
  const RoutesView& view = world.routes;
  if (view.present == 0) return;
  draw_route_parameters<W>(view, switches.parameter_uncertainty != 0, tile, state);
  draw_irregular_share<W>(tile, switches.parameter_uncertainty != 0, state.routes.irregular_share);
  for (int border = 0; border < view.borders.count; ++border) {
    clear_rows<W>(tile, border, state.stride, state.routes.anomaly, state.routes.change,
                  state.routes.diverted, state.routes.stopped, state.routes.kept,
                  state.routes.level, state.routes.called, state.routes.calm);
  }
  for (int k = 0; k < view.corridors.count; ++k) {
    const float share = exponential(view.corridors.long_run[k]);
    fill_lanes<W>(lanes(state.routes.year_mix, k, state.stride, tile), share);
    fill_lanes<W>(lanes(state.routes.mix, k, state.stride, tile), share);
  }
  for (int front = 0; front < view.fronts.count; ++front) {
    clear_rows<W>(tile, front, state.stride, state.routes.active, state.routes.age,
                  state.routes.length, state.routes.growth, state.routes.size, state.routes.kind,
                  state.routes.deterrence, state.routes.attempts_by_campaign,
                  state.routes.last_signal, state.routes.last_anomaly);
    fill_lanes<W>(lanes(state.routes.success, front, state.stride, tile),
                  view.fronts.remembered[front]);
    const Beliefs first = first_beliefs(view.fronts.rate[front]);
    const int belief = front * belief_count;
    fill_lanes<W>(lanes(state.routes.belief, belief + ordinary_belief, state.stride, tile),
                  first.ordinary);
    fill_lanes<W>(lanes(state.routes.belief, belief + named_belief, state.stride, tile),
                  first.named);
    fill_lanes<W>(lanes(state.routes.belief, belief + blurred_belief, state.stride, tile),
                  first.blurred);
  }
}

}  // namespace peregrine
