#include "host/report/compare/paired_forms.h"

#include <fmt/format.h>

#include "host/support/numbers.h"

namespace peregrine {

std::string paired_mean_columns() {
  return "mean_a,mean_b,difference,mc_error,draws_saved";
}

std::string paired_mean_as_csv(const PairedMean& mean) {
  return fmt::format("{},{},{},{},{}", exact(mean.mean_a), exact(mean.mean_b),
                     exact(mean.difference), exact(mean.error), exact(mean.draws_saved));
}

std::string paired_spread_columns() {
  std::string text;
  for (const double level : difference_levels) text += fmt::format("q{},", level);
  for (const double level : difference_levels) text += fmt::format("mc_error_q{},", level);
  return text + "probability_b_exceeds_a,probability_mc_error,ties";
}

std::string paired_spread_as_csv(const std::optional<PairedSpread>& spread) {
  if (!spread) return std::string(2 * difference_levels.size() + 2, ',');
  std::string text;
  for (const double value : spread->quantile) text += exact(value) + ',';
  for (const double value : spread->quantile_error) text += exact(value) + ',';
  return text + fmt::format("{},{},{}", exact(spread->probability),
                            exact(spread->probability_error), exact(spread->ties));
}

void add_to_json(nlohmann::ordered_json& row, const PairedMean& mean) {
  row["mean_a"] = mean.mean_a;
  row["mean_b"] = mean.mean_b;
  row["difference"] = mean.difference;
  row["mc_error"] = mean.error;
  row["draws_saved"] = mean.draws_saved;
}

void add_to_json(nlohmann::ordered_json& row, const std::optional<PairedSpread>& spread) {
  if (!spread) return;
  row["quantile"] = spread->quantile;
  row["quantile_mc_error"] = spread->quantile_error;
  row["probability_b_exceeds_a"] = spread->probability;
  row["probability_mc_error"] = spread->probability_error;
  row["ties"] = spread->ties;
}

}  // namespace peregrine
