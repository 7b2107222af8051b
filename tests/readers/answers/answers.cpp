// usage: answers ENSEMBLE FOLDER_OF_WRONG_FILES. The questions of answers.py, asked by the C++
// headers.
#include <cstdio>
#include <iostream>
#include <string>

#include "readers/cpp/peregrine_ensemble.h"

namespace {

using peregrine_ensemble::Run;
using peregrine_ensemble::Table;

void show(const std::string& name, const Table& table) {
  std::cout << "== " << name << '\n';
  table.write_csv(std::cout);
}

template <typename Question>
void refused(const std::string& name, const Question& question) {
  std::cout << "== " << name << '\n';
  try {
    question();
  } catch (const peregrine_ensemble::EnsembleError& error) {
    std::cout << "! " << error.what() << '\n';
  }
}

void ask(const Run& run) {
  const std::string route = "central-mediterranean";
  show("fan_corridor", run.fan({"SYR", "DEU"}));
  show("fan_immigrants", run.fan({"DEU"}));
  show("fan_emigrants", run.fan({"deu"}, {.variable = "emigrant_stock"}));
  show("fan_world", run.fan({}));
  show("fan_route", run.fan({route}, {.start = "2025-03", .months = 20}));
  show("fan_route_year", run.fan({route}, {.years = {2028}}));
  show("fan_nationals", run.fan({"belarus-poland", "AFG"}));
  show("fan_draws", run.fan({}, {.variable = "global_mean_temperature"}));
  show("fan_draws_of_border",
       run.fan({"belarus-poland"}, {.variable = "irregular_entries", .years = {2026}}));
  show("routes_by_year", run.routes());
  show("routes_by_month", run.routes(true));
  show("map_median", run.map("immigrant_stock", 2028));
  show("map_share", run.map("war_probability", 2028));
  show("map_mean", run.map("displaced_abroad", 2028));
  show("exceeds_route", run.exceeds(40'000, {route}));
  show("exceeds_window", run.exceeds(60'000, {route}, {.start = "2026-04", .months = 18}));
  show("exceeds_year", run.exceeds(60'000, {route}, {.years = {2027}}));
  show("exceeds_world", run.exceeds(3e8, {}));
  show("exceeds_any",
       run.exceeds(1, {"belarus-poland"}, {.variable = "response_level", .years = {2026}}));
  show("exceeds_never", run.exceeds(1e9, {route}, {.years = {2026}}));
  show("frame_draws", run.frame("global_migrant_stock", {}, {.draws = true}));
  show("frame_of_draws_alone", run.frame("global_arrivals"));
  show("frame_months", run.frame("irregular_entries_mean", {"belarus-poland"}));
  show("frame_stem", run.frame("corridor_stock", {}, {.years = {2028}}));
  show("frame_nationals", run.frame("irregular_corridor_quantile_error", {}, {.years = {2028}}));
  const std::string entries = "irregular_entries_by_nationality";
  show("exceeds_immigrants", run.exceeds(18.8e6, {"DEU"}, {.years = {2028, 2030}}));
  show("exceeds_emigrants",
       run.exceeds(9.5e6, {"SYR"}, {.variable = "emigrant_stock", .years = {2028}}));
  show("exceeds_corridor", run.exceeds(930'000, {"SYR", "DEU"}, {.years = {2028}}));
  show("exceeds_flight",
       run.exceeds(50'000, {"SYR"}, {.variable = "newly_displaced", .years = {2026}}));
  show("exceeds_nationals",
       run.exceeds(60, {"belarus-poland:ETH"}, {.variable = entries, .years = {2026}}));
  show("entries_union", run.entries({"EU27"}));
  show("entries_some", run.entries({"grc", "ITA"}, {.years = {2026}}));
  show("entries_later_border", run.entries({"HUN"}, {.start = "2025-03", .months = 3}));
  show("fan_flight", run.fan({"SYR"}, {.variable = "newly_displaced"}));
  show("frame_kept", run.frame("corridor_stock", {"SYR", "DEU"}, {.years = {2028}, .draws = true}));
  show("frame_ahead",
       run.frame(entries, {"belarus-poland", "AFG"}, {.start = "2026-01", .months = 2}));
  show("frame_targets", run.frame("border_target"));
  refused("no_country", [&] { run.fan({"GER"}); });
  refused("no_country_of_corridor", [&] { run.fan({"SYR", "DUE"}); });
  refused("no_corridor", [&] { run.fan({"SYR-NRU"}); });
  refused("no_route", [&] { run.fan({"central-mediteranean"}); });
  refused("no_variable", [&] { run.frame("immigrant_stok"); });
  refused("no_year", [&] { run.map("immigrant_stock", 2061); });
  refused("no_month", [&] { run.exceeds(1, {route}, {.start = "2061-01", .months = 2}); });
  refused("no_months", [&] { run.exceeds(1, {route}, {.start = "2030-06", .months = 12}); });
  refused("no_draws", [&] { run.exceeds(1, {"DEU"}, {.variable = "population_mean"}); });
  refused("not_kept", [&] { run.exceeds(1, {"CHL", "deu"}); });
  refused("no_border", [&] { run.entries({"CHE"}); });
  refused("two_stretches", [&] { run.entries({"EU27"}, {.years = {2025, 2026}}); });
  show("entries_left", run.entries({"POL"}, {.start = "2026-09"}));
  refused("no_months_ahead", [&] { run.entries({"EU27"}, {.start = "2026-06", .months = 12}); });
  refused("months_below_one", [&] { run.entries({"EU27"}, {.months = -1}); });
  refused("no_map", [&] { run.map("irregular_attempts", 2028); });
}

void ask_later(const Run& run) {
  show("later_fan", run.fan({"SYR", "DEU"}));
  show("later_exceeds",
       run.exceeds(15e6, {"SYR", "DEU"}, {.variable = "corridor_asylum", .years = {2030}}));
  show("later_fan_of_draws", run.fan({"DEU"}, {.variable = "newly_settled"}));
  show("later_map", run.map("newly_settled", 2028));
  refused("later_not_kept", [&] {
    run.exceeds(1, {"POL", "DEU"}, {.variable = "corridor_asylum"});
  });
}

void ask_old(const Run& run) {
  show("old_fan", run.fan({"DEU"}));
  refused("old_country", [&] { run.exceeds(1, {"DEU"}); });
  refused("old_flight", [&] { run.exceeds(1, {"SYR"}, {.variable = "newly_displaced"}); });
  refused("old_entries", [&] { run.entries({"EU27"}); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: answers ENSEMBLE FOLDER_OF_WRONG_FILES\n");
    return 2;
  }
  try {
    ask(Run(argv[1]));
    ask_later(Run(std::string(argv[2]) + "/later.h5"));
    ask_old(Run(std::string(argv[2]) + "/format_3.h5"));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  for (const char* name : {"text", "other", "newer", "older", "unfinished", "cut", "missing"}) {
    refused(std::string("file_") + name,
            [&] { Run wrong(std::string(argv[2]) + "/" + name + ".h5"); });
  }
}
