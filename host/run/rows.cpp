#include "host/run/rows.h"

#include <algorithm>

#include "host/store/schema.h"

namespace peregrine {

const std::array<const char*, RowCollector::series_count> RowCollector::series_names = {
    "global_migrant_stock",
    "global_arrivals",
    "global_returns",
    "global_onward_moves",
    "global_deaths",
    "global_mean_temperature",
    "co2_concentration",
    "co2_emissions",
    "minor_conflict_countries",
    "war_countries",
    "interstate_war_countries",
    "coup_attempts",
    "conflict_deaths",
    "displaced_abroad",
    "food_stressed"};

void RowCollector::add(const TileOutput& output, int width, std::int64_t first_draw,
                       std::int64_t draws) {
  const std::int64_t wanted = std::min(draws, keep_ - first_draw);
  if (wanted <= 0) return;
  if (posterior_.empty()) first_ = first_draw;
  routes_.add(output.routes, width, wanted);
  for (std::int64_t draw = 0; draw < wanted; ++draw) {
    const std::int64_t tile = draw / width;
    const std::int64_t lane = draw % width;
    posterior_.push_back(output.posterior_row[tile * width + lane]);
    member_.push_back(output.climate.row[tile * width + lane]);
    for (std::int64_t year = 0; year < times_; ++year) {
      const std::int64_t row = tile * times_ + year;
      series_[stock_series].push_back(output.global_stock[row * width + lane]);
      for (std::size_t flow = 0; flow < global_flow_count; ++flow) {
        const std::int64_t plane = row * global_flow_count + static_cast<std::int64_t>(flow);
        series_[flow_series + flow].push_back(
            year == 0 ? fill_float64 : output.global_flows[plane * width + lane]);
      }
      series_[temperature_series].push_back(
          static_cast<double>(output.climate.temperature[row * width + lane]));
      series_[co2_series].push_back(static_cast<double>(output.climate.co2[row * width + lane]));
      for (std::int64_t bloc = 0; bloc < bloc_count; ++bloc) {
        series_[emissions_series].push_back(static_cast<double>(
            output.climate.emissions[(row * bloc_count + bloc) * width + lane]));
      }
      const ConflictOutput& conflict = output.conflict;
      const std::array<const float*, conflict_counts> counts = {
          conflict.minor_countries, conflict.war_countries, conflict.interstate_wars,
          conflict.coups};
      for (std::size_t count = 0; count < conflict_counts; ++count) {
        series_[conflict_series + count].push_back(
            static_cast<double>(counts[count][row * width + lane]));
      }
      series_[deaths_series].push_back(conflict.deaths[row * width + lane]);
      series_[displaced_series].push_back(output.displaced[row * width + lane]);
      series_[food_series].push_back(output.food_stressed[row * width + lane]);
    }
  }
}

void RowCollector::write_and_clear(EnsembleWriter& writer) {
  if (empty()) return;
  const auto count = static_cast<std::int64_t>(posterior_.size());
  writer.write_rows("posterior_draw", first_, count, posterior_.data());
  writer.write_rows("climate_member", first_, count, member_.data());
  routes_.write_and_clear(writer, first_);
  posterior_.clear();
  member_.clear();
  for (std::size_t series = 0; series < series_count; ++series) {
    writer.write_rows(series_names[series], first_, count, series_[series].data());
    series_[series].clear();
  }
}

std::vector<double> RowCollector::pack_and_clear() {
  std::vector<double> packed = {static_cast<double>(first_),
                                static_cast<double>(posterior_.size())};
  for (std::vector<std::int32_t>* numbers : {&posterior_, &member_}) {
    packed.insert(packed.end(), numbers->begin(), numbers->end());
    numbers->clear();
  }
  for (std::vector<double>& series : series_) {
    packed.insert(packed.end(), series.begin(), series.end());
    series.clear();
  }
  return packed;
}

void RowCollector::unpack(const std::vector<double>& packed) {
  first_ = static_cast<std::int64_t>(packed[0]);
  const auto count = static_cast<std::ptrdiff_t>(packed[1]);
  auto at = packed.begin() + 2;
  for (std::vector<std::int32_t>* numbers : {&posterior_, &member_}) {
    numbers->assign(at, at + count);
    at += count;
  }
  for (std::size_t series = 0; series < series_count; ++series) {
    const std::ptrdiff_t length = count * row_length(series);
    series_[series].assign(at, at + length);
    at += length;
  }
}

}  // namespace peregrine
