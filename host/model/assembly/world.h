// The arrays behind a WorldView: what every draw of a run reads.
#pragma once

#include <vector>

#include "host/model/climate/world.h"
#include "host/model/conflict/world.h"
#include "host/model/displacement/world.h"
#include "host/model/drivers/world.h"
#include "host/model/economy/world.h"
#include "host/model/routes/arrays.h"
#include "host/model/stock/calibration.h"
#include "host/model/tables/tables.h"
#include "kernels/world.h"

namespace peregrine {

// Extents as in kernels/world.h. Padded with empty corridors to a multiple of four.
struct World {
  std::vector<int> origin;
  std::vector<int> destination;
  std::vector<float> stock;
  std::vector<float> log_reference;
  std::vector<float> pressure;
  std::vector<float> newcomer;
  std::vector<float> size;
  std::vector<float> shock_scale;
  std::vector<float> revision_scale;
  std::vector<float> arrivals_cap;
  std::vector<float> opening_hazard;
  std::vector<float> opening_log_size;
  std::vector<float> revision_destination;
  std::vector<float> population;
  std::vector<float> births_rate;
  std::vector<float> deaths_rate;
  std::vector<float> posterior;
  Climate climate;            // none unless set
  Economy economy;            // none unless set
  DriversView drivers = {};   // of no effect unless set
  Conflict conflict;          // none unless set
  Displacement displacement;  // none unless set; needs conflict
  Routes routes;              // none unless set
  int corridors = 0;          // padded
  int listed_corridors = 0;   // before padding
  int countries = 0;
  int years = 0;

  WorldView view() const;
};

// `place` says where an array lies: for the CPU where it is, for a GPU a copy there.
template <class Place>
WorldView view_of(const World& world, const Place& place) {
  WorldView view = {};
  view.corridors = world.corridors;
  view.countries = world.countries;
  view.years = world.years;
  view.origin = place(world.origin);
  view.destination = place(world.destination);
  view.stock = place(world.stock);
  view.log_reference = place(world.log_reference);
  view.pressure = place(world.pressure);
  view.newcomer = place(world.newcomer);
  view.size = place(world.size);
  view.shock_scale = place(world.shock_scale);
  view.revision_scale = place(world.revision_scale);
  view.arrivals_cap = place(world.arrivals_cap);
  view.opening_hazard = place(world.opening_hazard);
  view.opening_log_size = place(world.opening_log_size);
  view.revision_destination = place(world.revision_destination);
  view.population = place(world.population);
  view.births_rate = place(world.births_rate);
  view.deaths_rate = place(world.deaths_rate);
  view.posterior = place(world.posterior);
  view.posterior_rows = static_cast<int>(world.posterior.size()) / stock_parameter_count;
  view.climate = view_of(world.climate, place);
  view.economy = view_of(world.economy, place);
  view.drivers = world.drivers;
  if (world.conflict.links.present != 0) {
    view.conflict = view_of(world.conflict.process, place);
    view.conflict_switches = world.conflict.switches;
    view.conflict_links = links_of(world.conflict, place);
  }
  view.displacement = view_of(world.displacement, place);
  view.refugees = refugees_of(world.displacement, place);
  view.routes = view_of(world.routes, place);
  return view;
}

// What a world is made from, for a forecast (2020) and for a back-test (an earlier origin).
struct WorldSource {
  std::vector<int> origin;         // [corridor] country, sorted by (destination, origin)
  std::vector<int> destination;    // [corridor] country
  std::vector<double> stock;       // [corridor] persons at the origin year
  std::vector<double> population;  // [country] persons at the origin year; last: unknown origin, 0
  std::vector<double>
      births_rate;  // [year][country] a year per person, first year after origin first
  std::vector<double> deaths_rate;  // [year][country]
  int years = 0;                    // steps
};

// The source of a forecast from mid-2020 to `to_year`.
WorldSource forecast_source(const BaselineInputs& inputs, int to_year);

// Throws std::logic_error where calibration and source do not have the same corridors.
World make_world(const WorldSource& source, const StockCalibration& calibration);

}  // namespace peregrine
