# The questions that an ensemble answers; peregrine_ensemble.R sources this file. Codes are as in the file,
# in any case of letters. What is not there stops, with what may be meant.

# Bands of a place over time: a row a year or month, with mean, eleven quantiles and their Monte Carlo errors.
# pe_fan(run, "SYR", "DEU") is a corridor, pe_fan(run, "DEU") who lives in a country, pe_fan(run) the world,
# pe_fan(run, "central-mediterranean") a route; `variable` asks for another one, as "emigrant_stock".
pe_fan <- function(run, ..., variable = NULL, year = NULL, start = NULL, months = NULL) {
  codes <- pe_codes(...)
  name <- if (is.null(variable)) pe_usual(run, codes) else variable
  stem <- pe_with_quantiles(run, name)
  draws <- pe_with_draws(run, name)
  array <- if (!is.null(stem)) paste0(stem, "_quantile") else if (!is.null(draws)) draws else pe_variable(run, name)
  places <- pe_places(run, array, codes)
  dimensions <- pe_place_dimensions(run, array)
  if (length(dimensions) > 0 && length(places) == 0) {
    dimension <- tail(dimensions, 1)
    pe_stop(run$path, ": ", name, " is by ", dimension, " (say which: ", run$axes[[dimension]][1], ", ...)")
  }
  frame <- pe_statistics(run, name, c(pe_chosen(run, array, year, start, months), places))
  about <- pe_title(run, array)
  words <- vapply(names(places), function(one) pe_words(run, one, run$axes[[one]][places[[one]]]), "")
  pe_answer(frame, "pe_fan", paste(c(about$title, words), collapse = ": "), about$unit, run)
}

# One number of each country in a year: the median of a variable that has quantiles, else the mean, share or
# number that the file has. `statistic` is "median", "mean" or a quantile as 0.9.
pe_map <- function(run, variable, year, statistic = NULL) {
  stem <- pe_with_quantiles(run, variable)
  of_mean <- paste0(if (is.null(stem)) variable else stem, "_mean")
  level <- if (is.null(statistic) || identical(statistic, "median")) 0.5 else statistic
  chosen <- list(year = pe_year_index(run, year))
  if (identical(statistic, "mean") && pe_has(run, of_mean)) {
    name <- of_mean
    column <- "mean"
  } else if (!is.null(stem) && stem == variable && is.numeric(level)) {
    name <- paste0(stem, "_quantile")
    chosen <- c(chosen, pe_chosen(run, name, places = list(quantile = level)))
    column <- if (level == 0.5) "median" else paste0("q", level)
  } else if (!is.null(statistic)) {
    pe_stop(run$path, ": has no statistic ", statistic, " of ", variable,
            " (median, mean, or a level of its quantiles)")
  } else {
    name <- pe_variable(run, variable, by = "country")
    column <- if (grepl("_mean$", name)) "mean" else if (grepl("_probability$", name)) "share_of_draws" else "value"
    if ("realization" %in% pe_dimensions(run, name)) column <- "median"
  }
  dimensions <- setdiff(pe_dimensions(run, name), c("quantile", "realization"))
  if (!setequal(dimensions, c("year", "country"))) {
    pe_stop(run$path, ": ", name, " is by ", paste(dimensions, collapse = ", "),
            " (a map wants a variable by year and country, as immigrant_stock)")
  }
  values <- pe_read(run, name, chosen)
  if ("realization" %in% pe_dimensions(run, name)) values <- apply(values, seq_along(dim(values))[-1], stats::median)
  frame <- data.frame(country = run$axes$country, name = pe_names(run, "country"), year = year, as.vector(values))
  names(frame)[4] <- column
  about <- pe_title(run, name)
  pe_answer(frame, "pe_map", paste0(about$title, ", ", year, " (", gsub("_", " ", column), ")"), about$unit, run)
}

# Means by month and border as sums of `a_row` months on the borders of each route, [row, route]. Added up
# one by one, as `peregrine summary` does, so that no bit differs.
pe_on_routes <- function(run, name, times, a_row) {
  values <- pe_read(run, name, list(time = times))
  first <- seq(1, length(times), by = a_row)
  by_border <- Reduce(`+`, lapply(seq_len(a_row) - 1, function(month) values[first + month, , drop = FALSE]))
  route_of <- as.vector(ncdf4::ncvar_get(run$nc, "border_route"))
  found <- matrix(0, length(first), length(run$axes$route))
  for (border in seq_along(route_of)) {
    at <- match(route_of[border], run$axes$route)
    found[, at] <- found[, at] + by_border[, border]
  }
  found
}

