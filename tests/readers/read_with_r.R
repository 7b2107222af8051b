library(ncdf4)
run <- nc_open(commandArgs(trailingOnly = TRUE)[1])
# What the sample holds: a thousand times the variable's place in the schema, and 0.25 more from each
# to the next.
ascends <- function(values) {
  values[1] > 0 && values[1] %% 1000 == 0 && all(values == values[1] + 0.25 * (seq_along(values) - 1))
}
# R gives the fastest dimension first.
stock <- ncvar_get(run, "global_migrant_stock")
stopifnot(identical(dim(stock), c(6L, 7L)), ascends(stock))
quantiles <- ncvar_get(run, "corridor_stock_quantile")
stopifnot(identical(dim(quantiles), c(4L, 6L, 11L)), all(diff(as.vector(quantiles)) >= 0))
arrivals <- ncvar_get(run, "global_arrivals")
stopifnot(all(is.na(arrivals[1, ])), !anyNA(arrivals[-1, ]))
names <- ncvar_get(run, "country_name")
Encoding(names) <- "UTF-8"
stopifnot(identical(as.vector(ncvar_get(run, "country")), c("CIV", "IND", "MEX", "USA", "OOO")))
stopifnot(identical(as.vector(names)[1], "C\u00f4te d'Ivoire"))
stopifnot(identical(as.vector(ncvar_get(run, "corridor_origin")), c("MEX", "IND", "CIV", "OOO")))
detections <- ncvar_get(run, "irregular_detections")
stopifnot(identical(dim(detections), c(2L, 72L, 7L)), ascends(detections))
stopifnot(ncatt_get(run, "time", "units")$value == "days since 2020-01-01")
stopifnot(as.Date("2020-01-01") + ncvar_get(run, "time")[51] == as.Date("2024-03-01"))
stopifnot(ncatt_get(run, 0, "filetype")$value == "peregrine-ensemble")
stopifnot(ncatt_get(run, 0, "complete")$value == 1)
stopifnot(ncatt_get(run, 0, "simulate_seconds")$value == 1.5)
# The selection that docs/formats.md shows.
means <- ncvar_get(run, "immigrant_stock_mean")
usa <- means[run$dim$country$vals == "USA", ]
stopifnot(identical(usa, means[4, ]), length(usa) == 6)
nc_close(run)
