#include "host/audit/audited.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/report/page/draws.h"

namespace peregrine {
namespace {

bool is_row(Dimension dimension) {
  return dimension == Dimension::realization || dimension == Dimension::quantile ||
         dimension == Dimension::batch;
}

bool is_time(Dimension dimension) {
  return dimension == Dimension::year || dimension == Dimension::time ||
         dimension == Dimension::month_ahead;
}

std::size_t index_among(const std::vector<std::string>& codes, std::string_view code,
                        const char* what) {
  const auto found = std::ranges::find(codes, code);
  if (found == codes.end()) throw Untold(fmt::format("the file has no {} {}", what, code));
  return static_cast<std::size_t>(found - codes.begin());
}

}  // namespace

Audited::Audited(const EnsembleReader& reader, const Record& record)
    : reader_(reader),
      record_(record),
      in_record_(reader.header().country_iso3.size(), -1),
      in_file_(static_cast<std::size_t>(record.size()), -1) {
  const std::vector<std::string>& codes = reader.header().country_iso3;
  for (std::size_t country = 0; country < codes.size(); ++country) {
    in_record_[country] = record.countries.index_of(codes[country]);
    if (in_record_[country] < 0) continue;
    in_file_[static_cast<std::size_t>(in_record_[country])] = static_cast<int>(country);
  }
}

const Grid& Audited::grid(const std::string& variable) const {
  const auto known = grids_.find(variable);
  if (known != grids_.end()) return known->second;
  const auto of_format = std::ranges::find(reader_.schema(), variable, &VariableSchema::name);
  if (of_format == reader_.schema().end()) {
    throw TooOld(fmt::format("files of format {} have no {}", reader_.format_version(), variable));
  }
  if (!reader_.has(variable)) {
    throw Untold(fmt::format("the file has no {}", variable));
  }
  const VariableSchema& schema = *of_format;
  Grid grid;
  Slab slab;
  for (const Dimension dimension : schema.dimensions) {
    std::int64_t extent = reader_.extent(dimension);
    if (dimension == Dimension::realization) extent = std::min(extent, most_draws);
    slab.offset.push_back(0);
    slab.count.push_back(extent);
    if (extent == 0) throw Untold(fmt::format("the file keeps no {} of any draw", variable));
    const auto length = static_cast<std::size_t>(extent);
    (is_row(dimension) ? grid.rows : is_time(dimension) ? grid.times : grid.places) = length;
  }
  grid.values = reader_.read(variable, slab);
  return grids_.emplace(variable, std::move(grid)).first->second;
}

bool Audited::has(const std::string& variable) const {
  return reader_.has(variable);
}

std::size_t Audited::year(int calendar) const {
  const std::vector<int>& years = header().years;
  const auto found = std::ranges::find(years, calendar);
  if (found == years.end()) {
    throw Untold(fmt::format("the run goes from {} to {}", years.front(), years.back()));
  }
  return static_cast<std::size_t>(found - years.begin());
}

std::size_t Audited::country(std::string_view iso3) const {
  return index_among(header().country_iso3, iso3, "country");
}

std::size_t Audited::route(std::string_view code) const {
  return index_among(header().routes.route_code, code, "route");
}

std::size_t Audited::border(std::string_view code) const {
  return index_among(header().routes.border_code, code, "border");
}

}  // namespace peregrine