# Irregular crossings detected on each route, by "year" or by "month" (the 24 after the last one observed,
# unless told): mean, quantiles and their errors, and the means of entries and deaths.
pe_routes <- function(run, by = "year", year = NULL, start = NULL, months = NULL) {
  if (!pe_has(run, "irregular_detections_quantile")) {
    pe_stop(run$path, ": has no routes (it is of a world without irregular corridors)")
  }
  if (!by %in% c("year", "month")) pe_stop("routes by '", by, "': is neither by year nor by month")
  if (by == "year") {
    name <- "irregular_detections_year"
    chosen <- pe_chosen(run, paste0(name, "_quantile"), year, start, months)
    times <- pe_months_of(run, "irregular_entries_mean", if (is.null(year)) run$axes$year else year)
    a_row <- 12
  } else {
    name <- "irregular_detections"
    if (is.null(year) && is.null(months)) {
      months <- min(24, length(run$axes$time) - pe_months(run, "irregular_entries_mean", start, 1) + 1)
    }
    chosen <- pe_chosen(run, paste0(name, "_quantile"), year, start, months)
    times <- chosen$time
    a_row <- 1
  }
  frame <- pe_statistics(run, name, chosen)
  for (what in c("entries", "deaths")) {
    values <- pe_on_routes(run, paste0("irregular_", what, "_mean"), times, a_row)
    frame[[paste0(what, "_mean")]] <- as.vector(t(values))
  }
  at <- match("route", names(frame))
  words <- pe_names(run, "route")[match(frame$route, run$axes$route)]
  frame <- cbind(frame[seq_len(at)], name = words, frame[-seq_len(at)])
  pe_answer(frame, "pe_routes", "Irregular crossings detected on routes", paste("crossings in the", by), run)
}

pe_entries_draws <- "irregular_entries_by_nationality"

pe_no_draws <- function(run, name) {
  pe_variable(run, name)
  pe_stop_if_too_old(run, name)
  have <- Filter(function(one) "realization" %in% pe_dimensions(run, one), names(run$nc$var))
  pe_stop(run$path, ": has no draws of ", name, " (it has of ", paste(have, collapse = ", "), ")")
}

# Council decision (EU) 2020/135: the Union without the United Kingdom.
pe_eu27 <- c("AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL", "ITA",
             "LVA", "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE")

# Borders behind which countries lie. Where one is of first entry the others are left out: who crosses those has
# entered before.
pe_entry_borders <- function(run, codes) {
  countries <- unlist(lapply(codes, function(code) if (toupper(code) == "EU27") pe_eu27 else code))
  countries <- run$axes$country[vapply(countries, function(code) pe_index(run, "country", code), 1L)]
  targets <- as.vector(ncdf4::ncvar_get(run$nc, "border_target"))
  of_target <- which(targets %in% countries)
  if (length(of_target) == 0) {
    pe_stop(run$path, ": has no border behind which ", paste(codes, collapse = ", "), " lies (it has borders of ",
            paste(sort(unique(targets)), collapse = ", "), ")")
  }
  first <- of_target[as.vector(ncdf4::ncvar_get(run$nc, "border_first_entry"))[of_target] == 1]
  if (length(first) > 0) first else of_target
}

