// Which corridors of the stock those who enter irregularly join, and how many usually do.
#pragma once

#include <vector>

#include "host/model/routes/world.h"

namespace peregrine {

// Share of asylum decisions of first instance in the EU that give protection, 2016-2023: 38 to 61
// per cent a year (Eurostat migr_asydcfsta). The rest are refusals. Those who are recognised belong
// to the displaced, where the displacement process has the corridor.
inline constexpr double recognised_share = 0.4;

// Of the entries at a border in a month, the share that is no repeat: the same person's once more
// within a year.
double share_of_persons(const Border& border, int month);

// Puts the entries of `routes`, whose borders and corridors are there; the stock begins in the
// middle of `first_year`.
void put_entries(const RouteInputs& inputs, const BaselineInputs& baseline,
                 const EntrySource& source, int first_year, Routes& routes);

}  // namespace peregrine
