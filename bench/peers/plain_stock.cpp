#include "bench/peers/plain_stock.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>
#include <vector>

namespace peregrine::bench {

namespace {

constexpr int volatility_years = 5;  // as in kernels/stock/shocks.h
constexpr float most_log_volatility = 1.8f;
constexpr float most_shared_shock = 1.1f;        // as in kernels/stock/stock.h
constexpr float unknown_supply = 1.0e9f;         // persons, as in kernels/stock/population.h
constexpr float leaving_share_by_stock = 0.08f;  // as there

// The recurrence of kernels/year.h for one realization; extents as in kernels/world.h.
class PlainDraw {
 public:
  PlainDraw(const WorldView& world, std::uint64_t seed) : world_(world), engine_(seed) {
    const auto corridors = static_cast<std::size_t>(world.corridors);
    const auto countries = static_cast<std::size_t>(world.countries);
    for (auto* column : {&stock_, &pressure_, &level_}) column->resize(corridors);
    for (auto* column :
         {&volatility_, &origin_shock_, &destination_shock_, &origin_pull_, &destination_pull_,
          &supply_, &supply_by_stock_, &immigration_, &outmigration_, &emigration_, &homecoming_}) {
      column->resize(countries);
    }
    const std::size_t country_years = countries * static_cast<std::size_t>(world.years + 1);
    for (auto* column : {&immigrants_, &emigrants_, &population_}) column->resize(country_years);
  }

  // Returns the world's migrant stock of the last year, persons.
  double run() {
    begin();
    for (int step = 1; step <= world_.years; ++step) {
      weigh_populations(step);
      count_natives(step - 1);
      if (step % volatility_years == 1) draw_volatilities();
      shake_countries();
      advance_corridors(step);
      close_populations(step);
    }
    return global_stock_;
  }

 private:
  float parameter(StockParameter which) const { return parameters_[which]; }
  float normal() { return normal_(engine_); }
  float heavy_tailed(float z) const { return z * unit_ * (1.0f + tail_ * z * z); }
  std::size_t at(int year, int country) const {
    return static_cast<std::size_t>(year) * static_cast<std::size_t>(world_.countries) +
           static_cast<std::size_t>(country);
  }

  void begin() {
    std::uniform_int_distribution<int> row(1, world_.posterior_rows - 1);
    parameters_ = world_.posterior + row(engine_) * stock_parameter_count;
    tail_ = parameter(shock_tail);
    unit_ = 1.0f / std::sqrt(1.0f + 6.0f * tail_ + 15.0f * tail_ * tail_);
    for (int country = 0; country < world_.countries; ++country) {
      population_[at(0, country)] = static_cast<double>(world_.population[country]);
    }
    const float log_turnover = std::log(parameter(turnover));
    int drawn_for = -1;
    float shared = 0.0f;
    float revised = 0.0f;
    for (int c = 0; c < world_.corridors; ++c) {
      const int destination = world_.destination[c];
      const float spread = world_.revision_destination[destination];
      if (destination != drawn_for) {
        shared = spread * normal();
        revised = std::uniform_real_distribution<float>(0.0f, 1.0f)(engine_) <
                          world_.revised_share[destination]
                      ? 1.0f
                      : 0.0f;
        drawn_for = destination;
      }
      const float own = world_.revision_scale[c];
      const float log_error =
          revised * (own * normal() + shared - 0.5f * (own * own + spread * spread));
      const auto i = static_cast<std::size_t>(c);
      stock_[i] = world_.stock[c] * std::exp(log_error);
      level_[i] = log_turnover +
                  (1.0f - parameter(diaspora_elasticity)) * (world_.log_reference[c] + log_error);
      pressure_[i] = world_.pressure[c] + world_.newcomer[c] * parameter(newcomer_pressure);
      immigrants_[at(0, destination)] += static_cast<double>(stock_[i]);
      emigrants_[at(0, world_.origin[c])] += static_cast<double>(stock_[i]);
    }
  }

