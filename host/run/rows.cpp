#include "host/run/rows.h"

#include <algorithm>

#include "host/store/schema.h"

namespace peregrine {

namespace {
constexpr const char* flow_variables[global_flow_count] = {"global_arrivals", "global_returns",
                                                           "global_onward_moves", "global_deaths"};
}  // namespace

void RowCollector::add(const TileOutput& output, int width, std::int64_t first_draw,
                       std::int64_t draws) {
  const std::int64_t wanted = std::min(draws, keep_ - first_draw);
  if (wanted <= 0) return;
  if (posterior_.empty()) first_ = first_draw;
  for (std::int64_t draw = 0; draw < wanted; ++draw) {
    const std::int64_t tile = draw / width;
    const std::int64_t lane = draw % width;
    posterior_.push_back(output.posterior_row[tile * width + lane]);
    for (std::int64_t year = 0; year < times_; ++year) {
      const std::int64_t row = tile * times_ + year;
      stock_.push_back(output.global_stock[row * width + lane]);
      for (std::int64_t flow = 0; flow < global_flow_count; ++flow) {
        flows_[flow].push_back(
            year == 0 ? fill_float64
                      : output.global_flows[(row * global_flow_count + flow) * width + lane]);
      }
    }
  }
}

void RowCollector::write_and_clear(EnsembleWriter& writer) {
  if (empty()) return;
  const auto count = static_cast<std::int64_t>(posterior_.size());
  writer.write_rows("posterior_draw", first_, count, posterior_.data());
  writer.write_rows("global_migrant_stock", first_, count, stock_.data());
  posterior_.clear();
  stock_.clear();
  for (int flow = 0; flow < global_flow_count; ++flow) {
    writer.write_rows(flow_variables[flow], first_, count, flows_[flow].data());
    flows_[flow].clear();
  }
}

std::vector<double> RowCollector::pack_and_clear() {
  std::vector<double> packed = {static_cast<double>(first_),
                                static_cast<double>(posterior_.size())};
  packed.insert(packed.end(), posterior_.begin(), posterior_.end());
  packed.insert(packed.end(), stock_.begin(), stock_.end());
  posterior_.clear();
  stock_.clear();
  for (std::vector<double>& flow : flows_) {
    packed.insert(packed.end(), flow.begin(), flow.end());
    flow.clear();
  }
  return packed;
}

void RowCollector::unpack(const std::vector<double>& packed) {
  first_ = static_cast<std::int64_t>(packed[0]);
  const auto count = static_cast<std::ptrdiff_t>(packed[1]);
  auto at = packed.begin() + 2;
  posterior_.assign(at, at + count);
  at += count;
  stock_.assign(at, at + count * times_);
  at += count * times_;
  for (std::vector<double>& flow : flows_) {
    flow.assign(at, at + count * times_);
    at += count * times_;
  }
}

}  // namespace peregrine
