// Who may be displaced next, for the view of war and flight.
#pragma once

#include <string>

#include "host/report/page/sources.h"

namespace peregrine {

// Tables of the countries by their chance of many newly displaced abroad in the next years; for a
// file that cannot say, why not.
std::string flight_as_html(const EnsembleReader& reader);

}  // namespace peregrine
