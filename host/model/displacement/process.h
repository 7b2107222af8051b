// What a run of the displacement process starts from, as the kernels read it.
#pragma once

#include <string>
#include <vector>

#include "host/model/displacement/panel.h"
#include "host/model/tables/owned.h"
#include "host/model/tables/tables.h"
#include "kernels/displacement/displacement.h"

namespace peregrine {

// Where a run starts and how far it repeats what was observed: first_year <= observed_until.
struct DisplacementYears {
  int first_year;
  int observed_until;
};

// `panel` reaches to years.observed_until; `population` [area] persons who could leave each area, 0
// where that is unknown; `posterior` as of displacement_posterior(). Each area reads the row of the
// deaths that has its number, and no scenario changes anything: a caller who wants another puts it.
Owned<DisplacementView> make_displacement_process(const DisplacementPanel& panel,
                                                  double claim_share, DisplacementYears years,
                                                  const std::vector<double>& population,
                                                  std::vector<float> posterior);

// Persons at mid-year by area of the history; 0 for areas without a population of their own.
// Throws InputError.
std::vector<double> population_of_areas(const std::string& inputs_dir,
                                        const DisplacementHistory& history, int year);

}  // namespace peregrine
