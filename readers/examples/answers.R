# usage: Rscript answers.R FILE.h5 FOLDER. Questions to an ensemble and their pictures, step by step, in R; pictures
# go to FOLDER. docs/reading.md shows what it prints.
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
source(file.path(dirname(script), "..", "r", "peregrine_ensemble.R"))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[2]

run <- pe_open(arguments[1])
last <- max(run$axes$year)

# How many migrants from Syria may live in Germany? The middle, and where 8 of 10 draws lie.
fan <- pe_fan(run, "SYR", "DEU")
pe_save(fan, file.path(folder, "fan.png"))
print(fan[fan$year == last, c("year", "q0.1", "q0.5", "q0.9", "mc_error_q0.5")], row.names = FALSE)

# Where do the migrants in Germany come from in that year?
corridors <- pe_frame(run, "corridor_stock", year = last)
to_germany <- corridors[endsWith(corridors$corridor, "-DEU"), ]
print(head(to_germany[order(-to_germany$q0.5), c("corridor", "q0.1", "q0.5", "q0.9")], 3), row.names = FALSE)

# The world in that year, a number a country.
pe_save(pe_map(run, "immigrant_stock", last), file.path(folder, "map.png"))
pe_save(pe_map(run, "war_probability", last), file.path(folder, "map_of_shares.png"))

# Irregular crossings detected on each route, the 24 months ahead.
pe_save(pe_routes(run, "month"), file.path(folder, "routes.png"))

# Who gets into the European Union irregularly in the twelve months ahead, by nationality?
entries <- pe_entries(run, "EU27")
pe_save(entries, file.path(folder, "entries.png"))
shown <- head(as.data.frame(entries)[c("nationality", "q0.1", "q0.5", "q0.9")], 3)
print(cbind(shown[1], round(shown[-1])), row.names = FALSE)

# How likely are more than a number of migrants in Germany, or newly displaced from Syria, in a year?
in_germany <- pe_exceeds(run, 19e6, "DEU", year = last)$chance
from_syria <- pe_exceeds(run, 100000, "SYR", variable = "newly_displaced", year = 2026)$chance
cat(sprintf("in Germany: %.3f, from Syria: %.3f\n", in_germany, from_syria))

# How likely are more than so many crossings in twelve months? Each chance has a Monte Carlo error.
chances <- pe_exceeds(run, c(50000, 100000, 150000), "central-mediterranean", start = "2026-01", months = 12)
pe_save(chances, file.path(folder, "chances.png"))
print(chances[c("start", "end", "threshold", "chance", "mc_error", "draws")], row.names = FALSE)
by_year <- pe_exceeds(run, c(50000, 100000), "central-mediterranean", year = c(2026, 2028, 2030))
pe_save(by_year, file.path(folder, "chances_by_year.png"))

# Both at once: the draws themselves, in the same order for every question.
central <- pe_draws(run, "central-mediterranean", start = "2026-01", months = 12)
eastern <- pe_draws(run, "eastern-mediterranean", start = "2026-01", months = 12)
cat(sprintf("both: %.3f\n", mean(central > 100000 & eastern > 60000)))
