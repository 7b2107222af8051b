#include "host/cli/report_options.h"

#include "host/cli/number_options.h"

namespace peregrine {

void add_place_options(CLI::App& command, PlaceRequest& request) {
  CLI::Option* country =
      command
          .add_option("--country", request.country,
                      "Immigrants and emigrants of a country, ISO 3166-1 alpha-3")
          ->type_name("ISO");
  command.add_option("--corridor", request.corridor, "One corridor, for example MEX-USA")
      ->type_name("ORIG-DEST")
      ->excludes(country);
  takes_whole(command.add_option("--year", request.year, "This year alone"))->type_name("Y");
}

void add_form_options(CLI::App& command, ReportForm& form) {
  CLI::Option* csv = command.add_flag("--csv", form.csv, "As CSV, persons");
  command.add_flag("--json", form.json, "As JSON, persons")->excludes(csv);
}

}  // namespace peregrine
