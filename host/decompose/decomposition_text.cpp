// A decomposition for people.
#include <fmt/format.h>

#include <cmath>

#include "host/decompose/decompose.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

std::string share_in_per_cent(double share) {
  return grouped(100 * share, 1);
}

// One figure more than a share, since it is much smaller.
std::string error_in_per_cent(double error) {
  return grouped(100 * error, 2);
}

std::string quantity_as_text(const DecomposedQuantity& quantity,
                             const std::vector<DecomposedDriver>& drivers) {
  const VarianceShares& variance = quantity.variance;
  const Unit unit = unit_for(variance.mean);
  std::string text = fmt::format(
      "\n{}, {} ({})\nmean {} ± {}, standard deviation {}\n", title_of(quantity.place),
      quantity.year, unit.name, in_unit(variance.mean, unit),
      error_in_unit(variance.mean_error, unit), in_unit(std::sqrt(variance.variance), unit));
  TextTable table;
  table.add_column("driver", Align::left);
  for (const char* heading :
       {"effect", "± MC", "%", "first order, %", "± MC", "total, %", "± MC"}) {
    table.add_column(heading, Align::right);
  }
  const auto add_shares = [](std::vector<std::string>& cells, const VarianceShare& share) {
    cells.push_back(share_in_per_cent(share.share));
    cells.push_back(error_in_per_cent(share.error));
  };
  for (std::size_t d = 0; d < drivers.size(); ++d) {
    const PairedMean& effect = quantity.effect[d];
    std::vector<std::string> cells = {drivers[d].name, difference_in_unit(effect.difference, unit),
                                      error_in_unit(effect.error, unit),
                                      difference_in_per_cent(effect.difference, effect.mean_a)};
    add_shares(cells, variance.drivers[d].first_order);
    add_shares(cells, variance.drivers[d].total);
    table.add_row(std::move(cells));
  }
  std::vector<std::string> rest = {"interactions", "", "", ""};
  add_shares(rest, variance.interactions);
  rest.insert(rest.end(), {"", ""});
  table.add_row(std::move(rest));
  return text + table.text();
}

std::string drivers_as_text(const std::vector<DecomposedDriver>& drivers) {
  std::string text =
      "\nWhat a driver draws, what is left where it is frozen, and the keys that do it:\n";
  for (const DecomposedDriver& driver : drivers) {
    text += fmt::format("   {}: {}\n      {}{}\n", driver.name, driver.luck, driver.frozen,
                        driver.keys.empty() ? " (as in this scenario)" : "");
    for (const ChangedKey& key : driver.keys) {
      text += fmt::format("         {}: {} → {}\n", key.key, key.in_a, key.in_b);
    }
  }
  return text;
}

}  // namespace

std::string decomposition_as_text(const Decomposition& decomposition) {
  std::string text =
      fmt::format("Scenario {}: {} runs of {} draws, seed {} (second {}), model {}\n",
                  decomposition.scenario, decomposition.runs, grouped(decomposition.draws),
                  decomposition.seed, decomposition.second_seed, decomposition.model_version);
  for (const DecomposedQuantity& quantity : decomposition.quantities) {
    text += quantity_as_text(quantity, decomposition.drivers);
  }
  text += drivers_as_text(decomposition.drivers);
  text +=
      "\neffect: mean of the scenario less that of the same draws with the driver frozen, %: of "
      "the\n"
      "latter. first order: share of the variance that would go, on average, were the driver's "
      "luck\n"
      "known; total: share that would stay, were all other luck known. First-order shares need "
      "not\n"
      "add up to 100 %: interactions are the rest, which drivers make only together, and total "
      "shares\n"
      "count them once for each driver that takes part. ± MC: standard error from the finite "
      "number\n"
      "of draws, not the model's own; a share within two of them of 0 is not told from 0.\n";
  return text;
}

}  // namespace peregrine
