// What a scenario asks of conflict: plain data.
#pragma once

#include "host/model/tables/settings.h"

namespace peregrine {

struct ConflictSettings {
  Sampling simulated = Sampling::on;  // after the last year observed, or as in that year
  Sampling new_wars = Sampling::on;   // countries at peace may come to conflict
  double coup_rate = 1.0;             // times attempts, everywhere
  double interstate_war_rate = 1.0;   // times wars between states that begin
  double coup_belt_rate = 1.0;        // times attempts in the coup belt
  double coup_belt_odds = 1.0;        // times odds of minor conflict and of war there
  int ukraine_war_until = 2024;       // the war there does not end before
};

}  // namespace peregrine
