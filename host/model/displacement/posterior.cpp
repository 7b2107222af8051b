#include "host/model/displacement/posterior.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "host/model/tables/readers.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct Bounds {
  double least;
  double most;
};

// In the order of DisplacementParameter: within these the kernel is meant to work.
constexpr std::array<Bounds, displacement_parameter_count> bounds{{
    {-5, 10}, {0, 0.98}, {0, 1},  {-1, 3}, {-1, 3},  {0, 5},   {0, 1}, {0, 0.95},
    {-5, 10}, {-5, 1},   {0, 1},  {-2, 3}, {0, 3},   {0, 1},   {0, 1}, {0, 1},
    {-10, 5}, {-2, 2},   {-1, 1}, {0, 1},  {0, 0.9}, {0, 0.9}, {0, 1}, {0, 50},
}};

std::string posterior_file(const std::string& dir) {
  return dir + "/displacement_posterior.csv";
}

}  // namespace

const std::array<const char*, displacement_parameter_count>& displacement_parameter_names() {
  static const std::array<const char*, displacement_parameter_count> names{
      "outflow_constant", "outflow_memory",      "outflow_fade",   "outflow_level",
      "outflow_jump",     "outflow_scale",       "outflow_tail",   "share_memory",
      "share_contiguity", "share_distance",      "share_diaspora", "share_openness",
      "share_scale",      "exit_peace",          "exit_minor",     "exit_war",
      "count_scale",      "count_scale_by_size", "count_centre",   "count_tail",
      "count_memory",     "count_origin_share",  "closing_hazard", "closing_depth"};
  return names;
}

void save_displacement_posterior(const std::string& dir, const DisplacementPosterior& posterior) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  std::ofstream out(posterior_file(dir), std::ios::trunc);
  out << "claim_share";
  for (const char* name : displacement_parameter_names()) out << ',' << name;
  for (std::size_t i = 0; i < posterior.rows.size(); ++i) {
    if (i % displacement_parameter_count == 0)
      out << fmt::format("\n{:.6g}", posterior.claim_share);
    out << fmt::format(",{:.6g}", posterior.rows[i]);
  }
  out << '\n';
  out.flush();
  if (!out) {
    throw OutputError(fmt::format("{}: cannot be written (is the folder there, is there space?)",
                                  posterior_file(dir)));
  }
}

DisplacementPosterior load_displacement_posterior(const std::string& dir) {
  CsvProblems here(posterior_file(dir));
  std::vector<CsvColumn> columns{{"claim_share", CsvType::real, 0, 1, CsvEmpty::refused}};
  for (std::size_t p = 0; p < bounds.size(); ++p) {
    columns.push_back({displacement_parameter_names()[p], CsvType::real, bounds[p].least,
                       bounds[p].most, CsvEmpty::refused});
  }
  const CsvTable table = read_csv(posterior_file(dir), columns, here);
  if (here.empty() && table.rows() < 2) {
    here.add(0, "", "", fmt::format("has {} rows", table.rows()),
             "the posterior needs its mean and at least one draw; run `peregrine calibrate "
             "displacement`");
  }
  throw_if_any(here.all());
  DisplacementPosterior posterior;
  posterior.claim_share = table.numbers(0).front();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t p = 0; p < bounds.size(); ++p) {
      posterior.rows.push_back(static_cast<float>(table.numbers(p + 1)[row]));
    }
  }
  return posterior;
}

}  // namespace peregrine