# Persons who get into countries irregularly, "EU27" or codes, by nationality: the sum of a stretch of months (`year`,
# or `months` from `start` on; by default the twelve after the last one observed, or as many of them as the file
# keeps), with mean, quantiles over the kept draws and their errors, and the share of the mean of all. The last row,
# "ALL", is of all nationalities.
pe_entries <- function(run, ..., year = NULL, start = NULL, months = NULL) {
  codes <- pe_codes(...)
  if (length(codes) == 0) pe_stop("pe_entries wants countries (for example \"DEU\", \"POL\" or \"EU27\")")
  if (!pe_has(run, pe_entries_draws)) pe_no_draws(run, pe_entries_draws)
  borders <- pe_entry_borders(run, codes)
  if (!is.null(year) && (!is.null(start) || !is.null(months))) {
    pe_stop("year is a stretch of months (leave start and months out)")
  }
  if (length(year) > 1) pe_stop("entries are of one stretch of months (give one year, or start and months)")
  routes <- match(as.vector(ncdf4::ncvar_get(run$nc, "border_route"))[borders], run$axes$route)
  times <- if (is.null(year)) {
    pe_months_ahead(run, start, months, sort(unique(routes)))
  } else pe_months_of(run, pe_entries_draws, year)
  values <- pe_read(run, pe_entries_draws, list(month_ahead = times))  # [realization, month, group]
  groups <- which(as.vector(ncdf4::ncvar_get(run$nc, "route_corridor_border")) %in% run$axes$border[borders])
  nationality <- as.vector(ncdf4::ncvar_get(run$nc, "route_corridor_nationality"))[groups]
  sums <- vapply(sort(unique(nationality), method = "radix"), function(code) {
    rowSums(values[, , groups[nationality == code], drop = FALSE])
  }, numeric(dim(values)[1]))
  sums <- matrix(sums, dim(values)[1], dimnames = list(NULL, sort(unique(nationality), method = "radix")))
  sums <- sums[, order(colnames(sums) == "REST", -colMeans(sums)), drop = FALSE]
  sums <- cbind(sums, ALL = rowSums(sums))
  levels <- run$axes$quantile
  found <- pe_quantiles_of_draws(sums, levels)
  other <- c(REST = "not told apart, or unknown", ALL = "all nationalities", XKX = "Kosovo", XXA = "stateless")
  names_of <- vapply(colnames(sums), function(code) {
    if (code %in% names(other)) return(other[[code]])
    if (code %in% run$axes$country) pe_names(run, "country")[match(code, run$axes$country)] else code
  }, "")
  ends <- format(run$axes$month_ahead[range(times)], "%Y-%m")
  mean <- colMeans(sums)
  frame <- data.frame(start = ends[1], end = ends[2], nationality = colnames(sums), name = unname(names_of),
                      mean = unname(mean))
  for (k in seq_along(levels)) frame[[paste0("q", levels[k])]] <- found$quantile[k, ]
  for (k in seq_along(levels)) frame[[paste0("mc_error_q", levels[k])]] <- found$error[k, ]
  frame$share_of_mean <- if (mean[["ALL"]] > 0) unname(mean / mean[["ALL"]]) else 0
  title <- paste0("Irregular entries into ", paste(codes, collapse = ", "), ", ", ends[1], " to ", ends[2])
  pe_answer(frame, "pe_entries", title, "persons", run)
}

# A number of each draw that is kept, [realization, ...]: of the years of a yearly variable, or of a stretch of
# months together (`year`, or `months` from `start` on; by default the twelve after the last one observed).
# `how` is "sum" or "any", the greatest of its months; by default the sum of what is counted month by month.
# Attributes name the columns: `years`, or `start` and `end`. For chances of several things at once.
pe_draws <- function(run, ..., variable = NULL, year = NULL, start = NULL, months = NULL, how = NULL) {
  codes <- pe_codes(...)
  asked <- if (is.null(variable)) pe_usual(run, codes) else variable
  name <- pe_with_draws(run, asked)
  if (is.null(name)) pe_no_draws(run, asked)
  places <- pe_places(run, name, codes)
  axis <- pe_month_axis(run, name)
  if (is.null(axis)) {
    if (!is.null(how)) pe_stop(run$path, ": ", name, " is not by month (leave how out)")
    chosen <- c(pe_chosen(run, name, year, start, months), places)
    return(structure(pe_read(run, name, chosen), name = name, chosen = chosen))
  }
  if (is.null(how)) {
    counted <- ncdf4::ncatt_get(run$nc, name, "cell_methods")
    how <- if (counted$hasatt && grepl(paste0(axis, ": sum"), counted$value)) "sum" else "any"
  }
  if (!how %in% c("sum", "any")) pe_stop("how '", how, "': is neither sum nor any")
  if (!is.null(year) && (!is.null(start) || !is.null(months))) {
    pe_stop("year is a stretch of months (leave start and months out)")
  }
  # Not $, which would also take route_corridor for it.
  routes <- places[["route"]]
  stretches <- if (is.null(year)) list(pe_months(run, name, start, if (is.null(months)) 12 else months, routes))
               else lapply(year, function(one) pe_months_of(run, name, one))
  together <- function(times) {
    values <- pe_read(run, name, c(structure(list(times), names = axis), places))  # [realization, month, place ...]
    apply(values, seq_along(dim(values))[-2], if (how == "sum") sum else max)
  }
  found <- lapply(stretches, together)
  months_of <- format(run$axes[[axis]][range(stretches[[1]])], "%Y-%m")
  values <- if (is.null(year)) found[[1]] else array(unlist(found), c(dim(found[[1]]), length(year)))
  if (!is.null(year)) {
    last <- length(dim(values))
    values <- aperm(values, c(1, last, seq_len(last)[-c(1, last)]))
  }
  structure(values, name = name, chosen = c(places, if (!is.null(year)) list(year = pe_year_index(run, year))),
            start = if (is.null(year)) months_of[1], end = if (is.null(year)) months_of[2], by_year = !is.null(year))
}

