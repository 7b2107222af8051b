// The table readers behind tables.h. They append what is wrong to `problems` instead of throwing,
// so that a check can go through all tables; what they return is whole only where nothing was
// appended.
#pragma once

#include <string>
#include <vector>

#include "host/model/tables/csv.h"
#include "host/model/tables/tables.h"

namespace peregrine {

using Problems = std::vector<Problem>;

Countries read_countries(const std::string& inputs_dir, Problems& problems);
Corridors read_corridors(const std::string& inputs_dir, const Countries& countries,
                         Problems& problems);
PopulationTrend read_population_trend(const std::string& inputs_dir, const Countries& countries,
                                      Problems& problems);
GdpTrend read_gdp_trend(const std::string& inputs_dir, const Countries& countries,
                        Problems& problems);
StockHistory read_stock_history(const std::string& inputs_dir, Revision revision,
                                const Countries& countries, Problems& problems);
FlowHistory read_flow_history(const std::string& inputs_dir, const Countries& countries,
                              Problems& problems);
PopulationHistory read_population_history(const std::string& inputs_dir, const Countries& countries,
                                          Problems& problems);
GdpHistory read_gdp_history(const std::string& inputs_dir, const Countries& countries,
                            Problems& problems);
Covariates read_covariates(const std::string& inputs_dir, const Countries& countries,
                           const Corridors& corridors, Problems& problems);

// Throws InputError where there are problems.
void throw_if_any(const Problems& problems);

}  // namespace peregrine
