#include "host/decompose/drivers.h"

#include <array>

namespace peregrine {

namespace {

void freeze_climate(RunSettings& settings) {
  settings.climate.emissions = EmissionPath::none;
  settings.climate.parameter_uncertainty = Sampling::off;
  settings.climate.variability = Sampling::off;
  settings.climate.pattern_spread = Sampling::off;
}

// The other emission scenarios have no pledges in them.
void freeze_policy(RunSettings& settings) {
  EmissionPath& emissions = settings.climate.emissions;
  if (emissions == EmissionPath::pledges) emissions = EmissionPath::current_policies;
  settings.policy.adaptation_finance = 0.0;
  settings.policy.legal_pathways = 0.0;
  settings.policy.asylum_recognition = 1.0;
  settings.policy.returns = 1.0;
  settings.policy.coup_belt_stabilisation = 0.0;
}

void freeze_economy(RunSettings& settings) {
  settings.economy.shocks = Sampling::off;
  settings.economy.response = Sampling::off;
}

void freeze_chance(RunSettings& settings) {
  settings.stock.innovations = Sampling::off;
  settings.stock.new_corridors = Sampling::off;
}

const std::array table = {
    Driver{DriverGroup::measurement, "measurement", "the error of the figures of 2020",
           "the table of 2020 as it stands",
           [](RunSettings& settings) { settings.stock.measurement_error = Sampling::off; }},
    Driver{DriverGroup::parameters, "parameters",
           "the parameters of the stock and of its responses", "their means",
           [](RunSettings& settings) { settings.parameter_uncertainty = Sampling::off; }},
    Driver{DriverGroup::climate, "climate", "climate sensitivity, variability and local patterns",
           "warming stays at that of 2020", freeze_climate},
    Driver{DriverGroup::policy, "policy", "which pledges are kept, and how late the others",
           "no bloc acts on its pledge; no policy of [policy]", freeze_policy},
    Driver{DriverGroup::economy, "economy", "incomes about their path",
           "incomes on their path, and arrivals that do not respond to it", freeze_economy},
    Driver{DriverGroup::conflict, "conflict", "conflicts, their deaths, coups and their parameters",
           "conflicts stay as in the last year observed",
           [](RunSettings& settings) { settings.conflict.simulated = Sampling::off; }},
    Driver{DriverGroup::displacement, "displacement",
           "who is displaced, whereto and back, and the parameters of it",
           "the displaced stay as in the last year observed",
           [](RunSettings& settings) { settings.displacement.simulated = Sampling::off; }},
    Driver{DriverGroup::routes, "routes", "months on the irregular corridors and their parameters",
           "irregular corridors as in a usual year",
           [](RunSettings& settings) { settings.routes.simulated = Sampling::off; }},
    Driver{DriverGroup::campaigns, "campaigns", "campaigns that steer people to borders",
           "no campaign begins by chance",
           [](RunSettings& settings) { settings.routes.campaigns.simulated = Sampling::off; }},
    Driver{DriverGroup::chance, "chance", "yearly shocks and openings that no driver explains",
           "no shocks, no corridor opens", freeze_chance},
};

}  // namespace

std::span<const Driver> drivers() {
  return table;
}

}  // namespace peregrine
