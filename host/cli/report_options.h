// Options that the commands share which report on ensemble files.
#pragma once

#include <CLI/CLI.hpp>

#include "host/report/places.h"

namespace peregrine {

// --country, --corridor and --year.
void add_place_options(CLI::App& command, PlaceRequest& request);

// At most one is set; text where none is.
struct ReportForm {
  bool csv = false;
  bool json = false;
};

// --csv and --json.
void add_form_options(CLI::App& command, ReportForm& form);

}  // namespace peregrine
