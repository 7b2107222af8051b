// Draws are led to a table of migrants that was published after their first year.
//
// Matheron's rule: from a draw x of the forecast, what the figures y say makes the draw
//
//   x + K (y + e - x),   K = P (P + R)^-1
//
// of what is known with them. x: log persons of the table's year; e: a drawn error of the figures,
// with the variance R; P: variance of the forecast, from a pilot. No draw needs another. Within a
// destination both variances are a diagonal and a part that all its corridors share, so K is
// applied with one sum over them:
//
//   m = sum over j of w_j d_j,   c_i = g_i d_i + (a - g_i b) m
//
// d: deviation of the figure with its error from the draw; w: precision; g: gain; a: shared_gain;
// b: shared_part.
//
// The table's year is not jumped to: k years before it, a draw has the share 1 - k / step of the
// correction of a draw that will grow on as the pilot does. Stocks are corrected as a whole, with
// the size at which arrivals balance, so what a correction has made of a stock is known from its
// sum: the laws of the stock do not depend on its unit. A correction is no flow: nobody has moved.
//
// Where the first year has nobody, or persons of unknown origin, there is no forecast to weigh
// against the figure, and a pair that the table does not list is counted elsewhere in it, most
// often with unknown origin. Both have the precision 0 and go to the figure, or to nobody, in equal
// steps of persons, by the share `gain`.
#pragma once

#include "kernels/assimilation/view.h"
#include "kernels/displacement/refugees.h"
#include "kernels/ground/math.h"
#include "kernels/stock/baseline.h"
#include "kernels/world.h"