# The chance that a number is above a threshold, or each of several, and its Monte Carlo error: of what
# pe_draws gives for the same words. The error is the binomial one with a draw more on each side, so that a
# chance of 0 or 1 has one as well.
pe_exceeds <- function(run, threshold, ..., variable = NULL, year = NULL, start = NULL, months = NULL, how = NULL) {
  if (!is.numeric(threshold) || length(threshold) == 0 || anyNA(threshold)) {
    pe_stop("threshold ", paste(format(threshold), collapse = ", "), ": is no number")
  }
  values <- pe_draws(run, ..., variable = variable, year = year, start = start, months = months, how = how)
  name <- attr(values, "name")
  chosen <- attr(values, "chosen")
  draws <- dim(values)[1]
  by_cell <- matrix(values, draws)
  dimensions <- setdiff(pe_dimensions(run, name), c("realization", pe_month_axes))
  if (isTRUE(attr(values, "by_year"))) dimensions <- c("year", dimensions)
  axes <- pe_axes(run, dimensions, chosen)
  shape <- if (length(axes) > 0) lengths(axes) else 1
  rows <- lapply(threshold, function(limit) {
    share <- colMeans(by_cell > limit)
    smoothed <- (share * draws + 1) / (draws + 2)
    error <- sqrt(smoothed * (1 - smoothed) / draws)
    frame <- pe_tidy(axes, list(chance = array(share, shape), mc_error = array(error, shape)))
    cbind(frame[names(axes)], threshold = limit, frame[c("chance", "mc_error")])
  })
  frame <- do.call(rbind, rows)
  frame$draws <- draws
  if (!is.null(attr(values, "start"))) frame <- cbind(start = attr(values, "start"), end = attr(values, "end"), frame)
  about <- pe_title(run, name)
  places <- chosen[setdiff(names(chosen), "year")]
  words <- vapply(names(places), function(one) pe_words(run, one, run$axes[[one]][places[[one]]]), "")
  pe_answer(frame, "pe_chances", paste(c(about$title, words), collapse = ": "), about$unit, run)
}

# Anything as a tidy data frame: a column for each dimension, and one of the variable's name. Of what has
# quantiles over all draws, as "corridor_stock", a column each for mean, quantiles and errors, unless `draws` asks
# for each draw that is kept. Codes are as in pe_fan; places may also be named, as country = c("DEU", "POL").
pe_frame <- function(run, variable, ..., year = NULL, start = NULL, months = NULL, draws = FALSE) {
  given <- list(...)
  named <- if (is.null(names(given))) rep(FALSE, length(given)) else names(given) != ""
  of_all <- !draws && identical(pe_with_quantiles(run, variable), variable)
  if (draws && is.null(pe_with_draws(run, variable))) pe_no_draws(run, variable)
  array <- if (of_all) paste0(variable, "_quantile") else pe_variable(run, variable)
  chosen <- c(pe_chosen(run, array, year, start, months, given[named]),
              pe_places(run, array, unlist(given[!named])))
  if (of_all) return(pe_statistics(run, variable, chosen))
  values <- pe_read(run, array, chosen)
  pe_tidy(pe_axes(run, pe_dimensions(run, array), chosen), structure(list(values), names = array))
}
