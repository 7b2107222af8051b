#include "host/outcome/rows.h"

#include <algorithm>

#include "host/outcome/blocks.h"
#include "host/store/schema.h"
#include "host/support/bytes.h"

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

std::vector<std::byte> RowCollector::store_and_clear() {
  ByteWriter bytes;
  bytes.add_count(static_cast<std::uint64_t>(first_));
  bytes.add_count(posterior_.size());
  for (std::vector<std::int32_t>* numbers : {&posterior_, &member_}) {
    bytes.add_array(std::span<const std::int32_t>(*numbers));
    numbers->clear();
  }
  for (std::vector<double>& series : series_) {
    bytes.add_array(std::span<const double>(series));
    series.clear();
  }
  routes_.store_and_clear(bytes);
  return bytes.take();
}

void RowCollector::reserve() {
  const std::int64_t rows = std::min(block_draws, keep_ - first_);
  for (std::size_t series = 0; series < series_count; ++series) {
    series_[series].reserve(static_cast<std::size_t>(rows * row_length(series)));
  }
  routes_.reserve(rows);
}

void RowCollector::restore(std::span<const std::byte> stored) {
  ByteReader bytes(stored);
  const std::uint64_t first = bytes.count();
  const std::uint64_t count = bytes.count();
  if (first >= static_cast<std::uint64_t>(keep_) || count > block_draws - posterior_.size()) {
    throw MalformedBytes("not one block's rows");
  }
  if (empty()) {
    first_ = static_cast<std::int64_t>(first);
    reserve();
  }
  if (first != static_cast<std::uint64_t>(first_) + posterior_.size()) {
    throw MalformedBytes("rows that do not follow those before them");
  }
  for (std::vector<std::int32_t>* numbers : {&posterior_, &member_}) {
    bytes.append_array(count, *numbers);
  }
  for (std::size_t series = 0; series < series_count; ++series) {
    bytes.append_array(count * static_cast<std::size_t>(row_length(series)), series_[series]);
  }
  routes_.restore(bytes);
  bytes.expect_end();
}

}  // namespace peregrine