namespace peregrine {

template <int W>
PEREGRINE_FUNCTION void begin_assimilation(const WorldView& world, const Tile& tile,
                                           const AssimilationState& state) {
  if (world.figures.step == 0) return;
  for (int corridor = 0; corridor < world.corridors; ++corridor) {
    clear_lanes<W>(tile.row(corridor), state.own);
  }
  for (int country = 0; country < world.countries; ++country) {
    clear_lanes<W>(tile.row(country), state.shared);
  }
}

// What the corridors of a destination are corrected by while the table is led to.
template <int W>
struct CorrectionLanes {
  double immigrants[W];
  double revised[W];
  float shared[W];  // sum of deviations times precision
};

// Multiplies a corridor's stock, and with it the size at which its arrivals balance, by the
// exponential of `change`. An empty one counts as one person, and what its arrivals balance at is
// then its new stock, no longer the size at which it would have opened. The displaced are no more
// than all.
template <int W>
PEREGRINE_FUNCTION void revise_lanes(const WorldView& world, const Tile& tile, int corridor,
                                     const float (&change)[W], const TileState& state,
                                     const TileOutput& output, CorrectionLanes<W>& sums) {
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(corridor);
  float* const stock = output.stock + here;
  double* const emigrants = output.emigrants + tile.row(world.origin[corridor]);
  const float opening = world.log_reference[corridor];
  PEREGRINE_LANES(lane, W) {
    const float before = stock[lane];
    stock[lane] = larger(before, 1.0f) * exponential(change[lane]);
    const float rise = change[lane] - (before > 0.0f ? 0.0f : opening);
    state.level[here + lane] =
        fused(1.0f - p(diaspora_elasticity, lane), rise, state.level[here + lane]);
    const double added = static_cast<double>(stock[lane]) - static_cast<double>(before);
    sums.immigrants[lane] += added;
    sums.revised[lane] += added;
    emigrants[lane] += added;
  }
  const int pair = displaced_pair(world, corridor);
  if (pair < 0) return;
  float* const displaced = lanes_of(state.refugees.in_stock, tile)[pair];
  PEREGRINE_LANES(lane, W) displaced[lane] = smaller(displaced[lane], stock[lane]);
}

// Error of the figures, as kernels/stock/baseline.h draws that of the first year.
template <int W>
struct FigureErrors {
  TileWords<W> own;
  TileWords<W> shared;
  Process own_process;
  Process shared_process;
};

// What a corridor's correction has of the sum that its destination's corridors share.
PEREGRINE_FUNCTION float share_of_sum(const StockFiguresView& figures, int corridor,
                                      int destination) {
  return fused(-figures.gain[corridor], figures.shared_part[destination],
               figures.shared_gain[destination]);
}

// Log persons in the correction that a corridor without a precision has by now, the share `share`
// of its way to the figure or to nobody, and how much that is more than before.
template <int W>
PEREGRINE_FUNCTION void follow_figure(const StockFiguresView& figures, int corridor, float share,
                                      const float (&error)[W], const float* stock, float* own,
                                      float (&change)[W]) {
  const float log_figure = figures.log_figure[corridor];
  const float listed = log_figure > 0.0f ? 1.0f : 0.0f;
  const float part = share * figures.gain[corridor];
  PEREGRINE_LANES(lane, W) {
    const float forecast = natural_logarithm(larger(stock[lane], 1.0f)) - own[lane];
    const float goal = listed * exponential((log_figure + error[lane]) - forecast);
    const float corrected = natural_logarithm(fused(part, goal - 1.0f, 1.0f));
    change[lane] = corrected - own[lane];
    own[lane] = corrected;
  }
}

// The same of a corridor that is weighed against its figure, which is `log_figure` in this year;
// adds to the sum that its destination's corridors share. `shared` is that sum as it was.
template <int W>
PEREGRINE_FUNCTION void weigh_figure(const StockFiguresView& figures, int corridor, float share,
                                     float of_sum, float log_figure, const float (&error)[W],
                                     const float* stock, const float* shared, float* own,
                                     float (&change)[W], CorrectionLanes<W>& sums) {
  const float by_gain = share * figures.gain[corridor];
  const float by_precision = share * figures.precision[corridor];
  PEREGRINE_LANES(lane, W) {
    const float corrected = fused(of_sum, shared[lane], own[lane]);
    const float forecast = natural_logarithm(larger(stock[lane], 1.0f)) - corrected;
    const float deviation = (log_figure + error[lane]) - forecast;
    const float by_own = by_gain * deviation;
    change[lane] = by_own - own[lane];
    own[lane] = by_own;
    sums.shared[lane] = fused(by_precision, deviation, sums.shared[lane]);
  }
}

// The part of the correction that is each corridor's own.
template <int W>
PEREGRINE_FUNCTION void correct_own(const WorldView& world, float measurement_error,
                                    const Tile& tile, int step, int corridor,
                                    const TileState& state, const TileOutput& output,
                                    FigureErrors<W>& errors, CorrectionLanes<W>& sums) {
  const StockFiguresView& figures = world.figures;
  const std::uint32_t* const own_bits =
      word_of_four<W>(tile, errors.own_process, corridor, 0, errors.own);
  if (figures.gain[corridor] <= 0.0f) return;
  const int destination = world.destination[corridor];
  const float own_error = figures.own_error[corridor];
  const float shared_error = figures.shared_error[destination];
  // Of two tables that err apart, the mean of the product is the product of the means as it is.
  const float centre =
      figures.same_revision != 0 ? centre_of_mean_one(own_error, shared_error) : 0.0f;
  const float revised_share = world.revised_share[destination];
  float error[W];
  PEREGRINE_LANES(lane, W) {
    const float weight = measurement_error * revised(revised_share, errors.shared.word[1][lane]);
    error[lane] = weight * revision_error(own_error, shared_error, centre, own_bits[lane],
                                          errors.shared.word[0][lane]);
  }
  const float share = static_cast<float>(step) / static_cast<float>(figures.step);
  const float* const stock = lanes_of(output.stock, tile)[corridor];
  float* const own = lanes_of(state.assimilation.own, tile)[corridor];
  float change[W];
  if (figures.precision[corridor] <= 0.0f) {
    follow_figure<W>(figures, corridor, share, error, stock, own, change);
  } else {
    const float to_come = step < figures.step
                              ? figures.growth_to_come[(step - 1) * world.corridors + corridor]
                              : 0.0f;
    const float* const shared = lanes_of(state.assimilation.shared, tile)[destination];
    weigh_figure<W>(figures, corridor, share, share_of_sum(figures, corridor, destination),
                    figures.log_figure[corridor] - to_come, error, stock, shared, own, change,
                    sums);
  }
  revise_lanes<W>(world, tile, corridor, change, state, output, sums);
}

// The pressure that the growth between two tables of one revision shows, for the residents' share
// of the stock: its laws go on from such a pressure (docs/model/12-stock.md), and what was
// displaced explains its part of the growth.
template <int W>
PEREGRINE_FUNCTION void press_as_counted(const WorldView& world, const Tile& tile, int corridor,
                                         const TileState& state, const float* stocks) {
  const float counted = world.figures.pressure[corridor];
  const int pair = displaced_pair(world, corridor);
  float residents[W];
  count_residents<W>(tile, pair, stocks + tile.row(corridor), state.refugees, residents);
  const float* const stock = lanes_of(stocks, tile)[corridor];
  float* const pressure = lanes_of(state.pressure, tile)[corridor];
  PEREGRINE_LANES(lane, W) {
    const float share = larger(residents[lane], 1.0f) / larger(stock[lane], 1.0f);
    pressure[lane] = counted * smaller(share, 1.0f);
  }
}

// The part that the corridors of a destination share; in the table's year, what the whole
// correction says of their pressure, where no growth since a table before does.
template <int W>
PEREGRINE_FUNCTION void correct_shared(const WorldView& world, const Tile& tile, int step,
                                       int corridor, const TileState& state,
                                       const TileOutput& output, CorrectionLanes<W>& sums) {
  const StockFiguresView& figures = world.figures;
  if (figures.precision[corridor] <= 0.0f || figures.gain[corridor] <= 0.0f) return;
  const int destination = world.destination[corridor];
  const float of_sum = share_of_sum(figures, corridor, destination);
  const float* const before = lanes_of(state.assimilation.shared, tile)[destination];
  float change[W];
  PEREGRINE_LANES(lane, W) change[lane] = of_sum * (sums.shared[lane] - before[lane]);
  revise_lanes<W>(world, tile, corridor, change, state, output, sums);
  if (step < figures.step || figures.pressure_known[corridor] > 0.0f) return;
  const float slope = figures.pressure_slope[corridor];
  const float* const own = lanes_of(state.assimilation.own, tile)[corridor];
  float* const pressure = lanes_of(state.pressure, tile)[corridor];
  PEREGRINE_LANES(lane, W) {
    pressure[lane] = fused(slope, fused(of_sum, sums.shared[lane], own[lane]), pressure[lane]);
  }
}

// One year's step towards the table; of no effect after its year.
template <int W>
PEREGRINE_FUNCTION void assimilate_stock(const WorldView& world, float measurement_error,
                                         const Tile& tile, int step, const TileState& state,
                                         const TileOutput& output) {
  const StockFiguresView& figures = world.figures;
  if (step > figures.step) return;
  const bool same = figures.same_revision != 0;
  FigureErrors<W> errors;
  errors.own_process = same ? Process::baseline : Process::stock_figure;
  errors.shared_process = same ? Process::baseline_destination : Process::stock_figure_shared;
  const auto flows = lanes_of(output.global_flows, tile);
  for (int country = 0; country < world.countries; ++country) {
    const int first = figures.first_corridor[country];
    const int end = figures.first_corridor[country + 1];
    if (first == end) continue;
    draw_words<W>(tile, errors.shared_process, country, 0, errors.shared);
    CorrectionLanes<W> sums;
    clear_lanes<W>(0, sums.immigrants, sums.revised, sums.shared);
    for (int corridor = first; corridor < end; ++corridor) {
      correct_own<W>(world, measurement_error, tile, step, corridor, state, output, errors, sums);
    }
    for (int corridor = first; corridor < end; ++corridor) {
      correct_shared<W>(world, tile, step, corridor, state, output, sums);
      if (step == figures.step && figures.pressure_known[corridor] > 0.0f) {
        press_as_counted<W>(world, tile, corridor, state, output.stock);
      }
    }
    double* const immigrants = lanes_of(output.immigrants, tile)[country];
    double* const revised = lanes_of(output.stock_revision, tile)[country];
    float* const shared = lanes_of(state.assimilation.shared, tile)[country];
    PEREGRINE_LANES(lane, W) {
      immigrants[lane] += sums.immigrants[lane];
      revised[lane] = sums.revised[lane];
      flows(revision_flow, lane) += sums.revised[lane];
      shared[lane] = sums.shared[lane];
    }
  }
}

}  // namespace peregrine
