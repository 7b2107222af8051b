// The dated events of a run: what a scenario's words mean in the tables of the inputs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host/model/events/settings.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/owned.h"
#include "host/model/tables/tables.h"
#include "kernels/events/view.h"

namespace peregrine {

using Events = Owned<EventsView>;

// Where events may happen, and from when.
struct EventPlaces {
  std::span<const Border> borders;
  std::span<const Front> fronts;
  const Countries& countries;
  std::span<const float> in_conflict;    // [country] 1 where the conflict process runs
  std::span<const int> observed_months;  // [border] months of the run that repeat the record
  int observed_until;                    // last year of it for countries
  int first_year;                        // of the run
};

// `uncertain` false: every event has the median of its sizes. Throws InputError with all problems:
// places that are not known, and months that repeat the record.
Events make_events(std::span<const EventSettings> settings, const EventPlaces& places,
                   bool uncertain);

}  // namespace peregrine
