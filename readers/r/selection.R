# Which part of a variable is asked for: places, years, months; peregrine_ensemble.R sources this file.

# The dimension of months of a variable; NULL where it has none.
pe_month_axis <- function(run, name) Find(function(one) one %in% pe_dimensions(run, name), pe_month_axes)

# Says that months of a dimension are fewer than those of the file.
pe_along <- function(axis) if (axis == "time") "" else paste0("along ", axis, " ")

pe_month_index <- function(run, axis, month) {
  if (length(month) != 1 || !grepl("^[0-9]{4}-(0[1-9]|1[0-2])$", month)) {
    pe_stop("month '", paste(month, collapse = ", "), "': is not of the form YYYY-MM (for example 2026-01)")
  }
  at <- match(as.Date(paste0(month, "-01")), run$axes[[axis]])
  if (is.na(at)) {
    ends <- format(range(run$axes[[axis]]), "%Y-%m")
    pe_stop(run$path, ": has no month ", month, " ", pe_along(axis), "(it has ", ends[1], " to ", ends[2], ")")
  }
  at
}

# The first month in which draws differ, of the middle one of these routes in the order of these months (of all,
# where draws never differ on them), the first of all where they never do. Figures of one route may end before
# those of others, or a run's own months go on for longer.
pe_first_simulated_month <- function(run, routes = NULL) {
  if (!pe_has(run, "irregular_detections_quantile")) return(1)
  quantile <- pe_read(run, "irregular_detections_quantile")
  levels <- dim(quantile)[1]
  differs <- quantile[1, , , drop = FALSE] != quantile[levels, , , drop = FALSE]
  if (!is.null(routes) && any(differs[, , routes])) differs <- differs[, , routes, drop = FALSE]
  firsts <- sort(unlist(apply(differs[1, , , drop = FALSE], 3, function(route) which(route)[1])))
  if (length(firsts) > 0) firsts[(length(firsts) + 1) %/% 2] else 1
}

# Whole numbers, of which `what` is the name.
pe_whole <- function(what, values, least = -Inf) {
  sound <- is.numeric(values) && length(values) > 0 && all(is.finite(values))
  if (!sound || any(values != round(values)) || any(values < least)) {
    pe_stop(what, " ", paste(format(values), collapse = ", "), ": is no whole number",
            if (is.finite(least)) paste0(" from ", least, " on"))
  }
  values
}

# Codes of places, one after the other.
pe_codes <- function(...) {
  codes <- c(...)
  if (!is.null(codes) && !is.character(codes)) {
    pe_stop("place ", paste(format(unlist(codes)), collapse = ", "),
            ": is no text (give codes one after the other, as \"SYR\", \"DEU\")")
  }
  codes
}

# Indices along month_ahead: from `start` on, or from the first month in which draws differ on these routes and that
# is kept; `months` of them, or twelve, or as many as are left.
pe_months_ahead <- function(run, start, months, routes) {
  there <- run$axes$month_ahead
  if (is.null(start)) {
    start <- format(max(run$axes$time[pe_first_simulated_month(run, routes)], there[1]), "%Y-%m")
  }
  if (is.null(months)) months <- min(12, length(there) - pe_month_index(run, "month_ahead", start) + 1)
  pe_months(run, pe_entries_draws, start, months)
}

# Indices along the dimension of months of a variable; of these routes.
pe_months <- function(run, name, start = NULL, months = NULL, routes = NULL) {
  axis <- pe_month_axis(run, name)
  there <- run$axes[[axis]]
  if (is.null(start)) start <- format(run$axes$time[pe_first_simulated_month(run, routes)], "%Y-%m")
  first <- pe_month_index(run, axis, start)
  if (length(months) > 1) pe_stop("months ", paste(months, collapse = ", "), ": is no whole number from 1 on")
  count <- if (is.null(months)) length(there) - first + 1 else pe_whole("months", months, 1)
  if (count < 1 || first + count - 1 > length(there)) {
    pe_stop(run$path, ": has no ", count, " months from ", format(there[first], "%Y-%m"), " on ", pe_along(axis),
            "(its last is ", format(max(there), "%Y-%m"), ")")
  }
  seq(first, length.out = count)
}

pe_year_index <- function(run, year) {
  pe_whole("year", year)
  at <- match(year, run$axes$year)
  if (anyNA(at)) {
    ends <- range(run$axes$year)
    pe_stop(run$path, ": has no year ", year[is.na(at)][1], " (it has ", ends[1], " to ", ends[2], ")")
  }
  at
}

pe_months_of <- function(run, name, year) {
  pe_year_index(run, year)
  unlist(lapply(year, function(one) pe_months(run, name, paste0(one, "-01"), 12)))
}

# Indices by dimension of what is asked of a variable; of other dimensions all is wanted.
pe_chosen <- function(run, name, year = NULL, start = NULL, months = NULL, places = list()) {
  dimensions <- pe_dimensions(run, name)
  axis <- pe_month_axis(run, name)
  chosen <- list()
  if (!is.null(year)) {
    if ("year" %in% dimensions) chosen$year <- pe_year_index(run, year)
    else if (!is.null(axis)) chosen[[axis]] <- pe_months_of(run, name, year)
    else pe_stop(run$path, ": ", name, " is not by year (leave year out)")
  }
  if (!is.null(start) || !is.null(months)) {
    if (is.null(axis) || !is.null(year)) {
      pe_stop(run$path, ": ", name, " is not by month, or year is given as well (leave start and months out)")
    }
    chosen[[axis]] <- pe_months(run, name, start, months)
  }
  for (dimension in names(places)) {
    if (!dimension %in% dimensions) {
      pe_stop(run$path, ": ", name, " is not by ", dimension, " (it is by ", paste(dimensions, collapse = ", "), ")")
    }
    wanted <- places[[dimension]]
    if (dimension %in% pe_month_axes) {
      chosen[[dimension]] <- vapply(wanted, function(month) pe_month_index(run, dimension, month), 1L)
    } else if (is.character(run$axes[[dimension]])) {
      chosen[[dimension]] <- vapply(wanted, function(code) pe_index(run, dimension, code), 1L)
    } else {
      at <- match(wanted, run$axes[[dimension]])
      if (anyNA(at)) pe_stop(run$path, ": has no ", dimension, " ", wanted[is.na(at)][1])
      chosen[[dimension]] <- at
    }
  }
  chosen
}

# The part of a variable at these indices, an array [slowest, ..., fastest]; missing numbers are NA.
pe_read <- function(run, name, chosen = list()) {
  dimensions <- pe_dimensions(run, name)
  if (!name %in% names(run$nc$var)) {
    values <- run$axes[[name]]
    return(array(values[if (is.null(chosen[[name]])) seq_along(values) else chosen[[name]]]))
  }
  fastest_first <- rev(dimensions)
  wanted <- lapply(fastest_first, function(one) {
    if (is.null(chosen[[one]])) seq_along(run$axes[[one]]) else chosen[[one]]
  })
  first <- vapply(wanted, min, 1)
  count <- vapply(wanted, max, 1) - first + 1
  letters <- length(run$nc$var[[name]]$dim) - length(dimensions)  # of codes, whose rows are characters
  values <- ncdf4::ncvar_get(run$nc, name, c(rep(1, letters), first), c(rep(-1, letters), count))
  values <- array(values, count)
  values <- do.call(`[`, c(list(values), Map(function(one, from) one - from + 1, wanted, first), drop = FALSE))
  if (length(count) > 1) aperm(values) else values
}