  void weigh_populations(int step) {
    for (int country = 0; country + 1 < world_.countries; ++country) {
      const auto i = static_cast<std::size_t>(country);
      const auto persons = static_cast<float>(population_[at(step - 1, country)]);
      const float change =
          std::log(std::max(persons, 1.0f)) - std::log(std::max(world_.population[country], 1.0f));
      origin_pull_[i] = parameter(origin_elasticity) * change;
      destination_pull_[i] = parameter(destination_elasticity) * change;
    }
  }

  void count_natives(int year) {
    for (int country = 0; country < world_.countries; ++country) {
      const auto i = static_cast<std::size_t>(country);
      const std::size_t here = at(year, country);
      const auto abroad = static_cast<float>(emigrants_[here]);
      const auto at_home = static_cast<float>(population_[here] - immigrants_[here]);
      supply_[i] =
          country + 1 < world_.countries ? std::max(at_home, 0.0f) + abroad : unknown_supply;
      supply_by_stock_[i] = leaving_share_by_stock * supply_[i] / std::max(abroad, 1.0f);
    }
  }

  void draw_volatilities() {
    for (float& volatility : volatility_) {
      volatility = std::exp(
          std::min(parameter(destination_volatility) * normal() + parameter(shock_log_multiplier),
                   most_log_volatility));
    }
  }

  void shake_countries() {
    const float common = std::sqrt(parameter(share_common)) * heavy_tailed(normal());
    const float by_origin = std::sqrt(parameter(share_origin));
    const float by_destination = std::sqrt(parameter(share_destination));
    for (std::size_t i = 0; i < origin_shock_.size(); ++i) {
      origin_shock_[i] = by_origin * heavy_tailed(normal());
      destination_shock_[i] = by_destination * heavy_tailed(normal()) + common;
    }
  }

  void advance_corridors(int step) {
    for (auto* flow : {&immigration_, &outmigration_, &emigration_, &homecoming_}) {
      std::fill(flow->begin(), flow->end(), 0.0f);
    }
    global_deaths_ = global_stock_ = 0.0;
    for (int country = 0; country < world_.countries; ++country) {
      immigrants_[at(step, country)] = emigrants_[at(step, country)] = 0.0;
    }
    own_weight_ =
        std::sqrt(std::max(0.0f, 1.0f - parameter(share_common) - parameter(share_origin) -
                                     parameter(share_destination)));
    rise_ = std::exp(parameter(shock_skew));
    fall_ = std::exp(-parameter(shock_skew));
    for (int c = 0; c < world_.corridors; ++c) advance_corridor(c, step);
  }

  float next_pressure(int c, std::size_t origin, std::size_t destination, float pressure) {
    const float own = own_weight_ * heavy_tailed(normal());
    const float shared = origin_shock_[origin] + destination_shock_[destination];
    const float side = own + shared > 0.0f ? rise_ : fall_;
    const float sd = world_.shock_scale[c] * volatility_[destination];
    const float bounded = std::clamp(sd * shared, -most_shared_shock, most_shared_shock);
    const float shock = side * (sd * own + bounded) - sd * parameter(shock_centre);
    const float remembered = pressure / (1.0f + parameter(pressure_fade) * pressure * pressure);
    return parameter(pressure_persistence) * remembered + parameter(pressure_drift) +
           parameter(pressure_drift_by_size) * world_.size[c] + shock;
  }

  // Zero where the empty corridor stays empty.
  float opening(int c, float cap) {
    if (world_.opening_hazard[c] <= 0.0f || uniform_(engine_) >= world_.opening_hazard[c]) {
      return 0.0f;
    }
    return std::min(std::exp(parameter(opening_log_spread) * normal() + world_.opening_log_size[c]),
                    cap);
  }

