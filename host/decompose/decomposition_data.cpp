// A decomposition for programs.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/decompose/decompose.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const VarianceShare& share) {
  return {{"share", share.share}, {"mc_error", share.error}};
}

Json as_json(const DecomposedDriver& driver) {
  Json keys = Json::array();
  for (const ChangedKey& key : driver.keys) {
    keys.push_back({{"key", key.key}, {"scenario", key.in_a}, {"frozen", key.in_b}});
  }
  return {{"name", driver.name},
          {"draws", driver.luck},
          {"frozen", driver.frozen},
          {"keys", std::move(keys)}};
}

Json as_json(const DecomposedQuantity& quantity, const std::vector<DecomposedDriver>& drivers) {
  const VarianceShares& variance = quantity.variance;
  Json parts = Json::array();
  for (std::size_t d = 0; d < drivers.size(); ++d) {
    const PairedMean& effect = quantity.effect[d];
    parts.push_back({{"driver", drivers[d].name},
                     {"mean_frozen", effect.mean_a},
                     {"effect", effect.difference},
                     {"effect_mc_error", effect.error},
                     {"first_order", as_json(variance.drivers[d].first_order)},
                     {"total", as_json(variance.drivers[d].total)}});
  }
  return {{"stock", stock_name(quantity.place.stock)},
          {"origin", quantity.place.origin},
          {"destination", quantity.place.destination},
          {"label", quantity.place.label},
          {"year", quantity.year},
          {"mean", variance.mean},
          {"mean_mc_error", variance.mean_error},
          {"standard_deviation", std::sqrt(variance.variance)},
          {"drivers", std::move(parts)},
          {"interactions", as_json(variance.interactions)}};
}

}  // namespace

std::string decomposition_as_csv(const Decomposition& decomposition) {
  std::string text =
      "stock,origin,destination,year,driver,mean,standard_deviation,effect,effect_mc_error,"
      "first_order,first_order_mc_error,total,total_mc_error\n";
  for (const DecomposedQuantity& quantity : decomposition.quantities) {
    const VarianceShares& variance = quantity.variance;
    const std::string place =
        fmt::format("{},{},{},{}", stock_name(quantity.place.stock), quantity.place.origin,
                    quantity.place.destination, quantity.year);
    const std::string moments =
        fmt::format("{},{}", exact(variance.mean), exact(std::sqrt(variance.variance)));
    for (std::size_t d = 0; d < decomposition.drivers.size(); ++d) {
      const DriverShares& shares = variance.drivers[d];
      text +=
          fmt::format("{},{},{},{},{},{},{},{},{}\n", place, decomposition.drivers[d].name, moments,
                      exact(quantity.effect[d].difference), exact(quantity.effect[d].error),
                      exact(shares.first_order.share), exact(shares.first_order.error),
                      exact(shares.total.share), exact(shares.total.error));
    }
    text += fmt::format("{},interactions,{},,,{},{},,\n", place, moments,
                        exact(variance.interactions.share), exact(variance.interactions.error));
  }
  return text;
}

std::string decomposition_as_json(const Decomposition& decomposition) {
  Json root = {{"scenario", decomposition.scenario},
               {"model_version", decomposition.model_version},
               {"seed", decomposition.seed},
               {"second_seed", decomposition.second_seed},
               {"draws", decomposition.draws},
               {"runs", decomposition.runs},
               {"unit", "persons"},
               {"drivers", Json::array()},
               {"quantities", Json::array()}};
  for (const DecomposedDriver& driver : decomposition.drivers) {
    root["drivers"].push_back(as_json(driver));
  }
  for (const DecomposedQuantity& quantity : decomposition.quantities) {
    root["quantities"].push_back(as_json(quantity, decomposition.drivers));
  }
  return root.dump(1) + '\n';
}

}  // namespace peregrine
