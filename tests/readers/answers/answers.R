# usage: Rscript answers.R FOLDER_OF_SOURCES ENSEMBLE FOLDER_OF_WRONG_FILES. The questions of answers.py, asked
# by R. Exit code 77 where ncdf4 is not installed.
arguments <- commandArgs(trailingOnly = TRUE)
if (!requireNamespace("ncdf4", quietly = TRUE)) {
  cat("skipped: R package ncdf4 is not installed\n")
  quit(status = 77)
}
source(file.path(arguments[1], "peregrine_ensemble.R"))

show <- function(name, answer) {
  cat("== ", name, "\n", sep = "")
  for (column in names(answer)) {
    values <- answer[[column]]
    if (inherits(values, "Date")) answer[[column]] <- format(values, "%Y-%m")
    if (is.numeric(values)) answer[[column]] <- sprintf("%.17g", values)
  }
  write.csv(as.data.frame(unclass(answer), optional = TRUE), row.names = FALSE)
}
refused <- function(name, question) {
  cat("== ", name, "\n", sep = "")
  tryCatch(print(question), error = function(error) cat("! ", conditionMessage(error), "\n", sep = ""))
}

run <- pe_open(arguments[2])
route <- "central-mediterranean"
show("fan_corridor", pe_fan(run, "SYR", "DEU"))
show("fan_immigrants", pe_fan(run, "DEU"))
show("fan_emigrants", pe_fan(run, "deu", variable = "emigrant_stock"))
show("fan_world", pe_fan(run))
show("fan_route", pe_fan(run, route, start = "2025-03", months = 20))
show("fan_route_year", pe_fan(run, route, year = 2028))
show("fan_nationals", pe_fan(run, "belarus-poland", "AFG"))
show("fan_draws", pe_fan(run, variable = "global_mean_temperature"))
show("fan_draws_of_border", pe_fan(run, "belarus-poland", variable = "irregular_entries", year = 2026))
show("routes_by_year", pe_routes(run))
show("routes_by_month", pe_routes(run, "month"))
show("map_median", pe_map(run, "immigrant_stock", 2028))
show("map_share", pe_map(run, "war_probability", 2028))
show("map_mean", pe_map(run, "displaced_abroad", 2028))
show("exceeds_route", pe_exceeds(run, 40000, route))
show("exceeds_window", pe_exceeds(run, 60000, route, start = "2026-04", months = 18))
show("exceeds_year", pe_exceeds(run, 60000, route, year = 2027))
show("exceeds_world", pe_exceeds(run, 3e8))
show("exceeds_any", pe_exceeds(run, 1, "belarus-poland", variable = "response_level", year = 2026))
show("exceeds_never", pe_exceeds(run, 1e9, route, year = 2026))
show("frame_draws", pe_frame(run, "global_migrant_stock", draws = TRUE))
show("frame_of_draws_alone", pe_frame(run, "global_arrivals"))
show("frame_months", pe_frame(run, "irregular_entries_mean", "belarus-poland"))
show("frame_stem", pe_frame(run, "corridor_stock", year = 2028))
show("frame_nationals", pe_frame(run, "irregular_corridor_quantile_error", year = 2028))
refused("no_country", pe_fan(run, "GER"))
refused("no_country_of_corridor", pe_fan(run, "SYR", "DUE"))
refused("no_corridor", pe_fan(run, "SYR-NRU"))
refused("no_route", pe_fan(run, "central-mediteranean"))
refused("no_variable", pe_frame(run, "immigrant_stok"))
refused("no_year", pe_map(run, "immigrant_stock", 2061))
refused("no_month", pe_exceeds(run, 1, route, start = "2061-01", months = 2))
refused("no_months", pe_exceeds(run, 1, route, start = "2030-06", months = 12))
refused("no_draws", pe_exceeds(run, 1, "DEU", variable = "emigrant_stock"))
refused("no_map", pe_map(run, "irregular_attempts", 2028))
for (name in c("text", "other", "newer", "older", "unfinished", "cut", "missing")) {
  refused(paste0("file_", name), pe_open(file.path(arguments[3], paste0(name, ".h5"))))
}
later <- pe_open(file.path(arguments[3], "later.h5"))
show("later_fan", pe_fan(later, "SYR", "DEU"))
show("later_exceeds", pe_exceeds(later, 15e6, "SYR", "DEU", year = 2030))
show("later_fan_of_draws", pe_fan(later, "DEU", variable = "newly_displaced"))
show("later_map", pe_map(later, "newly_displaced", 2028))
refused("later_not_kept", pe_exceeds(later, 1, "POL", "DEU"))