  void advance_corridor(int c, int step) {
    const auto i = static_cast<std::size_t>(c);
    const auto origin = static_cast<std::size_t>(world_.origin[c]);
    const auto destination = static_cast<std::size_t>(world_.destination[c]);
    const float departing = parameter(turnover);
    const float cap = world_.least_cap[c] * supply_[origin] + supply_by_stock_[origin] * stock_[i];
    const float pressure = next_pressure(c, origin, destination, pressure_[i]);
    pressure_[i] = pressure;
    const float stock = stock_[i];
    float arrivals = 0.0f;
    float departures = 0.0f;
    if (stock > 0.0f) {
      const float pull = origin_pull_[origin] + destination_pull_[destination];
      arrivals = std::min(
          std::exp(parameter(diaspora_elasticity) * std::log(stock) + level_[i] + pull + pressure),
          cap);
      departures = stock * departing / (std::exp(pressure) + departing);
    } else {
      arrivals = opening(c, cap);
    }
    const float staying = stock - departures;
    const float deaths = staying * world_.deaths_rate[at(step - 1, world_.destination[c])];
    const float next = staying - deaths + arrivals;
    stock_[i] = next;
    immigration_[destination] += arrivals;
    outmigration_[destination] += departures;
    emigration_[origin] += arrivals;
    homecoming_[origin] += departures;
    global_deaths_ += static_cast<double>(deaths);
    immigrants_[at(step, world_.destination[c])] += static_cast<double>(next);
    emigrants_[at(step, world_.origin[c])] += static_cast<double>(next);
  }

  void close_populations(int step) {
    global_arrivals_ = global_returns_ = global_onward_ = 0.0;
    for (int country = 0; country < world_.countries; ++country) {
      const auto i = static_cast<std::size_t>(country);
      const std::size_t rate = at(step - 1, country);
      const double growth =
          static_cast<double>(world_.births_rate[rate] - world_.deaths_rate[rate]);
      const float moved_on = std::min(parameter(onward_share) * homecoming_[i], emigration_[i]);
      global_arrivals_ += static_cast<double>(emigration_[i]);
      global_onward_ += static_cast<double>(moved_on);
      global_returns_ += static_cast<double>(homecoming_[i] - moved_on);
      global_stock_ += immigrants_[at(step, country)];
      const double migration =
          static_cast<double>(immigration_[i]) - static_cast<double>(outmigration_[i]) +
          static_cast<double>(homecoming_[i]) - static_cast<double>(emigration_[i]);
      const double next = population_[rate] * (1.0 + growth) + migration;
      population_[at(step, country)] = country + 1 < world_.countries ? std::max(next, 0.0) : 0.0;
    }
  }

  const WorldView& world_;
  std::mt19937_64 engine_;
  std::normal_distribution<float> normal_;
  std::uniform_real_distribution<float> uniform_;
  const float* parameters_ = nullptr;
  float tail_ = 0.0f;
  float unit_ = 1.0f;
  float own_weight_ = 0.0f;
  float rise_ = 1.0f;
  float fall_ = 1.0f;
  std::vector<float> stock_, pressure_, level_;  // [corridor]
  std::vector<float> volatility_, origin_shock_, destination_shock_, origin_pull_,
      destination_pull_, supply_, supply_by_stock_, immigration_, outmigration_, emigration_,
      homecoming_;                                           // [country]
  std::vector<double> immigrants_, emigrants_, population_;  // [year][country] persons
  double global_stock_ = 0.0;
  double global_arrivals_ = 0.0;
  double global_returns_ = 0.0;
  double global_onward_ = 0.0;
  double global_deaths_ = 0.0;
};

}  // namespace

PlainResult simulate_plain(const WorldView& world, std::uint64_t seed, int draws, int threads) {
  std::vector<double> stock(static_cast<std::size_t>(draws));
  std::vector<std::thread> workers;
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&, worker] {
      PlainDraw draw(world, seed + static_cast<std::uint64_t>(worker));
      for (int i = worker; i < draws; i += threads) stock[static_cast<std::size_t>(i)] = draw.run();
    });
  }
  for (std::thread& worker : workers) worker.join();
  double sum = 0.0;
  for (const double persons : stock) sum += persons;
  const double mean = sum / draws;
  double squares = 0.0;
  for (const double persons : stock) squares += (persons - mean) * (persons - mean);
  return {mean, std::sqrt(squares / (draws - 1))};
}

}  // namespace peregrine::bench
