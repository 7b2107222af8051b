// The months of a year on the irregular corridors, in the order in which things happen.
#pragma once

#include "kernels/routes/crossings.h"
#include "kernels/routes/entries.h"

namespace peregrine {

// A front's observer, after the month: what it saw, and what it believes.
template <int W>
PEREGRINE_FUNCTION void observe_front(const RoutesView& view, const Tile& tile, bool signals_known,
                                      const RoutesState& state, const BorderLanes<W>& at) {
  const int front = view.borders.front[at.border];
  if (front < 0) return;
  const FrontsView& fronts = view.fronts;
  const float mean = usual_log_detections(view.borders, at.border, at.month);
  const float scale = 1.0f / surprise_scale(view.borders, at.border);
  const float memory = view.borders.memory[at.border];
  const BeliefRates rates = belief_rates(view.campaign_rate * fronts.rate[front]);
  const auto belief = lanes_of(state.belief, tile, front, belief_count);
  const std::int64_t here = tile.row(front);
  TileWords<W> words;
  draw_words<W>(tile, Process::observer, front, at.month, words);
  PEREGRINE_LANES(lane, W) {
    const float active = state.active[here + lane];
    const float kind = state.kind[here + lane];
    // Observers see those who are stopped as well: as if the ordinary share were detected.
    const float seen = at.seen[lane];
    const float now = natural_logarithm(seen + detection_offset) - mean;
    Evidence evidence;
    evidence.surge = within((now - memory * state.last_anomaly[here + lane]) * scale, -6.0f, 10.0f);
    evidence.novelty =
        novelty_of({at.overlap[lane], seen}, fronts.novelty[front], fronts.novelty_scale[front]);
    evidence.signals = state.last_signal[here + lane] + normal_from_bits(words.word[0][lane]);
    evidence.statements = active * statement_strength(kind) + normal_from_bits(words.word[1][lane]);
    evidence.signals_known = evidence.statements_known = signals_known ? 1.0f : 0.0f;
    const Beliefs before = {belief(ordinary_belief, lane), belief(named_belief, lane),
                            belief(blurred_belief, lane)};
    const Beliefs after = update_beliefs(before, rates, evidence);
    belief(ordinary_belief, lane) = after.ordinary;
    belief(named_belief, lane) = after.named;
    belief(blurred_belief, lane) = after.blurred;
    state.last_anomaly[here + lane] = now;
    state.last_signal[here + lane] = active * signal_strength(kind);
  }
}

// Writes what a border's month leaves behind.
template <int W>
PEREGRINE_FUNCTION void record_border(const RoutesView& view, const Tile& tile, const float* levels,
                                      const RoutesOutput& output, const BorderLanes<W>& at) {
  const bool first = view.borders.first_entry[at.border] > 0.0f;
  const float* const level = lanes_of(levels, tile)[at.border];
  const std::int64_t here = tile.row(at.month % months_a_year, view.borders.count, at.border);
  const std::int64_t route =
      tile.row(at.month % months_a_year, view.routes, view.borders.route[at.border]);
  const std::int64_t year = tile.lane0;
  PEREGRINE_LANES(lane, W) {
    output.attempts[here + lane] = at.attempts[lane];
    output.entries[here + lane] = at.entries[lane];
    output.deaths[here + lane] = at.deaths[lane];
    output.level[here + lane] = level[lane];
    output.detections[route + lane] += at.detections[lane];
    output.entries_year[year + lane] += first ? static_cast<double>(at.entries[lane]) : 0.0;
    float cost = 0.0f;
    for (int step = 1; step < response_levels; ++step) {
      cost = level[lane] == static_cast<float>(step) ? view.posture.cost[step] : cost;
    }
    output.cost_year[year + lane] += static_cast<double>(cost);
  }
}

template <int W>
PEREGRINE_FUNCTION void record_fronts(const RoutesView& view, const Tile& tile, int month,
                                      const RoutesState& state, const RoutesOutput& output) {
  for (int front = 0; front < view.fronts.count; ++front) {
    const std::int64_t here = tile.row(month % months_a_year, view.fronts.count, front);
    const float* const active = lanes_of(state.active, tile)[front];
    const auto belief = lanes_of(state.belief, tile, front, belief_count);
    PEREGRINE_LANES(lane, W) {
      const Beliefs beliefs = {belief(ordinary_belief, lane), belief(named_belief, lane),
                               belief(blurred_belief, lane)};
      output.active[here + lane] = active[lane];
      output.campaign[here + lane] = campaign_probability(view.worth, beliefs.ordinary);
      output.actor[here + lane] = actor_probability(beliefs);
    }
  }
}

// Detections and attempts as observed; entries and deaths from them.
template <int W>
PEREGRINE_FUNCTION void observe_border(const RoutesView& view, const Tile& tile,
                                       const RoutesState& state, BorderLanes<W>& at) {
  const BordersView& borders = view.borders;
  const RouteCorridorsView& corridors = view.corridors;
  const float* const observed =
      corridors.observed + static_cast<std::int64_t>(at.month) * corridors.count;
  const std::int64_t row = static_cast<std::int64_t>(at.month) * borders.count + at.border;
  float total = 0.0f;
  const int first = borders.first_corridor[at.border];
  const int last = borders.first_corridor[at.border + 1];
  for (int k = first; k < last; ++k) total += observed[k];
  for (int k = first; k < last; ++k) {
    // Shares of the month; where nobody was detected, equal ones.
    const float share = total > 0.0f ? observed[k] / total : 1.0f;
    fill_lanes<W>(lanes_of(state.log_share, tile)[k], natural_logarithm(share));
  }
  const float* const error = lanes_of(state.parameters, tile)[detection_error];
  float* const stopped = lanes_of(state.stopped, tile)[at.border];
  const float reported = corridors.observed_attempts[row];
  const float counted = corridors.observed_deaths[row];
  const float dead =
      counted >= 0.0f ? counted : total * exponential(borders.log_death_risk[at.border]);
  PEREGRINE_LANES(lane, W) {
    const float attempts = reported >= 0.0f
                               ? larger(reported, total)
                               : total / detected_share(borders, at.border, error[lane]);
    const float through = smaller(total / borders.detection[at.border], attempts);
    at.ordinary[lane] = at.attempts[lane] = attempts;
    at.campaign[lane] = at.diverted[lane] = 0.0f;
    at.detections[lane] = total;
    at.deaths[lane] = smaller(dead, 0.5f * through);
    at.entries[lane] = through - at.deaths[lane];
    stopped[lane] = attempts - through;
  }
  sum_shares<W>(view, tile, state, at);
}

// One border, one simulated month.
template <int W>
PEREGRINE_FUNCTION void simulate_border(const RoutesView& view, const Tile& tile,
                                        const RoutesState& state, BorderLanes<W>& at) {
  advance_anomaly<W>(view, tile, state, at);
  sum_shares<W>(view, tile, state, at);
  ordinary_attempts<W>(view, tile, state, at);
  move_departures<W>(view, tile, state, at);
  count_attempts<W>(view.borders, tile, state, at);
  move_attempts<W>(view, tile, state, at);
  cross<W>(view, tile, state, at);
  turn_away<W>(view, tile, state, at);
}

// What follows from a border's month, whether observed or simulated.
template <int W>
PEREGRINE_FUNCTION void conclude_border(const RoutesView& view, const Tile& tile, bool simulated,
                                        const RoutesState& state, const RoutesOutput& output,
                                        BorderLanes<W>& at) {
  const float joins = view.borders.joining[at.month * view.borders.count + at.border];
  share_out<W>(view, tile, joins, state, output, at);
  const float* const error = lanes_of(state.parameters, tile)[detection_error];
  PEREGRINE_LANES(lane, W)
    at.seen[lane] = at.attempts[lane] * detected_share(view.borders, at.border, error[lane]);
  record_border<W>(view, tile, state.level, output, at);
  observe_front<W>(view, tile, simulated, state, at);
  if (simulated) advance_response<W>(view, tile, state, at);
}

// A border's first simulated month starts from what its observed ones ended with.
template <int W>
PEREGRINE_FUNCTION void start_from_observed(const RoutesView& view, const Tile& tile, int border,
                                            const RoutesState& state) {
  fill_lanes<W>(lanes_of(state.anomaly, tile)[border], view.borders.anomaly[border]);
  const int last = view.borders.first_corridor[border + 1];
  for (int k = view.borders.first_corridor[border]; k < last; ++k) {
    fill_lanes<W>(lanes_of(state.log_share, tile)[k], view.corridors.log_share[k]);
  }
}

// What is drawn of a month before its borders: shares of nationals, and campaigns.
template <int W>
PEREGRINE_FUNCTION void begin_month(const WorldView& world, const Tile& tile, int month,
                                    const TileState& state) {
  const RoutesView& view = world.routes;
  // Borders that are still observed get their shares from what was.
  if (view.simulated != 0) advance_shares<W>(view.corridors, tile, month, state.routes);
  for (int front = 0; front < view.fronts.count; ++front) {
    if (front_is_simulated(view, front, month)) begin_on_front<W>(world, tile, front, month, state);
  }
  for (int front = 0; front < view.fronts.count; ++front) {
    if (front_is_simulated(view, front, month)) {
      advance_campaign<W>(view.fronts, tile, front, month, state.routes);
    }
  }
}

template <int W>
PEREGRINE_FUNCTION void advance_route_month(const WorldView& world, const Tile& tile, int month,
                                            const TileState& state, const RoutesOutput& output) {
  const RoutesView& view = world.routes;
  const RoutesState& routes = state.routes;
  for (int border = 0; border < view.borders.count; ++border) {
    if (month == view.borders.observed_months[border]) {
      start_from_observed<W>(view, tile, border, routes);
    }
  }
  for (int route = 0; route < view.routes; ++route) {
    clear_lanes<W>(tile.row(month % months_a_year, view.routes, route), output.detections);
  }
  weigh_border_events<W>(world, tile, month, state);
  if (month >= view.simulated_from) begin_month<W>(world, tile, month, state);
  // From the last to the first, as a border that leads on stands before those it leads to and its
  // change of last month is wanted.
  for (int border = view.borders.count - 1; border >= 0; --border) {
    BorderLanes<W> at;
    at.border = border;
    at.month = month;
    const bool simulated = is_simulated(view.borders, border, month);
    if (simulated) {
      simulate_border<W>(view, tile, routes, at);
    } else {
      observe_border<W>(view, tile, routes, at);
    }
    conclude_border<W>(view, tile, simulated, routes, output, at);
  }
  divert<W>(view.borders, tile, month, routes, output.diverted);
  record_fronts<W>(view, tile, month, routes, output);
}

// Zeroes what the year's months add to.
template <int W>
PEREGRINE_FUNCTION void clear_route_year(const RouteCorridorsView& corridors, const Tile& tile,
                                         const RoutesState& state, const RoutesOutput& output) {
  for (int k = 0; k < corridors.count; ++k) {
    clear_lanes<W>(tile.row(k), output.by_corridor);
    clear_lanes<W>(tile.row(k), state.entering);
  }
  clear_lanes<W>(tile.lane0, output.entries_year, output.joined_year, output.cost_year);
}

// The twelve months of the calendar year `step`, counted from the first year.
template <int W>
PEREGRINE_FUNCTION void advance_route_year(const WorldView& world, const Tile& tile, int step,
                                           const TileState& state, const TileOutput& output) {
  const RoutesView& view = world.routes;
  if (view.present == 0) return;
  clear_route_year<W>(view.corridors, tile, state.routes, output.routes);
  weigh_desire<W>(world, tile, step, state, output.displaced_from);
  weigh_tension<W>(view.fronts, tile, step, state.routes.tension);
  for (int month = 0; month < months_a_year; ++month) {
    advance_route_month<W>(world, tile, step * months_a_year + month, state, output.routes);
  }
}

// Parameters, beliefs and memories of a draw, before its first month.
template <int W>
PEREGRINE_FUNCTION void begin_routes(const RoutesView& view, bool uncertain, const Tile& tile,
                                     const RoutesState& state) {
  if (view.present == 0) return;
  draw_route_parameters<W>(view, uncertain, tile, state.parameters);
  draw_irregular_share<W>(tile, uncertain, state.irregular_share);
  for (int border = 0; border < view.borders.count; ++border) {
    clear_lanes<W>(tile.row(border), state.anomaly, state.change, state.diverted, state.stopped,
                   state.stopped_more, state.kept, state.level, state.called, state.calm);
  }
  for (int k = 0; k < view.corridors.count; ++k) {
    const float share = exponential(view.corridors.long_run[k]);
    fill_lanes<W>(lanes_of(state.year_mix, tile)[k], share);
    fill_lanes<W>(lanes_of(state.mix, tile)[k], share);
    fill_lanes<W>(lanes_of(state.log_share, tile)[k], view.corridors.log_share[k]);
  }
  for (int front = 0; front < view.fronts.count; ++front) {
    clear_lanes<W>(tile.row(front), state.active, state.age, state.length, state.growth, state.size,
                   state.kind, state.deterrence, state.attempts_by_campaign, state.last_signal,
                   state.last_anomaly);
    fill_lanes<W>(lanes_of(state.success, tile)[front], view.fronts.remembered[front]);
    const Beliefs first = first_beliefs(view.fronts.rate[front]);
    const auto belief = lanes_of(state.belief, tile, front, belief_count);
    fill_lanes<W>(belief[ordinary_belief], first.ordinary);
    fill_lanes<W>(belief[named_belief], first.named);
    fill_lanes<W>(belief[blurred_belief], first.blurred);
  }
}

}  // namespace peregrine
