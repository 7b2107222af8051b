#include "host/model/displacement/posterior.h"

#include "host/model/tables/posterior_table.h"
#include "host/model/tables/readers.h"

namespace peregrine {
namespace {

// The claim share, which all rows have in common, and the parameters in the order of
// DisplacementParameter.
constexpr std::size_t column_count = displacement_parameter_count + 1;
constexpr std::array<ParameterBounds, column_count> posterior_columns{{
    {"claim_share", 0, 1},
    {"outflow_constant", -5, 10},
    {"outflow_memory", 0, 0.98},
    {"outflow_own", -1, 1},
    {"outflow_fade", 0, 1},
    {"outflow_level", -1, 3},
    {"outflow_jump", -1, 3},
    {"outflow_scale", 0, 5},
    {"outflow_tail", 0, 1},
    {"calm_constant", -5, 10},
    {"calm_memory", 0, 0.98},
    {"calm_own", -1, 1},
    {"calm_fade", 0, 1},
    {"calm_scale", 0, 5},
    {"calm_tail", 0, 1},
    {"share_memory", 0, 0.95},
    {"share_contiguity", -5, 10},
    {"share_distance", -5, 1},
    {"share_diaspora", 0, 1},
    {"share_openness", -2, 3},
    {"share_scale", 0, 3},
    {"exit_after", 0, 1},
    {"conflict_turnover", 0, 1},
    {"count_scale", -10, 5},
    {"count_scale_by_size", -2, 2},
    {"count_rise", 0, 1},
    {"count_tail", 0, 1},
    {"count_memory", 0, 0.9},
    {"count_origin_share", 0, 0.9},
    {"closing_peace", 0, 1},
    {"closing_minor", 0, 1},
    {"closing_war", 0, 1},
    {"closing_after", 0, 1},
    {"closing_depth", 0, 50},
}};

std::string posterior_file(const std::string& dir) {
  return dir + "/displacement_posterior.csv";
}

}  // namespace

const std::array<const char*, displacement_parameter_count>& displacement_parameter_names() {
  static const auto names = [] {
    std::array<const char*, displacement_parameter_count> list{};
    for (std::size_t p = 0; p < list.size(); ++p) list[p] = posterior_columns[p + 1].name;
    return list;
  }();
  return names;
}

void save_displacement_posterior(const std::string& dir, const DisplacementPosterior& posterior) {
  std::vector<double> values;
  for (std::size_t i = 0; i < posterior.rows.size(); ++i) {
    if (i % displacement_parameter_count == 0) values.push_back(posterior.claim_share);
    values.push_back(static_cast<double>(posterior.rows[i]));
  }
  write_posterior(posterior_file(dir), posterior_columns, values, 6);
}

DisplacementPosterior load_displacement_posterior(const std::string& dir) {
  std::vector<Problem> problems;
  const std::vector<double> values = read_posterior(posterior_file(dir), posterior_columns,
                                                    "peregrine calibrate displacement", problems);
  throw_if_any(problems);
  DisplacementPosterior posterior;
  posterior.claim_share = values.front();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % column_count != 0) posterior.rows.push_back(static_cast<float>(values[i]));
  }
  return posterior;
}

}  // namespace peregrine
