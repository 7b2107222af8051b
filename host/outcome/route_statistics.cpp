#include "host/outcome/route_statistics.h"

#include <algorithm>

namespace peregrine {
namespace {

// Widths of the bins in the logarithm: the largest relative error of a quantile, 1 % of monthly
// and corridors' counts, 0.2 % of a route's year and of the world's.
constexpr double month_width = 0.01;
constexpr double year_width = 0.002;

// Below these, bins are of one person and less.
constexpr float month_linear_below = 100.0f;
constexpr float year_linear_below = 500.0f;

constexpr double steps_per_person = 8.0;  // of the sums behind the means
constexpr double steps_per_probability = 0x1p20;
constexpr double steps_per_level = 1.0;

constexpr std::int64_t months_each_year = months_a_year;

// Those of borders; the arrays are padded after them.
std::int64_t listed_corridors(const RoutesView& routes) {
  return routes.present == 0 ? 0 : routes.borders.first_corridor[routes.borders.count];
}

double itself(double value) {
  return value;
}

// The sum of the twelve months of cell [year][place] of `values` [tile][month][place][lane].
auto year_sums_of(const Lanes& lanes, const float* values, std::int64_t months,
                  std::int64_t places) {
  return [values, months, places, width = lanes.width](std::int64_t cell, std::int64_t tile,
                                                       std::int64_t count, double* out) {
    const std::int64_t first = cell / places * months_each_year * places + cell % places;
    std::fill_n(out, count, 0.0);
    for (std::int64_t month = 0; month < months_each_year; ++month) {
      const float* const row = values + (tile * months * places + first + month * places) * width;
      for (std::int64_t lane = 0; lane < count; ++lane) out[lane] += static_cast<double>(row[lane]);
    }
  };
}

// The product of two sources.
template <typename First, typename Second>
auto product_of(const First& first, const Second& second) {
  return [first, second](std::int64_t cell, std::int64_t tile, std::int64_t count, float* out) {
    first(cell, tile, count, out);
    std::vector<float> factor(static_cast<std::size_t>(count));
    second(cell, tile, count, factor.data());
    for (std::int64_t lane = 0; lane < count; ++lane) {
      out[lane] *= factor[static_cast<std::size_t>(lane)];
    }
  };
}

// Campaigns of cell [year][front] that begin, from `active` [tile][month][front][lane].
auto onsets_of(const Lanes& lanes, const float* active, std::int64_t months, std::int64_t fronts) {
  return [active, months, fronts, width = lanes.width](std::int64_t cell, std::int64_t tile,
                                                       std::int64_t count, double* out) {
    const std::int64_t begin = cell / fronts * months_each_year;
    const auto row_of = [&](std::int64_t month) {
      return active + (tile * months * fronts + month * fronts + cell % fronts) * width;
    };
    std::fill_n(out, count, 0.0);
    for (std::int64_t month = begin; month < begin + months_each_year; ++month) {
      const float* const now = row_of(month);
      const float* const before = month > 0 ? row_of(month - 1) : nullptr;
      for (std::int64_t lane = 0; lane < count; ++lane) {
        const bool was_active = before != nullptr && before[lane] > 0.0f;
        out[lane] += now[lane] > 0.0f && !was_active ? 1.0 : 0.0;
      }
    }
  };
}

}  // namespace

RouteStatistics::RouteStatistics(const WorldView& world, std::int64_t draws)
    : present_(world.routes.present != 0),
      draws_(draws),
      years_(present_ ? world.years + 1 : 0),
      months_(years_ * months_each_year),
      routes_(world.routes.routes),
      borders_(world.routes.borders.count),
      fronts_(world.routes.fronts.count),
      corridors_(listed_corridors(world.routes)),
      padded_corridors_(world.routes.corridors.count),
      detections_(months_ * routes_, month_width, month_linear_below, steps_per_person),
      detections_year_(years_ * routes_, year_width, year_linear_below, steps_per_person),
      attempts_(months_ * borders_, month_width, month_linear_below, steps_per_person),
      corridor_(years_ * corridors_, month_width, month_linear_below, steps_per_person),
      flow_(years_, year_width, year_linear_below, steps_per_person),
      entries_(months_ * borders_, steps_per_person),
      deaths_(months_ * borders_, steps_per_person),
      level_(months_ * borders_, steps_per_level),
      active_(months_ * fronts_, steps_per_level),
      probability_(months_ * fronts_, steps_per_probability),
      probability_active_(months_ * fronts_, steps_per_probability),
      actor_active_(months_ * fronts_, steps_per_probability),
      active_year_(years_ * fronts_, steps_per_level),
      onsets_(years_ * fronts_, steps_per_level),
      attempts_by_batch_(years_ * borders_, draws, steps_per_person),
      detections_by_batch_(years_ * borders_, draws, steps_per_person),
      entries_by_batch_(years_ * borders_, draws, steps_per_person),
      deaths_by_batch_(years_ * borders_, draws, steps_per_person),
      diverted_by_batch_(years_ * borders_, draws, steps_per_person),
      campaign_by_batch_(years_ * fronts_, draws, steps_per_person) {
  if (!present_) return;
  const int* const first = world.routes.borders.first_corridor;
  first_corridor_.assign(first, first + borders_ + 1);
}

void RouteStatistics::add(const RoutesOutput& output, const Lanes& lanes) {
  if (!present_) return;
  add_months(output, lanes);
  add_fronts(output, lanes);
  add_years(output, lanes);
}

void RouteStatistics::add_months(const RoutesOutput& output, const Lanes& lanes) {
  const std::int64_t by_border = months_ * borders_;
  add_cells(detections_, nullptr, lanes, lanes.rows_of(output.detections, months_ * routes_));
  add_cells(attempts_, nullptr, lanes, lanes.rows_of(output.attempts, by_border));
  add_to_means(entries_, lanes, lanes.rows_of(output.entries, by_border), itself);
  add_to_means(deaths_, lanes, lanes.rows_of(output.deaths, by_border), itself);
  add_to_means(level_, lanes, lanes.rows_of(output.level, by_border), itself);
}

void RouteStatistics::add_fronts(const RoutesOutput& output, const Lanes& lanes) {
  const std::int64_t by_front = months_ * fronts_;
  const auto active = lanes.rows_of(output.active, by_front);
  const auto probability = lanes.rows_of(output.campaign, by_front);
  add_to_means(active_, lanes, active, itself);
  add_to_means(probability_, lanes, probability, itself);
  add_to_means(probability_active_, lanes, product_of(probability, active), itself);
  add_to_means(actor_active_, lanes, product_of(lanes.rows_of(output.actor, by_front), active),
               itself);
  const auto months_active = year_sums_of(lanes, output.active, months_, fronts_);
  add_to_means(active_year_, lanes, months_active,
               [](double months) { return months > 0.0 ? 1.0 : 0.0; });
  add_to_means(onsets_, lanes, onsets_of(lanes, output.active, months_, fronts_), itself);
  add_to_batches(campaign_by_batch_, lanes, months_active);
}

void RouteStatistics::add_years(const RoutesOutput& output, const Lanes& lanes) {
  add_cells(detections_year_, nullptr, lanes,
            year_sums_of(lanes, output.detections, months_, routes_));
  const auto corridors =
      lanes.rows_of(output.by_corridor, years_ * padded_corridors_, [this](std::int64_t cell) {
        return cell / corridors_ * padded_corridors_ + cell % corridors_;
      });
  add_cells(corridor_, nullptr, lanes, corridors);
  add_cells(flow_, nullptr, lanes, lanes.rows_of(output.flow_year, years_));
  const auto sums = [&](const float* months) {
    return year_sums_of(lanes, months, months_, borders_);
  };
  add_to_batches(attempts_by_batch_, lanes, sums(output.attempts));
  add_to_batches(entries_by_batch_, lanes, sums(output.entries));
  add_to_batches(deaths_by_batch_, lanes, sums(output.deaths));
  add_to_batches(diverted_by_batch_, lanes, sums(output.diverted));
  // A border's detections are those of its corridors.
  add_to_batches(
      detections_by_batch_, lanes,
      [this, corridors](std::int64_t cell, std::int64_t tile, std::int64_t count, double* out) {
        const auto border = static_cast<std::size_t>(cell % borders_);
        std::fill_n(out, count, 0.0);
        std::vector<float> row(static_cast<std::size_t>(count));
        for (int k = first_corridor_[border]; k < first_corridor_[border + 1]; ++k) {
          corridors(cell / borders_ * corridors_ + k, tile, count, row.data());
          for (std::size_t lane = 0; lane < row.size(); ++lane) {
            out[lane] += static_cast<double>(row[lane]);
          }
        }
      });
}

void RouteStatistics::add_pieces_to(std::vector<StatisticsPiece>& pieces) {
  if (!present_) return;
  for (HistogramBank* bank : banks()) add_pieces(*bank, pieces);
  for (CellMeans* mean : means()) add_pieces(mean->sums(), pieces);
  for (BatchMeans* mean : batch_means()) add_pieces(mean->sums(), pieces);
}

void RouteStatistics::write(EnsembleWriter& writer, int threads) {
  if (!present_) return;
  write_bank(writer, detections_,
             {"irregular_detections_quantile", "irregular_detections_quantile_error",
              "irregular_detections_mean"},
             threads);
  write_bank(writer, detections_year_,
             {"irregular_detections_year_quantile", "irregular_detections_year_quantile_error",
              "irregular_detections_year_mean"},
             threads);
  write_bank(writer, attempts_,
             {"irregular_attempts_quantile", "irregular_attempts_quantile_error",
              "irregular_attempts_mean"},
             threads);
  write_bank(writer, corridor_,
             {"irregular_corridor_quantile", "irregular_corridor_quantile_error",
              "irregular_corridor_mean"},
             threads);
  write_bank(writer, flow_,
             {"irregular_flow_quantile", "irregular_flow_quantile_error", "irregular_flow_mean"},
             threads);
  writer.write("irregular_entries_mean", entries_.means(draws_));
  writer.write("irregular_deaths_mean", deaths_.means(draws_));
  writer.write("response_level_mean", level_.means(draws_));
  attempts_by_batch_.write_and_clear(writer, "irregular_attempts_batch_mean");
  detections_by_batch_.write_and_clear(writer, "border_detections_batch_mean");
  entries_by_batch_.write_and_clear(writer, "irregular_entries_batch_mean");
  deaths_by_batch_.write_and_clear(writer, "irregular_deaths_batch_mean");
  diverted_by_batch_.write_and_clear(writer, "irregular_diverted_batch_mean");
  if (fronts_ == 0) return;
  writer.write("campaign_active_mean", active_.means(draws_));
  writer.write("campaign_probability_mean", probability_.means(draws_));
  writer.write("campaign_probability_active_mean", probability_active_.means(draws_));
  writer.write("campaign_actor_probability_active_mean", actor_active_.means(draws_));
  writer.write("campaign_year_probability", active_year_.means(draws_));
  writer.write("campaign_onset_mean", onsets_.means(draws_));
  campaign_by_batch_.write_and_clear(writer, "campaign_months_batch_mean");
}

double RouteStatistics::memory_bytes() const {
  double bytes = 0;
  for (const HistogramBank* bank :
       {&detections_, &detections_year_, &attempts_, &corridor_, &flow_}) {
    bytes += bank->memory_bytes();
  }
  bytes += 3 * entries_.memory_bytes() + 4 * active_.memory_bytes();
  bytes += 2 * active_year_.memory_bytes() + 5 * attempts_by_batch_.memory_bytes();
  return bytes + campaign_by_batch_.memory_bytes();
}

std::int64_t RouteStatistics::histograms(const WorldView& world) {
  const RoutesView& routes = world.routes;
  if (routes.present == 0) return 0;
  const std::int64_t a_year = months_a_year * (std::int64_t{routes.routes} + routes.borders.count) +
                              routes.routes + listed_corridors(routes) + 1;
  return (world.years + 1) * a_year;
}

}  // namespace peregrine
