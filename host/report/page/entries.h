// Irregular entries by nationality, for the view of routes.
#pragma once

#include <string>

#include "host/report/page/sources.h"

namespace peregrine {

// Entries into the European Union in the twelve months ahead; empty where the file has not all of
// its members. For a file that cannot say, why not.
std::string entries_as_html(const EnsembleReader& reader);

}  // namespace peregrine
